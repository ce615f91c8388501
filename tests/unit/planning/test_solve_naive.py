"""The priorities taken as they come, iteration by iteration, by hand. What is begun in 4 of 3 is not planned."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.solve import naive_plan
from btm_cli.standard.model import Cell
from support import build
from support.planning import built, settings

IMPORTANCE = {"a": 5, "b": 3, "c": 1}
FIRST_END = date(2027, 2, 20)


def written(*criteria: tuple[str, int], months: int = 0) -> Cell:
    """Criteria by name and effort, which all run for so long."""
    return build.cell(*(build.criterion(name, effort=effort)._replace(takes=months) for name, effort in criteria))


def naive(
    capacity: int, cells: dict[str, Cell], level: int = 2, focus: int | None = None, iterations: int = 3, **more: Any
) -> tuple[int, ...] | None:
    """Of capabilities of one cell each, from level 1 to `level`: a counts most, then b, then c."""
    requires = more.pop("requires", {})
    capabilities = [
        build.capability(name, {"process": cell}, requires=requires.get(name, ())) for name, cell in cells.items()
    ]
    standard = build.standard({"north": capabilities}, dimensions=("process",), levels=(1, 2, 3))
    said = {f"{name}/process": Claimed(1) for name in cells}
    values = {"target": Target(level=level), "importance": {name: IMPORTANCE[name] for name in cells}} | more
    answers = build.answers(said, **values)
    asked = settings(iterations, capacity)._replace(focus=focus)
    found, card = built(standard, answers, asked)
    assert not found.clashes
    return naive_plan(standard, answers, card, found.problem)


def test_the_first_priority_begins_first_wherever_it_stands() -> None:
    assert naive(3, {"b": written(("2a", 3)), "a": written(("2a", 3))}) == (2, 1)


def test_what_no_longer_fits_waits_and_a_smaller_one_takes_its_place() -> None:
    """a and c fill the first iteration, b the second."""
    assert naive(4, {"a": written(("2a", 3)), "b": written(("2a", 3)), "c": written(("2a", 1))}) == (1, 2, 1)


def test_the_next_step_of_a_cell_is_a_priority_once_the_one_before_is_credited() -> None:
    steps = (("2a", 1), ("3a", 1))
    assert naive(9, {"a": written(*steps)}, 3) == (1, 2)
    assert naive(9, {"a": written(*steps, months=6)}, 3) == (1, 4)  # credited at the end of 2; then too late
    assert naive(9, {"a": written(("2a", 1), months=9)}) == (1,)
    assert naive(9, {"a": written(("2a", 1), months=12)}) == (4,)


@pytest.mark.parametrize("iterations", [2, 3])
def test_what_was_taken_is_ranked_anew_before_the_next_iteration(iterations: int) -> None:
    """a counts 3 for one point, b 5 for three; then a counts 3 for three, and b comes first, though a led before."""
    cells = {"a": written(("2a", 1), ("3a", 3)), "b": written(("2a", 3))}
    target = Target(levels={"a": 3, "b": 2})
    assert naive(3, cells, iterations=iterations, target=target, importance={"a": 3, "b": 5}) == (1, 3, 2)


def test_what_was_demanded_is_ranked_anew_as_well() -> None:
    """a's first step and c fill the first iteration; then a counts 3 for four points, and b 5."""
    cells = {"a": written(("2a", 2), ("3a", 4)), "b": written(("2a", 4)), "c": written(("2a", 2))}
    more = {"target": Target(levels={"a": 3, "b": 2, "c": 2}), "importance": {"a": 3, "b": 5, "c": 1}}
    assert naive(4, cells, pinned={"a/process": 1, "c/process": 1}, **more) == (1, 3, 2, 1)


def test_parts_of_a_step_begin_as_they_fit() -> None:
    assert naive(4, {"a": written(("2a", 3), ("2b", 3), ("2c", 1))}) == (1, 2, 2)


def test_what_is_required_comes_an_iteration_before() -> None:
    cells = {"a": written(("2a", 1)), "b": written(("2a", 1))}
    assert naive(9, cells, requires={"a": [("b", 2, 2)]}) == (2, 1)
    # c fills the first iteration: in the second there is room for both, and a waits all the same.
    soon = Target(level=2, deadlines={"c/process": FIRST_END})
    full = cells | {"c": written(("2a", 3))}
    assert naive(3, full, requires={"a": [("b", 2, 2)]}, target=soon) == (3, 2, 1)


def test_what_is_demanded_is_placed_before_everything_else() -> None:
    cells = {"a": written(("2a", 3)), "b": written(("2a", 3)), "c": written(("2a", 3))}
    soon = Target(level=2, deadlines={"c/process": FIRST_END})
    assert naive(3, cells, target=soon) == (2, 3, 1)
    assert naive(3, cells, pinned={"b/process": 2}) == (1, 2, 3)
    assert naive(9, cells, focus=1, pinned={"b/process": 1, "c/process": 1}) is None


def test_what_is_due_first_is_placed_first() -> None:
    """Both are demanded: a by the end of 2, b by that of 1."""
    due = {"a/process": date(2027, 5, 20), "b/process": FIRST_END}
    cells = {"a": written(("2a", 3)), "b": written(("2a", 3))}
    assert naive(3, cells, target=Target(level=2, deadlines=due)) == (2, 1)


def test_an_owners_points_and_the_focus_are_kept() -> None:
    cells = {"a": written(("2a", 2)), "b": written(("2a", 2))}
    owned = {"owners": {"a": "Ada", "b": "Ada"}, "capacities": {"Ada": "3"}}
    assert naive(9, cells) == (1, 1)
    assert naive(9, cells, **owned) == (1, 2)
    assert naive(9, cells, focus=1) == (1, 2)
