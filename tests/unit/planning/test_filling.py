"""Fillings, worked out by hand."""

from __future__ import annotations

from btm_cli.planning.filling import Filler, ready, schedule_all
from support.planning import by_hand


def test_the_densest_closure_comes_first() -> None:
    """c alone has 3 a point, but waits for b: together 7 for 3 points, denser than a's 2."""
    problem = by_hand({"a": (2, 4), "b": (2, 1), "c": (1, 6)}, {"c": "b"}, capacity=2)
    plans = Filler(problem).fillings()
    assert (2, 1, 2) not in plans  # a and c do not fit into one iteration
    assert (3, 1, 2) in plans


def test_what_is_due_goes_before_what_is_dense() -> None:
    problem = by_hand({"a": (2, 9), "b": (2, 1)}, capacity=2, latest={"b": 1})
    assert set(Filler(problem).fillings()) == {(2, 1)}


def test_closures_are_in_an_order_in_which_they_can_be_done() -> None:
    filler = Filler(by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, {"a": "b", "b": "c"}, iterations=3))
    assert filler.closures[0] == [2, 1, 0]
    assert filler.order == [2, 1, 0]


def test_ready_looks_at_order_and_window() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1)}, {"b": "a"}, iterations=3, latest={"b": 2})
    assert ready(problem, 1, (1, 4), 2)
    assert not ready(problem, 1, (2, 4), 2)  # a is done in the same iteration
    assert not ready(problem, 1, (1, 4), 1)
    assert not ready(problem, 1, (1, 4), 3)


def test_everything_is_scheduled_the_longest_chains_first() -> None:
    problem = by_hand({"a": (2, 9), "b": (2, 1), "c": (2, 1)}, {"c": "b"}, capacity=2, iterations=3)
    assert schedule_all(problem) == (2, 1, 3)  # what c waits for goes before a, though a wins more
    assert schedule_all(by_hand({"a": (2, 9), "b": (2, 1), "c": (2, 1)}, {"c": "b"}, capacity=2)) is None
