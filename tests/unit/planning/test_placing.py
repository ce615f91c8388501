"""Placing lists of items, worked out by hand."""

from __future__ import annotations

from btm_cli.planning.model import Starts
from btm_cli.planning.placing import Placer
from support.planning import by_hand


def place(problem, *wanted: int) -> Starts:
    return Placer(problem).place(wanted)


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


def test_closures_are_in_an_order_in_which_they_can_be_done() -> None:
    placer = Placer(by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, {"a": "b", "b": "c"}, iterations=3))
    assert placer.closures[0] == [2, 1, 0]


def test_owners_and_focus_limit_an_iteration() -> None:
    problem = by_hand({"a": (2, 1), "b": (2, 1), "c": (2, 1)}, capacity=6)
    assert place(problem, 0, 1, 2) == (1, 1, 1)
    assert place(problem._replace(focus=2), 0, 1, 2) == (1, 1, 2)  # each is a capability of its own
    owned = tuple(chain._replace(owner="Ada") for chain in problem.chains)
    assert place(problem._replace(chains=owned, rooms={"Ada": 2}), 0, 1, 2) == (1, 2, 3)


def test_what_lasts_longer_holds_back_what_waits_for_it() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1)}, {"b": "a"}, iterations=3)
    items = (problem.items[0]._replace(lasts=2), problem.items[1])
    later = problem._replace(items=items, before=((), ((0, 2),)), earliest=(1, 3))
    assert place(later, 1) == (1, 3)
    assert place(later._replace(iterations=1, latest=(2, 2)), 0) == (2, 2)  # credited too late to be of use
