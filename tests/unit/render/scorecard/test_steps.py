"""What a step takes without a plan: days and money by hand; its earliest day is planning's (`begun_now`)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import DayRate
from btm_cli.render.scorecard.steps import Work
from btm_cli.scoring import assess
from btm_cli.standard.model import EffortScale
from support import build


def worked(scale: int | None = 5, **more: Any) -> str:
    """What is said of the one step, of 8/3 points, of a cell."""
    standard = build.one_cell(build.cell("2a", build.criterion("3a", effort="8/3")))
    if scale is not None:
        standard = standard._replace(effort_scale=EffortScale("person-days", Fraction(scale), {}))
    answers = build.answers({"only/process": build.ratings("2a:f 3a:n")}, **more)
    [step] = assess(standard, answers, frozenset(), build.DAY).priorities
    return Work(standard, answers, build.DAY).effort(step)


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"scale": None}, "effort 2.67"),
        ({}, "13 person-days"),  # 8/3 x 5 = 13.33
        ({"day_rate": DayRate("900", "EUR")}, "13 person-days (EUR 11 700)"),  # of the days that are shown
        ({"day_rate": DayRate("850.50", "CHF")}, "13 person-days (CHF 11 057)"),  # 13 x 850.50 = 11056.50, half up
        ({"scale": None, "day_rate": DayRate("900", "EUR")}, "effort 2.67"),
    ],
)
def test_days_and_money(more: dict[str, Any], text: str) -> None:
    assert worked(**more) == text
