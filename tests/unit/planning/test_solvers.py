"""Both solvers against brute force, and the rules that every plan keeps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.planning.bound import upper_bound
from btm_cli.planning.exact import solve_exactly
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.project import answers_after, project
from btm_cli.planning.violations import holds, violations
from btm_cli.scoring import assess
from support import build
from support.planning import best_value, built, by_hand, random_case, settings, wide_case

SEEDS = range(60)


def fast(seed: int, capacity: Fraction | int, iterations: int = 3):
    standard, answers = random_case(seed)
    problem = built(standard, answers, settings(iterations, capacity))[0].problem
    solution = solve_fast(problem)
    assert solution is not None
    return problem, solution


def test_fast_reaches_95_per_cent_of_the_optimum_always_and_99_on_average() -> None:
    """The ratio is of the value: what is won over doing nothing."""
    ratios = []
    for seed in SEEDS:
        problem, solution = fast(seed, 3 + seed % 3)
        best = best_value(problem)
        assert list(violations(problem, solution.starts)) == []
        assert solution.value <= best <= solution.bound
        ratios.append(Fraction(solution.value, best) if best else Fraction(1))
    assert min(ratios) >= Fraction(95, 100), SEEDS[ratios.index(min(ratios))]
    assert sum(ratios) / len(ratios) >= Fraction(99, 100)


@pytest.mark.parametrize("rule", ["weakest", "mean"])
def test_exact_is_the_optimum(rule: str) -> None:
    pytest.importorskip("highspy")
    for seed in SEEDS:
        standard, answers = random_case(seed, capability_level=rule)
        problem = built(standard, answers, settings(3, 3 + seed % 3))[0].problem
        # From a hasty plan, or from none: HiGHS finds the optimum then, and not only proves what was found before.
        begin = solve_fast(problem, work=0) if seed % 2 else None
        solution = solve_exactly(problem, [begin.starts] if begin else [], gap=0.0, work=0)
        assert solution is not None
        assert holds(problem, solution.starts)
        if rule == "weakest":
            assert solution.value == best_value(problem), seed
        assert solution.bound == solution.value, seed


def test_exact_needs_no_plan_to_begin_with_and_is_the_same_every_time() -> None:
    pytest.importorskip("highspy")
    problem, found = fast(3, 4)
    once, again = (solve_exactly(problem, gap=0.0) for _ in range(2))
    assert once == again
    assert once is not None
    assert once.value >= found.value


def test_more_capacity_is_never_worse() -> None:
    """For proven plans. The steps are whole throughout: what is split changes what can be chosen."""
    pytest.importorskip("highspy")
    for seed in range(12):
        values = []
        for capacity in (6, 7, 8, 10):
            problem = built(*random_case(seed), settings(2, capacity))[0].problem
            assert all(item.part == -1 for item in problem.items)
            solution = solve_exactly(problem, gap=0.0, work=0)
            assert solution is not None
            values.append(Fraction(solution.value, problem.gain_unit))
        assert values == sorted(values)


@pytest.mark.parametrize("rule", ["weakest", "mean"])
@pytest.mark.parametrize("level_rule", ["staged", "cumulative"])
def test_following_the_plan_gives_the_projected_scores(rule: str, level_rule: str) -> None:
    for seed in range(20):
        standard, answers = random_case(seed, capability_level=rule, level_rule=level_rule)
        found, card = built(standard, answers, settings(4, 3))
        problem = found.problem
        solution = solve_fast(problem, work=0)
        assert solution is not None
        for iteration in range(5):
            followed = answers_after(answers, problem, solution.starts, iteration)
            scores = {
                cell.reference: cell.numbers.score
                for capability in assess(standard, followed, frozenset(), build.DAY).capabilities
                for cell in capability.cells
            }
            for chain in problem.chains:
                done = [index for index in chain.items if solution.starts[index] <= iteration]
                assert scores[chain.reference] == (problem.items[done[-1]].score if done else chain.score)
            gap = project(standard, followed, card).overall.numbers.gap
            won = sum(
                item.gain for item, start in zip(problem.items, solution.starts, strict=True) if start <= iteration
            )
            if len(set(answers.importance.values())) == 1:
                assert gap == Fraction(problem.idle // 4 - won, problem.gain_unit)


def test_the_objective_is_the_weighted_gap_where_importance_is_alike() -> None:
    for seed in range(20):
        standard, answers = random_case(seed)
        found, card = built(standard, answers._replace(importance={}), settings(1, 5))
        problem = found.problem
        solution = solve_fast(problem, work=0)
        assert solution is not None
        after = project(standard, answers_after(answers, problem, solution.starts, 1), card)
        assert after.overall.numbers.gap == Fraction(problem.idle - solution.value, problem.gain_unit)


def test_the_bound_grows_with_capacity() -> None:
    problem, _ = fast(1, 4)
    bounds = [upper_bound(problem, capacity) for capacity in range(1, 60)]
    assert bounds == sorted(bounds)


def test_the_same_problem_gives_the_same_plan() -> None:
    assert [fast(seed, 4)[1] for seed in range(10)] == [fast(seed, 4)[1] for seed in range(10)]


def test_the_checker_finds_every_broken_rule() -> None:
    problem, solution = fast(5, 4)
    never = problem.never
    assert holds(problem, solution.starts)
    assert not holds(problem, (1,) * len(problem.items))
    assert not holds(problem, (0,) * len(problem.items))
    chain = next(chain for chain in problem.chains if len(chain.items) > 1)
    skipped = [never] * len(problem.items)
    skipped[chain.items[1]] = 3
    assert any("waits for" in said for said in violations(problem, skipped))


def test_who_looks_on_may_stop_the_proof() -> None:
    """A case of the size of the full standard, so that there is something to look on at."""
    pytest.importorskip("highspy")
    standard, answers = wide_case(1)
    problem = built(standard, answers, settings(8, 24))[0].problem
    gaps: list[float] = []

    def watch(gap: float) -> bool:
        gaps.append(gap)
        return len(gaps) == 3

    with pytest.raises(KeyboardInterrupt):
        solve_exactly(problem, watch=watch)
    assert len(gaps) == 3
    assert all(gap >= 0 for gap in gaps)


def test_due_before_it_can_be_done_is_proven_impossible() -> None:
    pytest.importorskip("highspy")
    problem = by_hand({"a": (1, 1), "b": (1, 1)}, {"b": "a"}, latest={"b": 1})
    assert solve_fast(problem) is None
    assert solve_exactly(problem) is None
    assert solve_exactly(problem._replace(latest=(3, 2))) is not None
