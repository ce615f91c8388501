"""What becomes of an old plan's steps: cells of two criteria a level, seen on a day of 2026."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.planning.against import OldStep, StepProgress, progress, targets_of
from btm_cli.scoring import assess
from support import build

STANDARD = build.standard(
    {"north": [build.capability("a", {"process": build.cell("2a", "2b", "3a", "3b")})]}, levels=(1, 2, 3)
)
TODAY = build.DAY
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
NA = NotApplicable("does not apply here")


def step(end: date = YESTERDAY, to_level: int = 3, **more: Any) -> OldStep:
    """To level 3 by its two criteria, over since yesterday."""
    values = {"part": False, "criteria": ("3a", "3b"), "capability": "a", "dimension": "process"} | more
    return OldStep(iteration=1, end=end, from_level=to_level - 1, to_level=to_level, owner=None, **values)


def follow(said: Any, old: OldStep, **more: Any) -> StepProgress:
    """What became of one step, where this is said of the cell (None: nothing)."""
    answers = build.answers({"a/process": said} if said is not None else {}, **more)
    card = assess(STANDARD, answers, frozenset(), TODAY)
    found = progress(STANDARD, answers, card, [old])
    assert found.as_of == TODAY
    return found.steps[0]


def fate(said: Any, old: OldStep, **more: Any) -> tuple[str, int | None, str, str]:
    """Its fate, the level now, "met of so many", and why."""
    found = follow(said, old, **more)
    assert found.step is old
    return found.fate, found.level, f"{found.met} of {found.of}", found.why


@pytest.mark.parametrize(("end", "reached", "open_"), [(YESTERDAY, "done", "late"), (TODAY, "done", "late")])
def test_an_iteration_is_over_on_its_last_day(end: date, reached: str, open_: str) -> None:
    assert fate(Claimed(3), step(end)) == (reached, 3, "2 of 2", "level 3")
    assert fate(Claimed(2), step(end)) == (open_, 2, "0 of 2", "level 2")


def test_before_its_last_day_a_step_is_open_or_ahead() -> None:
    assert fate(Claimed(2), step(TOMORROW)) == ("open", 2, "0 of 2", "level 2")
    assert fate(Claimed(3), step(TOMORROW)) == ("ahead", 3, "2 of 2", "level 3")


def test_a_cell_beyond_the_steps_level_has_reached_it() -> None:
    assert fate(Claimed(3), step(to_level=2, criteria=("2a", "2b"))) == ("done", 3, "2 of 2", "level 3")


def test_a_step_whose_cell_says_nothing_yet_is_late_without_a_level() -> None:
    assert fate(None, step()) == ("late", None, "0 of 2", "not assessed")


def test_a_part_is_done_once_its_criteria_are_met_and_a_whole_step_only_at_its_level() -> None:
    """2b is at "partially", so that the cell stays at level 1."""
    said = build.ratings("2a:f 2b:p 3a:f 3b:l")
    assert fate(said, step(criteria=("3a",), part=True)) == ("done", 1, "1 of 1", "its criteria are met")
    assert fate(said, step(TOMORROW, criteria=("3a",), part=True)) == ("ahead", 1, "1 of 1", "its criteria are met")
    assert fate(said, step(criteria=("3a",))) == ("late", 1, "1 of 1", "level 1")
    assert fate(said, step(criteria=("3a", "3b"), part=True)) == ("late", 1, "1 of 2", "level 1")
    whole = build.ratings("2a:f 2b:f 3a:f 3b:f")
    assert fate(whole, step(part=True)) == ("done", 3, "2 of 2", "level 3")


def test_a_criterion_that_is_not_applicable_is_not_waited_for() -> None:
    said = build.ratings("2a:f 2b:p 3a:f 3b:-")
    assert fate(said, step(part=True)) == ("done", 1, "1 of 1", "its criteria are met")


def test_a_part_of_which_nothing_applies_is_not_met_by_that() -> None:
    said = build.ratings("2a:f 2b:p 3a:- 3b:-")
    assert fate(said, step(part=True)) == ("late", 1, "0 of 0", "level 1")


def test_a_claim_meets_the_criteria_up_to_its_level() -> None:
    mixed = step(criteria=("2a", "3a"), part=True)
    assert fate(Claimed(2), mixed) == ("late", 2, "1 of 2", "level 2")
    assert fate(Claimed(1), mixed) == ("late", 1, "0 of 2", "level 1")


def test_what_is_not_applicable_by_now_is_overtaken_whatever_its_day() -> None:
    for end in (YESTERDAY, TOMORROW):
        assert fate(NA, step(end)) == ("overtaken", None, "0 of 2", "the cell is n/a or out of scope now")


def test_what_is_not_in_the_standard_any_more_is_overtaken() -> None:
    gone = step(dimension="technology")
    assert fate(Claimed(3), gone) == ("overtaken", None, "0 of 2", "the standard has no such cell any more")
    said = "its criteria are not in the standard any more"
    assert fate(Claimed(2), step(criteria=("3x", "3y"))) == ("overtaken", 2, "0 of 0", said)
    assert fate(build.ratings("2a:f"), step(criteria=("3x",))) == ("overtaken", 1, "0 of 0", said)
    assert fate(Claimed(2), step(criteria=("3x", "3a"))) == ("late", 2, "0 of 1", "level 2")


def test_a_step_above_the_target_that_somebody_named_is_overtaken() -> None:
    """A target that is only assumed (2, the level above the base) overtakes nothing."""
    lower = fate(Claimed(1), step(), target=Target(level=2))
    assert lower == ("overtaken", 1, "0 of 2", "the target is level 2 now")
    assert fate(Claimed(1), step(), target=Target(level=3)) == ("late", 1, "0 of 2", "level 1")
    assert fate(Claimed(1), step()) == ("late", 1, "0 of 2", "level 1")
    assert fate(Claimed(3), step(), target=Target(level=2)) == ("done", 3, "2 of 2", "level 3")


def test_targets_are_those_of_the_cells_that_have_one() -> None:
    answers = build.answers({"a/process": Claimed(1)}, target=Target(level=3))
    assert targets_of(assess(STANDARD, answers, frozenset(), TODAY)) == {"a/process": 3}


def test_each_fate_is_counted_and_a_step_may_lack_its_effort() -> None:
    answers = build.answers({"a/process": Claimed(2)})
    card = assess(STANDARD, answers, frozenset(), TODAY)
    steps = [step(), step(to_level=2, criteria=("2a",)), step(effort=Fraction(1)), step(TOMORROW)]
    found = progress(STANDARD, answers, card, steps)
    assert [found.count(each) for each in ("late", "open", "done", "ahead", "overtaken")] == [2, 1, 1, 0, 0]
    assert [each.step.effort for each in found.steps] == [None, None, Fraction(1), None]
