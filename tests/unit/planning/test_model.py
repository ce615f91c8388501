"""What is read off a plan, at its limits: needs, effort, for how long a goal is reached."""

from __future__ import annotations

from btm_cli.planning.model import Goal, Need, Threshold, reached_for
from support.planning import by_hand

PROBLEM = by_hand({"a": (2, 1), "b": (3, 1), "c": (5, 1)}, iterations=3)


def test_a_need_is_met_once_all_that_it_takes_is_credited() -> None:
    both = Need("x", 2)
    problem = PROBLEM._replace(reaching={both: (0, 1)})
    assert not problem.meets(both, (1, 2, 4), 1)
    assert not problem.meets(both, (2, 1, 4), 1)
    assert problem.meets(both, (1, 2, 4), 2)
    assert not problem.meets(both, (1, 4, 1), 3)
    assert not problem.meets(Need("x", 3), (1, 1, 1), 3)  # nothing is known to meet it


def test_effort_is_of_what_is_begun() -> None:
    assert [PROBLEM.effort(starts) for starts in ((1, 2, 3), (1, 2, 4), (3, 4, 4), (4, 4, 4))] == [10, 5, 2, 0]


def test_a_goal_is_reached_as_long_as_the_last_of_what_it_takes() -> None:
    threshold = Threshold({0: 1, 1: 2}, 3)
    assert reached_for(Goal("level", "x", 2, 1, (0, 1)), {0: 3, 1: 2}) == 2
    assert reached_for(Goal("level", "x", 2, 1, (0, 1)), {0: 3, 1: 0}) == 0
    assert reached_for(Goal("state", "x", 2, 1, (2,), (threshold,)), {0: 3, 1: 2, 2: 1}) == 1
    assert reached_for(Goal("state", "x", 2, 1, (), (threshold,)), {0: 3, 1: 2}) == 2
    assert reached_for(Goal("state", "x", 2, 1, (), (threshold,)), {0: 3, 1: 0}) == 0
    assert reached_for(Goal("state", "x", 2, 1, (), (Threshold({0: 3, 1: 2}, 3),)), {0: 3, 1: 2}) == 3
    assert reached_for(Goal("state", "x", 2, 1, ()), {}) == 0  # what takes nothing is no goal, and wins nothing
