"""Effort in days and money, by hand; and what is not said stays unsaid."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import DayRate
from btm_cli.scoring.effort import days_of, money_of
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
