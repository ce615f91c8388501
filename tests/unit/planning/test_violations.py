"""Every rule of a plan, broken by hand one at a time; a plan at the limit of a rule holds."""

from __future__ import annotations

import pytest

from btm_cli.planning.model import Mean, Need, Starts
from btm_cli.planning.violations import holds, violations
from support.planning import by_hand

THREE = by_hand({"a": (2, 1), "b": (2, 1), "c": (1, 1)}, {"b": "a"}, capacity=4)
"""Two iterations; 3 is never. b waits for a, which is credited at the end of the iteration it is begun in."""


def found(starts: Starts, **changed: object) -> list[str]:
    problem = THREE._replace(**changed)
    said = list(violations(problem, starts))
    assert holds(problem, starts) == (not said)
    return said


@pytest.mark.parametrize("starts", [(1, 2, 1), (1, 2, 2), (3, 3, 3), (2, 3, 2), (1, 3, 1)])
def test_a_plan_that_keeps_everything(starts: Starts) -> None:
    assert found(starts) == []


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ((0, 3, 3), "item 0 in iteration 0: no such iteration"),
        ((4, 3, 3), "item 0 in iteration 4: no such iteration"),
        ((1, 1, 3), "item 1 in iteration 1: before item 0, which it waits for"),
        ((2, 2, 3), "item 1 in iteration 2: before item 0, which it waits for"),
        ((3, 2, 3), "item 1 in iteration 2: before item 0, which it waits for"),
        ((2, 1, 3), "item 1 in iteration 1: before item 0, which it waits for"),
    ],
)
def test_order_and_iterations(starts: Starts, said: str) -> None:
    assert found(starts, earliest=(1, 1, 1)) == [said]


def test_what_may_share_an_iteration_is_begun_no_earlier() -> None:
    same = {"before": ((), ((0, 0),), ()), "earliest": (1, 1, 1)}
    assert found((1, 1, 3), **same) == []
    assert found((2, 1, 3), **same) == ["item 1 in iteration 1: before item 0, which it waits for"]
    # with a gap of none, too, what is never begun holds back what waits for it, even in the last iteration
    assert found((3, 2, 3), **same) == ["item 1 in iteration 2: before item 0, which it waits for"]


def test_windows() -> None:
    assert found((3, 3, 1), earliest=(1, 2, 2)) == ["item 2 in iteration 1: earlier than 2"]
    assert found((3, 3, 2), earliest=(1, 2, 2)) == []
    assert found((3, 3, 2), latest=(3, 3, 1)) == ["item 2 in iteration 2: later than 1"]
    assert found((3, 3, 3), latest=(3, 3, 1)) == ["item 2 in iteration 3: later than 1"]
    assert found((3, 3, 1), latest=(3, 3, 1)) == []


def test_room_in_all_and_of_an_owner() -> None:
    free = {"before": ((), (), ()), "earliest": (1, 1, 1)}
    assert found((1, 1, 3), **free) == []
    assert found((1, 1, 1), **free) == ["iteration 1: 5 of 4 units of effort"]
    assert found((3, 3, 3), **free, capacity=0) == []
    hers = tuple(chain._replace(owner="Ada" if chain.capability != "b" else None) for chain in THREE.chains)
    owned = free | {"chains": hers, "capacity": 9}
    assert found((1, 1, 1), **owned, rooms={"Ada": 3}) == []
    assert found((1, 1, 1), **owned, rooms={"Ada": 2}) == ["iteration 1: 3 of 2 units of effort of Ada"]
    assert found((1, 1, 2), **owned, rooms={"Ada": 2}) == []


def test_focus() -> None:
    free = {"before": ((), (), ()), "earliest": (1, 1, 1), "capacity": 9}
    assert found((1, 1, 1), **free, focus=2) == ["iteration 1: 3 capabilities, where 2 are the most"]
    assert found((1, 1, 1), **free, focus=3) == []
    assert found((1, 1, 2), **free, focus=2) == []


def test_a_mean_has_to_be_reached_in_an_earlier_iteration() -> None:
    # a's mean stands at 5 of 2 parts; item 0 lifts it by 1 to 6, level 3, which item 2 needs
    need = Need("a", 3)
    measured = {"measured": ((), (), (need,)), "means": {"a": Mean(5, 2, {0: 1})}, "iterations": 3, "latest": (4, 4, 4)}
    said = "a is not at 3 yet"
    assert found((1, 4, 2), **measured) == []
    assert found((2, 4, 2), **measured) == [f"item 2 in iteration 2: {said}"]
    assert found((2, 4, 3), **measured) == []
    assert found((2, 4, 1), **measured) == [f"item 2 in iteration 1: {said}"]
    assert found((4, 4, 3), **measured) == [f"item 2 in iteration 3: {said}"]
