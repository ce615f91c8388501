"""Orders by density and the schedule of everything, worked out by hand."""

from __future__ import annotations

from btm_cli.planning.filling import by_density, goal_items, schedule_all
from btm_cli.planning.model import Goal, Threshold
from btm_cli.planning.placing import Placer
from support.planning import by_hand


def order(problem, wholes=()) -> list[int]:
    return by_density(problem, Placer(problem), wholes)


def test_the_densest_closure_comes_first() -> None:
    """c alone has 3 a point, but waits for b: together 7 for 3 points, denser than a's 2."""
    problem = by_hand({"a": (2, 4), "b": (2, 1), "c": (1, 6)}, {"c": "b"}, capacity=4, iterations=4)
    assert order(problem) == [1, 2, 0]


def test_a_goal_makes_the_last_of_its_items_dense() -> None:
    """Alone each of a and b has 1 a point, c has 2; a and b together reach a goal of 8: 12 for 4 points."""
    problem = by_hand({"a": (2, 2), "b": (2, 2), "c": (2, 4)}, capacity=6, iterations=4)
    assert order(problem)[0] == 2
    problem = problem._replace(goals=(Goal("level", "x", 2, 8, (0, 1)),))
    assert order(problem, [[0, 1]]) == [0, 1, 2]


def test_what_would_end_after_the_last_iteration_is_left_out() -> None:
    problem = by_hand({"a": (1, 4), "b": (1, 1)}, iterations=2)
    long = problem.items[0]._replace(lasts=3)
    assert order(problem._replace(items=(long, problem.items[1]))) == [1]


def test_the_items_of_a_sum_are_those_that_add_the_most_for_their_effort() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)})
    goal = Goal("state", "x", 0, 1, (), (Threshold({0: 1, 1: 3, 2: 2}, 4),))
    assert goal_items(problem, goal, Placer(problem).closures) == [1, 2]
    out_of_reach = goal._replace(thresholds=(Threshold({0: 1, 1: 3, 2: 2}, 7),))
    assert goal_items(problem, out_of_reach, Placer(problem).closures) == []


def test_everything_is_scheduled_the_longest_chains_first() -> None:
    problem = by_hand({"a": (2, 9), "b": (2, 1), "c": (2, 1)}, {"c": "b"}, capacity=2, iterations=3)
    assert schedule_all(problem) == (2, 1, 3)  # what c waits for goes before a, though a wins more
    assert schedule_all(by_hand({"a": (2, 9), "b": (2, 1), "c": (2, 1)}, {"c": "b"}, capacity=2)) is None
