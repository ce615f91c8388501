"""The cheapest set of steps for a goal, by hand: with HiGHS, and without it as far as pruning goes."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest

from btm_cli.planning import closed_set
from btm_cli.planning.closed_set import Chosen, cheapest, reaches
from btm_cli.planning.model import OUT_OF_REACH, Goal, Mean, Need, PlanProblem, Threshold
from support.planning import by_hand


@pytest.fixture(params=[True, False], ids=["highs", "without"])
def with_highs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param:
        pytest.importorskip("highspy")
        return True
    load = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "highspy":
            raise ImportError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    return False


def chosen(problem: PlanProblem, goal: Goal, with_highs: bool) -> Chosen | None:
    found = cheapest(problem, goal)
    if found is not None:
        assert found.method == ("proven by HiGHS" if with_highs else "found; the limit is proven by relaxation")
        assert reaches(problem, goal, found.items)
    return found


def summed(rises: dict[int, int], need: int) -> Goal:
    return Goal("state", "x", 0, 1, (), (Threshold(rises, need),))


def test_a_set_reaches_a_goal_with_all_that_each_of_it_waits_for() -> None:
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, {"b": "a"}, iterations=3)
    both = Goal("state", "x", 0, 1, (1,), (Threshold({0: 1, 2: 2}, 3),))
    assert reaches(problem, both, {0, 1, 2})
    for fewer in ({0, 1}, {0, 2}, {1, 2}):  # too small a sum, a floor missing, b without a
        assert not reaches(problem, both, fewer)


def test_a_set_has_the_means_that_its_items_need() -> None:
    """b needs x at 2, which is at 1 of 2 halves: a adds one level, c two, d nothing."""
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (1, 1), "d": (1, 1)})._replace(
        measured=((), (Need("x", 2),), (), ()), means={"x": Mean(2, 2, {0: 2, 2: 4})}
    )
    goal = Goal("state", "x", 0, 1, (1,))
    assert [reaches(problem, goal, items) for items in ({0, 1}, {1, 2}, {0, 1, 2, 3})] == [True] * 3
    assert [reaches(problem, goal, items) for items in ({1}, {1, 3}, {0, 2, 3})] == [False] * 3


def test_of_a_sum_the_dearest_is_left_out_that_can_be(with_highs: bool) -> None:
    """Taken by what they add for their effort all three add 7: without the second, which costs more, still 5.

    Parts of steps would do with 1 + 2 + 4/3, so less than five points never do.
    """
    problem = by_hand({"a": (1, 1), "b": (2, 1), "c": (4, 1)})
    assert chosen(problem, summed({0: 2, 1: 2, 2: 3}, 5), with_highs) == Chosen(
        (0, 2), 5, "proven by HiGHS" if with_highs else "found; the limit is proven by relaxation"
    )


def test_what_only_something_left_out_waited_for_is_left_out_as_well(with_highs: bool) -> None:
    """b, with a, adds one for two points, and c four for ten: in the end c alone is needed."""
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (10, 1)}, {"b": "a"}, iterations=3, capacity=10)
    found = chosen(problem, summed({1: 1, 2: 4}, 4), with_highs)
    assert found is not None
    # By parts: one of two for b (a is not counted), and three quarters of c: 17/2.
    assert (found.items, found.least) == ((2,), 10 if with_highs else 9)


def test_floors_cost_all_they_wait_for(with_highs: bool) -> None:
    problem = by_hand({"a": (2, 1), "b": (3, 1), "c": (1, 1)}, {"b": "a"}, iterations=3)
    found = chosen(problem, Goal("state", "x", 0, 1, (1,)), with_highs)
    assert found is not None
    assert (found.items, found.least) == ((0, 1), 5)


def test_of_sets_as_cheap_and_as_small_the_first_is_taken(with_highs: bool) -> None:
    problem = by_hand(dict.fromkeys("abcd", (2, 1)), iterations=3, capacity=8)
    found = chosen(problem, summed(dict.fromkeys(range(4), 1), 2), with_highs)
    assert found is not None
    assert (found.items, found.least) == ((0, 1), 4)


def test_the_cheapest_way_to_a_mean_is_taken(with_highs: bool) -> None:
    """d needs x at 2, which is at 1 of 2 halves: b brings it there for two points, a and c in steps of half a level.

    e is out of reach, and would raise it for one. Without HiGHS nothing looks for what a mean takes.
    """
    problem = by_hand({"a": (2, 1), "b": (2, 1), "c": (2, 1), "d": (1, 1), "e": (1, 1)})._replace(
        measured=((), (), (), (Need("x", 2),), ()),
        means={"x": Mean(2, 2, {0: 1, 1: 2, 2: 1, 4: 2})},
        earliest=(1, 1, 1, 1, OUT_OF_REACH),
    )
    found = chosen(problem, Goal("state", "x", 0, 1, (3,)), with_highs)
    if with_highs:
        assert found is not None
        assert (found.items, found.least) == ((1, 3), 3)
    else:
        assert found is None
    met = problem._replace(means={"x": Mean(4, 2, {0: 1})})
    found = chosen(met, Goal("state", "x", 0, 1, (3,)), with_highs)
    assert found is not None
    assert (found.items, found.least) == ((3,), 1)


def test_of_equally_cheap_sets_one_with_fewer_steps_is_taken() -> None:
    pytest.importorskip("highspy")
    problem = by_hand({"a": (1, 1), "b": (1, 1), "c": (2, 1)})
    assert cheapest(problem, summed({0: 1, 1: 1, 2: 2}, 2)) == Chosen((2,), 2, "proven by HiGHS")


def test_effort_comes_before_how_many_steps_and_before_their_order() -> None:
    pytest.importorskip("highspy")
    five = by_hand(dict.fromkeys("abcde", (1, 1)) | {"f": (6, 1)}, capacity=6)
    found = cheapest(five, summed(dict.fromkeys(range(5), 1) | {5: 5}, 5))
    assert found == Chosen((0, 1, 2, 3, 4), 5, "proven by HiGHS")
    # the first of these is out of reach
    three = by_hand(dict.fromkeys("abc", (1, 1)))._replace(earliest=(OUT_OF_REACH, 1, 1))
    assert cheapest(three, summed(dict.fromkeys(range(3), 1), 1)) == Chosen((1,), 1, "proven by HiGHS")


def test_a_step_may_raise_the_mean_that_it_needs() -> None:
    pytest.importorskip("highspy")
    problem = by_hand({"a": (1, 1), "b": (2, 1), "c": (1, 1)})._replace(measured=((), (), (Need("x", 3),)))
    goal = Goal("state", "x", 0, 1, (2,))
    for means, items in (
        (Mean(1, 1, {0: 1, 1: 1, 2: 1}), (0, 2)),  # two are lacking: c itself and one more
        (Mean(2, 1, {1: 1}), (1, 2)),
        (Mean(2, 1, {1: 1, 2: 1}), (2,)),
    ):
        found = cheapest(problem._replace(means={"x": means}), goal)
        assert found is not None
        assert found.items == items


def test_what_no_plan_reaches_has_no_set(with_highs: bool) -> None:
    problem = by_hand({"a": (2, 1), "b": (3, 1)})
    beyond = problem._replace(earliest=(1, OUT_OF_REACH))
    assert chosen(beyond, Goal("state", "x", 0, 1, (1,)), with_highs) is None
    assert chosen(problem, summed({0: 1, 1: 1}, 3), with_highs) is None


def exchanged(monkeypatch: pytest.MonkeyPatch, rises: dict[int, int], need: int, *proven: int) -> tuple[int, ...]:
    """What is made of a set that is proven: all its steps have one point."""
    pytest.importorskip("highspy")
    monkeypatch.setattr(closed_set, "_proven", lambda *_: set(proven))
    problem = by_hand({str(index): (1, 1) for index in rises}, iterations=3, capacity=8)
    found = cheapest(problem, summed(rises, need))
    assert found is not None
    assert found.least == len(proven)
    return found.items


def test_one_exchange_may_make_another_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Step 0 with 2 or 3 adds too little; with 1, which takes the place of 3 first, it adds 5."""
    assert exchanged(monkeypatch, {0: 1, 1: 4, 2: 2, 3: 3}, 5, 2, 3) == (0, 1)


def test_an_earlier_step_takes_the_place_of_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """So 4 goes for 0. Had 3 gone, 1 could have taken the place of 2: exchanges of two do not see that."""
    assert exchanged(monkeypatch, {0: 4, 1: 1, 2: 3, 3: 3, 4: 5}, 10, 2, 3, 4) == (0, 2, 3)


def test_a_sum_of_floats_a_hair_above_a_whole_number_is_that_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a step of 25 points that adds 25, 7 are enough; 25 x (7 / 25) is more than 7 in floating point."""
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert 25 * (7 / 25) > 7
    found = cheapest(by_hand({"a": (25, 1)}, capacity=25), summed({0: 25}, 7))
    assert found == Chosen((0,), 7, "found; the limit is proven by relaxation")
