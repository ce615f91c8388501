"""How a cell climbs: step after step, in parts where a step is too large for an iteration; and whose it is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.model import Item
from btm_cli.planning.owners import deadline_of
from btm_cli.standard.model import Cell
from support import build
from support.planning import built, settings


def items(written: Cell, capacity: int, **rules: Any) -> list[Item]:
    """From level 1 to 3, each criterion with its effort."""
    standard = build.one_cell(written, levels=(1, 2, 3), **rules)
    answers = build.answers({"only/process": Claimed(1)}, target=Target(level=3))
    return list(built(standard, answers, settings(4, capacity))[0].problem.items)


def test_a_step_that_is_too_large_has_a_part_for_each_criterion() -> None:
    written = build.cell(build.criterion("2a", effort=3), build.criterion("2b", effort=2), "3a")
    assert [(each.step, each.part, each.level, each.criteria, each.effort) for each in items(written, 4)] == [
        (0, 0, 1, ("2a",), 3),
        (0, 1, 2, ("2b",), 2),
        (1, -1, 3, ("3a",), 1),
    ]
    assert [(each.step, each.part, each.effort) for each in items(written, 5)] == [(0, -1, 5), (1, -1, 1)]


def test_what_is_no_longer_needed_for_a_level_is_no_part_of_its_step() -> None:
    """More than two fifths of the weight are enough here: 2a alone, which comes first."""
    written = build.cell(build.criterion("2a", effort=3), build.criterion("2b", effort=2), "3a")
    found = items(written, 4, achieved_above=Fraction(2, 5), every_at_least=None)
    assert [(each.step, each.part, each.level, each.criteria) for each in found] == [
        (0, 0, 2, ("2a",)),
        (1, -1, 3, ("3a",)),
    ]


def test_the_earliest_deadline_counts_that_is_set_for_a_cell_or_what_holds_it() -> None:
    first, second, third = (date(2027, month, 1) for month in (1, 2, 3))
    target = Target(level=3, deadlines={"north": third, "a": second, "b": first, "a/people": first})
    answers = build.answers({}, target=target)
    assert deadline_of(answers, "a", "north", "process") == second
    assert deadline_of(answers, "a", "north", "people") == first
    assert deadline_of(answers, "c", "north", "process") == third
    assert deadline_of(answers, "c", "south", "process") is None
