"""The mixed-integer program, read row by row without any solver."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.exact import quiet_solver
from btm_cli.planning.model import Goal, PlanProblem, Threshold
from btm_cli.planning.program import Program, best_by, goal_rows
from btm_cli.planning.violations import holds
from btm_cli.planning.whole_plan import WholePlan
from btm_cli.planning.windows import last_starts
from support import build
from support.planning import best_value, built, by_hand, random_case, settings, small_case


def allows(program: Program, values: list[float]) -> bool:
    """Whether the columns' values keep every row, with nothing to spare for rounding but a millionth."""
    return all(low <= value for low, value in zip(program.lower, values, strict=True)) and all(
        sum(factor * values[column] for column, factor in zip(columns, factors, strict=True)) <= limit + 1e-6
        for limit, columns, factors in program.rows
    )


def loose(problem: PlanProblem) -> dict[int, int]:
    """Limits that say nothing."""
    return dict.fromkeys(range(1, problem.never), problem.idle)


def test_the_program_allows_the_plans_that_hold_and_no_others() -> None:
    problem = by_hand({"a": (2, 3), "b": (2, 1), "c": (3, 4)}, {"c": "b"}, capacity=4, latest={"a": 2})
    whole = WholePlan(problem)
    program = whole.program(loose(problem))
    for starts in product((1, 2, 3), repeat=3):
        soon_enough = all(start >= first for start, first in zip(starts, problem.earliest, strict=True))
        if soon_enough:  # an item has no column before it can be done
            assert allows(program, whole.values(starts)) == holds(problem, starts), starts
            assert whole.starts(whole.values(starts)) == starts


def requiring(rule: str) -> PlanProblem:
    """Beta waits for alpha at level 2, which takes both of its cells or, where the mean decides, enough of one."""
    alpha = build.capability("alpha", {"process": build.cell("2a", "3a"), "people": build.cell("2a")})
    beta = build.capability("beta", {"process": build.cell("2a")}, requires=[("alpha", 2, 2)])
    standard = build.standard({"north": [alpha, beta]}, capability_level=rule, levels=(1, 2, 3))
    cells = dict.fromkeys(("alpha/process", "alpha/people", "beta/process"), Claimed(1))
    target = Target(levels={"alpha": 3, "beta": 2})
    return built(standard, build.answers(cells, target=target), settings(3, 2))[0].problem


def one_short_of_its_mean() -> PlanProblem:
    """Beta waits for alpha's only cell to rise from 1 to 2: by one, over the denominator 1."""
    written = {"process": build.cell("2a")}
    alpha, beta = (build.capability(name, written) for name in ("alpha", "beta"))
    beta = beta._replace(requires=build.capability("x", requires=[("alpha", 2, 2)]).requires)
    standard = build.standard({"north": [alpha, beta]}, capability_level="mean", levels=(1, 2), dimensions=("process",))
    cells = dict.fromkeys(("alpha/process", "beta/process"), Claimed(1))
    return built(standard, build.answers(cells, target=Target(level=2)), settings(3, 2))[0].problem


def small_problems() -> Iterator[PlanProblem]:
    """With requirements, what follows, what runs for longer, states with sums, owners, focus: four items at most."""
    for seed in range(120):
        standard, answers = small_case(seed, capability_level=("weakest", "mean")[seed % 2])
        asked = settings(3, 2 + seed % 3)._replace(focus=(None, 1)[seed % 5 == 0])
        problem = built(standard, answers._replace(capacities={"Ada": 2}), asked)[0].problem
        if 2 <= len(problem.items) <= 4 and not WholePlan(problem).empty:
            yield problem


def plans(problem: PlanProblem) -> Iterator[tuple[int, ...]]:
    """All in which nothing begins too soon, or too late to count, and so without a column; whether they hold or not."""
    windows = zip(problem.earliest, last_starts(problem), strict=True)
    every = [sorted({problem.never, *range(first, last + 1)}) for first, last in windows]
    yield from product(*every)


def promised(program: Program, values: list[float]) -> float:
    return sum(gain * value for gain, value in zip(program.gains, values, strict=True))


def test_of_every_small_problem_it_allows_the_plans_that_hold_and_promises_what_they_win() -> None:
    """And whatever else it allows next to one of them is such a plan too, and promises no more than that one wins."""
    problems = [requiring("weakest"), requiring("mean"), one_short_of_its_mean(), *small_problems()]
    for place, problem in enumerate(problems):
        whole = WholePlan(problem)
        program = whole.program(loose(problem))
        for starts in plans(problem):
            values = whole.values(starts)
            assert allows(program, values) == holds(problem, starts), (place, starts)
            assert promised(program, values) == problem.value(starts), (place, starts)
            if not allows(program, values):
                continue
            for column, value in enumerate(values):
                beside = [*values[:column], 1 - value, *values[column + 1 :]]
                if allows(program, beside):
                    found = whole.starts(beside)
                    assert holds(problem, found), (place, starts, column)
                    assert promised(program, beside) <= problem.value(found), (place, starts, column)
    kinds = [
        any(item.needs for problem in problems if not problem.means for item in problem.items),
        any(problem.means and any(problem.measured) for problem in problems),
        any(goal.thresholds for problem in problems for goal in problem.goals),
        any(item.lasts > 1 for problem in problems for item in problem.items),
        any(problem.focus for problem in problems),
    ]
    assert all(kinds)


def test_its_value_is_what_remains_below_nothing() -> None:
    problem = by_hand({"a": (2, 3), "b": (2, 1)}, capacity=4)
    whole = WholePlan(problem)
    program = whole.program(loose(problem))
    won = sum(gain * value for gain, value in zip(program.gains, whole.values((1, 2)), strict=True))
    assert (won, program.idle) == (2 * 3 + 1, 2 * (3 + 1))
    assert problem.value((1, 2)) == 7


def test_the_best_by_an_iteration_is_at_least_what_any_plan_has_won_by_then() -> None:
    """By trying every set: what a plan has won by an iteration is a set that this program allows."""
    tried = 0
    for seed in range(12):
        standard, answers = random_case(seed)
        problem = built(standard, answers, settings(1, 4))[0].problem
        program = best_by(problem, 1)
        if len(program.gains) > 10:
            continue
        tried += 1
        sets = [list(values) for values in product((0.0, 1.0), repeat=len(program.gains))]
        most = max(
            sum(gain * value for gain, value in zip(program.gains, values, strict=True))
            for values in sets
            if allows(program, values)
        )
        assert most == best_value(problem)
    assert tried >= 1


def waiting(first: int, second: int, gap: int = 1) -> PlanProblem:
    """b waits for a; they run for so many iterations, of three."""
    problem = by_hand({"a": (2, 1), "b": (2, 9)}, {"b": "a"}, iterations=3, capacity=2)
    items = tuple(item._replace(lasts=last) for item, last in zip(problem.items, (first, second), strict=True))
    return problem._replace(items=items, before=((), ((0, gap),)))


def test_what_can_be_credited_by_an_iteration_and_what_comes_with_it() -> None:
    """Each row is one of the limit, columns and factors: of the capacities, and that b is there only with a."""
    with_a = (0.0, [1, 0], [1.0, -1.0])
    alone = best_by(waiting(1, 1), 1)
    assert (alone.gains, alone.rows) == ([1.0], [(2.0, [0], [2.0])])
    both = best_by(waiting(1, 1), 2)
    assert (both.gains, both.rows) == ([1.0, 9.0], [(4.0, [0, 1], [2.0, 2.0]), with_a])
    assert best_by(waiting(2, 1), 2).rows[1:] == [with_a]  # a from 1 on is credited with b, from 2 on
    assert best_by(waiting(3, 1), 3).rows[1:] == []  # b may be credited before a
    assert best_by(waiting(3, 1), 2).gains == [9.0]
    assert best_by(waiting(1, 1, 0), 2).rows[1:] == [with_a]


def test_a_goal_has_a_column_from_the_first_iteration_that_can_reach_it() -> None:
    problem = by_hand({"a": (2, 3)}, iterations=3)._replace(goals=(Goal("level", "a", 2, 5, (0,)),))
    assert [best_by(problem, iteration, {0: 2}).gains for iteration in (1, 2, 3)] == [[3.0], [3.0, 5.0], [3.0, 5.0]]


def test_a_goal_has_fewer_rows_where_what_it_takes_has_no_column() -> None:
    """Columns 7 and 8 are those of the items 0 and 1, 9 that of the goal."""
    goal = Goal("state", "there", 1, 1, (0, 1), (Threshold({0: 2, 1: 2}, 4),))
    sums = (0.0, [9, 7, 8], [1.0, -0.5, -0.5])
    assert [*goal_rows(goal, 9, {0: 7, 1: 8})] == [(0.0, [9, 7], [1.0, -1.0]), (0.0, [9, 8], [1.0, -1.0]), sums]
    assert [*goal_rows(goal, 9, {0: 7})] == [(0.0, [9, 7], [1.0, -1.0])]


@pytest.mark.parametrize(("unit", "scale"), [(1.0, 1.0), (2.0**38, 1.0), (2.0**60, 2.0**22)])
def test_highs_takes_the_program_as_it_is_or_a_power_of_two_smaller(unit: float, scale: float) -> None:
    """At most one of two, which win 2 and 3: 3, less 4 that are left where nothing is done. 3 x 2^60 is below 2^62."""
    highspy = pytest.importorskip("highspy")
    row = (unit, [0, 1], [unit, unit])
    program = Program([2.0 * unit, 3.0 * unit], [0.0, 0.0], [row], 4.0 * unit)
    assert program.scale == scale
    solver = quiet_solver(highspy, program, begun=False)
    solver.run()
    assert [round(value) for value in solver.getSolution().col_value] == [0, 1]
    assert solver.getInfo().objective_function_value * scale == (3 - 4) * unit
