"""How far a plan is from having a state by the end of an iteration: what a search for such a plan makes smaller.

In: a `PlanProblem`, a `Goal`, an iteration. Out: whole numbers, 0 where the state is reached by then; and the order in
which items bring it nearer. The value of a plan says nothing of this: a plan that comes close to a state wins as little
of it as one that does nothing for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btm_cli.planning.model import Goal, PlanProblem, Starts


class Sooner:
    """A state by the end of one iteration."""

    def __init__(self, problem: PlanProblem, state: Goal, by: int) -> None:
        self._efforts = [item.effort for item in problem.items]
        self._last = [by - item.lasts + 1 for item in problem.items]
        self._floors = state.items
        self._sums = [
            (sums, sum(map(self._efforts.__getitem__, sums.rises)), sum(sums.rises.values()))
            for sums in state.thresholds
        ]

    def missing(self, starts: Starts) -> int:
        """The effort of what its floors lack, and of what its sums lack at the average effort for what they need."""
        last = self._last
        found = sum([self._efforts[index] for index in self._floors if starts[index] > last[index]])
        for sums, effort, whole in self._sums:
            lacks = sums.need - sum([rise for index, rise in sums.rises.items() if starts[index] <= last[index]])
            if lacks > 0:
                found -= -lacks * effort // whole
        return found

    def nearest(self, items: Sequence[int], closures: Mapping[int, Sequence[int]]) -> list[int]:
        """The items by what each adds to the sums, with all that it waits for, for its effort; the most first."""

        def density(index: int) -> float:
            closure = closures[index]
            rises = sum(sums.rises.get(each, 0) / sums.need for sums, _, _ in self._sums for each in closure)
            return rises / sum(self._efforts[each] for each in closure)

        return sorted(items, key=density, reverse=True)
