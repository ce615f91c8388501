"""A plan that is being changed, with what is needed to say at once what a change of a few items wins.

In: a `PlanProblem`, its `Worth`, a plan that holds. Out: whole numbers, in units of the objective.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from btm_cli.planning.model import Goal, PlanProblem, Starts, reached_for
from btm_cli.planning.worth import Worth


class _Sum(NamedTuple):
    """What a threshold has more than it needs (less: below 0) when its goal is reached, and an iteration before."""

    then: int
    before: int


class _Mark(NamedTuple):
    """When a goal is reached (`never` where it is not), for how long it counts, and what it has more than it needs.

    `late` are its items that are credited only then, or later; none of them may be, for it to be reached sooner.
    """

    goal: Goal
    at: int
    counts: int
    late: frozenset[int]
    sums: tuple[_Sum, ...]


class Group(NamedTuple):
    """Items and their effort.

    `holds` has a bit for each of them, `waits` for each that they wait for, `touches` for each run they are in.
    """

    effort: int
    items: tuple[int, ...]
    holds: int
    waits: int
    touches: int


def put(starts: list[int], group: Group, iteration: int) -> None:
    """Begin these items in another iteration."""
    for index in group.items:
        starts[index] = iteration


class Standing:
    """`starts` may be changed for a moment, to ask what that wins; `exchange` changes the plan for good.

    `room` is what each iteration has left, `inside` what is in it, a bit for each item.
    """

    def __init__(self, problem: PlanProblem, worth: Worth, starts: Starts) -> None:
        self._problem, self._worth = problem, worth
        self._lasts = [item.lasts for item in problem.items]
        self.starts = list(starts)
        self.room = [problem.capacity] * (problem.never + 1)
        self.inside = [0] * (problem.never + 1)
        for index, start in enumerate(starts):
            self.room[start] -= problem.items[index].effort
            self.inside[start] |= 1 << index
        self._parts = [worth.part(run, starts) for run in worth.runs]
        self._marks = self._marked()

    def exchange(self, early: int, late: int, out: Group, coming: Group) -> None:
        """Put what is `out` from `early` into `late`, and what is `coming` the other way round."""
        for group, old, new in ((out, early, late), (coming, late, early)):
            put(self.starts, group, new)
            self.room[old] += group.effort
            self.room[new] -= group.effort
            self.inside[old] ^= group.holds
            self.inside[new] ^= group.holds
        self._parts = [self._worth.part(run, self.starts) for run in self._worth.runs]
        self._marks = self._marked()

    def apart(self, touches: int) -> int:
        """What `starts` as they are now win more by the goals of these runs (a bit for each), and by their items."""
        won, runs = 0, self._worth.runs
        while touches:
            place = touches.bit_length() - 1
            touches ^= 1 << place
            won += self._worth.part(runs[place], self.starts) - self._parts[place]
        return won

    def together(self, early: int, late: int, out: Group, coming: Group, sooner: bool) -> int:
        """What `starts`, in which these were exchanged, win more by goals of several capabilities.

        `sooner` says whether one of them might be reached sooner.
        """
        won = 0
        for mark in self._marks:
            moved = sooner and self._sooner(mark, early, late, out.items, coming.items)
            if moved or (mark.counts and self._later(mark, early, late, out.items, coming.items)):
                won += mark.goal.worth * (reached_for(mark.goal, self._problem.lasting(self.starts)) - mark.counts)
        return won

    def may_come_sooner(self, early: int, items: Sequence[int], many: int) -> bool:
        """Whether a goal of several capabilities might be reached sooner with so many of the items in `early`."""
        for mark in self._marks:
            if len(mark.late) > many:
                continue
            could = True
            for sums, now in zip(mark.goal.thresholds, mark.sums, strict=True):
                rises = sorted([sums.rises.get(index, 0) for index in items if early + self._lasts[index] <= mark.at])
                could = could and now.before + sum(rises[-many:]) >= 0
            if could:
                return True
        return False

    def _marked(self) -> list[_Mark]:
        starts, lasting = self.starts, self._problem.lasting(self.starts)
        found = []
        for goal in self._worth.spread:
            counts = reached_for(goal, lasting)
            at = self._problem.never - counts
            late = frozenset(index for index in goal.items if starts[index] + self._lasts[index] > at)
            sums = []
            for each in goal.thresholds:
                credited = {index: starts[index] + self._lasts[index] - 1 for index in each.rises}
                then = sum(rise for index, rise in each.rises.items() if credited[index] <= at)
                before = sum(rise for index, rise in each.rises.items() if credited[index] < at)
                sums.append(_Sum(then - each.need, before - each.need))
            found.append(_Mark(goal, at, counts, late, tuple(sums)))
        return found

    def _later(self, mark: _Mark, early: int, late: int, out: Sequence[int], items: Sequence[int]) -> bool:
        """Whether the goal is no more reached when it was."""
        at, lasts = mark.at, self._lasts
        if any(late + lasts[index] - 1 > at and index in mark.goal.items for index in out):
            return True
        for sums, now in zip(mark.goal.thresholds, mark.sums, strict=True):
            if now.then + self._risen(sums.rises, at + 1, early, late, out, items) < 0:
                return True
        return False

    def _sooner(self, mark: _Mark, early: int, late: int, out: Sequence[int], items: Sequence[int]) -> bool:
        """Whether the goal is reached an iteration sooner, at least."""
        at, lasts = mark.at, self._lasts
        if mark.late and any(index not in items or early + lasts[index] > at for index in mark.late):
            return False
        if any(late + lasts[index] > at and index in mark.goal.items for index in out):
            return False
        return all(
            now.before + self._risen(sums.rises, at, early, late, out, items) >= 0
            for sums, now in zip(mark.goal.thresholds, mark.sums, strict=True)
        )

    def _risen(
        self, rises: Mapping[int, int], before: int, early: int, late: int, out: Sequence[int], items: Sequence[int]
    ) -> int:
        """How much more of a sum is credited before an iteration, once these are exchanged."""
        found = 0
        for moved, sign in ((items, 1), (out, -1)):
            for index in moved:
                last = before - self._lasts[index]  # what begins later is not credited in time
                if index in rises and early <= last < late:
                    found += sign * rises[index]
        return found
