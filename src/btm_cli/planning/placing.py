"""A plan from a list of items: each as early as it fits, after everything it waits for.

In: a `PlanProblem` and items in the order in which they are to be placed. Out: starts that keep order, windows and
capacity. An item that does not fit with all that it waits for is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.violations import mean_met


class Placer:
    """Places the items of one problem."""

    def __init__(self, problem: PlanProblem, closures: Mapping[int, Sequence[int]]) -> None:
        """`closures` have for each item what it waits for, in an order in which that can be done, and the item."""
        self._problem = problem
        self._closures = closures
        self._efforts = [item.effort for item in problem.items]
        self._by_mean = bool(problem.means)

    def place(self, wanted: Iterable[int]) -> Starts:
        """The plan of the items `wanted`, the first of them first."""
        problem, efforts, never = self._problem, self._efforts, self._problem.never
        starts = [never] * len(efforts)
        room = [problem.capacity] * never
        left = problem.capacity * problem.iterations
        for index in wanted:
            if starts[index] < never or efforts[index] > left:
                continue
            placed: list[int] = []
            for each in self._closures[index]:
                if starts[each] < never:
                    continue
                start = self._start(each, starts, room)
                if start >= never:
                    break
                starts[each] = start
                room[start] -= efforts[each]
                placed.append(each)
            if starts[index] < never:
                left -= sum(efforts[each] for each in placed)
                if not left:
                    break
            else:
                for each in placed:
                    room[starts[each]] += efforts[each]
                    starts[each] = never
        return tuple(starts)

    def _start(self, index: int, starts: Sequence[int], room: Sequence[int]) -> int:
        """The first iteration in which there is room for one item; `never` if there is none in time."""
        problem, effort, never = self._problem, self._efforts[index], self._problem.never
        start = problem.earliest[index]
        for required, gap in problem.before[index]:
            if starts[required] + gap > start:
                start = starts[required] + gap
        while start < never and (room[start] < effort or (self._by_mean and not self._met(index, starts, start))):
            start += 1
        return start if start <= problem.latest[index] else never

    def _met(self, index: int, starts: Sequence[int], start: int) -> bool:
        return all(
            mean_met(self._problem, need.capability, need.level, starts, start - 1)
            for need in self._problem.measured[index]
        )
