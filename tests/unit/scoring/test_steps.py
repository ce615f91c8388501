"""What a cell lacks up to a level, by hand; and when a requirement is met."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Claimed
from btm_cli.scoring import assess
from btm_cli.scoring.ratings import Rules
from btm_cli.scoring.steps import efforts_up_to, met
from btm_cli.standard.model import Cell, Requirement
from support import build

CELL = build.cell(build.criterion("2a"), build.criterion("2b", effort=4), build.criterion("3a", effort=2), "5a")
NONE = "2a:n 2b:n 3a:n"


@pytest.mark.parametrize(
    ("rule", "said", "start", "to", "effort"),
    [
        # cumulative: 2a and 2b give a half each, 3a a whole; the cheapest of a level first
        ("cumulative", build.ratings(NONE), (1, "1"), 2, 5),
        ("cumulative", build.ratings(NONE), (1, "1"), 3, 7),
        ("cumulative", build.ratings("2a:f 2b:n 3a:n"), (1, "3/2"), 2, 4),
        ("cumulative", build.ratings("2a:f 2b:n 3a:n"), (1, "3/2"), 3, 6),
        ("cumulative", build.ratings("2a:-") | build.ratings("2b:n 3a:n"), (1, "1"), 2, 4),  # 2b alone is all of it
        # 2a largely met has a third of itself left, which gives a sixth: 2b is needed as well
        ("cumulative", build.ratings("2a:l 2b:n 3a:n"), (1, "4/3"), 2, Fraction(13, 3)),
        ("cumulative", Claimed(1), (1, "1"), 3, 7),
        # staged: step by step; level 4 has no criteria and takes no step
        ("staged", build.ratings(NONE), (1, "1"), 3, 7),
        ("staged", build.ratings(NONE), (1, "1"), 5, 8),
        ("staged", Claimed(2), (2, "2"), 5, 3),
        ("staged", Claimed(2), (2, "2"), 2, 0),
    ],
)
def test_the_effort_up_to_a_level(
    rule: str, said: Any, start: tuple[int, str], to: int, effort: Fraction | int
) -> None:
    standard = build.one_cell(CELL, level_rule=rule)
    found = sum(efforts_up_to(standard, CELL, said, Rules(standard), (start[0], Fraction(start[1])), to))
    assert found == effort


def test_a_cumulative_level_of_which_only_what_weighs_nothing_applies_is_reached_already() -> None:
    cell = build.cell("2a", build.criterion("2b", weight=0, effort=4), build.criterion("3a", effort=2))
    standard = build.one_cell(cell, level_rule="cumulative")
    said = build.ratings("2a:-") | build.ratings("2b:n 3a:n")
    assert efforts_up_to(standard, cell, said, Rules(standard), (2, Fraction(2)), 3) == [2]  # 3a alone


@pytest.mark.parametrize("rule", ["cumulative", "staged"])
def test_what_is_not_written_takes_no_effort(rule: str) -> None:
    standard = build.one_cell(CELL, level_rule=rule)
    unwritten: Cell | None = None
    assert efforts_up_to(standard, unwritten, build.ratings(NONE), Rules(standard), (1, Fraction(1)), 3) == []


@pytest.mark.parametrize(("level", "is_met"), [(2, False), (3, True), (4, True)])
def test_a_requirement_is_met_from_its_level_on(level: int, is_met: bool) -> None:
    card = assess(build.one_cell(CELL), build.answers({"only/process": Claimed(level)}), frozenset(), build.DAY)
    assert met(Requirement("only", 4, 3, "", "derived"), card.capabilities[0].numbers) is is_met
