"""A value that no plan can exceed, found without searching for one.

In: a `PlanProblem`. Out: a whole number in units of the objective.

What is done by the end of iteration t takes at most t capacities of effort and lies in its window. Leaving every rule
out but the order within a cell, and allowing parts of items, the most that t capacities can buy is found by filling
with the densest stretches of every cell first (its chain made concave). The sum over t bounds every plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key

from btm_cli.planning.model import PlanProblem

Block = tuple[int, int]
"""Gain and effort of a stretch of a chain."""


def upper_bound(problem: PlanProblem, capacity: int | None = None) -> int:
    """The bound with the problem's capacity, or with another; never below the best plan, and growing with capacity."""
    room = problem.capacity if capacity is None else capacity
    return sum(_most(problem, iteration, iteration * room) for iteration in range(1, problem.iterations + 1))


def _most(problem: PlanProblem, iteration: int, effort: int) -> int:
    """The gain of what `effort` can buy of the items that may be done by the end of `iteration`, rounded up."""
    blocks: list[Block] = []
    for chain in problem.chains:
        reachable = [index for index in chain.items if problem.earliest[index] <= iteration]
        blocks += concave([(problem.items[index].gain, problem.items[index].effort) for index in reachable])
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
