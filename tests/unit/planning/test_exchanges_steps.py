"""What exchanges look at, step by step, and small plans in which one rule decides: worked out by hand."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from unit.planning.test_exchanges import few_for_few

from btm_cli.planning.exchanges import Exchanges
from btm_cli.planning.model import PlanProblem
from btm_cli.planning.standing import Standing
from btm_cli.planning.violations import holds
from btm_cli.planning.worth import Worth
from support.planning import built, by_hand, settings, small_case


def exchanges(problem: PlanProblem) -> Any:
    return Exchanges(problem, Worth(problem))


def test_each_pair_of_iterations_is_looked_at_in_turn_until_none_has_anything_to_win() -> None:
    """What was found once makes all three of them worth a look again."""
    search = exchanges(by_hand({"a": (1, 1)}))
    nothing = search._grouping.group(), search._grouping.group()
    for answers, pairs in (
        ([None, None, None], [(1, 2), (1, 3), (2, 3)]),
        ([nothing, None, None, None], [(1, 2), (1, 3), (2, 3), (1, 2)]),
        ([None, nothing, None, None], [(1, 2), (1, 3), (2, 3)]),  # the same again is not looked at again
    ):
        asked, told = [], iter(answers)

        def best(plan: Any, early: int, late: int, asked=asked, told=told) -> Any:
            asked.append((early, late))
            return next(told)

        search._best, search._seen = best, set()
        assert search.improved((1,)) == (1,)
        assert asked[:3] == pairs[:3]
        assert asked[3:4] in (pairs[3:], [(1, 3)])


def test_what_goes_must_fit_where_it_goes() -> None:
    """b wins 9 an iteration sooner for the 1 that a loses; but c stays in iteration 2, and 4 + 2 are more than 5."""
    problem = by_hand({"a": (4, 1), "b": (2, 9), "c": (2, 1), "d": (1, 1)}, {"c": "d"}, capacity=5)
    assert exchanges(problem).improved((1, 2, 2, 1)) == (1, 2, 2, 1)


def test_several_capabilities_are_weighed_together() -> None:
    """a and b are of one capability: b wins 2 and c 4, each less than the 5 that a loses, and 6 together."""
    problem = by_hand({"a": (4, 5), "b": (2, 2), "c": (2, 4)})
    chains = problem.chains[0], problem.chains[1]._replace(capability="a"), problem.chains[2]
    assert exchanges(problem._replace(chains=chains)).improved((1, 2, 2)) == (2, 1, 1)


def test_of_equal_exchanges_the_first_is_made() -> None:
    problem = by_hand({"a": (4, 1), "b": (4, 3), "c": (4, 3)}, iterations=1)
    assert exchanges(problem).improved((1, 2, 2)) == (2, 1, 2)


def test_what_is_waited_for_goes_as_far_as_what_waits_allows() -> None:
    problem = by_hand({"a": (4, 1), "b": (4, 1), "c": (4, 2)}, {"b": "a"}, iterations=3)
    assert exchanges(problem).improved((1, 3, 2)) == (2, 3, 1)
    dear = by_hand({"a": (4, 1), "b": (4, 1), "c": (4, 9)}, {"b": "a"}, iterations=3)
    assert exchanges(dear).improved((1, 2, 3)) == (2, 3, 1)
    alone = by_hand({"a": (4, 1), "b": (4, 1), "c": (4, 9)}, {"b": "a"}, iterations=1)
    assert exchanges(alone).improved((1, 2, 2)) == (2, 2, 1)  # b is not planned, and waits for nothing


def test_of_many_items_two_may_go_and_of_few_three() -> None:
    search = exchanges(by_hand({f"step{number}": (1, 1) for number in range(8)}))
    for many, most in ((3, 3), (6, 3), (7, 2), (8, 2)):
        leaving = search._leaving(SimpleNamespace(within={1: range(many)}), 1, 2)
        assert max(map(len, leaving.groups)) == most


def movable(problem: PlanProblem, starts: tuple[int, ...], early: int, late: int) -> list[tuple[int, int]]:
    within = {late: [index for index, start in enumerate(starts) if start == late]}
    return list(exchanges(problem)._movable(SimpleNamespace(starts=starts, within=within), early, late))


def test_what_comes_has_what_it_waits_for_or_brings_it() -> None:
    """b waits for a."""
    later = by_hand({"a": (1, 1), "b": (1, 1)}, {"b": "a"}, iterations=4)
    assert movable(later, (1, 3), 2, 3) == [(1, 0)]
    assert movable(later, (2, 3), 2, 3) == []
    assert movable(later, (3, 3), 2, 3) == [(0, 0)]  # b begins an iteration later than a at the earliest
    assert movable(later, (1, 3), 1, 3) == []
    beside = later._replace(before=((), ((0, 0),)), earliest=(1, 1))
    assert movable(beside, (3, 3), 2, 3) == [(0, 0), (1, 1)]
    assert movable(beside, (2, 3), 2, 3) == [(1, 0)]
    assert movable(beside, (4, 3), 2, 3) == []


@pytest.mark.parametrize(
    ("seed", "rules", "iterations", "capacity", "starts"),
    [
        (38, {"capability_level": "mean"}, 4, 3, (5, 1, 5, 2, 3, 4, 5)),
        (643, {"level_rule": "cumulative"}, 3, 8, (2, 4, 4, 1, 1, 1, 2)),
        (271, {"level_rule": "cumulative"}, 3, 5, (1, 4, 3, 4, 2, 4)),
    ],
)
def test_between_two_iterations_the_first_that_wins_most_is_found(seed, rules, iterations, capacity, starts) -> None:
    """By trying every one: with goals of several capabilities, of which what they win is guessed at first."""
    standard, answers = small_case(seed, **rules)
    problem = built(standard, answers, settings(iterations, capacity))[0].problem
    search, worth = exchanges(problem), Worth(problem)
    for early, late in combinations(range(1, problem.never + 1), 2):
        best = search._best(Standing(problem, worth, starts), early, late)
        won, expected = problem.value(starts), None
        for each in few_for_few(problem, starts):
            moved = {(old, new) for old, new in zip(starts, each, strict=True) if old != new}
            if moved and moved <= {(early, late), (late, early)} and problem.value(each) > won and holds(problem, each):
                won, expected = problem.value(each), tuple(i for i, new in enumerate(each) if new == late > starts[i])
        assert (best and best[0].items) == expected
