"""A value that no plan can exceed, found without searching for one.

In: a `PlanProblem`. Out: a whole number in units of the objective.

What is credited by the end of iteration t takes at most t capacities of effort and lies in its window. For each
capability every combination of how far its cells have come, as far as `follows` allows, has an effort and a worth, the
finished levels with it; the most that t capacities buy is found by filling with the densest stretches of the concave
hulls of these points. To it comes every state whose floors and sums t capacities could reach. The sum over t bounds
every plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cmp_to_key
from itertools import pairwise, product
from math import prod
from typing import NamedTuple

from btm_cli.planning.model import Chain, Goal, PlanProblem
from btm_cli.planning.windows import all_ancestors

Block = tuple[int, int]
"""Worth and effort of a stretch."""
MOST_COMBINATIONS = 4000
"""With more of them in a capability its finished levels are bounded each by itself."""


class _Point(NamedTuple):
    """A combination: its effort, its worth, and the iteration by which it can be credited."""

    effort: int
    worth: int
    soonest: int


def upper_bound(problem: PlanProblem, capacity: int | None = None) -> int:
    """The bound with the problem's capacity, or with another; never below the best plan, and growing with capacity."""
    room = problem.capacity if capacity is None else capacity
    credited = [earliest + item.lasts - 1 for item, earliest in zip(problem.items, problem.earliest, strict=True)]
    levels: dict[str, list[Goal]] = {}
    for goal in problem.goals:
        if goal.kind == "level":
            levels.setdefault(goal.name, []).append(goal)
    grouped: dict[str, list[Chain]] = {}
    for chain in problem.chains:
        grouped.setdefault(chain.capability, []).append(chain)
    points = [_points(problem, chains, levels.get(name, []), credited) for name, chains in grouped.items()]
    won = sum(
        _most([block for each in points for block in _hull(each, iteration)], iteration * room)
        for iteration in range(1, problem.never)
    )
    states = (goal for goal in problem.goals if goal.kind == "state")
    return won + sum(state.worth * (problem.never - soonest(problem, state, room)) for state in states)


def soonest(problem: PlanProblem, state: Goal, room: int) -> int:
    """The first iteration by whose end so much capacity in each could reach a state's floors and each of its sums.

    `never` of the problem, where there is none.
    """
    credited = [earliest + item.lasts - 1 for item, earliest in zip(problem.items, problem.earliest, strict=True)]
    ancestors = all_ancestors(problem.before)
    iterations = range(1, problem.never)
    return next((by for by in iterations if _possible(problem, state, credited, ancestors, by, room)), problem.never)


def _points(
    problem: PlanProblem, chains: Sequence[Chain], goals: Sequence[Goal], credited: Sequence[int]
) -> list[list[_Point]]:
    """The points of one capability; of each cell and each level by itself where they are too many or sums count."""
    many = prod(len(chain.items) + 1 for chain in chains) > MOST_COMBINATIONS
    if many or any(goal.thresholds for goal in goals):
        cells = [list(_combinations(problem, [chain], [], credited)) for chain in chains]
        soonest = [max((credited[index] for index in goal.items), default=0) for goal in goals]
        levels = [[_Point(0, 0, 0), _Point(0, goal.worth, by)] for goal, by in zip(goals, soonest, strict=True)]
        return [*cells, *levels]
    return [list(_combinations(problem, chains, goals, credited))]


def _combinations(
    problem: PlanProblem, chains: Sequence[Chain], goals: Sequence[Goal], credited: Sequence[int]
) -> Iterator[_Point]:
    place = {index: (cell, at) for cell, chain in enumerate(chains) for at, index in enumerate(chain.items)}
    following = [
        (*place[index], *place[required])
        for index in place
        for required, gap in problem.before[index]
        if required in place
        and place[required][0] != place[index][0]
        # What lasts longer may be credited after what follows it.
        and problem.items[required].lasts - gap <= problem.items[index].lasts
    ]
    wanted = [(goal.worth, [place[index] for index in goal.items]) for goal in goals]
    sums = [_running(problem, chain, credited) for chain in chains]
    for counts in product(*(range(len(chain.items) + 1) for chain in chains)):
        if any(counts[cell] > at and counts[other] <= first for cell, at, other, first in following):
            continue
        reached = [running[count] for running, count in zip(sums, counts, strict=True)]
        worth = sum(point.worth for point in reached)
        worth += sum(more for more, places in wanted if all(counts[cell] > at for cell, at in places))
        soonest = max(point.soonest for point in reached)
        yield _Point(sum(point.effort for point in reached), worth, soonest)


def _running(problem: PlanProblem, chain: Chain, credited: Sequence[int]) -> list[_Point]:
    """How far one cell can come, item by item."""
    found = [_Point(0, 0, 0)]
    for index in chain.items:
        item, last = problem.items[index], found[-1]
        soonest = max(last.soonest, credited[index])
        found.append(_Point(last.effort + item.effort, last.worth + item.gain, soonest))
    return found


def _hull(found: Sequence[Sequence[_Point]], iteration: int) -> Iterator[Block]:
    """The stretches of the concave hulls of what can be credited by the end of an iteration."""
    for points in found:
        possible = sorted((point.effort, point.worth) for point in points if point.soonest <= iteration)
        corners: list[Block] = []
        for effort, worth in possible:
            if corners and worth <= corners[-1][0]:
                continue
            while corners and _bends(corners, worth, effort):
                corners.pop()
            corners.append((worth, effort))
        for (low, small), (high, large) in pairwise(corners):
            yield high - low, large - small
        if corners and corners[0][0]:
            yield corners[0]


def _bends(corners: Sequence[Block], worth: int, effort: int) -> bool:
    """Whether the last corner lies on or below the line from the one before it to a new point."""
    last_worth, last_effort = corners[-1]
    if len(corners) == 1:
        return effort == last_effort
    low, small = corners[-2]
    return (last_worth - low) * (effort - small) <= (worth - low) * (last_effort - small)


def _possible(
    problem: PlanProblem,
    state: Goal,
    credited: Sequence[int],
    ancestors: Sequence[frozenset[int]],
    iteration: int,
    room: int,
) -> bool:
    """Whether so many capacities could bring a state's floors, and each of its sums by itself."""
    floors = set(state.items).union(*(ancestors[index] for index in state.items))
    if sum(problem.items[index].effort for index in floors) > iteration * room:
        return False
    if any(credited[index] > iteration for index in floors):
        return False
    return all(_risen(problem, sums.rises, credited, iteration, room) >= sums.need for sums in state.thresholds)


def _risen(problem: PlanProblem, rises: Mapping[int, int], credited: Sequence[int], iteration: int, room: int) -> int:
    blocks: list[Block] = []
    for chain in problem.chains:
        reachable = [index for index in chain.items if credited[index] <= iteration]
        blocks += concave([(rises.get(index, 0), problem.items[index].effort) for index in reachable])
    return _most(blocks, iteration * room)


def _most(blocks: list[Block], effort: int) -> int:
    """The most that `effort` can buy of parts of blocks, rounded up."""
    blocks.sort(key=cmp_to_key(_denser))
    bought = 0
    for gain, size in blocks:
        if size > effort:
            return bought - (-gain * effort // size)
        bought += gain
        effort -= size
    return bought


def concave(chain: Sequence[Block]) -> list[Block]:
    """The chain's stretches by falling density: where a later item is denser, it is merged with those before it."""
    merged: list[Block] = []
    for gain, effort in chain:
        while merged and gain * merged[-1][1] > merged[-1][0] * effort:
            before = merged.pop()
            gain, effort = gain + before[0], effort + before[1]
        merged.append((gain, effort))
    return merged


def _denser(one: Block, other: Block) -> int:
    return other[0] * one[1] - one[0] * other[1]
