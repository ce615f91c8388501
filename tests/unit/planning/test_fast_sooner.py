"""How far plans are from a state, worked out by hand, and plans that get there where exchanges of few steps do not."""

from __future__ import annotations

from btm_cli.planning.bound import soonest
from btm_cli.planning.fast import Sooner, solve_fast
from btm_cli.planning.model import Goal, PlanProblem, Threshold
from support.planning import by_hand


def with_state(problem: PlanProblem, worth: int, items: tuple[int, ...], need: int = 0, *rises: int) -> PlanProblem:
    """The problem with a state: its floors, and a sum to which each item adds so much."""
    sums = (Threshold(dict(enumerate(rises)), need),) if need else ()
    goal = Goal("state", "there", 1, worth, items, sums)
    return problem._replace(goals=(goal,), idle=problem.idle + problem.iterations * worth)


def test_floors_lack_their_effort_and_sums_the_average_effort_of_what_they_need() -> None:
    steps = {"a": (3, 1), "b": (2, 1), "c": (5, 1)}
    problem = with_state(by_hand(steps, iterations=3, capacity=5), 9, (0,), 4, 1, 2, 2)  # 10 of effort add 5
    aim = Sooner(problem, problem.goals[0], 2)
    assert aim.missing((1, 1, 2)) == 0  # 5 are added where 4 are needed
    assert aim.missing((1, 1, 3)) == 2  # 3 are added: one of 2 points lacks
    assert aim.missing((3, 1, 2)) == 3  # the floor
    assert aim.missing((4, 4, 4)) == 3 + 8
    longer = problem._replace(items=(problem.items[0]._replace(lasts=2), *problem.items[1:]))
    assert Sooner(longer, problem.goals[0], 2).missing((2, 1, 1)) == 3  # begun in 2, credited after 3


def test_a_sum_that_average_effort_does_not_divide_is_never_called_met() -> None:
    problem = with_state(by_hand({"a": (1, 1), "b": (2, 1)}, capacity=3), 9, (), 5, 2, 3)
    assert Sooner(problem, problem.goals[0], 1).missing((1, 3)) == 2  # 3 lack, of 3/5 of a point each


def test_the_nearest_item_adds_the_most_for_its_effort_with_all_it_waits_for() -> None:
    problem = with_state(by_hand({"a": (4, 1), "b": (1, 1), "c": (2, 1)}, {"b": "a"}), 9, (), 3, 2, 2, 1)
    closures = {0: [0], 1: [0, 1], 2: [2]}  # 2 for 4, 4 for 5, 1 for 2
    assert Sooner(problem, problem.goals[0], 1).nearest([0, 1, 2], closures) == [1, 0, 2]


def test_what_items_add_is_measured_by_what_each_sum_needs() -> None:
    """For a point a adds the whole of a sum of 2, b half of one of 12; c adds the whole of that for 8; d nothing."""
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (8, 1), "d": (1, 1)})
    state = Goal("state", "there", 1, 1, (), (Threshold({0: 2}, 2), Threshold({1: 6, 2: 12}, 12)))
    closures = {index: [index] for index in range(4)}
    assert Sooner(problem, state, 1).nearest([3, 2, 1, 0], closures) == [0, 1, 2, 3]


def test_the_soonest_iteration_is_that_whose_capacities_pay_for_floors_and_sums() -> None:
    problem = with_state(by_hand({"a": (3, 1), "b": (4, 1)}, iterations=4, capacity=3), 9, (0,), 20, 10, 10)
    assert soonest(problem, problem.goals[0], 3) == 3  # 7 points
    assert soonest(problem, problem.goals[0], 7) == 1
    assert soonest(problem, problem.goals[0], 1) == 5  # not within four iterations


def test_a_state_that_only_a_full_iteration_reaches_is_found() -> None:
    """Three steps of 3 fill iteration 1 and win 90 a time; none of them alone wins as much as a dense one."""
    steps = {**{f"floor{place}": (3, 1) for place in range(3)}, **{f"dense{place}": (2, 4) for place in range(6)}}
    problem = with_state(by_hand(steps, iterations=2, capacity=9), 90, (0, 1, 2))
    found = solve_fast(problem)
    assert found is not None
    assert found.starts[:3] == (1, 1, 1)
    assert found.value == 2 * (3 + 90) + 4 * 4  # and four of the dense ones in iteration 2
