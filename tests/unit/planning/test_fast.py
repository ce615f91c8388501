"""The search step by step, worked out by hand: how much is tried, which plan takes the place of which.

What a step asks of another part (a walk, exchanges, a placer) is told here, so that each answer is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from btm_cli.planning import fast
from btm_cli.planning.bound import upper_bound
from btm_cli.planning.fast import _Search, solve_fast
from btm_cli.planning.model import Goal, PlanProblem, Solution, Starts, Threshold
from support.planning import by_hand

THREE = by_hand({"a": (2, 4), "b": (1, 1), "c": (1, 3)}, iterations=4, latest={"c": 2})


def one_each(plans: int) -> list[Starts]:
    """Different plans of one item, called by numbers."""
    return [(number,) for number in range(plans)]


class Told:
    """Gives these answers one after the other, and remembers what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.asked: list[Any] = []

    def __call__(self, *asked: Any) -> Any:
        self.asked.append(tuple(asked))
        return self._answers.pop(0)


def searching(problem: PlanProblem = THREE, worth: Callable[[Starts], int] | None = None, **parts: Any) -> Any:
    """A search of which these parts do what is said here; a plan is worth what `worth` says."""
    search: Any = _Search(problem)
    if worth is not None:
        search._value = worth
        search._key = lambda starts: (worth(starts), 0, starts)
    for name, part in parts.items():
        setattr(search, name, part)
    return search


@pytest.mark.parametrize(
    ("items", "work", "rounds"),
    [
        (3, 630_000, 120),  # 40 an item
        (30, 630_000, 800),  # the most
        (100, 630_000, 630),  # 630,000 by 100 items times 4 x 5 / 2 pairs
        (30, 315_000, 400),
        (100, 315_000, 315),
        (3, 0, 0),
    ],
)
def test_how_many_plans_are_placed(items: int, work: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = by_hand({f"step{number}": (1, 1) for number in range(items)}, iterations=4)
    asked = []

    class Listening(_Search):
        def search(self, begin: Iterable[Starts], rounds: int, bound: int) -> None:
            asked.append((tuple(begin), rounds, bound))

    monkeypatch.setattr(fast, "_Search", Listening)
    assert solve_fast(problem, [(1,)], work) is None
    assert asked == [(((1,),), rounds, upper_bound(problem))]


def test_a_plan_is_worth_no_more_than_the_bound_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the plan wins 3 in iteration 2 alone; 2 x 3 can be had."""

    class Content(_Search):
        def search(self, begin: Iterable[Starts], rounds: int, bound: int) -> Starts:
            return (2,)

        def in_standard_order(self, starts: Starts) -> Starts:
            return (2,)

    monkeypatch.setattr(fast, "_Search", Content)
    assert solve_fast(by_hand({"a": (2, 3)})) == Solution((2,), 3, 6, "bounded by relaxation")


def test_what_is_demanded_is_placed_by_when_it_is_due() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1), "d": (1, 1)}, iterations=3, latest={"a": 2, "c": 1})
    assert searching(problem)._demanded == [2, 0]
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, iterations=3, latest={"a": 2, "b": 2, "c": 3})
    assert searching(problem)._demanded == [0, 1, 2]


def test_a_goal_that_nothing_reaches_is_no_whole() -> None:
    reached, never = Goal("level", "a", 2, 1, (0, 2)), Goal("state", "there", 1, 1, (), (Threshold({0: 1}, 5),))
    assert searching(THREE._replace(goals=(reached, never)))._wholes == [[0, 2]]


def test_plans_to_begin_with_are_made_of_what_is_demanded_and_of_what_is_dense(monkeypatch) -> None:
    """c is demanded; by density a wins 2 a point and b 1."""
    monkeypatch.setattr(fast, "by_density", lambda problem, placer, wholes: [1, 0])
    place = Told((5, 5, 1), (1, 5, 5), (5, 1, 1))
    search = searching(worth={(5, 5, 1): 2, (5, 1, 1): 3, (1, 1, 2): 4, (1, 1, 1): 9, (1, 5, 5): 8}.__getitem__)
    search._placer = SimpleNamespace(place=place, closures=search._placer.closures)
    # (1, 1, 2) is given, and the best: in (1, 5, 5) the demanded c is missing, (4, 4, 4) has it too late.
    assert search.search([(1, 1, 2), (4, 4, 4)], 19, 100) == (1, 1, 2)
    assert [tuple(order) for (order,) in place.asked] == [(2, 1, 0), (1, 0), (2, 0, 1)]


def test_a_plan_is_found_only_where_one_keeps_the_demands() -> None:
    late = by_hand({"a": (1, 1), "b": (1, 1)}, {"b": "a"}, latest={"b": 1})
    assert searching(late).search([(1, 2)], 100, 100) is None
    narrow = by_hand({"a": (3, 1), "b": (3, 1)}, latest={"a": 1, "b": 1})
    assert searching(narrow).search([(1, 1)], 100, 100) is None
    assert searching(by_hand({})).search([], 100, 100) == ()


def test_half_of_the_walks_lead_on_from_the_best_plan_and_the_others_from_every_beginning(monkeypatch) -> None:
    """20 plans make a walk: of 12 each of three beginnings has a fourth, and the best of them the rest."""
    monkeypatch.setattr(fast, "by_density", lambda problem, placer, wholes: [1])
    worth = {(5, 5, 1): 1, (1, 1, 2): 2, (2, 2, 2): 3, (1, 2, 2): 5, (1, 3, 2): 4, (1, 1, 1): 6}
    search = searching(worth=lambda starts: worth.get(starts, 0))
    improved = search._improved = Told((1, 1, 2), (1, 2, 2), (1, 3, 2), (1, 1, 1))
    sooner = search._with_states_sooner = Told([((2, 2, 2), "soon"), ((1, 2, 2), "later")])
    assert search.search([(1, 1, 2)], 240, 100) == (1, 1, 1)
    assert sooner.asked == [((1, 1, 2), [1, 0, 2], 240)]
    assert improved.asked == [
        ((1, 1, 2), [1, 0, 2], 3, 100, None),
        ((2, 2, 2), [1, 0, 2], 3, 100, "soon"),
        ((1, 2, 2), [1, 0, 2], 3, 100, "later"),
        ((1, 2, 2), [1, 0, 2], 3, 100),
    ]


def test_one_walk_is_made_of_the_best_plan_where_there_are_rounds_for_one() -> None:
    search = searching()
    improved = search._improved = Told((1, 1, 2), (1, 1, 1))
    search._with_states_sooner = Told([])
    assert search.search([], 20, 100) == (1, 1, 1)
    assert [asked[2] for asked in improved.asked] == [0, 1]


def improving(
    plans: Sequence[Starts], worth: Sequence[int], walks: int, bound: int = 10**9
) -> tuple[Starts, list[Any]]:
    """The best plan where walks lead from the first of `plans` to each of the others, and what each walk was asked."""
    values = dict(zip(plans, worth, strict=True))
    search = searching(worth=values.__getitem__)
    search._exchanges = SimpleNamespace(improved=lambda starts: starts)
    walked = search._walked = Told(*plans[1:])
    return search._improved(plans[0], [0], walks, bound, "aim"), walked.asked


def test_a_walk_leads_from_the_last_plan_that_was_good_enough_and_less_far_each_time() -> None:
    """Of a million, 0.8 % may be lost at first, then 0.6, 0.4 and 0.2 %; walks go 9 % away, then 7.87, 6.75, 5.62 %."""
    plans = one_each(5)
    best, asked = improving(plans, [1_000_000, 991_999, 993_999, 995_999, 997_999], 4)
    assert best == (0,)
    assert asked == [((0,), [0], 900, "aim"), ((0,), [0], 787, "aim"), ((0,), [0], 675, "aim"), ((0,), [0], 562, "aim")]
    best, asked = improving(plans, [1_000_000, 992_000, 986_048, 982_104, 980_139], 4)
    assert best == (0,)
    assert [each[0] for each in asked] == [(0,), (1,), (2,), (3,)]  # 992,000 x 0.994 = 986,048; x 0.996 = 982,103.8
    best, asked = improving(plans, [1_000_000, 1_000_001, 994_000, 996_001, 1_000_002], 4)
    assert best == (4,)
    assert [each[0] for each in asked] == [
        (0,),
        (1,),
        (1,),
        (3,),
    ]  # 1,000,001 x 0.994 = 994,000.994; x 0.996 = 996,000.996


def test_of_plans_that_win_as_much_the_better_one_is_kept() -> None:
    assert improving([(2,), (3,), (1,)], [5, 5, 5], 2)[0] == (3,)  # `_key` is the plan itself here
    assert improving([(2,), (1,), (3,)], [5, 6, 5], 2)[0] == (1,)


def test_no_walk_follows_where_nothing_more_can_be_won() -> None:
    assert improving(one_each(3), [7, 8, 9], 2, bound=7) == ((0,), [])
    best, asked = improving(one_each(3), [7, 8, 9], 2, bound=8)
    assert (best, len(asked)) == ((1,), 1)


def test_a_walk_that_leads_nowhere_is_not_exchanged_again() -> None:
    search = searching(worth=lambda starts: 5)
    exchanged = Told((1,), (2,))
    search._exchanges, search._walked = SimpleNamespace(improved=exchanged), Told((1,), (3,))
    assert search._improved((0,), [0], 2, 100, None) == (2,)
    assert exchanged.asked == [((0,),), ((3,),)]


def walking(plans: Sequence[Starts], worth: dict[Starts, int], aim: Any = None) -> tuple[Starts, list[Any], list[Any]]:
    """Where a walk of 20 plans ends; which plans were changed, and what was placed. c is demanded."""
    search = searching(worth=worth.__getitem__)
    changed = search._changed = Told(*[[0]] * 20)
    place = Told(*plans, *[plans[-1]] * (20 - len(plans)))
    search._placer = SimpleNamespace(place=place)
    found = search._walked((1, 2, 2), [0, 1], 1000, aim)
    return found, changed.asked, place.asked


def test_a_walk_goes_over_every_plan_that_is_good_enough() -> None:
    """A tenth of a million may be lost on the way, from the first plan on."""
    plans = [(1, 2, 1), (2, 2, 1), (1, 1, 1)]
    worth = {(1, 2, 2): 1_000_000, (1, 2, 1): 899_999, (2, 2, 1): 900_000, (1, 1, 1): 950_000}
    found, changed, placed = walking(plans, worth)
    assert found == (1, 1, 1)
    assert placed == [((2, 0, 0, 1),)] * 20
    assert [planned for planned, _ in changed[:4]] == [[0, 1, 2], [0, 1, 2], [2, 0, 1], [0, 1, 2]]


def test_a_walk_never_leaves_out_what_is_demanded_nor_loses_its_aim() -> None:
    worth = dict.fromkeys([(1, 2, 2), (1, 2, 5), (1, 1, 1), (2, 2, 2)], 1000)
    assert walking([(1, 2, 5), (1, 2, 2)], worth)[0] == (1, 2, 2)
    both = searching(by_hand({"a": (1, 1), "b": (1, 1)}, latest={"a": 1, "b": 2}))
    assert [both._keeps_demands(starts) for starts in ((1, 2), (1, 3), (3, 2), (3, 3))] == [True, False, False, False]
    aim = SimpleNamespace(missing=lambda starts: starts[0] - 1)
    assert walking([(1, 1, 1), (2, 2, 2)], worth, aim)[0] == (1, 1, 1)
    assert walking([(1, 1, 1), (2, 2, 2)], worth)[0] == (2, 2, 2)


def test_what_wins_most_comes_first_then_what_takes_less_effort_then_what_begins_earlier() -> None:
    search = searching()
    assert search._key((1, 5, 4)) == (4 * 4 + 3, -3, (-1, -5, -4))
    assert search._key((5, 5, 5)) == (0, 0, (-5, -5, -5))


def test_a_density_is_that_of_an_item_with_all_it_waits_for() -> None:
    search = searching(by_hand({"a": (3, 1), "b": (1, 4), "c": (2, 5)}, {"b": "a"}))
    assert [search._density(index) for index in range(3)] == [-1 / 3, -5 / 4, -5 / 2]
