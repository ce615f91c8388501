"""A search for plans with a state sooner, changes to a plan, and the standard's order: worked out by hand."""

from __future__ import annotations

from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
from unit.planning.test_fast import THREE, Told, searching

from btm_cli.planning import fast
from btm_cli.planning.fast import _numbers, _Search
from btm_cli.planning.model import Goal, PlanProblem
from support.planning import by_hand

STATE, LEVEL = Goal("state", "there", 1, 9, (0,)), Goal("level", "a", 2, 9, (0,))
FAR = THREE._replace(goals=(LEVEL, STATE), effort_unit=5)


@pytest.mark.parametrize(
    ("start", "answers", "asked", "found"),
    [
        (4, [None, ("plan", "aim")], [2, 3], [("plan", "aim")]),
        (4, [("plan", "aim")], [2], [("plan", "aim")]),  # the sooner one is enough
        (5, [None, None], [2, 3], []),
        (3, [None], [2], []),
        (2, [], [], []),  # there already
    ],
)
def test_a_state_is_looked_for_in_the_first_iteration_that_could_have_it_and_the_next(
    start: int, answers: list[Any], asked: list[int], found: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state takes a alone; capacity could allow it in iteration 2. Each search may take 12 tenths of 100 rounds."""
    soonest = Told(2)
    monkeypatch.setattr(fast, "soonest", soonest)
    search = searching(FAR)
    told = search._sooner = Told(*answers)
    assert list(search._with_states_sooner((start, 5, 1), [0, 1], 100)) == found
    assert told.asked == [(STATE, by, [0, 1], 120) for by in asked]
    assert soonest.asked == [(FAR, STATE, 4)]


def looking(
    monkeypatch: pytest.MonkeyPatch, rounds: int, missing: list[int], last: tuple[int, ...] = (1, 1, 2)
) -> tuple[Any, list[Any], list[Any]]:
    """What a search for the state finds where plans lack so much in turn, the last being `last`; what it asked."""
    plans = [*((5, 5, number) for number in range(len(missing) - 1)), last]
    aims = []

    class Aim:
        def __init__(self, problem: PlanProblem, goal: Goal, by: int) -> None:
            aims.append((problem, goal, by))

        def nearest(self, items: list[int], closures: Any) -> list[int]:
            return [1, *items]

        def missing(self, starts: tuple[int, ...]) -> int:
            return missing[plans.index(starts)]

    monkeypatch.setattr(fast, "Sooner", Aim)
    search = searching(FAR)
    changed = search._changed = Told(*[[0]] * rounds)
    place = Told(*plans)
    search._placer = SimpleNamespace(place=place, closures=search._placer.closures)
    found = search._sooner(STATE, 2, [0, 1], rounds)
    assert aims == [(FAR, STATE, 2)]
    return found, [planned for planned, _ in changed.asked], place.asked


def test_a_plan_may_at_first_be_two_points_further_from_the_state(monkeypatch) -> None:
    """Two points are 10 units: of 4 rounds the first may lose less than 10, then less than 7.5, 5 and 2.5."""
    found, planned, placed = looking(monkeypatch, 4, [20, 30, 27, 32, 0])
    assert found[0] == (1, 1, 2)
    assert placed == [((2, 0, 1, 0, 1),), *[((2, 0, 1, 0, 1),)] * 4]
    assert planned == [[2]] * 4
    found, planned, placed = looking(monkeypatch, 4, [20, 29, 37, 41, 44], (1, 2, 1))
    assert (found, len(placed)) == (None, 5)


@pytest.mark.parametrize(
    ("missing", "changed"),
    [
        ([20, 30, 28, 33, 30, 0], [[2], [2], [2], [2], [2]]),
        ([20, 29, 36, 41, 44, 0], [[2], [0], [1], [0, 1], [0, 1, 2]]),
    ],
)
def test_which_plan_is_changed_next(missing, changed, monkeypatch) -> None:
    """Of 5 rounds each may lose less than 10, 8, 6, 4, 2. The first five plans hold c; a; b; a, b; all."""
    plans = [(5, 5, 1), (1, 5, 5), (5, 1, 5), (1, 1, 5), (1, 1, 1), (1, 1, 2)]

    class Aim:
        def __init__(self, *_: Any) -> None:
            self.nearest = lambda items, closures: []
            self.missing = lambda starts: missing[plans.index(starts)]

    monkeypatch.setattr(fast, "Sooner", Aim)
    search = searching(FAR)
    search._placer = SimpleNamespace(place=Told(*plans), closures=search._placer.closures)
    told = search._changed = Told(*[[]] * 5)
    assert search._sooner(STATE, 2, [0, 1], 5)[0] == (1, 1, 2)
    assert [planned for planned, _ in told.asked] == changed


def test_nothing_is_looked_for_where_the_first_plan_has_the_state(monkeypatch) -> None:
    assert looking(monkeypatch, 4, [0])[0][0] == (1, 1, 2)
    assert looking(monkeypatch, 4, [0], (1, 1, 3))[0] is None  # c is due in iteration 2
    assert looking(monkeypatch, 1, [3, 1])[0] is None


SIX = by_hand(dict.fromkeys("abcdef", (1, 1)), iterations=6)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        # 28: kind 8, a whole; 3: the second; put after 2 of those kept
        ([28, 3, 2], [0, 1, 4, 2, 3]),
        # kind 3, the first whole moves, the second goes; at the end
        ([3, 0, 1, 8], [2, 3, 0, 1]),
        # 29: kind 9, an item, the sixth; the second whole goes
        ([29, 5, 1, 0], [5, 0, 1, 2, 3]),
        # kind 10: an item, the third; to the beginning of the three others
        ([10, 2, 4], [2, 0, 1, 3]),
        # kind 15: an item, the fourth; the first whole goes
        ([15, 3, 0, 1], [2, 3]),
        # kind 16: an item, the fifth, comes; one that is planned, the second, goes
        ([16, 4, 0, 1, 3], [0, 2, 3, 4]),
        # kind 17: two go, the first and the third
        ([17, 5, 3, 0, 2, 1], [1, 5, 3]),
        # kind 18: an item comes, one goes, and the first whole
        ([18, 5, 0, 2, 0, 0], [5, 3]),
    ],
)
def test_a_change_moves_takes_out_or_puts_in(numbers: list[int], expected: list[int]) -> None:
    """The plan has a, b, c, d in this order; a and b make a whole, and so does e."""
    search = searching(SIX, _wholes=[[0, 1], [4]], _numbers=iter(numbers))
    assert search._changed([0, 1, 2, 3], range(6)) == expected
    assert list(search._numbers) == []


@pytest.mark.parametrize(
    ("numbers", "planned", "expected"),
    [
        ([3, 4, 1], [0, 1], [0, 4, 1]),  # no whole goes where there is none
        ([18, 4, 1, 0, 1, 1], [0, 1], [4]),  # but two items do
        ([17, 4, 0], [], [4]),  # nothing goes where nothing is planned
        ([18, 4, 0], [], [4]),
    ],
)
def test_a_change_where_there_are_no_wholes_or_nothing_is_planned(numbers, planned, expected) -> None:
    search = searching(SIX, _wholes=[], _numbers=iter(numbers))
    assert search._changed(planned, range(6)) == expected
    assert list(search._numbers) == []


def test_no_whole_goes_where_nothing_is_planned() -> None:
    search = searching(SIX, _wholes=[[0, 1], [4]], _numbers=iter([6, 1, 0]))
    assert search._changed([], range(6)) == [4]
    assert list(search._numbers) == []


def test_numbers_are_those_of_the_generator_it_names() -> None:
    """State times a, plus c, modulo 2^64; of it the upper 31 bits."""
    first = (20050101 * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
    second = (first * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
    assert list(islice(_numbers(), 2)) == [first // 8589934592, second // 8589934592]
    assert all(0 <= number < 2147483648 for number in islice(_numbers(), 100))
    search = searching()
    search._numbers = iter([13, 13])
    assert (search._number(5), search._pick("abcd")) == (3, "b")


def of(problem: PlanProblem, *capabilities: str) -> PlanProblem:
    """The problem with its items in these capabilities."""
    chains = [chain._replace(capability=name) for chain, name in zip(problem.chains, capabilities, strict=True)]
    return problem._replace(chains=tuple(chains))


def test_equal_capabilities_stand_in_the_order_of_the_standard() -> None:
    four = by_hand(dict.fromkeys("abcd", (4, 1)), iterations=4)
    order = _Search(of(four, "one", "one", "two", "two")).in_standard_order
    assert order((3, 4, 1, 2)) == (1, 2, 3, 4)
    assert order((1, 2, 3, 4)) == (1, 2, 3, 4)
    assert order((5, 5, 1, 2)) == (5, 5, 1, 2)  # what is not planned stays out
    alone = _Search(four).in_standard_order
    assert alone((4, 3, 2, 1)) == (1, 2, 3, 4)
    assert alone((2, 1, 5, 3)) == (1, 2, 5, 3)
    roomy = _Search(by_hand(dict.fromkeys("abc", (1, 1)))).in_standard_order
    assert roomy((1, 1, 2)) == (1, 1, 2)  # what begins at once is not placed anew


def test_the_order_of_the_standard_costs_nothing() -> None:
    """b wins more the sooner it comes; where a is demanded and b is not, both stay."""
    two = by_hand({"a": (4, 1), "b": (4, 2)})
    assert _Search(two).in_standard_order((2, 1)) == (2, 1)
