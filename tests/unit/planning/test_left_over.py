"""Why a plan leaves a cell below its target: cells at level 2 with one criterion to go, worked out by hand.

Iterations of three months. The plan is the best there is: what weighs most comes first.
"""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.later import begun_for_later
from btm_cli.planning.left_over import left_over
from btm_cli.planning.model import Settings
from btm_cli.planning.solve import solve
from btm_cli.scoring import assess
from support import build
from support.planning import settings

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
