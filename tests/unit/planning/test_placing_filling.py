"""Orders by density and the schedule of everything, worked out by hand."""

from __future__ import annotations

from btm_cli.planning.model import OUT_OF_REACH, Goal, Threshold
from btm_cli.planning.placing import Placer, by_density, goal_items, schedule, schedule_all
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


def test_a_chain_is_as_long_as_all_that_waits_in_it() -> None:
    """d waits for c, and c for b: b goes first, then x, which y waits for, before c, since it comes first; then y."""
    steps = dict.fromkeys("xybcd", (1, 1))
    problem = by_hand(steps, {"y": "x", "c": "b", "d": "c"}, capacity=1, iterations=5)
    assert schedule_all(problem) == (2, 4, 1, 3, 5)


def test_of_chains_as_long_the_larger_step_goes_first() -> None:
    assert schedule_all(by_hand({"a": (1, 1), "b": (3, 1), "c": (2, 1)}, capacity=3)) == (2, 1, 2)


def test_what_is_not_asked_for_or_out_of_reach_makes_no_chain_longer() -> None:
    problem = by_hand({"x": (1, 1), "a": (1, 1), "b": (1, 1)}, {"b": "a"}, capacity=1)
    assert schedule(problem, [0, 1]) == (1, 2, 3)
    assert schedule_all(problem._replace(earliest=(1, 1, OUT_OF_REACH))) == (1, 2, 3)


def timed(first: int, second: int, lasts: int) -> list[int]:
    """The order of two steps of one point in four iterations of one; the second is shown after `lasts` iterations."""
    problem = by_hand({"a": (1, first), "b": (1, second)}, capacity=1, iterations=4)
    return order(problem._replace(items=(problem.items[0], problem.items[1]._replace(lasts=lasts))))


def test_what_is_shown_later_wins_for_fewer_iterations() -> None:
    """Placed first, half a point in, a gain lasts 9/2 iterations; one that takes three lasts two less, 5/2."""
    assert timed(100, 177, 3) == [0, 1]  # 450 and 442.5
    assert timed(100, 200, 3) == [1, 0]  # 450 and 500
    assert timed(100, 101, 1) == [1, 0]


def test_a_goal_lasts_from_the_end_of_all_that_it_takes() -> None:
    """Four iterations of the four, since a takes the first: 10 won as a whole are 40, and not 45."""
    goal = Goal("level", "x", 2, 10, (0,))
    for gain, first in ((8, 0), (9, 1)):  # 36 or 81/2
        problem = by_hand({"a": (1, 0), "b": (1, gain)}, capacity=1, iterations=4)._replace(goals=(goal,))
        assert order(problem)[0] == first
    short = by_hand({"a": (1, 0), "b": (1, 6)}, capacity=1, iterations=1)._replace(goals=(goal,))
    assert order(short)[0] == 0  # 10 for one iteration, and 6 for one and a half


def test_what_takes_more_must_win_more_for_each_point() -> None:
    problem = by_hand({"a": (1, 10), "b": (3, 20)}, capacity=3, iterations=4)
    assert order(problem) == [0, 1]


def test_what_wins_nothing_is_in_no_order() -> None:
    assert order(by_hand({"a": (1, 0), "b": (1, 3)}, capacity=1, iterations=4)) == [1]
    assert order(by_hand({"a": (1, 3), "b": (1, 3)}, capacity=1, iterations=4)) == [0, 1]


def reaching(problem, rises: dict[int, int], need: int, *floors: int) -> list[int]:
    goal = Goal("state", "x", 0, 1, floors, (Threshold(rises, need),))
    return goal_items(problem, goal, Placer(problem).closures)


def test_a_sum_takes_just_enough_beyond_what_its_floors_add() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)})
    assert reaching(problem, {0: 1, 1: 3, 2: 2}, 5) == [1, 2]
    assert reaching(problem, {0: 1, 1: 3}, 4, 0) == [0, 1]
    assert reaching(problem, {0: 1, 1: 3}, 4, 2) == [2, 1, 0]  # c, a floor, adds nothing
    waits = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, {"b": "c"})
    assert reaching(waits, {0: 1, 1: 3}, 4) == [2, 1, 0]  # and neither does c, for which b waits


def test_what_is_out_of_reach_adds_to_no_sum() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1)})._replace(earliest=(1, OUT_OF_REACH))
    assert reaching(problem, {0: 1, 1: 3}, 1) == [0]
    assert reaching(problem, {0: 1, 1: 3}, 2) == []


def test_what_is_dense_is_so_for_the_effort_of_all_it_waits_for() -> None:
    assert reaching(by_hand({"a": (4, 1), "b": (1, 1)}), {0: 4, 1: 2}, 2) == [1]
    waits = by_hand({"a": (4, 1), "b": (1, 1), "c": (1, 1)}, {"b": "c"})
    assert reaching(waits, {0: 7, 1: 3}, 3) == [0]  # 7/4 for each point, and 3/2


def test_steps_that_may_begin_together_are_all_as_urgent_as_what_waits_behind_them() -> None:
    """b may begin with a, and d with b; d runs for two iterations, and so does x: all are as urgent, the largest first.

    So a fills the first iteration, x and b the second, and d has room in the third.
    """
    problem = by_hand({"a": (5, 1), "b": (1, 1), "d": (1, 1), "x": (4, 1)}, capacity=5, iterations=4)
    lasts = (1, 1, 2, 2)
    items = tuple(item._replace(lasts=last) for item, last in zip(problem.items, lasts, strict=True))
    assert schedule_all(problem._replace(items=items, before=((), ((0, 0),), ((1, 0),), ()))) == (1, 2, 3, 2)


def test_a_whole_of_nothing_and_a_goal_that_nothing_reaches_change_no_order() -> None:
    """a has 3 a point and b 2, whatever else could be won by a goal that takes c, which can't be done."""
    problem = by_hand({"a": (2, 6), "b": (1, 2), "c": (1, 1)}, iterations=40)
    assert order(problem, [[]]) == [0, 1, 2]
    goal = Goal("level", "x", 2, 100, (2,))
    assert order(problem._replace(earliest=(1, 1, OUT_OF_REACH), goals=(goal,))) == [0, 1]


def test_what_wins_little_is_in_the_order_as_well() -> None:
    """1 for an iteration and a half, over 4 points."""
    assert order(by_hand({"a": (4, 1)}, iterations=1)) == [0]


def test_what_is_shown_later_is_judged_by_what_was_taken_before_it() -> None:
    """Before all else b, shown after three iterations, would win 200 x 5/2, and a 100 x 9/2; after z, 300 and 350."""
    problem = by_hand({"z": (1, 1000), "a": (1, 100), "b": (1, 200)}, capacity=1, iterations=4)
    assert order(problem._replace(items=(*problem.items[:2], problem.items[2]._replace(lasts=3)))) == [0, 1, 2]


def test_a_goal_makes_what_is_left_of_it_dense() -> None:
    """Once a is there, b alone brings 20 more, which is more than c has; so it does next to a goal of d and e."""
    steps = {"a": (1, 10), "b": (1, 1), "c": (1, 5), "d": (1, 1), "e": (1, 1)}
    problem = by_hand(steps, iterations=40, capacity=8)
    goals = (Goal("level", "x", 2, 20, (0, 1)), Goal("level", "y", 2, 1, (3, 4)))
    assert order(problem._replace(goals=goals[:1])) == order(problem._replace(goals=goals)) == [0, 1, 2, 3, 4]


def test_what_was_waited_for_is_no_longer_counted_once_it_is_taken() -> None:
    """b and c would have 7 a point together; but b comes first by itself, with 10, and then d has more than c alone."""
    problem = by_hand({"b": (1, 10), "c": (1, 4), "d": (1, 5)}, {"c": "b"}, iterations=40, capacity=8)
    assert order(problem) == [0, 2, 1]


def test_what_waits_for_something_is_dense_once_another_has_brought_it() -> None:
    """b comes with e, 7 a point. c, 7/3 with it, has 6 then, which is more than a."""
    steps = {"b": (2, 1), "c": (1, 6), "e": (1, 20), "a": (1, 4)}
    assert order(by_hand(steps, {"c": "b", "e": "b"}, iterations=40, capacity=8)) == [0, 2, 1, 3]


def test_a_goal_lasts_from_the_end_of_the_longest_of_its_steps() -> None:
    """Four iterations, of which a and b fill two; b is shown two later, so that 20 count once: 10 for each point."""
    goal = Goal("level", "x", 2, 20, (0, 1))
    for gain, first in ((2, 0), (4, 2)):  # c wins for 9/2 iterations: 9 or 18
        problem = by_hand({"a": (1, 0), "b": (1, 0), "c": (1, gain)}, capacity=1, iterations=4)
        items = (problem.items[0], problem.items[1]._replace(lasts=3), problem.items[2])
        assert order(problem._replace(items=items, goals=(goal,)), [[0, 1]])[0] == first
