"""The mixed-integer program, read row by row without any solver."""

from __future__ import annotations

from itertools import product

from btm_cli.planning.model import PlanProblem
from btm_cli.planning.program import Program, best_by
from btm_cli.planning.violations import holds
from btm_cli.planning.whole_plan import WholePlan
from support.planning import best_value, built, by_hand, random_case, settings


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


def test_needs_with_columns_of_their_own_say_the_same() -> None:
    tried = 0
    for seed in range(20):
        for rule in ("weakest", "mean"):
            standard, answers = random_case(seed, capability_level=rule)
            problem = built(standard, answers, settings(2, 4))[0].problem
            whole = WholePlan(problem)
            if whole.empty or len(problem.items) > 7:
                continue
            tried += 1
            program = whole.program(loose(problem))
            for starts in product((1, 2, 3), repeat=len(problem.items)):
                if all(start >= first for start, first in zip(starts, problem.earliest, strict=True)):
                    assert allows(program, whole.values(starts)) == holds(problem, starts), (seed, starts)
    assert tried >= 1


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
