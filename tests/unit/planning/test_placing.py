"""Placing lists of items, worked out by hand."""

from __future__ import annotations

from btm_cli.planning.model import Starts
from btm_cli.planning.placing import Placer, Rooms, rooms_of
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


def test_an_item_is_placed_once_and_takes_room_once() -> None:
    assert place(by_hand({"a": (2, 1), "b": (2, 1)}, capacity=4), 0, 0, 1) == (1, 1)
    # c waits for a and b, of which b is there already; d then finds the first iteration full
    waits = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1), "d": (1, 1)}, {"c": "a b"}, capacity=2)
    assert place(waits, 1, 2, 3) == (1, 1, 2, 2)


def test_what_fills_all_the_rest_is_placed() -> None:
    assert place(by_hand({"a": (2, 1), "b": (2, 1)}, {"b": "a"}, capacity=2), 1) == (1, 2)


def test_what_was_not_placed_takes_nothing_of_what_is_left() -> None:
    """After d four points are left, one of them in the first iteration: for f and g just enough."""
    # b with a takes five, more than there is
    steps = {"a": (2, 1), "b": (3, 1), "d": (2, 1), "f": (1, 1), "g": (3, 1)}
    assert place(by_hand(steps, {"b": "a", "g": "f"}, capacity=3), 2, 1, 4) == (3, 3, 1, 1, 2)
    # b with a takes four, of which a fits into the second iteration only
    steps["b"] = (2, 1)
    assert place(by_hand(steps, {"b": "a", "g": "f"}, capacity=3), 2, 1, 4) == (3, 3, 1, 1, 2)


def test_rooms_are_given_back_as_they_were_taken() -> None:
    problem = by_hand({"a": (2, 1)}, capacity=4)._replace(focus=1, rooms={"Ada": 3})
    rooms = Rooms(problem)
    for effort in (1, 2):
        rooms.take(1, effort, "Ada", "a")
    assert (rooms.left[1], rooms.left_of("Ada", 1), rooms.left_of("Ada", 2)) == (1, 0, 3)
    assert rooms.have(1, 1, None, "a")
    assert not rooms.have(1, 1, None, "b")  # one capability an iteration
    assert not rooms.have(1, 1, "Ada", "a")
    rooms.give_back(1, 1, "Ada", "a")
    assert (rooms.left[1], rooms.left_of("Ada", 1)) == (2, 1)
    assert not rooms.have(1, 1, None, "b")  # the other one of a is still there
    rooms.give_back(1, 2, "Ada", "a")
    assert (rooms.left[1], rooms.left_of("Ada", 1)) == (4, 3)
    assert rooms.have(1, 4, None, "b")
    assert not rooms.have(1, 5, None, "b")


def test_what_a_plan_leaves_of_every_iteration() -> None:
    problem = by_hand({"a": (2, 1), "b": (1, 1), "c": (3, 1)}, capacity=4)
    assert rooms_of(problem, (1, 1, 3)).left[1:3] == [1, 4]
    assert rooms_of(problem, (3, 3, 3)).left[1:] == [4, 4, 4]  # what is not begun takes no room anywhere
