"""Core depth: one criterion a level counts; what is n/a is stood in for by the next letter (scoring.md, A cell)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import CORE, Answers, NotApplicable, Rated
from btm_cli.scoring import assess
from btm_cli.scoring.depth import core_of, standing_in
from btm_cli.standard.model import Cell, Standard
from support import build

NA = NotApplicable("no such thing")


def written(*names: str, core: str) -> Cell:
    """A cell of these criteria, those in `core` marked."""
    cell = build.cell(*names)
    return cell._replace(
        criteria={
            level: tuple(one._replace(core=one.id in core.split()) for one in found)
            for level, found in cell.criteria.items()
        }
    )


CELL = written("2a", "2b", "3a", "3b", "3c", "4a", "5a", core="2b 3b 4a 5a")


def answers(standard: Standard, ratings: dict[str, Rated | NotApplicable], depth: str = CORE) -> Answers:
    return build.answers({"only/process": ratings})._replace(depth=depth)


def card_of(ratings: dict[str, Rated | NotApplicable], depth: str = CORE):
    standard = build.one_cell(CELL)
    return assess(standard, answers(standard, ratings, depth), frozenset(), build.DAY)


def test_the_core_criterion_alone_counts() -> None:
    # level 2: 2b fully, achieved; level 3: 3b partially = 1/3; 2a and 3a are not looked at
    card = card_of({"2a": Rated("not"), "2b": Rated("fully"), "3a": Rated("fully"), "3b": Rated("partially")})
    numbers = card.overall.numbers
    assert numbers.score == Fraction(7, 3)
    assert (numbers.answered, numbers.applicable) == (2, 4)
    # The same answers in full: level 2 has 2a at 0 and one of two at 1: 1 + 1/2.
    assert card_of({"2a": Rated("not"), "2b": Rated("fully")}, "full").overall.numbers.score == Fraction(3, 2)


@pytest.mark.parametrize(
    ("left_out", "standing"),
    [("", "3b"), ("3b", "3c"), ("3b 3c", "3a"), ("3a 3b", "3c"), ("3a 3b 3c", None), ("3a 3c", "3b")],
)
def test_the_next_letter_stands_in_for_what_is_not_applicable(left_out: str, standing: str | None) -> None:
    seen = core_of(CELL, dict.fromkeys(left_out.split(), NA))
    assert [one.id for one in seen.criteria.get(3, ())] == ([standing] if standing else [])
    assert [one.id for one in seen.criteria[2]] == ["2b"]


def test_a_level_that_is_all_not_applicable_counts_as_one_without_criteria() -> None:
    card = card_of({"2b": Rated("fully"), "3a": NA, "3b": NA, "3c": NA, "4a": Rated("partially")})
    assert card.overall.numbers.score == Fraction(10, 3)  # 2 and 3 are achieved, 4 is at 1/3
    assert card.overall.not_applicable == 3


def test_what_is_all_not_applicable_is_so_at_every_depth() -> None:
    everything = {one.id: NA for one in CELL.all_criteria()}
    for depth in (CORE, "full"):
        card = card_of(everything, depth)
        assert card.capabilities[0].cells[0].basis == "n/a"
        assert card.overall.not_applicable == 7


def test_an_answer_outside_the_core_is_kept_and_not_counted() -> None:
    card = card_of({"2a": Rated("fully")})
    assert card.capabilities[0].cells[0].basis == "not-assessed"


def test_what_is_to_be_met_is_of_the_core_too() -> None:
    card = card_of({"2b": Rated("partially")})
    cell = card.capabilities[0].cells[0]
    assert set(cell.to_reach_target) <= {"2b", "3b", "4a", "5a"}
    assert [step.criteria for step in card.priorities] == [("2b",)]
    assert (card.depth, card_of({}, "full").depth) == ("core", "full")


def test_where_no_criterion_is_marked_the_first_stands_in() -> None:
    first, second = build.cell("2a", "2b").criteria[2]
    assert standing_in([first, second], ()) is first
    assert standing_in([first, second], {"2a"}) is second
    assert standing_in([first, second], {"2a", "2b"}) is None
