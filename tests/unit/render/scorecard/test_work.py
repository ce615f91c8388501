"""What a step takes without a plan: days, money and its earliest day, by hand and as the plan has them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from btm_cli.answers.model import DayRate, ReportFacts
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.planning import make_plan, plan_settings
from btm_cli.render.scorecard.work import Work
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Blocker
from btm_cli.standard.model import EffortScale
from support import build

RATED = "2a:f 3a:n"


def worked(
    takes: int = 0, said: str = RATED, effort: str = "8/3", scale: int | None = 5, **more: Any
) -> tuple[str, date | None]:
    """What is said of the one step, from 2 to 3, of a cell assessed on 2026-11-20."""
    third = build.criterion("3a", effort=effort)._replace(takes=takes)
    standard = build.one_cell(build.cell("2a", third))
    if scale is not None:
        standard = standard._replace(effort_scale=EffortScale("person-days", Fraction(scale), {}))
    answers = build.answers({"only/process": build.ratings(said)}, **more)
    [step] = assess(standard, answers, frozenset(), build.DAY).priorities
    work = Work(standard, answers, build.DAY)
    return work.effort(step), work.shown(step)


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"scale": None}, "effort 2.67"),
        ({}, "13 person-days"),  # 8/3 x 5 = 13.33
        ({"day_rate": DayRate("900", "EUR")}, "13 person-days (EUR 11 700)"),  # of the days that are shown
        ({"day_rate": DayRate("850.50", "CHF")}, "13 person-days (CHF 11 056.50)"),
        ({"scale": None, "day_rate": DayRate("900", "EUR")}, "effort 2.67"),
    ],
)
def test_days_and_money(more: dict[str, Any], text: str) -> None:
    assert worked(**more)[0] == text


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({}, date(2027, 2, 20)),  # an iteration of three months
        ({"takes": 3}, date(2027, 2, 20)),
        ({"takes": 4}, date(2027, 5, 20)),
        ({"takes": 12}, date(2027, 11, 20)),
        # Practised already, though not in full: half of 7 months, rounded up, which is two iterations, not three.
        ({"takes": 7, "said": "2a:f 3a:l"}, date(2027, 5, 20)),
        ({"takes": 7}, date(2027, 8, 20)),
        # Nothing begins before it is decided; the end of November has three months later only 28 days.
        ({"report": ReportFacts(meeting=date(2026, 11, 30))}, date(2027, 2, 28)),
        ({"report": ReportFacts(meeting=date(2026, 11, 1))}, date(2027, 2, 20)),
        # More than an iteration has room for: it is split, and only a plan tells when its last part is done.
        ({"capacity": "2.5"}, None),
        ({"capacity": "8/3"}, date(2027, 2, 20)),
    ],
)
def test_the_earliest_day(more: dict[str, Any], day: date | None) -> None:
    assert worked(**more)[1] == day


def test_what_has_to_wait_has_no_day() -> None:
    standard = build.one_cell(build.cell("2a", "3a"))
    answers = build.answers({"only/process": build.ratings(RATED)})
    [step] = assess(standard, answers, frozenset(), build.DAY).priorities
    work = Work(standard, answers, build.DAY)
    assert work.shown(step) is not None
    assert work.shown(step._replace(blocked_by=(Blocker("other", 3, 2),))) is None
    assert work.shown(step._replace(follows="only/people")) is None


@pytest.mark.parametrize("name", ["meridian-insurance/2026-Q4.yaml", "harbor-foods/answers.yaml"])
def test_a_plan_that_begins_a_step_at_once_shows_it_on_the_same_day(root: Path, name: str) -> None:
    assessment = assess_file(str(root / "examples" / name), Standards())
    work = Work(assessment.loaded.standard, assessment.loaded.answers, assessment.card.as_of)
    roadmap = make_plan(assessment, plan_settings(assessment, 4, None))
    ranked = {(step.reference, step.to_level): step for step in assessment.card.priorities}
    begun = [step for step in roadmap.iterations[0].steps if not step.part]
    found = [(step, work.shown(ranked[step.reference, step.to_level])) for step in begun]
    assert [day for step, day in found if day is not None and day != step.due] == []
    assert sum(day is not None for _, day in found) >= 5
