"""What effort means in days and money.

In: points, the standard's effort scale, the enterprise's day rate. Out: days and money in the file's currency, exact or
as people see them; None where one of them is not said: neither is ever assumed.

One rule for what people see: a step takes the nearest whole number of days, at least one, wherever it stands, and its
days cost whole units of money; several steps take the sum of theirs. So every sum of what is shown is what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.scoring.exact import nearest, product

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


def whole_days(days: Fraction) -> int:
    """The exact days of one step as people see them."""
    return max(1, nearest(days))


def whole_money(days: Fraction, money: Fraction) -> int:
    """What the days of one step that people see cost, where its exact `days` (not 0) cost `money`."""
    return nearest(money / days * whole_days(days))


def days_together(days: Iterable[Fraction | None]) -> int | None:
    """The days of several steps as people see them; None where those of one are not said."""
    found = list(days)
    known = [whole_days(each) for each in found if each is not None]
    return sum(known) if len(known) == len(found) else None
