"""Days and money as they are shown: whole, and every sum and product that of what is shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import MappingProxyType

from btm_cli.answers.model import DayRate
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.report.board import Amounts
from btm_cli.standard.model import Standard
from btm_cli.standard.vocabulary import EffortScale
from support import build
from support import render_fixtures as fixtures


def step(name: str, effort: Fraction) -> RoadmapStep:
    """A step of so many points, at five days each and 900 a day."""
    days, money, day = effort * 5, effort * 4500, date(2027, 3, 9)
    more = (Fraction(0), None, (), False, False, 1, 1, day)
    return RoadmapStep(name, "process", 1, 2, 2, Fraction(2), False, ("2a",), effort, days, money, *more)


STEPS = [step("first", Fraction(8, 3)), step("second", Fraction(8, 3)), step("third", Fraction(10, 3))]
SCALE = EffortScale("person-days", Fraction(5), MappingProxyType({}))
RATED = build.answers({})._replace(day_rate=DayRate("900", "EUR"))


def scaled(scale: EffortScale | None = SCALE) -> Standard:
    return fixtures.make_standard()._replace(effort_scale=scale)


def test_rows_add_up_to_the_total_that_is_shown() -> None:
    # 13.33 + 13.33 + 16.67 = 43.33 days: 43; whole days below are 13 + 13 + 16, and the missing one goes to the third.
    amounts = Amounts(STEPS, scaled(), RATED)
    shown = [amounts.of([each]) for each in STEPS]
    assert [each.days for each in shown] == [13, 13, 17]
    assert [each.money for each in shown] == [11_700, 11_700, 15_300]  # 13 * 900, 13 * 900, 17 * 900
    assert amounts.together(shown) == amounts.of(STEPS)
    assert amounts.texts(amounts.of(STEPS)) == ("43", "38 700")  # 43 * 900, and the sum of the rows
    assert amounts.headings == ("Days", "Cost, EUR")


def test_what_takes_nothing_has_no_number() -> None:
    amounts = Amounts(STEPS, scaled(), RATED)
    assert amounts.texts(None) == ("-", "-")


def test_without_a_rate_there_are_days_and_without_a_scale_points() -> None:
    days = Amounts(STEPS, scaled(), build.answers({}))
    assert (days.columns, days.texts(days.of(STEPS))) == (("days",), ("43",))
    unscaled = [each._replace(days=None, money=None) for each in STEPS]
    points = Amounts(unscaled, scaled(None), build.answers({}))
    assert (points.columns, points.texts(points.of(unscaled))) == (("points",), ("8.67",))  # 26/3
    assert points.basis() == ""


def test_what_a_decision_states_by_itself_is_taken_as_it_is_stated() -> None:
    values = {"effort": Fraction(1, 2), "whole_days": 3, "whole_money": 2700}
    amounts = Amounts([], scaled(), RATED)
    found = amounts.stated(values)
    assert found is not None
    assert amounts.texts(found) == ("3", "2 700")
    assert amounts.stated({"effort": None}) is None
