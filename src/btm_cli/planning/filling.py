"""A plan filled iteration by iteration with the densest sets of steps: where the search for a good one begins.

In: a `PlanProblem`. Out: starts that keep order and capacity (whether they keep every demand is for `check` to say).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from btm_cli.planning.model import OUT_OF_REACH, PlanProblem, Starts
from btm_cli.planning.violations import mean_met
from btm_cli.planning.windows import all_ancestors, all_followers


def schedule_all(problem: PlanProblem) -> Starts | None:
    """Everything that can be done, those steps first on which the longest chains wait; None where it does not end."""
    never = problem.never
    after = [[index for index, gap in waiting if gap] for waiting in all_followers(problem.before)]
    possible = [index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH]
    tail = [1] * len(problem.items)
    for index in sorted(possible, key=lambda each: (-problem.earliest[each], -each)):
        tail[index] = 1 + max((tail[later] for later in after[index]), default=0)
    starts = [never] * len(problem.items)
    left = sorted(possible, key=lambda index: (-tail[index], -problem.items[index].effort, index))
    for iteration in range(1, never):
        room = problem.capacity
        for index in sorted(left, key=lambda index: (-tail[index], -problem.items[index].effort, index)):
            if problem.items[index].effort <= room and ready(problem, index, starts, iteration):
                starts[index] = iteration
                room -= problem.items[index].effort
        left = [index for index in left if starts[index] == never]
        if not left:
            return tuple(starts)
    return None


class Filler:
    """What every filling of one problem shares.

    `order` are the items that can be done at all, those that can be done earlier first; `closures` everything that each
    of them waits for, in an order in which it can be done, and the item itself.
    """

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self._never = problem.never
        self._efforts = [item.effort for item in problem.items]
        self._gains = [item.gain for item in problem.items]

        def first(index: int) -> tuple[int, int]:
            return problem.earliest[index], index

        ancestors = all_ancestors(problem.earliest, problem.before)
        possible = (index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH)
        self.order = sorted(possible, key=first)
        self.closures = {index: [*sorted(ancestors[index], key=first), index] for index in self.order}

    def fillings(self) -> list[Starts]:
        """One plan for each way to value a gain by how long it lasts: in full, the same however long, in between."""
        lasting = range(self._never + 1)
        worths = (
            [100 * left for left in lasting],
            [100 * (left > 0) for left in lasting],
            [isqrt(10_000 * left) for left in lasting],
        )
        return [self._fill(worth) for worth in worths]

    def _fill(self, worth: Sequence[int]) -> Starts:
        """Iteration by iteration the densest closures: an item with all it still waits for, by gain over effort."""
        problem, never, gains, efforts = self._problem, self._never, self._gains, self._efforts
        earliest, latest = problem.earliest, problem.latest
        starts = [never] * len(efforts)
        closures = dict(self.closures)
        for iteration in range(1, never):
            room = problem.capacity
            depth: dict[int, int] = {}
            ranked: list[tuple[int, float, int]] = []
            for index, closure in closures.items():
                least = earliest[index] - iteration
                wait = least if least > 0 else 0
                for required, gap in problem.before[index]:
                    if required in depth and depth[required] + gap > wait:
                        wait = depth[required] + gap
                depth[index] = wait
                if iteration + wait >= never:
                    continue
                gain = effort = 0
                for each in closure:
                    effort += efforts[each]
                    gain += gains[each] * worth[max(0, never - iteration - depth[each])]
                ranked.append((latest[index], -gain / effort, index))
            ranked.sort()
            taken = set()
            for _, _, index in ranked:
                for each in closures[index]:
                    fits = not depth[each] and efforts[each] <= room and starts[each] == never
                    if fits and ready(problem, each, starts, iteration):
                        starts[each] = iteration
                        room -= efforts[each]
                        taken.add(each)
            closures = {
                index: [each for each in closure if each not in taken] if not taken.isdisjoint(closure) else closure
                for index, closure in closures.items()
                if index not in taken
            }
        return tuple(starts)


def ready(problem: PlanProblem, index: int, starts: Sequence[int], iteration: int) -> bool:
    """Whether everything `index` waits for is done in time for `iteration`, and its window is open."""
    return (
        problem.earliest[index] <= iteration <= problem.latest[index]
        and all(starts[required] + gap <= iteration for required, gap in problem.before[index])
        and all(
            mean_met(problem, need.capability, need.level, starts, iteration - 1) for need in problem.measured[index]
        )
    )
