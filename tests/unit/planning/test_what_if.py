"""Answers with some of them changed, and what moves between two scorecards: by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F
from typing import Any

import pytest

from btm_cli.answers.model import Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.planning.against import OldStep
from btm_cli.planning.what_if import REASON, Change, Move, change_answers, moves, take_steps
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Numbers
from support import build

WRITTEN = build.cell("2a", "2b", "3a", "3b")
STANDARD = build.standard(
    {
        "north": [build.capability("a", {"process": WRITTEN, "people": WRITTEN})],
        "south": [build.capability("b", {"process": WRITTEN})],
    }
)
FULLY, LARGELY = Rated("fully"), Rated("largely")
NA = NotApplicable(REASON)


def changed(said: CellAnswer | None, change: Change) -> CellAnswer | None:
    """What a/process says once the change is made; b/process says what it said."""
    answers = build.answers({"b/process": Claimed(2)} | ({"a/process": said} if said is not None else {}))
    after = change_answers(STANDARD, answers, [change])
    assert after.cells["b", "process"] == Claimed(2)
    assert answers.cells.get(("a", "process")) == said
    return after.cells.get(("a", "process"))


def test_a_level_becomes_a_claim_and_what_backs_one_stays() -> None:
    to_three = Change("a", "process", level=3)
    assert changed(None, to_three) == Claimed(3)
    assert changed(Claimed(2, evidence=("minutes",), verified_by="Bo"), to_three) == Claimed(3, ("minutes",), "Bo")
    assert changed(build.ratings("2a:f"), to_three) == Claimed(3)
    assert changed(NotApplicable("because"), to_three) == Claimed(3)


def test_a_rating_takes_the_place_of_one_and_what_backs_it_stays() -> None:
    largely = Change("a", "process", "2b", rating="largely")
    assert changed(None, largely) == {"2b": LARGELY}
    assert changed(NotApplicable("because"), largely) == {"2b": LARGELY}
    assert changed({"2a": FULLY, "2b": Rated("not", ("minutes",))}, largely) == {
        "2a": FULLY,
        "2b": Rated("largely", ("minutes",)),
    }
    assert changed({"2b": NotApplicable("because")}, largely) == {"2b": LARGELY}


def test_a_claim_of_which_a_criterion_is_set_becomes_ratings_first() -> None:
    assert changed(Claimed(2), Change("a", "process", "2b", rating="largely")) == {"2a": FULLY, "2b": LARGELY}
    assert changed(Claimed(2), Change("a", "process", "2b")) == {"2a": FULLY, "2b": NA}
    assert changed(Claimed(2), Change("a", "process", "3a", rating="fully")) == {
        "2a": FULLY,
        "2b": FULLY,
        "3a": FULLY,
    }


def test_a_cell_can_be_left_out() -> None:
    assert changed(Claimed(2), Change("a", "process")) == NA


def whole(changes: list[Change], **more: Any) -> Answers:
    """All three cells claimed at 2, then the changes."""
    cells = dict.fromkeys(("a/process", "a/people", "b/process"), Claimed(2))
    return change_answers(STANDARD, build.answers(cells, **more), changes)


def test_without_a_dimension_a_change_is_about_every_cell_of_the_capability() -> None:
    assert whole([Change("a", level=3)]).cells == {
        ("a", "process"): Claimed(3),
        ("a", "people"): Claimed(3),
        ("b", "process"): Claimed(2),
    }
    left_out = whole([Change("a")])
    assert left_out.cells == {("a", "process"): NA, ("a", "people"): NA, ("b", "process"): Claimed(2)}
    assert left_out.capability_not_applicable == {"a": NA}


def test_a_cell_that_the_standard_does_not_write_is_not_made() -> None:
    assert set(whole([Change("b", level=3)]).cells) == {("a", "process"), ("a", "people"), ("b", "process")}


def test_a_capability_that_was_left_out_is_not_any_more_once_something_is_said_of_it() -> None:
    before = {"a": NotApplicable("because"), "b": NotApplicable("because")}
    for change in (Change("a", level=3), Change("a", "process", level=3), Change("a", "process", "2a", rating="fully")):
        assert whole([change], capability_not_applicable=before).capability_not_applicable == {"b": before["b"]}
    assert whole([Change("a")], capability_not_applicable=before).capability_not_applicable == before | {"a": NA}


def test_changes_are_made_in_their_order() -> None:
    found = whole([Change("a", level=3), Change("a", "people", level=1)]).cells
    assert (found["a", "process"], found["a", "people"]) == (Claimed(3), Claimed(1))


def done(said: CellAnswer | None, to_level: int = 3, part: bool = False, **more: Any) -> CellAnswer | None:
    """What a/process says once a step to level 3 by 3a and 3b is done."""
    values = {"capability": "a", "dimension": "process", "criteria": ("3a", "3b")} | more
    step = OldStep(1, date(2026, 1, 1), from_level=to_level - 1, to_level=to_level, part=part, owner=None, **values)
    before = build.answers({"a/process": said} if said is not None else {})
    return take_steps(STANDARD, before, [step]).cells.get(("a", "process"))


def test_a_step_raises_a_claim_to_its_level_and_never_lowers_one() -> None:
    assert done(Claimed(2, ("minutes",))) == Claimed(3, ("minutes",))
    assert done(Claimed(3)) == Claimed(3)
    assert done(Claimed(4)) == Claimed(4)
    assert done(Claimed(3), part=True) == Claimed(3)


def test_a_part_of_a_step_turns_a_claim_into_ratings() -> None:
    assert done(Claimed(2), part=True, criteria=("3b",)) == {"2a": FULLY, "2b": FULLY, "3b": FULLY}


def test_a_step_puts_its_criteria_at_the_top_but_for_what_does_not_apply() -> None:
    said = {"2a": LARGELY, "3a": Rated("not", ("minutes",)), "3b": NA}
    assert done(said) == {"2a": LARGELY, "3a": Rated("fully", ("minutes",)), "3b": NA}
    assert done(None) == {"3a": FULLY, "3b": FULLY}


def test_what_is_left_out_or_gone_from_the_standard_stays_as_it_is() -> None:
    assert done(NA) == NA
    assert done(None, criteria=("3x", "3a")) == {"3a": FULLY}
    assert done(Claimed(2), capability="gone") == Claimed(2)
    assert done(Claimed(2), dimension="gone") == Claimed(2)


def test_steps_after_one_that_is_gone_are_done_all_the_same() -> None:
    values = {"iteration": 1, "end": date(2026, 1, 1), "from_level": 2, "to_level": 3, "part": False, "owner": None}
    steps = [OldStep(capability=name, dimension="process", criteria=("3a",), **values) for name in ("gone", "a", "b")]
    after = take_steps(STANDARD, build.answers({"a/process": Claimed(3), "b/process": Claimed(2)}), steps)
    assert after.cells == {("a", "process"): Claimed(3), ("b", "process"): Claimed(3)}


def test_what_moves_is_listed_from_the_whole_down_with_its_change() -> None:
    """b is half of the whole: it rises from 2 to 3, and the whole from 2 to 2.5."""
    before = build.answers(dict.fromkeys(("a/process", "a/people", "b/process"), Claimed(2)))
    after = change_answers(STANDARD, before, [Change("b", level=3)])
    cards = [assess(STANDARD, each, frozenset(), build.DAY) for each in (before, after)]
    found = [(move.kind, move.id, move.change) for move in moves(*cards)]
    assert found == [
        ("overall", "overall", F(1, 2)),
        ("area", "south", F(1)),
        ("capability", "b", F(1)),
        ("cell", "b/process", F(1)),
    ]
    assert [*moves(cards[0], cards[0])] == []


def test_how_much_is_answered_is_no_move() -> None:
    """2a at nothing instead of unanswered: a score of 1 either way, but one more answer."""
    open_ = build.answers({"a/process": build.ratings("2b:n")})
    said = build.answers({"a/process": build.ratings("2a:n 2b:n")})
    cards = [assess(STANDARD, each, frozenset(), build.DAY) for each in (open_, said)]
    assert cards[0].overall.numbers != cards[1].overall.numbers
    assert [*moves(*cards)] == []


@pytest.mark.parametrize(("before", "after"), [(None, F(2)), (F(2), None)])
def test_between_a_score_and_none_there_is_no_change(before: F | None, after: F | None) -> None:
    assert Move("cell", "a/process", Numbers(score=before), Numbers(score=after)).change is None
    assert Move("cell", "a/process", Numbers(score=F(2)), Numbers(score=F(1))).change == -1
