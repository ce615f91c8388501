"""Effort in days and money, by hand; and what is not said stays unsaid."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import DayRate
from btm_cli.scoring.effort import days_of, days_together, money_of, whole_days, whole_money
from btm_cli.standard.vocabulary import EffortScale
from support import build

PLAIN = build.one_cell(build.full_cell())
SCALED = PLAIN._replace(effort_scale=EffortScale("days", Fraction(5, 2), {}))
RATE = DayRate("800.50", "EUR")


@pytest.mark.parametrize(
    ("standard", "rate", "days", "money"),
    [
        (SCALED, RATE, Fraction(15, 4), Fraction(24015, 8)),  # 1.5 x 2.5 = 3.75 days, x 800.50 = 3001.875
        (SCALED, None, Fraction(15, 4), None),
        (PLAIN, RATE, None, None),
        (PLAIN, None, None, None),
    ],
)
def test_days_and_money(standard, rate, days, money) -> None:
    points = Fraction(3, 2)
    assert days_of(standard, points) == days
    assert money_of(standard, build.answers({}, day_rate=rate), points) == money


@pytest.mark.parametrize(
    ("days", "shown", "money"),
    [
        ("40/3", 13, 10407),  # 13 x 800.50 = 10406.50, half up
        ("5/2", 3, 2402),  # half up; 3 x 800.50 = 2401.50
        ("1/4", 1, 801),  # a step takes a day at least
        ("20", 20, 16010),
    ],
)
def test_a_step_is_shown_with_whole_days_and_with_what_these_cost(days: str, shown: int, money: int) -> None:
    exact = Fraction(days)
    assert whole_days(exact) == shown
    assert whole_money(exact, exact * Fraction(RATE.amount)) == money


def test_several_steps_take_the_sum_of_what_is_shown_of_each() -> None:
    assert days_together([Fraction(40, 3)] * 3) == 39  # not 40, which their sum is
    assert days_together([]) == 0
    assert days_together([Fraction(1), None]) is None
