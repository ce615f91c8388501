"""What is begun with what is left, to be shown after the last iteration: by hand."""

from __future__ import annotations

from typing import Any

from btm_cli.planning.left_over import begun_for_later
from btm_cli.planning.model import OUT_OF_REACH, PlanProblem
from support.planning import by_hand

NEVER = 3


def two_long(steps: dict[str, tuple[int, int]], after: dict[str, str] | None = None, **more: Any) -> PlanProblem:
    """Two iterations of four points; every step runs for two: begun in the second, it is shown later."""
    problem = by_hand(steps, after)
    return problem._replace(items=tuple(item._replace(lasts=2) for item in problem.items), **more)


def test_the_most_value_for_its_effort_begins_first() -> None:
    """3 for 2 points is more than 5 for 4, for which there is no room then; 1 for 2 fits beside it."""
    problem = two_long({"a": (4, 5), "b": (2, 3), "c": (2, 1)})
    assert begun_for_later(problem, (NEVER, NEVER, NEVER)) == {1: 2, 2: 2}


def test_of_equal_value_the_first_in_order_begins() -> None:
    assert begun_for_later(two_long({"a": (3, 3), "b": (2, 2)}), (NEVER, NEVER)) == {0: 2}


def test_what_the_plan_takes_is_taken() -> None:
    assert begun_for_later(two_long({"a": (3, 1), "b": (2, 9)}), (2, NEVER)) == {}
    assert begun_for_later(two_long({"a": (3, 1), "b": (1, 9)}), (2, NEVER)) == {1: 2}
    assert begun_for_later(two_long({"a": (3, 1), "b": (2, 9)}), (1, NEVER)) == {1: 2}


def test_what_would_be_shown_within_the_plan_is_not_begun_for_later() -> None:
    """It wins nothing, or the plan would have it: a step of one iteration is always shown in time."""
    problem = two_long({"a": (1, 1), "b": (1, 1)})
    short = problem._replace(items=(problem.items[0]._replace(lasts=1), problem.items[1]))
    assert begun_for_later(short, (NEVER, NEVER)) == {1: 2}


def test_what_waits_begins_after_what_it_waits_for_however_much_it_is_worth() -> None:
    """b waits for a, and begins an iteration after it: a runs for three, begins in 1, and is shown later."""
    problem = two_long({"a": (1, 1), "b": (1, 9)}, {"b": "a"})
    long = problem._replace(items=(problem.items[0]._replace(lasts=3), problem.items[1]))
    assert begun_for_later(long, (NEVER, NEVER)) == {0: 1, 1: 2}
    assert begun_for_later(problem, (NEVER, NEVER)) == {0: 2}  # then b would begin in 3 of 2


def test_what_is_out_of_reach_begins_never() -> None:
    problem = two_long({"a": (1, 1), "b": (1, 1)}, earliest=(OUT_OF_REACH, 1))
    assert begun_for_later(problem, (NEVER, NEVER)) == {1: 2}


def test_an_owners_points_and_the_focus_are_kept() -> None:
    problem = two_long({"a": (2, 9), "b": (2, 1)}, focus=1)
    assert begun_for_later(problem, (NEVER, NEVER)) == {0: 2}
    owned = tuple(chain._replace(owner="Ada") for chain in problem.chains)
    assert begun_for_later(problem._replace(focus=None, chains=owned, rooms={"Ada": 3}), (NEVER, NEVER)) == {0: 2}
