"""What may leave an iteration and what may come to it: every group and row worked out by trying all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from btm_cli.planning.exchanges import Coming, coming
from btm_cli.planning.groups import Group, Grouping, Leaving
from btm_cli.planning.standing import Standing
from btm_cli.planning.worth import Worth
from support.planning import RUNS, by_hand, by_runs, random_plan, wins


def test_what_may_leave_is_every_group_of_up_to_so_many() -> None:
    """Steps 0 and 3 are of one run; 4 stands for none. With 2 at most there is no group of three."""
    grouping = Grouping((1, 2, 4, 8), (0b10, 0b100, 0, 0b11), (1, 2, 4, 1))
    assert grouping.group(0, 3) == Group(9, (0, 3), 0b1001, 0b11, 1)
    assert grouping.group(0, 1) == Group(3, (0, 1), 0b11, 0b110, 3)
    three = Leaving(
        items=(0, 1, 3),
        groups=[(), (0,), (1,), (3,), (0, 1), (0, 3), (1, 3), (0, 1, 3)],
        efforts=[0, 1, 2, 8, 3, 9, 10, 11],
        touches=[0, 1, 2, 1, 3, 1, 3, 3],
        places=[(4, 4, 4), (0, 4, 4), (1, 4, 4), (3, 4, 4), (0, 1, 4), (0, 3, 4), (1, 3, 4), (0, 1, 3)],
        alike=[5, 7],
    )
    assert grouping.all((0, 1, 3), 3) == three
    two = three._replace(**{name: getattr(three, name)[:7] for name in ("groups", "efforts", "touches", "places")})
    assert grouping.all((0, 1, 3), 2) == two._replace(alike=[5])
    assert grouping.all((0, 1, 3), 3) == three


def run_bits(items: Sequence[int]) -> int:
    return sum(1 << run for run in {RUNS[index] for index in items})


@pytest.mark.parametrize("seed", range(60))
def test_what_may_come_is_every_step_and_every_two_that_have_room(seed: int) -> None:
    problem, starts = random_plan(seed)
    apart, source = by_runs(problem), Random(seed)
    plan = Standing(problem, Worth(problem), tuple(starts))
    efforts = [item.effort for item in problem.items]
    grouping = Grouping(efforts, [0] * 6, [1 << run for run in RUNS])
    for early, late in combinations(range(1, problem.never + 1), 2):
        found = {index: 0 for index, start in enumerate(starts) if start == late}
        if not found:
            continue
        if seed % 3 == 0:  # one of them must come with another
            found[source.choice(list(found))] = 1 << source.choice(list(found))
        leaving = grouping.all(tuple(index for index, start in enumerate(starts) if start == early), 3)
        losses = plan.losses(leaving, early, late)
        come = coming(plan, grouping, found, early, late, leaving, losses)
        room = plan.room[early]
        goals = plan.could_be_sooner(tuple(found), early, late)

        def row(items: tuple[int, ...], early: int = early) -> tuple[int, int, int, int]:
            size = sum(efforts[index] for index in items)
            return (size, items[0], (*items, 6)[1], wins(apart, starts, items, early))

        ones, pairs = [(index,) for index in found], list(combinations(found, 2))
        alike = [pair for pair in pairs if RUNS[pair[0]] == RUNS[pair[1]]]
        dense = max([Fraction(0), *(Fraction(won, size) for size, _, _, won in map(row, [*ones, *alike]))])
        touches = run_bits(list(found))
        filled = [
            dense * (effort + room) + (most if run & touches else alone)
            for effort, run, alone, most in zip(
                leaving.efforts, leaving.touches, losses.alone, losses.most, strict=True
            )
        ]
        if not goals and max(filled) <= 0:
            assert come is None
            continue
        assert come is not None
        fitting = [
            pair
            for pair in pairs
            if pair not in alike and sum(efforts[each] for each in pair) <= room + max(leaving.efforts)
        ]
        rows = sorted(
            row(items)
            for items in (*ones, *alike, *fitting)
            if all(not found[each] or found[each].bit_length() - 1 in items for each in items)
        )
        assert come.rows == rows
        assert come.efforts == [each[0] for each in rows]
        assert come.ceilings == [max([0, *(each[3] for each in rows[:many])]) for many in range(len(rows) + 1)]
        assert (come.early, come.late, come.touches) == (early, late, touches)
        besides = {place: sum(goal.most for goal in goals if place in goal.places(rows)) for place in range(len(rows))}
        assert come.more == {place: most for place, most in besides.items() if most}


def test_some_plans_have_goals_of_several_capabilities_and_some_nothing_that_could_win() -> None:
    """So that what the test above holds is of every kind."""
    kinds = set()
    for seed in range(60):
        problem, starts = random_plan(seed)
        plan = Standing(problem, Worth(problem), tuple(starts))
        grouping = Grouping([item.effort for item in problem.items], [0] * 6, [1 << run for run in RUNS])
        for early, late in combinations(range(1, problem.never + 1), 2):
            found = {index: 0 for index, start in enumerate(starts) if start == late}
            leaving = grouping.all(tuple(index for index, start in enumerate(starts) if start == early), 3)
            if found:
                come = coming(plan, grouping, found, early, late, leaving, plan.losses(leaving, early, late))
                kinds.add(None if come is None else bool(come.more))
    assert kinds == {None, True, False}


def test_the_densest_that_may_come_decides_whether_something_could_win() -> None:
    """x wins 30 in its 4 points; a 10 in one, so that four such would win more than it; b, behind a, 4 in four."""
    problem = by_hand({"x": (4, 30), "a": (1, 10), "b": (4, 4)}, iterations=2, capacity=4)
    plan = Standing(problem, Worth(problem), (1, 2, 2))
    grouping = Grouping([4, 1, 4], [0] * 3, [1, 2, 4])
    leaving = grouping.all((0,), 3)
    for items, some in (((1, 2), True), ((2,), False)):
        found = coming(plan, grouping, dict.fromkeys(items, 0), 1, 2, leaving, plan.losses(leaving, 1, 2))
        assert (found is not None) == some


@pytest.mark.parametrize("more", [{}, {0: 5, 3: 1}])
def test_where_to_look_is_what_has_room_and_could_win(more: dict[int, int]) -> None:
    """All that has room where something that fits `out` wins more than is lost alone; else what is of its runs."""
    rows = [(2, 0, 6, 3), (3, 2, 6, 5), (4, 4, 6, 1), (4, 0, 2, 4), (6, 0, 4, 8)]
    runs = [*(1 << run for run in RUNS), 0]
    come = Coming(1, 2, rows, [row[0] for row in rows], [0, 3, 5, 5, 5, 8], more, 0b111)
    for size, before, behind, run in product(range(7), range(3), range(3), (0, 1, 2, 4, 3)):
        out = Group(size, (), 0, 0, run)
        window = [place for place, row in enumerate(rows) if size - behind <= row[0] <= size + before]
        up_to = [row[3] for row in rows if row[0] <= size + before]
        for alone, least in product(range(9), repeat=2):
            found = list(come.places(runs, out, (before, behind), alone, least))
            if max([0, *up_to]) > alone:
                assert found == window
            else:
                of_its_runs = [
                    place
                    for place in window
                    if rows[place][3] > least and (runs[rows[place][1]] | runs[rows[place][2]]) & run
                ]
                assert found == [place for place in window if place in more or place in of_its_runs]
