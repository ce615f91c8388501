"""By when a single step could be shown if it were begun now: by hand, and as the plan has it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from btm_cli.answers.model import Rated, ReportFacts
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.planning import make_plan, plan_settings
from btm_cli.planning.dates import BegunNow
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Blocker
from support import build

RATED = "2a:f 3a:n"


def shown(takes: int = 0, said: str = RATED, **more: Any) -> date | None:
    """The day of the one step, of 8/3 points from 2 to 3, of a cell assessed on 2026-11-20."""
    third = build.criterion("3a", effort="8/3")._replace(takes=takes)
    standard = build.one_cell(build.cell("2a", "2b", third) if "2b" in said else build.cell("2a", third))
    answers = build.answers({"only/process": build.ratings(said)}, **more)
    [step] = assess(standard, answers, frozenset(), build.DAY).priorities
    return BegunNow(standard, answers, build.DAY).shown(step)


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
        ({"takes": 7, "said": "2a:f"}, date(2027, 8, 20)),  # nothing said of it is not practised
        ({"takes": 7, "said": "2a:f 2b:- 3a:n"}, date(2027, 8, 20)),  # what does not apply has nothing to run
        # Nothing begins before it is decided; the end of November has three months later only 28 days.
        ({"report": ReportFacts(meeting=date(2026, 11, 30))}, date(2027, 2, 28)),
        ({"report": ReportFacts(meeting=date(2026, 11, 1))}, date(2027, 2, 20)),
        # More than an iteration has room for: it is split, and only a plan tells when its last part is done.
        ({"capacity": "2.5"}, None),
        ({"capacity": "8/3"}, date(2027, 2, 20)),
    ],
)
def test_the_earliest_day(more: dict[str, Any], day: date | None) -> None:
    assert shown(**more) == day


def test_of_two_ratings_only_the_upper_one_is_practice() -> None:
    """What nothing is said of takes its seven months, and not half of them."""
    third = build.criterion("3a")._replace(takes=7)
    standard = build.one_cell(build.cell("2a", third), rating_scale={"no": 0, "yes": 1}, every_at_least=None)
    answers = build.answers({"only/process": {"2a": Rated("yes")}})
    [step] = assess(standard, answers, frozenset(), build.DAY).priorities
    assert BegunNow(standard, answers, build.DAY).shown(step) == date(2027, 8, 20)


def test_what_has_to_wait_has_no_day() -> None:
    standard = build.one_cell(build.cell("2a", "3a"))
    answers = build.answers({"only/process": build.ratings(RATED)})
    [step] = assess(standard, answers, frozenset(), build.DAY).priorities
    begun = BegunNow(standard, answers, build.DAY)
    assert begun.shown(step) is not None
    assert begun.shown(step._replace(blocked_by=(Blocker("other", 3, 2),))) is None
    assert begun.shown(step._replace(follows="only/people")) is None


@pytest.mark.parametrize("name", ["meridian-insurance/2026-Q4.yaml", "harbor-foods/answers.yaml"])
def test_a_plan_that_begins_a_step_at_once_shows_it_on_the_same_day(root: Path, name: str) -> None:
    assessment = assess_file(str(root / "examples" / name), Standards())
    now = BegunNow(assessment.loaded.standard, assessment.loaded.answers, assessment.card.as_of)
    roadmap = make_plan(assessment, plan_settings(assessment, 4, None))
    ranked = {(step.reference, step.to_level): step for step in assessment.card.priorities}
    begun = [step for step in roadmap.iterations[0].steps if not step.part]
    found = [(step, now.shown(ranked[step.reference, step.to_level])) for step in begun]
    assert [day for step, day in found if day is not None and day != step.due] == []
    assert sum(day is not None for _, day in found) >= 5
