"""Placing lists of items, worked out by hand."""

from __future__ import annotations

from btm_cli.planning.filling import Filler
from btm_cli.planning.model import Starts
from btm_cli.planning.placing import Placer
from support.planning import by_hand


def place(problem, *wanted: int) -> Starts:
    return Placer(problem, Filler(problem).closures).place(wanted)


def test_the_first_item_gets_the_first_place() -> None:
    problem = by_hand({"a": (3, 1), "b": (3, 1), "c": (1, 1)}, capacity=4)
    assert place(problem, 0, 1, 2) == (1, 2, 1)
    assert place(problem, 1, 0, 2) == (2, 1, 1)
    assert place(problem, 2) == (3, 3, 1)


def test_an_item_brings_what_it_waits_for() -> None:
    problem = by_hand({"a": (3, 1), "b": (2, 1), "c": (2, 1)}, {"c": "b"}, capacity=4)
    assert place(problem, 2) == (3, 1, 2)
    assert place(problem, 0, 2, 1) == (1, 2, 3)  # b fits into iteration 2 only, so c does not fit at all


def test_what_does_not_fit_with_all_it_waits_for_leaves_no_trace() -> None:
    problem = by_hand({"a": (4, 1), "b": (1, 1), "c": (4, 1)}, {"c": "b"}, capacity=4)
    assert place(problem, 0, 2) == (1, 3, 3)


def test_too_late_is_not_at_all() -> None:
    problem = by_hand({"a": (4, 1), "b": (4, 1)}, capacity=4, latest={"b": 1})
    assert place(problem, 0, 1) == (1, 3)
    assert place(problem, 1, 0) == (2, 1)
