"""What an exchange wins, said at once, against the plan's value worked out anew; what each iteration holds, by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

import pytest

from btm_cli.planning.groups import Group, Grouping
from btm_cli.planning.model import Goal, PlanProblem, Threshold
from btm_cli.planning.standing import Standing, put
from btm_cli.planning.worth import Worth
from support.planning import RUNS, by_hand, by_runs, random_plan, wins


def group(problem: PlanProblem, *items: int) -> Group:
    """These items; each is a run of its own, and none waits for another."""
    bits = sum(1 << index for index in items)
    return Group(sum(problem.items[index].effort for index in items), items, bits, 0, bits)


def standing(problem: PlanProblem, *starts: int) -> Standing:
    return Standing(problem, Worth(problem), starts)


def test_what_each_iteration_has_left_and_holds() -> None:
    problem = by_hand({"a": (3, 1), "b": (2, 1), "c": (4, 1)}, iterations=2, capacity=5)
    plan = standing(problem, 1, 1, 3)
    assert plan.room[1:] == [0, 5, 1]
    assert plan.inside[1:] == [0b011, 0, 0b100]
    assert plan.within[1:] == [[0, 1], [], [2]]
    plan.exchange(1, 3, group(problem, 0, 1), group(problem, 2))
    assert plan.starts == [3, 3, 1]
    assert plan.room[1:] == [1, 5, 0]
    assert plan.inside[1:] == [0b100, 0, 0b011]
    assert plan.within[1:] == [[2], [], [0, 1]]


def brings_sooner(plan: Standing, early: int, items: Sequence[int], many: int) -> bool:
    """Whether some goal is said to come sooner with so many of the items, of one iteration, in an earlier one."""
    none = len(plan.starts)
    rows = [(0, *(*part, none)[:2], 0) for one in range(1, many + 1) for part in combinations(items, one)]
    goals = plan.could_be_sooner(items, early, plan.starts[items[0]])
    return any(list(goal.places(rows)) for goal in goals)


def with_goals(*goals: Goal, lasts: Sequence[int] = (1, 1, 1)) -> PlanProblem:
    """Three iterations and steps a, b and c, which run for so long."""
    problem = by_hand(dict.fromkeys("abc", (1, 1)), iterations=3, capacity=3)
    items = tuple(item._replace(lasts=last) for item, last in zip(problem.items, lasts, strict=True))
    return problem._replace(items=items, goals=goals)


def of_items(*items: int) -> Goal:
    return Goal("state", "there", 1, 5, items)


def of_sums(*sums: tuple[dict[int, int], int]) -> Goal:
    return Goal("state", "there", 1, 5, (), tuple(Threshold(rises, need) for rises, need in sums))


@pytest.mark.parametrize(
    ("goal", "starts", "early", "items", "many", "may"),
    [
        (of_items(0, 1), (2, 2, 4), 1, (0, 1), 2, True),
        (of_items(0, 1), (2, 2, 4), 1, (0, 1), 1, False),  # both must come
        (of_items(0, 1), (1, 2, 4), 1, (1,), 1, True),  # a is there already
        (of_items(0, 1), (4, 4, 4), 1, (0, 1), 2, True),
        (of_sums(({0: 2, 1: 1}, 3)), (2, 2, 4), 1, (0, 1), 2, True),
        (of_sums(({0: 2, 1: 1}, 3)), (2, 2, 4), 1, (0, 1), 1, False),  # 2 of 3
        (of_sums(({0: 2, 1: 1}, 3)), (2, 2, 4), 1, (1,), 2, False),  # 1 of 3
        (of_sums(({0: 2, 1: 1}, 3)), (1, 2, 4), 1, (1, 2), 1, True),  # 2 are there
        (of_sums(({0: 2, 1: 2}, 2), ({2: 1, 0: 1}, 2)), (2, 2, 2), 1, (0, 1), 2, False),  # the other sum lacks c
        (of_sums(({2: 1, 0: 1}, 2), ({0: 2, 1: 2}, 2)), (2, 2, 2), 1, (0, 1), 2, False),
    ],
)
def test_a_goal_may_come_sooner_with_as_much_as_it_lacks(
    goal: Goal, starts: tuple[int, ...], early: int, items: tuple[int, ...], many: int, may: bool
) -> None:
    assert brings_sooner(standing(with_goals(goal), *starts), early, items, many) is may


def test_what_runs_too_long_brings_no_goal_sooner() -> None:
    """c reaches the sum at the end of 3; so does a, begun in 2, and begun in 1 it does at the end of 2."""
    problem = with_goals(of_sums(({0: 1, 2: 1}, 1)), lasts=(2, 1, 1))
    plan = standing(problem, 4, 4, 3)
    assert [brings_sooner(plan, early, [0], 1) for early in (1, 2)] == [True, False]


def test_what_could_not_be_shown_in_time_brings_no_goal_sooner() -> None:
    """b is there; a is in no iteration, and takes three: begun in 1 it is shown in time, begun in 2 it is not."""
    plan = standing(with_goals(of_items(0, 1), lasts=(3, 1, 1)), 4, 1, 4)
    assert [brings_sooner(plan, early, [0], 1) for early in (1, 2)] == [True, False]


def test_a_goal_that_comes_sooner_wins_its_worth_for_every_iteration_of_it() -> None:
    """5 an iteration: from 3 on now, from 1 or 2 on then."""
    plan = standing(with_goals(of_items(0, 1)), 3, 3, 4)
    assert [[goal.most for goal in plan.could_be_sooner([0, 1], early, 3)] for early in (1, 2)] == [[10], [5]]


def test_what_two_capabilities_win_together_is_worked_out_anew_once_either_has_changed() -> None:
    """b and c are of one capability and reach a goal of 7: b wins nothing by coming to 1 until c is there."""
    problem = with_goals(of_items(1, 2)._replace(worth=7))
    chains = (problem.chains[0], problem.chains[1], problem.chains[2]._replace(capability="b"))
    plan = standing(problem._replace(chains=chains), 2, 2, 3)
    both = Group(2, (0, 1), 0b011, 0, 0b11)
    assert plan.moved_together(both, 1) == 1 + 1
    plan.exchange(1, 3, Group(0, (), 0, 0, 0), Group(1, (2,), 0b100, 0, 0b10))
    assert plan.moved_together(both, 1) == 1 + 1 + 7


def test_without_goals_of_several_capabilities_nothing_comes_sooner() -> None:
    plan = standing(with_goals(), 4, 4, 4)
    assert not plan.could_be_sooner([0, 1, 2], 1, 4)
    assert plan.together() == 0


def random_problem(seed: int) -> PlanProblem:
    """Six steps of one to three iterations, in four; three goals of items, of sums, or of both."""
    source = Random(seed)
    problem = by_hand({name: (source.randint(1, 3), source.randint(0, 4)) for name in "abcdef"}, iterations=4)
    goals = []
    for place in range(3):
        items = tuple(sorted(source.sample(range(6), source.choice((0, 2, 2, 3)))))
        sums = tuple(
            Threshold({index: source.randint(1, 3) for index in source.sample(range(6), 3)}, source.randint(1, 6))
            for _ in range(source.choice((0, 1, 2) if items else (1, 2)))
        )
        goals.append(Goal("state", f"s{place}", place, source.randint(1, 9), items, sums))
    items = tuple(item._replace(lasts=source.choice((1, 1, 2, 3))) for item in problem.items)
    return problem._replace(items=items, goals=tuple(goals))


def exchanges(problem: PlanProblem, starts: Sequence[int]) -> Iterator[tuple[int, int, Group, Group]]:
    """Nothing, one or two items of an iteration for one or two of a later one."""
    for early, late in combinations(range(1, problem.never + 1), 2):
        here, there = ([index for index, start in enumerate(starts) if start == when] for when in (early, late))
        out = [part for many in range(3) for part in combinations(here, many)]
        coming = [part for many in (1, 2) for part in combinations(there, many)]
        yield from ((early, late, group(problem, *one), group(problem, *other)) for one in out for other in coming)


@pytest.mark.parametrize("seed", range(12))
def test_an_exchange_wins_what_the_value_of_the_plan_says(seed: int) -> None:
    """Also after exchanges that were made for good."""
    problem, source = random_problem(seed), Random(seed)
    plan = standing(problem, *(source.randint(1, problem.never) for _ in problem.items))
    sooner_and_later = set()
    for _ in range(6):
        before = tuple(plan.starts)
        value = problem.value(before)
        found = list(exchanges(problem, before))
        for early, late, out, coming in found:
            there = [index for index, start in enumerate(before) if start == late]
            row = (0, *(*coming.items, len(before))[:2], 0)
            most = sum(goal.most for goal in plan.could_be_sooner(there, early, late) if list(goal.places([row])))
            put(plan.starts, out, late)
            put(plan.starts, coming, early)
            more = problem.value(plan.starts) - value - plan.apart(out.touches | coming.touches)
            assert plan.together() == more <= most
            sooner_and_later.update({more > 0} if more else ())
            plan.starts[:] = before
        plan.exchange(*source.choice(found))
        again = standing(problem, *plan.starts)
        assert (plan.room, plan.inside, plan.within) == (again.room, again.inside, again.within)
    assert sooner_and_later == {True, False}


@pytest.mark.parametrize("seed", range(40))
def test_what_moves_and_what_leaves_wins_what_the_value_of_the_plan_says(seed: int) -> None:
    """Of goals of one capability; and again after an exchange that was made for good."""
    problem, starts = random_plan(seed)
    apart, bare = by_runs(problem), problem._replace(goals=())
    plan, source = standing(problem, *starts), Random(seed)
    grouping = Grouping([item.effort for item in problem.items], [0] * 6, [1 << run for run in RUNS])
    for _ in range(3):
        now = tuple(plan.starts)
        for early, late in combinations(range(1, problem.never + 1), 2):
            here, there = plan.within[early], plan.within[late]
            leaving = grouping.all(tuple(here), 3)
            losses = plan.losses(leaving, early, late)
            for place, items in enumerate(leaving.groups):
                each_alone = len({RUNS[index] for index in items}) == len(items)
                assert losses.most[place] == wins(bare, now, items, late)
                assert losses.alone[place] == wins(apart if each_alone else bare, now, items, late)
            for index in there:
                assert plan.moved(index, early) == wins(apart, now, (index,), early)
            for pair in combinations(there, 2):
                assert plan.moved_together(grouping.group(*pair), early) == wins(apart, now, pair, early)
        assert tuple(plan.starts) == now
        early, late = sorted(source.sample(range(1, problem.never + 1), 2))
        out, coming = (
            grouping.group(*sorted(source.sample(found, min(len(found), 2))))
            for found in (plan.within[early], plan.within[late])
        )
        plan.exchange(early, late, out, coming)
