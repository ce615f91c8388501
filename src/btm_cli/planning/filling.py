"""Orders in which items are worth taking, and the schedule of everything.

In: a `PlanProblem`. Out: lists of items, the best to take first; starts of all that can be done at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btm_cli.planning.model import OUT_OF_REACH, Goal, PlanProblem, Starts
from btm_cli.planning.placing import Placer
from btm_cli.planning.windows import all_followers


def schedule_all(problem: PlanProblem) -> Starts | None:
    """Everything that can be done; None where it does not end within the iterations."""
    return schedule(problem, [index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH])


def schedule(problem: PlanProblem, possible: Sequence[int]) -> Starts | None:
    """These items, those first on which the longest chains wait; None where it does not end within the iterations.

    They must include all that they wait for.
    """
    after = all_followers(problem.before)
    wanted = set(possible)
    tail = [item.lasts for item in problem.items]
    for index in sorted(possible, key=lambda each: (-problem.earliest[each], -each)):
        tail[index] = max([tail[index], *(gap + tail[later] for later, gap in after[index] if later in wanted)])
    starts = Placer(problem).place(
        sorted(possible, key=lambda index: (-tail[index], -problem.items[index].effort, index))
    )
    in_time = all(starts[index] + problem.items[index].lasts <= problem.never for index in possible)
    return starts if in_time else None


def goal_items(problem: PlanProblem, goal: Goal, closures: Mapping[int, Sequence[int]]) -> list[int]:
    """Items that reach a goal, each after what it waits for; none where that is not possible.

    For a sum the items that add the most for their effort are taken, with all they wait for.
    """
    if any(index not in closures for index in goal.items):
        return []
    found = dict.fromkeys(each for index in goal.items for each in closures[index])
    for threshold in goal.thresholds:
        missing = threshold.need - sum(threshold.rises.get(index, 0) for index in found)
        ranked = sorted(
            (index for index in threshold.rises if index in closures),
            key=lambda index: (-_density(problem, closures[index], threshold.rises), index),
        )
        for index in ranked:
            if missing <= 0:
                break
            for each in closures[index]:
                if each not in found:
                    found[each] = None
                    missing -= threshold.rises.get(each, 0)
        if missing > 0:
            return []
    return list(found)


def _density(problem: PlanProblem, items: Iterable[int], rises: Mapping[int, int]) -> float:
    chosen = list(items)
    return sum(rises.get(index, 0) for index in chosen) / sum(problem.items[index].effort for index in chosen)


def by_density(problem: PlanProblem, placer: Placer, wholes: Sequence[Sequence[int]]) -> list[int]:
    """Items, the densest wholes first: what they and the goals they reach still win, for the effort still missing.

    `wholes` are the items of goals; an item with what it waits for is one as well. How long a gain lasts is judged by
    how much of the capacity is taken already.
    """
    listed = [whole for whole in (*wholes, *placer.closures.values()) if whole]
    missing = {place: set(whole) for place, whole in enumerate(listed)}
    goals = [(goal.worth, set(goal_items(problem, goal, placer.closures))) for goal in problem.goals]
    wanted = [(worth, found) for worth, found in goals if found]
    order: dict[int, None] = {}
    effort = taken = 0
    worths = {place: (_worth(problem, found, wanted, effort), taken) for place, found in missing.items()}
    while worths:
        best = max(worths, key=lambda place: (worths[place][0], -place))
        worth, judged = worths[best]
        if worth <= 0:
            break
        if judged < taken:  # it was worth so much before others were taken
            worths[best] = _worth(problem, missing[best], wanted, effort), taken
            continue
        new = missing.pop(best)
        del worths[best]
        taken += 1
        order.update((index, None) for index in listed[best] if index in new)
        effort += sum(problem.items[index].effort for index in new)
        wanted = [(more, rest) for more, found in wanted if (rest := found - new)]
        for place in list(missing):
            closer = any(not found.isdisjoint(missing[place]) for _, found in wanted) if wanted else False
            if not missing[place].isdisjoint(new):
                missing[place] -= new
                if not missing[place]:
                    del missing[place], worths[place]
                    continue
                closer = True
            if closer:
                worths[place] = _worth(problem, missing[place], wanted, effort), taken
    return list(order)


def _worth(problem: PlanProblem, found: set[int], goals: Iterable[tuple[int, set[int]]], effort: int) -> float:
    """What `found` wins for each unit of its effort, once `effort` is taken."""
    items = [problem.items[index] for index in found]
    size = sum(item.effort for item in items)
    end = problem.never - (effort + size / 2) / problem.capacity
    worth = sum(item.gain * max(0.0, end - item.lasts + 1) for item in items)
    left = problem.never - (effort + size) / problem.capacity - max(item.lasts for item in items) + 1
    if left > 0:
        worth += left * sum(more for more, needed in goals if needed <= found)
    return worth / size
