"""Why a plan leaves a cell below its target: cells at level 2 with one criterion to go, worked out by hand.

Iterations of three months. The plan is the best there is: what weighs most comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.left_over import begun_for_later, left_over
from btm_cli.planning.model import Settings
from btm_cli.planning.solve import solve
from btm_cli.scoring import assess
from support import build
from support.planning import built, by_hand, settings

FULL = "no iteration in which it can begin has room enough left beside other steps"


def left(efforts: dict[str, int], asked: Settings, takes: dict[str, int] | None = None, **more: Any) -> list[str]:
    """What is left over of a and b, each as "cell: reason: message"; a weighs five times as much as b."""
    requires = more.pop("requires", ())
    capabilities = [
        build.capability(
            name,
            {"process": build.cell(build.criterion("3a", effort=effort)._replace(takes=(takes or {}).get(name, 0)))},
            requires=requires if name == "b" else (),
        )
        for name, effort in efforts.items()
    ]
    standard = build.standard({"north": capabilities}, dimensions=("process",))
    cells = {f"{name}/process": Claimed(2) for name in efforts}
    answers = build.answers(cells, target=Target(level=3), importance={"a": 5, "b": 1}, **more)
    found = solve(standard, answers, assess(standard, answers, frozenset(), build.DAY), asked)
    assert found.solution is not None
    starts = found.solution.starts
    later = begun_for_later(found.problem, starts)
    return [f"{each.reference}: {each.reason}: {each.message}" for each in left_over(found.problem, starts, later)]


def test_points_that_are_left_are_too_few() -> None:
    assert left({"a": 3, "b": 3}, settings(1, 4)) == [f"b/process: capacity: {FULL}"]  # 1 of 4 is left
    assert left({"a": 3, "b": 3}, settings(1, 6)) == []


def test_points_are_left_only_when_it_is_too_late_to_be_shown() -> None:
    """b runs six months: begun in iteration 2, where all 4 points are left, it is shown in iteration 3 of 2."""
    assert left({"a": 4, "b": 4}, settings(2, 4), {"b": 6}) == [
        "b/process: capacity: it must begin by iteration 1 to be shown in time, and until then other steps take the "
        "points; begun in iteration 2, its next step is shown after the plan ends"
    ]
    assert left({"a": 4, "b": 4}, settings(3, 4), {"b": 6}) == []


def test_it_runs_longer_than_the_plan() -> None:
    assert left({"a": 1, "b": 1}, settings(1, 1), {"b": 4}) == [
        "b/process: time: must run longer than the plan before it can be shown"
    ]


@pytest.mark.parametrize(("iterations", "months"), [(1, 0), (2, 4)])
def test_what_it_requires_is_reached_too_late(iterations: int, months: int) -> None:
    """a is at level 3 from the end of iteration 1 on: then b would be shown one iteration after the last."""
    [said] = left({"a": 4, "b": 4}, settings(iterations, 100), {"b": months}, requires=[("a", 3, 3)])
    assert said.startswith("b/process: requires: requires a at level 3, which this plan does not reach in time")


def test_its_owner_has_too_few_points() -> None:
    more = {"owners": {"a": "Ada", "b": "Ada"}, "capacities": {"Ada": "3"}}
    assert left({"a": 2, "b": 2}, settings(1, 10), **more) == [
        "b/process: capacity: where points are left, Ada has too few of them"
    ]


def test_the_focus_is_on_something_else() -> None:
    assert left({"a": 2, "b": 2}, settings(1, 10)._replace(focus=1)) == [
        "b/process: capacity: where points are left, the focus is on other capabilities"
    ]


def test_the_focus_is_in_the_way_where_the_owner_has_just_enough_points() -> None:
    """Ada has 4: a takes 2 of them, and leaves the 2 that b takes."""
    more = {"owners": {"a": "Ada", "b": "Ada"}, "capacities": {"Ada": "4"}}
    assert left({"a": 2, "b": 2}, settings(1, 10)._replace(focus=1), **more) == [
        "b/process: capacity: where points are left, the focus is on other capabilities"
    ]


def test_what_is_excluded_or_too_large_has_no_further_step() -> None:
    assert left({"a": 2, "b": 2}, settings(1, 4), excluded=("b",)) == [
        "b/process: excluded: it is excluded from the plan"
    ]
    assert left({"a": 2, "b": 5}, settings(1, 4)) == [
        "b/process: too-large: a criterion of its next level takes more effort than an iteration has"
    ]


def test_what_would_fit_and_is_not_begun_wins_nothing() -> None:
    """A plan that leaves out what has room enough; a solver does so only where nothing is to be won."""
    problem = by_hand({"a": (2, 0)})
    assert [(each.reason, each.message) for each in left_over(problem, (problem.never,), {})] == [
        ("time", "what is left of it wins nothing before the plan ends")
    ]


def unreachable(requires: dict[str, list[str]], excluded: str, dimensions: Sequence[Any] = ("process",)) -> list[str]:
    """What is left over of b: at level 1, as all others are; each requires others at level 2, and one is excluded."""
    step = build.cell("2a")
    capabilities = [
        build.capability(
            name,
            {"process": step, **({"people": step} if name == "b" and len(dimensions) > 1 else {})},
            requires=[(other, 2, 2) for other in needed],
        )
        for name, needed in requires.items()
    ]
    standard = build.standard({"north": capabilities}, dimensions=dimensions)
    cells = {f"{each.id}/{dimension}": Claimed(1) for each in capabilities for dimension in each.cells}
    answers = build.answers(cells, target=Target(level=2), excluded=(excluded,))
    problem = built(standard, answers, settings(4, 9))[0].problem
    found = solve_fast(problem)
    assert found is not None
    left_behind = left_over(problem, found.starts, begun_for_later(problem, found.starts))
    return [f"{each.reference}: {each.reason}: {each.message}" for each in left_behind if "b/" in each.reference]


def test_what_requires_something_that_no_plan_reaches_says_what() -> None:
    """a is reached; c is excluded, and d waits for it."""
    said = "b/process: requires: requires {} at level 2, which is not assessed or which no plan can reach".format
    assert unreachable({"a": [], "c": [], "b": ["a", "c"]}, "c") == [said("c")]
    assert unreachable({"a": [], "c": [], "d": ["c"], "b": ["a", "d"]}, "c") == [said("d")]
    assert unreachable({"c": [], "d": ["c"], "b": ["c", "d"]}, "c") == [said("c at level 2 and d")]


def test_what_follows_a_cell_that_no_plan_brings_far_enough_says_so() -> None:
    dimensions = (build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
    assert unreachable({"a": [], "b": ["a"]}, "b/process", dimensions) == [
        "b/process: excluded: it is excluded from the plan",
        "b/people: requires: comes after a cell that no plan brings far enough",
    ]
