"""What must hold of every plan, whatever the standard, the answers and what is demanded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from btm_cli.answers.model import Answers, Target
from btm_cli.planning.bound import upper_bound
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.left_over import begun_for_later, left_over
from btm_cli.planning.model import PlanProblem, Settings
from btm_cli.planning.outlook import most_score
from btm_cli.planning.placing import Placer
from btm_cli.planning.precedence import settled
from btm_cli.planning.roadmap_steps import steps_of
from btm_cli.planning.violations import holds, violations
from btm_cli.planning.what_if import answers_after
from btm_cli.scoring import assess
from btm_cli.scoring.steps import blockers
from btm_cli.standard.model import Standard
from support import build, strategies
from support.planning import random_case, small_case
from support.profile import examples

MANY = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Case(NamedTuple):
    """A problem and what it was made from."""

    standard: Standard
    answers: Answers
    problem: PlanProblem


@st.composite
def cases(draw: st.DrawFn, pins: bool = True) -> Case:
    """Any standard, any answers, a plan of up to five iterations, some first steps pinned.

    Half of the cases come from a generator that makes more steps and requirements than Hypothesis is inclined to.
    """
    if draw(st.booleans()):
        rules = {"capability_level": draw(st.sampled_from(["weakest", "mean"]))}
        rules["level_rule"] = draw(st.sampled_from(["staged", "cumulative"]))
        make = draw(st.sampled_from([random_case, small_case]))
        standard, answers = make(draw(st.integers(0, 10**6)), **rules)
        if answers.owners and draw(st.booleans()):
            answers = answers._replace(capacities={"Ada": str(draw(st.integers(1, 8)))})
    else:
        standard = draw(strategies.standards())
        answers = draw(strategies.answers(standard))._replace(target=Target(level=standard.top))
    focus = draw(st.one_of(st.none(), st.integers(1, 2)))
    asked = Settings(draw(st.integers(1, 5)), Fraction(draw(st.integers(1, 40)), 2), False, build.DAY, 3, focus)
    card = assess(standard, answers, frozenset(), build.DAY)
    problem = build_problem(standard, answers, card, asked).problem
    if pins and problem.chains and draw(st.booleans()):
        chain = draw(st.sampled_from(problem.chains))
        answers = answers._replace(pinned={chain.reference: draw(st.integers(1, 6))})
        problem = build_problem(standard, answers, card, asked).problem
    return Case(standard, answers, problem)


@given(cases())
@MANY
def test_every_plan_keeps_every_rule_and_stays_below_its_bound(case: Case) -> None:
    found = solve_fast(case.problem)
    if found is not None:
        assert list(violations(case.problem, found.starts)) == []
        assert case.problem.value(found.starts) == found.value <= found.bound
        assert solve_fast(case.problem) == found


@given(cases())
@MANY
def test_following_the_plan_gives_the_projected_scores(case: Case) -> None:
    found = solve_fast(case.problem, work=0)
    assume(found is not None)
    assert found is not None
    for iteration in range(case.problem.never):
        followed = answers_after(case.answers, case.problem, found.starts, iteration)
        card = assess(case.standard, followed, frozenset(), build.DAY)
        scores = {cell.reference: cell.numbers.score for one in card.capabilities for cell in one.cells}
        for chain in case.problem.chains:
            done = [i for i in chain.items if found.starts[i] + case.problem.items[i].lasts - 1 <= iteration]
            assert scores[chain.reference] == (case.problem.items[done[-1]].score if done else chain.score)


@given(cases())
@MANY
def test_what_a_step_unlocks_lacks_nothing_then_and_lacked_something_before(case: Case) -> None:
    found = solve_fast(case.problem, work=0)
    assume(found is not None)
    assert found is not None
    card = assess(case.standard, case.answers, frozenset(), build.DAY)
    asked = Settings(case.problem.iterations, Fraction(1), False, build.DAY, 3, None)

    def lacking(capability: str, level: int, iteration: int) -> bool:
        followed = answers_after(case.answers, case.problem, found.starts, iteration)
        after = assess(case.standard, followed, frozenset(), build.DAY)
        return bool(blockers(case.standard, {one.id: one for one in after.capabilities}, capability, level))

    for step in steps_of(case.standard, case.answers, card, asked, case.problem, found.starts):
        for capability, level in step.unlocks:
            event("unlocks")
            assert not lacking(capability, level, step.shown_in)
            assert lacking(capability, level, step.shown_in - 1)


@given(cases(pins=False), st.randoms(use_true_random=False))
@MANY
def test_items_placed_in_any_order_make_a_plan(case: Case, source) -> None:
    wanted = list(range(len(case.problem.items)))
    source.shuffle(wanted)
    placed = Placer(case.problem).place(wanted)
    assert list(violations(case.problem, placed)) == []
    assert case.problem.value(placed) <= upper_bound(case.problem)


@given(cases(pins=False), st.randoms(use_true_random=False))
@MANY
def test_no_plan_brings_the_score_beyond_the_outlook(case: Case, source) -> None:
    wanted = list(range(len(case.problem.items)))
    source.shuffle(wanted)
    placed = Placer(case.problem).place(wanted)
    followed = answers_after(case.answers, case.problem, placed, case.problem.iterations)
    card = assess(case.standard, case.answers, frozenset(), build.DAY)
    after = assess(case.standard, followed, frozenset(), build.DAY).overall.numbers.score
    capacity = Fraction(case.problem.capacity, case.problem.effort_unit)
    asked = Settings(case.problem.iterations, capacity, False, build.DAY, 3)
    bound = most_score(case.standard, case.answers, card, asked)
    assert (after is None) is (bound is None)
    assert after is None or bound is None or after <= bound
    event("raised" if after != card.overall.numbers.score else "as it was")


@given(cases(pins=False))
@MANY
def test_what_is_begun_for_later_keeps_the_rules_and_counts_for_nothing(case: Case) -> None:
    problem = case.problem
    found = solve_fast(problem, work=0)
    assume(found is not None)
    assert found is not None
    later = begun_for_later(problem, found.starts)
    both = [later.get(index, start) for index, start in enumerate(found.starts)]
    assert list(violations(problem, both)) == []
    assert problem.value(both) == found.value
    assert all(problem.never < start + problem.items[index].lasts <= 10**6 for index, start in later.items())


@given(cases())
@MANY
def test_a_cell_left_over_for_want_of_capacity_would_fit_into_more_and_every_other_into_none(case: Case) -> None:
    problem = case.problem
    found = solve_fast(problem)
    assume(found is not None)
    assert found is not None
    boundless = problem._replace(capacity=10**9, rooms=dict.fromkeys(problem.rooms, 10**9), focus=None)
    chains = {chain.reference: chain for chain in problem.chains}
    for each in left_over(problem, found.starts, {}):
        event(f"{each.reason}: {each.message[:30]}")
        starts, stuck = found.starts, None
        for index in chains[each.reference].items:
            if stuck is None and starts[index] == problem.never:
                starts, stuck = next(
                    ((plan, None) for plan in _beginning(problem, starts, index) if holds(problem, plan)),
                    (starts, index),
                )
        if stuck is not None:
            more = any(holds(boundless, plan) for plan in _beginning(problem, starts, stuck))
            assert more == (each.reason == "capacity")
        else:  # nothing is left, or all of it would fit
            assert each.reason in ("excluded", "unwritten", "too-large", "time")
            assert problem.value(starts) == found.value


def _beginning(problem: PlanProblem, starts: Sequence[int], index: int) -> Iterator[tuple[int, ...]]:
    """The plan with one more item, in each iteration from which it is credited in time."""
    for when in range(1, problem.never - problem.items[index].lasts + 1):
        yield (*starts[:index], when, *starts[index + 1 :])


@given(cases())
@MANY
def test_of_equally_good_plans_one_with_less_effort_is_taken_then_the_first_in_the_standards_order(case: Case) -> None:
    problem = case.problem
    found = solve_fast(problem, work=0)
    assume(found is not None)
    assert found is not None
    ordered = settled(problem, found.starts)
    assert problem.value(ordered) == found.value
    for first in range(len(ordered)):
        for other in range(first + 1, len(ordered)):
            if problem.items[first].gain == problem.items[other].gain > 0:
                exchanged = list(ordered)
                exchanged[first], exchanged[other] = ordered[other], ordered[first]
                as_good = problem.value(exchanged) == found.value and holds(problem, exchanged)
                assert not as_good or (problem.effort(exchanged), exchanged) >= (problem.effort(ordered), list(ordered))


@given(cases(), st.integers(1, 30))
@MANY
def test_the_bound_grows_with_capacity(case: Case, more: int) -> None:
    problem = case.problem
    assert upper_bound(problem) <= upper_bound(problem, problem.capacity + more)


@given(cases())
@settings(MANY, max_examples=examples(30))
def test_the_proven_plan_keeps_every_rule_and_is_no_worse(case: Case) -> None:
    pytest.importorskip("highspy")
    from btm_cli.planning.exact import solve_exactly

    found, proven = solve_fast(case.problem), solve_exactly(case.problem, gap=0.0)
    if proven is None:
        assert found is None
        return
    assert list(violations(case.problem, proven.starts)) == []
    # HiGHS reckons in floating point: its word is taken to a millionth, and rounded away from the plan.
    assert proven.value <= proven.bound <= proven.value * Fraction(1_000_002, 1_000_000) + 1
    if found is not None:
        assert found.value <= proven.value <= found.bound


@given(cases(pins=False), st.integers(1, 20))
@settings(MANY, max_examples=examples(30))
def test_more_capacity_never_makes_the_proven_plan_worse(case: Case, more: int) -> None:
    """The steps stay the same ones: what is split by a larger capacity changes what there is to choose from."""
    pytest.importorskip("highspy")
    from btm_cli.planning.exact import solve_exactly

    wider = case.problem._replace(capacity=case.problem.capacity + more)
    before, after = solve_exactly(case.problem, gap=0.0), solve_exactly(wider, gap=0.0)
    assert before is not None
    assert after is not None
    assert after.bound >= before.value
    assert after.value * Fraction(1_000_002, 1_000_000) + 1 >= before.value
