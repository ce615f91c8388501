"""A value that no plan exceeds, by hand: what so many capacities buy of the densest stretches by each iteration."""

from __future__ import annotations

import pytest

from btm_cli.planning import bound
from btm_cli.planning.bound import concave, soonest, upper_bound
from btm_cli.planning.model import Goal, PlanProblem, Threshold
from support.planning import by_hand

TWO = by_hand({"a": (2, 3), "b": (2, 1)}, capacity=2)


@pytest.mark.parametrize(
    ("capacity", "value"),
    [
        (2, 3 + 4),
        (1, 2 + 3),  # half of a is 3/2, rounded up; then all of a
        (3, 4 + 4),  # a and half of b: 7/2
        (4, 4 + 4),
        (None, 3 + 4),
    ],
)
def test_each_iteration_has_what_its_capacities_buy_of_the_densest(capacity: int | None, value: int) -> None:
    assert upper_bound(TWO, capacity) == value


def test_nothing_counts_before_it_can_be_credited() -> None:
    waits = by_hand({"a": (2, 3), "b": (2, 1)}, {"b": "a"}, capacity=4)
    assert upper_bound(waits) == 3 + 4
    long = waits._replace(items=(waits.items[0]._replace(lasts=2), waits.items[1]), earliest=(1, 3))
    assert upper_bound(long) == 0 + 3


def test_a_level_counts_with_the_step_that_finishes_it() -> None:
    problem = TWO._replace(goals=(Goal("level", "a", 2, 5, (0,)),))
    assert upper_bound(problem) == (3 + 5) + (3 + 5 + 1)
    # half of it: 4 of 8, and all of it
    assert upper_bound(problem, 1) == 4 + 8


def one_cell(*steps: tuple[int, int], **more: int) -> PlanProblem:
    """All steps in one cell, one after the other."""
    names = "abcdef"[: len(steps)]
    after = dict(zip(names[1:], names, strict=False))
    problem = by_hand(dict(zip(names, steps, strict=True)), after, **more)
    chain = problem.chains[0]._replace(items=tuple(range(len(steps))))
    return problem._replace(chains=(chain,), items=tuple(item._replace(chain=0) for item in problem.items))


def test_a_dense_step_is_bought_with_the_one_before_it() -> None:
    # In the first iteration only the first step: 1 for 2. Then both together, 6 for 4.
    steps = one_cell((2, 1), (2, 5), capacity=2)
    assert upper_bound(steps) == 1 + 6
    assert upper_bound(steps, 1) == 1 + 3
    # The other way round the first is denser by itself: half of 4 points buys 5 and not 3.
    assert upper_bound(one_cell((2, 5), (2, 1), capacity=1)) == 3 + 5


def together(first: tuple[int, int], second: tuple[int, int], lasts: int = 1) -> PlanProblem:
    """Two cells of one capability; the second follows the first in the same iteration. One iteration of one point."""
    problem = by_hand({"a": first, "b": second}, capacity=1, iterations=1)
    chains = tuple(chain._replace(capability="a") for chain in problem.chains)
    items = (problem.items[0]._replace(lasts=lasts), problem.items[1])
    return problem._replace(chains=chains, items=items, before=((), ((0, 0),)))


def test_what_follows_another_cell_is_bought_with_it() -> None:
    assert upper_bound(together((2, 1), (1, 6))) == 3  # a third of 7, rounded up
    # What takes longer to be shown may be credited after what follows it.
    assert upper_bound(together((2, 1), (1, 6), lasts=2)) == 6
    # In a plan of three points nothing is divided.
    assert upper_bound(together((2, 1), (1, 6)), 3) == 7


def test_a_level_by_a_sum_is_bounded_by_itself() -> None:
    problem = by_hand({"a": (2, 3)}, capacity=2, iterations=1)
    sums = Goal("level", "a", 2, 5, (), (Threshold({0: 1}, 1),))
    assert upper_bound(problem._replace(goals=(sums,))) == 3 + 5
    later = by_hand({"a": (2, 3), "b": (2, 1)}, {"b": "a"}, capacity=4)
    with_floor = sums._replace(name="b", items=(1,))
    # b is credited in the second iteration, and the level with it
    assert upper_bound(later._replace(goals=(with_floor,))) == 3 + (4 + 5)


def test_a_state_counts_from_when_its_floors_and_each_of_its_sums_could_be_there() -> None:
    waits = by_hand({"a": (2, 3), "b": (2, 1)}, {"b": "a"}, capacity=2)
    floor = Goal("state", "x", 0, 10, (1,))
    assert [soonest(waits, floor, room) for room in (1, 2, 4)] == [3, 2, 2]  # 3 is never
    assert upper_bound(waits._replace(goals=(floor,))) == 3 + 4 + 10
    assert upper_bound(waits._replace(goals=(floor,)), 1) == 2 + 3
    both = Goal("state", "x", 0, 10, (), (Threshold({0: 3, 1: 1}, 4),))
    assert [soonest(TWO, both, room) for room in (1, 2, 4)] == [3, 2, 1]
    some = Goal("state", "x", 0, 10, (), (Threshold({0: 3, 1: 1}, 2),))
    assert [soonest(TWO, some, room) for room in (1, 2)] == [1, 1]  # half of a adds 3/2, rounded up
    # of two sums the later one counts, and so it does of a sum and a floor
    assert soonest(TWO, both._replace(thresholds=(*both.thresholds, *some.thresholds)), 2) == 2
    assert soonest(waits, some._replace(items=(1,)), 4) == 2
    # what can't be credited yet adds nothing to a sum
    assert soonest(waits, both, 4) == 2


def test_stretches_fall_in_density() -> None:
    assert concave([(1, 2), (5, 2), (1, 1)]) == [(6, 4), (1, 1)]
    assert concave([(4, 2), (2, 2)]) == [(4, 2), (2, 2)]
    assert concave([(2, 1), (4, 2)]) == [(2, 1), (4, 2)]  # equally dense ones need not be one
    assert concave([(0, 1), (1, 1), (5, 1)]) == [(6, 3)]


def test_which_step_is_denser_is_no_matter_of_their_order() -> None:
    assert upper_bound(by_hand({"a": (2, 1), "b": (2, 3)}, capacity=2)) == 3 + 4
    assert upper_bound(by_hand({"a": (4, 5), "b": (1, 1), "c": (3, 4)}, capacity=3, iterations=1)) == 4
    assert soonest(TWO, Goal("state", "x", 0, 10, (), (Threshold({0: 3}, 4),)), 9) == 3  # b adds nothing to the sum


def test_a_cell_is_bought_along_the_hull_of_its_steps() -> None:
    # all but the first iteration can hold everything: 50, then 60 and not 50 and a part of 10
    assert upper_bound(one_cell((2, 50), (2, 10), capacity=3)) == 50 + 60
    # by the second iteration both for 5 points
    assert upper_bound(one_cell((4, 1), (1, 2), capacity=5)) == 1 + 3
    # one, two and three points of six: half of the first; the first; that and half of the second
    assert upper_bound(one_cell((2, 10), (2, 6), (2, 1), capacity=1, iterations=3)) == 5 + 10 + 13
    # the third is denser than the second: three points buy the first and a quarter of the other two, 7/4
    assert upper_bound(one_cell((2, 10), (2, 1), (2, 6), capacity=1, iterations=3)) == 5 + 10 + 12


def test_what_cells_do_together_needs_all_of_them_and_the_last_of_them() -> None:
    pair = together((1, 0), (1, 0))._replace(before=((), ()))
    assert upper_bound(pair._replace(goals=(Goal("level", "a", 2, 6, (0, 1)),))) == 3  # half of both
    problem = by_hand({"a": (1, 1), "b": (1, 5)}, capacity=2)
    chains = tuple(chain._replace(capability="a") for chain in problem.chains)
    assert upper_bound(problem._replace(chains=chains, earliest=(1, 2))) == 1 + 6


def test_a_cell_may_follow_a_later_step_or_be_credited_with_it() -> None:
    """The second cell follows the second step of the first; or waits for a step of two iterations by one."""
    problem = by_hand({"p": (1, 0), "r": (1, 0), "q": (1, 6)}, {"r": "p"}, capacity=1)
    first, _, last = (chain._replace(capability="a") for chain in problem.chains)
    items = (problem.items[0], problem.items[1]._replace(chain=0), problem.items[2]._replace(chain=1))
    problem = problem._replace(
        chains=(first._replace(items=(0, 1)), last),
        items=items,
        before=((), ((0, 1),), ((1, 0),)),
        earliest=(1, 2, 2),
    )
    assert upper_bound(problem) == 0 + 4  # two points of three buy two thirds of 6
    long = together((2, 1), (1, 6), lasts=2)._replace(before=((), ((0, 1),)), earliest=(1, 2), iterations=2)
    assert upper_bound(long) == 0 + 5  # both are credited in the second iteration: two thirds of 7


@pytest.mark.parametrize("gains", [(30, 50, 40), (50, 30, 40), (40, 30, 50), (30, 40, 50)])
def test_half_of_the_densest_is_bought_first(gains: tuple[int, int, int]) -> None:
    steps = {name: (2, gain) for name, gain in zip("abc", gains, strict=True)}
    assert upper_bound(by_hand(steps, capacity=1, iterations=1)) == 25


def test_with_many_combinations_each_cell_is_bounded_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cells of one step each have four combinations; apart, what follows is bought alone."""
    pair = together((2, 1), (1, 6))
    monkeypatch.setattr(bound, "MOST_COMBINATIONS", 4)
    assert upper_bound(pair) == 3
    monkeypatch.setattr(bound, "MOST_COMBINATIONS", 3)
    assert upper_bound(pair) == 6


def test_a_level_by_a_sum_is_free_as_soon_as_the_last_of_its_floors_is_credited() -> None:
    later = by_hand({"a": (2, 3), "b": (2, 1)}, {"b": "a"}, capacity=1)
    sums = Goal("level", "b", 2, 5, (0, 1), (Threshold({0: 1}, 1),))
    # half of a, rounded up; in the second iteration a and the level, which takes no effort of its own
    assert upper_bound(later._replace(goals=(sums,))) == 2 + (3 + 5)


def test_a_step_that_is_not_quite_as_dense_as_the_next_is_bought_with_it() -> None:
    # 100 for two points; then 100 for four: 40 and 60
    assert upper_bound(one_cell((2, 100), (2, 40), (2, 60), capacity=1, iterations=3)) == 50 + 100 + 125
