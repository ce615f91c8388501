"""What is equally good, in the standard's order."""

from __future__ import annotations

from btm_cli.planning.precedence import settled
from support.planning import by_hand


def test_of_equal_steps_the_first_in_the_standard_starts_first() -> None:
    problem = by_hand({"a": (2, 3), "b": (2, 3), "c": (2, 3)}, capacity=2, iterations=3)
    assert settled(problem, (3, 2, 1)) == (1, 2, 3)
    assert settled(problem, (4, 2, 1)) == (1, 2, 4)  # one that is left out counts as last


def test_of_equal_steps_the_one_with_less_effort_is_taken_wherever_it_stands() -> None:
    problem = by_hand({"a": (3, 3), "b": (2, 3)}, capacity=3, iterations=1)
    assert settled(problem, (1, 2)) == (2, 1)
    assert settled(problem, (2, 1)) == (2, 1)


def test_other_gains_room_and_order_are_left_alone() -> None:
    assert settled(by_hand({"a": (2, 2), "b": (2, 3)}, capacity=2), (2, 1)) == (2, 1)
    assert settled(by_hand({"a": (2, 3), "b": (1, 3), "c": (1, 9)}, capacity=2), (2, 1, 1)) == (2, 1, 1)
    waits = by_hand({"a": (1, 3), "b": (1, 3)}, {"a": "b"}, capacity=2)
    assert settled(waits, (2, 1)) == (2, 1)
    due = by_hand({"a": (2, 3), "b": (2, 3)}, capacity=2, latest={"b": 1})
    assert settled(due, (2, 1)) == (2, 1)
