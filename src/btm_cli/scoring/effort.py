"""What effort means in days and money.

In: points, the standard's effort scale, the enterprise's day rate. Out: exact days and money in the file's currency,
None where one of them is not said: neither is ever assumed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.scoring.exact import product

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


def days_of(standard: Standard, points: Fraction) -> Fraction | None:
    """The days of work that `points` stand for, None where the standard has no scale."""
    return None if standard.effort_scale is None else product(points, standard.effort_scale.per_point)


def money_of(standard: Standard, answers: Answers, points: Fraction) -> Fraction | None:
    """What these days cost, None without a scale or a day rate."""
    days = days_of(standard, points) if answers.day_rate is not None else None
    return None if days is None or answers.day_rate is None else days * Fraction(answers.day_rate.amount)
