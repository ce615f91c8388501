"""Exchanges between iterations: some worked out by hand, and of small plans that none of one item for one is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest

from btm_cli.planning.exchanges import Exchanges
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.model import Goal, PlanProblem, Threshold
from btm_cli.planning.placing import Placer
from btm_cli.planning.violations import holds
from btm_cli.planning.windows import last_starts
from btm_cli.planning.worth import Worth
from support.planning import built, by_hand, random_case, settings, small_case


def improved(problem: PlanProblem, starts: Sequence[int]) -> tuple[int, ...]:
    return Exchanges(problem, Worth(problem)).improved(tuple(starts))


def test_two_small_steps_take_the_place_of_a_large_one() -> None:
    """a wins 5 an iteration, b and c 3 each: 2 x 5 + 3 + 3 = 16 before, 2 x (3 + 3) + 5 = 17 then."""
    problem = by_hand({"a": (6, 5), "b": (4, 3), "c": (4, 3)}, iterations=2, capacity=8)
    found = improved(problem, (1, 2, 2))
    assert found == (2, 1, 1)
    assert problem.value(found) == 17


def test_what_is_not_planned_takes_the_place_of_what_wins_less() -> None:
    problem = by_hand({"a": (4, 1), "b": (4, 3)}, iterations=1, capacity=4)
    assert improved(problem, (1, 2)) == (2, 1)


def test_nothing_comes_before_what_it_waits_for() -> None:
    """b alone would win more than a, and waits for it."""
    problem = by_hand({"a": (4, 1), "b": (4, 3)}, {"b": "a"}, iterations=2, capacity=4)
    assert improved(problem, (1, 2)) == (1, 2)


def test_a_step_may_go_with_what_waits_for_it() -> None:
    """b begins no earlier than a, in the same iteration at the earliest; both leave for c, which wins more."""
    problem = by_hand({"a": (2, 1), "b": (2, 1), "c": (4, 3)}, iterations=1, capacity=4)
    assert improved(problem._replace(before=((), ((0, 0),), ())), (1, 1, 2)) == (2, 2, 1)


def test_a_goal_that_two_steps_reach_together_is_worth_giving_up_one() -> None:
    """The goal wins 9 from iteration 1 on, with b and c there; a alone wins 5."""
    problem = by_hand({"a": (4, 5), "b": (2, 0), "c": (2, 0)}, iterations=1, capacity=4)
    goal = Goal("level", "there", 2, 9, (1, 2))
    assert improved(problem._replace(goals=(goal,)), (1, 2, 2)) == (2, 1, 1)
    dear = goal._replace(worth=4)
    assert improved(problem._replace(goals=(dear,)), (1, 2, 2)) == (1, 2, 2)


def test_a_sum_reached_an_iteration_sooner_counts_once_more() -> None:
    """2 of a sum are needed: b adds them. With b in iteration 1 the state wins 2 x 6; without, 6 and 3 more of a."""
    problem = by_hand({"a": (4, 3), "b": (4, 0)}, iterations=2, capacity=4)
    state = Goal("state", "there", 1, 6, (), (Threshold({0: 1, 1: 2}, 2),))
    assert improved(problem._replace(goals=(state,)), (1, 2)) == (2, 1)
    assert improved(problem._replace(goals=(state._replace(worth=2),)), (1, 2)) == (1, 2)


def one_for_one(problem: PlanProblem, starts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every plan in which one item changes places with another, or begins sooner."""
    for first, other in product(range(len(starts)), repeat=2):
        changed = list(starts)
        changed[first], changed[other] = starts[other], starts[first]
        yield tuple(changed)
    for index, start in enumerate(starts):
        for sooner in range(1, start):
            yield (*starts[:index], sooner, *starts[index + 1 :])


@pytest.mark.parametrize("rules", [{}, {"capability_level": "mean"}, {"level_rule": "cumulative"}])
@pytest.mark.parametrize("make", [random_case, small_case])
def test_a_plan_that_exchanges_leave_alone_is_not_made_better_by_one_for_one(make, rules) -> None:
    moved = 0
    for seed in range(30):
        standard, answers = make(seed, **rules)
        if answers.owners:
            answers = answers._replace(capacities={"Ada": 3 + seed % 5})
        asked = settings(3, 3 + seed % 4)._replace(focus=(None, 1, 2)[seed % 3])
        problem = built(standard, answers, asked)[0].problem
        hasty = solve_fast(problem, work=0)
        assert hasty is not None
        found, last = improved(problem, hasty.starts), hasty.starts
        while found != last:
            assert holds(problem, found)
            assert problem.value(found) > problem.value(last)
            moved += 1
            found, last = improved(problem, found), found
        value = problem.value(found)
        assert not [
            each for each in one_for_one(problem, found) if problem.value(each) > value and holds(problem, each)
        ]
    assert moved


def few_for_few(problem: PlanProblem, starts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every plan in which up to three items of one iteration changed places with one or two of a later one.

    What begins too late to count within the plan changes places with nothing.
    """
    last = last_starts(problem)
    for early, late in combinations(range(1, problem.never + 1), 2):
        going = [
            index
            for index, start in enumerate(starts)
            if start == early and late <= (last[index] if late < problem.never else problem.latest[index])
        ]
        coming = [index for index, start in enumerate(starts) if start == late and early <= last[index]]
        for out in (part for many in range(4) for part in combinations(going, many)):
            for others in (part for many in (1, 2) for part in combinations(coming, many)):
                changed = list(starts)
                for index in out:
                    changed[index] = late
                for index in others:
                    changed[index] = early
                yield tuple(changed)


@pytest.mark.parametrize("rules", [{}, {"capability_level": "mean"}])
def test_no_exchange_of_a_few_for_a_few_is_left_that_would_win_something(rules) -> None:
    """From plans placed in the worst order, so that there is much to exchange.

    Two iterations from which nothing was to be won are not looked at again, whatever else moves; hence again and again.
    """
    moved = 0
    for seed in range(40):
        standard, answers = small_case(seed, **rules)
        answers = answers._replace(capacities={"Ada": 3} if seed % 4 == 1 else {})
        asked = settings(3, 3 + seed % 3)._replace(focus=(None, None, 1)[seed % 3])
        problem = built(standard, answers, asked)[0].problem
        begun = Placer(problem).place(range(len(problem.items) - 1, -1, -1))
        found, last = improved(problem, begun), begun
        while found != last:
            assert holds(problem, found)
            assert problem.value(found) > problem.value(last)
            found, last = improved(problem, found), found
        value = problem.value(found)
        moved += value > problem.value(begun)
        better = [each for each in few_for_few(problem, found) if problem.value(each) > value and holds(problem, each)]
        assert not better, (seed, found, better)
    assert moved > 10
