"""Moves that make a plan better, each worked out by hand."""

from __future__ import annotations

from btm_cli.planning.improving import Improver
from btm_cli.planning.model import Starts
from support.planning import by_hand


def improve(problem, *starts: int) -> Starts:
    return Improver(problem, range(len(problem.items))).improve(starts)


def test_several_small_items_change_places_with_a_large_one() -> None:
    """a (5) lies where b and c (3 each) could: every single move would lose."""
    problem = by_hand({"a": (4, 5), "b": (2, 3), "c": (2, 3)}, capacity=4)
    assert improve(problem, 1, 2, 2) == (2, 1, 1)
    assert improve(problem, 2, 1, 1) == (2, 1, 1)


def test_items_come_into_the_plan_for_others() -> None:
    problem = by_hand({"a": (4, 5), "b": (2, 3), "c": (2, 3)}, capacity=4, iterations=1)
    assert improve(problem, 1, 2, 2) == (2, 1, 1)


def test_one_item_gives_way_to_a_third_iteration() -> None:
    """b can come to 1 only if a leaves for 2, where c leaves room; c itself waits for a, so nothing goes to 3."""
    problem = by_hand({"a": (2, 2), "b": (3, 4), "d": (1, 1)}, capacity=3, iterations=3)
    assert improve(problem, 1, 3, 2) == (2, 1, 2)


def test_order_and_deadlines_are_kept() -> None:
    waits = by_hand({"a": (2, 1), "b": (2, 9)}, {"b": "a"}, capacity=2)
    assert improve(waits, 1, 2) == (1, 2)
    due = by_hand({"a": (2, 1), "b": (2, 9)}, capacity=2, latest={"a": 1})
    assert improve(due, 1, 2) == (1, 2)
    free = by_hand({"a": (2, 1), "b": (2, 9)}, capacity=2)
    assert improve(free, 1, 2) == (2, 1)


def test_only_what_differs_from_a_known_plan_is_looked_at() -> None:
    """The exchange in iterations 1 and 2 is overlooked as long as the known plan has it too."""
    problem = by_hand({"a": (2, 1), "b": (2, 9), "c": (1, 5)}, capacity=2, iterations=3)
    improver = Improver(problem, range(3))
    assert improver.exchange((1, 2, 4), known=(1, 2, 4)) == (1, 2, 4)
    assert improver.exchange((1, 2, 4), known=(1, 2, 3)) != (1, 2, 4)


def test_items_that_no_exchange_may_touch_stay() -> None:
    problem = by_hand({"a": (2, 1), "b": (2, 9)}, capacity=2)
    assert Improver(problem, [0]).improve((1, 3)) == (1, 3)
