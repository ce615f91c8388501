"""The cheapest set of items that reaches a goal, with everything that each of them waits for.

In: a `PlanProblem`, a `Goal`. Out: a `Chosen`, or None where there is no such set. When things happen is no matter
here. HiGHS finds the cheapest set, where it is installed; what it says is checked in whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import ceil
from typing import NamedTuple

from btm_cli.planning.bound import Block, concave
from btm_cli.planning.model import OUT_OF_REACH, Goal, PlanProblem
from btm_cli.planning.placing import Placer, goal_items
from btm_cli.planning.program import Program, Row
from btm_cli.planning.windows import all_ancestors, all_followers

TOLERANCE = 1e-6


class Chosen(NamedTuple):
    """Items in the problem's order; no set with less effort than `least` (in whole units) reaches the goal."""

    items: tuple[int, ...]
    least: int
    method: str


def cheapest(problem: PlanProblem, goal: Goal) -> Chosen | None:
    """The cheapest set that is found."""
    found = _pruned(problem, goal, goal_items(problem, goal, Placer(problem).closures))
    limit = _least(problem, goal)
    try:
        proven = _proven(problem, goal)
    except ImportError:
        if not found:
            return None
        return Chosen(tuple(sorted(found)), limit, "found; the limit is proven by relaxation")
    if proven is None or not reaches(problem, goal, proven):
        return Chosen(tuple(sorted(found)), limit, "found; the limit is proven by relaxation") if found else None
    first = _first_of_equals(problem, goal, proven)
    return Chosen(tuple(sorted(first)), _effort(problem, first), "proven by HiGHS")


def reaches(problem: PlanProblem, goal: Goal, items: Collection[int]) -> bool:
    """Whether the items reach the goal, and wait for nothing else."""
    return (
        all(index in items for index in goal.items)
        and all(
            sum(rise for index, rise in sums.rises.items() if index in items) >= sums.need for sums in goal.thresholds
        )
        and all(required in items for index in items for required, _ in problem.before[index])
        and all(_measured(problem, index, items) for index in items)
    )


def _measured(problem: PlanProblem, index: int, items: Collection[int]) -> bool:
    """Whether the means that an item needs are reached by the items."""
    for need in problem.measured[index]:
        mean = problem.means[need.capability]
        risen = sum(rise for each, rise in mean.rises.items() if each in items)
        if mean.base + risen < need.level * mean.denominator:
            return False
    return True


def _effort(problem: PlanProblem, items: Collection[int]) -> int:
    return sum(problem.items[index].effort for index in items)


def _pruned(problem: PlanProblem, goal: Goal, items: Collection[int]) -> set[int]:
    """Without what can be left out, the dearest first; nothing where the goal is not reached."""
    found = set(items)
    if not reaches(problem, goal, found):
        return set()
    after = all_followers(problem.before)
    moved = True
    while moved:
        moved = False
        for index in sorted(found, key=lambda each: (-problem.items[each].effort, each)):
            waiting = any(later in found for later, _ in after[index])
            if not waiting and reaches(problem, goal, found - {index}):
                found.remove(index)
                moved = True
    return found


def _first_of_equals(problem: PlanProblem, goal: Goal, items: Collection[int]) -> set[int]:
    """Of sets with as much effort and as many items the first in the standard's order, as far as exchanges of two go.

    Which of them HiGHS finds depends on its version.
    """
    found = set(items)
    efforts = [item.effort for item in problem.items]
    moved = True
    while moved:
        moved = False
        others = (index for index, earliest in enumerate(problem.earliest) if earliest < OUT_OF_REACH)
        for early in (index for index in others if index not in found):
            for late in sorted(
                (each for each in found if each > early and efforts[each] == efforts[early]), reverse=True
            ):
                if reaches(problem, goal, found - {late} | {early}):
                    found = found - {late} | {early}
                    moved = True
                    break
    return found


def _least(problem: PlanProblem, goal: Goal) -> int:
    """A limit: the floors with all they wait for, or the least that gives one of the sums, parts of items allowed."""
    ancestors = all_ancestors(problem.before)
    floors = set(goal.items).union(*(ancestors[index] for index in goal.items))
    limits = [_effort(problem, floors)]
    for sums in goal.thresholds:
        blocks: list[Block] = []
        for chain in problem.chains:
            blocks += concave([(sums.rises.get(index, 0), problem.items[index].effort) for index in chain.items])
        missing, effort = sums.need, 0.0
        for gain, size in sorted(blocks, key=lambda block: -block[0] / block[1]):
            if missing <= 0 or not gain:
                break
            effort += size * min(1.0, missing / gain)
            missing -= gain
        limits.append(ceil(effort - TOLERANCE * (1 + effort)))
    return max(limits)


def _proven(problem: PlanProblem, goal: Goal) -> set[int] | None:
    """The cheapest set, of equally cheap ones one with the fewest items. Raises ImportError without HiGHS."""
    import highspy

    from btm_cli.planning.exact import quiet_solver

    possible = [index for index, earliest in enumerate(problem.earliest) if earliest < OUT_OF_REACH]
    at = {index: column for column, index in enumerate(possible)}
    if any(index not in at for index in goal.items):
        return None
    many = len(possible) + 1
    costs = [-float(problem.items[index].effort * many + 1) for index in possible]
    lower = [1.0 if index in goal.items else 0.0 for index in possible]
    solver = quiet_solver(highspy, Program(costs, lower, list(_rows(problem, goal, at))), begun=False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = solver.getSolution().col_value
    return {index for index, column in at.items() if values[column] > 0.5}


def _rows(problem: PlanProblem, goal: Goal, at: dict[int, int]) -> Iterator[Row]:
    for index, column in at.items():
        for required, _ in problem.before[index]:
            yield (0.0, [column, at[required]], [1.0, -1.0])
        for need in problem.measured[index]:
            mean = problem.means[need.capability]
            missing = need.level * mean.denominator - mean.base
            if missing > 0:
                rises = {at[each]: -rise / missing for each, rise in mean.rises.items() if each in at}
                own = 1.0 + rises.pop(column, 0.0)
                yield (0.0, [column, *rises], [own, *rises.values()])
    for sums in goal.thresholds:
        rises = {at[each]: -rise / sums.need for each, rise in sums.rises.items() if each in at}
        yield (-1.0, list(rises), list(rises.values()))
