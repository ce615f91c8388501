"""What is equally good, in the standard's order."""

from __future__ import annotations

from itertools import product

import pytest

from btm_cli.planning.exact import solve_exactly
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.model import Mean, Need
from btm_cli.planning.precedence import settled
from btm_cli.planning.violations import holds
from support.planning import built, by_hand, settings, small_case


def test_of_equal_steps_the_first_in_the_standard_starts_first() -> None:
    problem = by_hand({"a": (2, 3), "b": (2, 3), "c": (2, 3)}, capacity=2, iterations=3)
    assert settled(problem, (3, 2, 1)) == (1, 2, 3)
    assert settled(problem, (4, 2, 1)) == (1, 2, 4)  # one that is left out counts as last


def test_of_equal_steps_the_one_with_less_effort_is_taken_wherever_it_stands() -> None:
    problem = by_hand({"a": (3, 3), "b": (2, 3)}, capacity=3, iterations=1)
    assert settled(problem, (1, 2)) == (2, 1)
    assert settled(problem, (2, 1)) == (2, 1)


def test_other_gains_room_and_order_are_left_alone() -> None:
    assert settled(by_hand({"a": (2, 2), "b": (2, 3)}, capacity=2), (2, 1)) == (2, 1)
    assert settled(by_hand({"a": (2, 3), "b": (1, 3), "c": (1, 9)}, capacity=2), (2, 1, 1)) == (2, 1, 1)
    waits = by_hand({"a": (1, 3), "b": (1, 3)}, {"a": "b"}, capacity=2)
    assert settled(waits, (2, 1)) == (2, 1)
    due = by_hand({"a": (2, 3), "b": (2, 3)}, capacity=2, latest={"b": 1})
    assert settled(due, (2, 1)) == (2, 1)


def test_what_wins_nothing_is_left_out_unless_it_is_demanded_or_waited_for() -> None:
    idle = {"a": (2, 3), "b": (1, 0)}
    assert settled(by_hand(idle), (1, 1)) == (1, 3)
    assert settled(by_hand(idle, latest={"b": 2}), (1, 2)) == (1, 2)
    first = {"a": (1, 0), "b": (1, 5)}
    assert settled(by_hand(first, {"b": "a"}), (1, 2)) == (1, 2)
    assert settled(by_hand(first, {"b": "a"}), (1, 3)) == (3, 3)  # b is not in the plan, and a for nothing


def test_what_a_mean_needs_is_kept_though_it_wins_nothing() -> None:
    """a brings x to 2, which b needs; c raises x as well, more than anything needs."""
    need = Need("x", 2)
    problem = by_hand({"a": (1, 0), "b": (1, 5), "c": (1, 0)}, iterations=3)._replace(
        measured=((), (need,), ()), means={"x": Mean(1, 1, {0: 1, 2: 1})}, earliest=(1, 2, 1)
    )
    assert holds(problem, (1, 2, 2))
    assert settled(problem, (1, 2, 2)) == (1, 2, 4)


def test_what_wins_nothing_is_not_moved() -> None:
    due = by_hand({"a": (1, 0), "b": (1, 0)}, capacity=1, latest={"a": 2, "b": 2})
    assert settled(due, (2, 1)) == (2, 1)


def test_an_exchange_may_make_room_for_one_that_was_looked_at_before() -> None:
    # Iteration 1 has b, d and e, four points: a, which takes one more than b, has room once c is there instead of d.
    steps = {"a": (2, 3), "b": (1, 3), "c": (1, 5), "d": (2, 5), "e": (1, 9)}
    assert settled(by_hand(steps, capacity=4), (2, 1, 2, 1, 1)) == (1, 2, 1, 2, 1)


def test_an_exchange_may_bring_a_step_just_behind_what_it_waits_for_or_before_what_waits_for_it() -> None:
    behind = by_hand({"r": (1, 9), "a": (1, 3), "b": (1, 3)}, {"a": "r"}, capacity=1, iterations=3)
    assert settled(behind, (1, 3, 2)) == (1, 2, 3)
    before = by_hand({"a": (1, 3), "b": (1, 3), "f": (1, 9)}, {"f": "b"}, capacity=1, iterations=4)
    assert settled(before, (2, 1, 4)) == (1, 2, 4)
    assert settled(before, (2, 1, 3)) == (1, 2, 3)
    assert settled(before, (3, 1, 2)) == (3, 1, 2)  # f could no longer follow b
    # what would follow is not in the plan, and holds back nothing
    alone = by_hand({"a": (1, 3), "b": (1, 3), "f": (1, 9)}, {"f": "b"}, capacity=1, iterations=1)
    assert settled(alone, (2, 1, 2)) == (1, 2, 2)


RULES = {
    "all": {},
    "no follows": {"follows": False},
    "no takes": {"takes": False},
    "focus": {"focus": 1},
    "owner": {"owner": "5/2"},
    "pin": {"pin": True},
}


def test_small_cases_have_plans_that_are_equally_good() -> None:
    cases = [case for seed in range(40) if (case := every_plan(seed, "all")) is not None]
    values = [sorted(map(problem.value, plans))[-2:] for problem, plans in cases]
    assert sum(one == other for one, other in values) > 2


def every_plan(seed: int, rule: str):
    """A problem of two to five items, and all plans that hold; None where it has another size, or no plan."""
    changes = dict(RULES[rule])
    focus, owner, pin = (changes.pop(name, None) for name in ("focus", "owner", "pin"))
    standard, answers = small_case(seed, **changes)
    answers = answers._replace(capacities={"Ada": owner} if owner else {}, pinned={"alpha/process": 2} if pin else {})
    problem = built(standard, answers, settings(3, 3 + seed % 3)._replace(focus=focus))[0].problem
    if not 1 < len(problem.items) <= 5:
        return None
    plans = [each for each in product(range(1, problem.never + 1), repeat=len(problem.items)) if holds(problem, each)]
    return (problem, plans) if plans else None


@pytest.mark.parametrize("rule", RULES)
def test_of_all_plans_that_win_the_most_the_one_with_less_effort_and_then_the_first_is_taken(rule: str) -> None:
    """By trying every plan. Exchanges of two get there in all of these cases, which are small."""
    pytest.importorskip("highspy")
    counted = 0
    for seed in range(40):
        case = every_plan(seed, rule)
        if case is None:
            continue
        problem, plans = case
        best = max(map(problem.value, plans))
        equal = [plan for plan in plans if problem.value(plan) == best]
        first = min(equal, key=lambda plan: (problem.effort(plan), plan))
        counted += 1
        found, proven = solve_fast(problem), solve_exactly(problem, gap=0.0, work=50_000)
        assert found is not None
        assert proven is not None
        assert proven.starts == first, seed
        assert found.value < best or found.starts == first, seed
    assert counted > 8
