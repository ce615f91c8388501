"""A plan that is being changed, with what is needed to say at once what a change of a few items wins.

In: a `PlanProblem`, its `Worth`, a plan that holds. Out: whole numbers, in units of the objective.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from btm_cli.planning.groups import Group, Leaving, Row
from btm_cli.planning.model import Goal, PlanProblem, Starts, reached_for
from btm_cli.planning.worth import Worth


class Sum(NamedTuple):
    """What a threshold has more than it needs (less: below 0) when its goal is reached, and an iteration before."""

    then: int
    before: int


class Mark(NamedTuple):
    """When a goal is reached (`never` where it is not), for how long it counts, and what it has more than it needs.

    `needed` are its items (a bit for each), `late` those that are credited only then, or later: none of them may be, if
    it is to be reached sooner.
    """

    goal: Goal
    at: int
    counts: int
    needed: int
    late: int
    sums: tuple[Sum, ...]


class MaySooner(NamedTuple):
    """A goal of several capabilities that might be reached sooner, and the `most` that it wins then.

    Its items `late` (a bit for each) must come, and of each of the `sums` what lacks, with what each item adds.
    """

    most: int
    late: int
    sums: Sequence[tuple[int, Mapping[int, int]]]

    def places(self, rows: Sequence[Row]) -> Iterable[int]:
        """The rows that would do."""
        found: Iterable[int] = range(len(rows))
        if self.late:
            found = [place for place in found if not self.late & ~(1 << rows[place][1] | 1 << rows[place][2])]
        for lacks, risen in self.sums:
            found = [place for place in found if risen[rows[place][1]] + risen[rows[place][2]] >= lacks]
        return found


class Losses(NamedTuple):
    """What a plan wins more (below 0: less) by groups that begin later, at most: `alone`, and if others come as well.

    What comes may be of the same run and reach goals that these reached, so that only their own gains are lost. `alone`
    is exact for groups of which each item is in another run.
    """

    alone: Sequence[int]
    most: Sequence[int]


def put(starts: list[int], group: Group, iteration: int) -> None:
    """Begin these items in another iteration."""
    for index in group.items:
        starts[index] = iteration


class Standing:
    """`starts` may be changed for a moment, to ask what that wins; `exchange` changes the plan for good.

    `room` is what each iteration has left, `inside` what is in it, a bit for each item, and `within` the same as lists.
    """

    def __init__(self, problem: PlanProblem, worth: Worth, starts: Starts) -> None:
        self._problem, self._worth = problem, worth
        self._lasts = [item.lasts for item in problem.items]
        self.starts = list(starts)
        self.room = [problem.capacity] * (problem.never + 1)
        self.inside = [0] * (problem.never + 1)
        self.within: list[list[int]] = [[] for _ in self.room]
        for index, start in enumerate(starts):
            self.room[start] -= problem.items[index].effort
            self.inside[start] |= 1 << index
            self.within[start].append(index)
        self._parts = [worth.part(run, starts) for run in worth.runs]
        self._moves = [worth.moves(run, starts) for run in worth.runs]
        self._marks = self._marked()

    def exchange(self, early: int, late: int, out: Group, coming: Group) -> None:
        """Put what is `out` from `early` into `late`, and what is `coming` the other way round."""
        for group, old, new in ((out, early, late), (coming, late, early)):
            put(self.starts, group, new)
            self.room[old] += group.effort
            self.room[new] -= group.effort
            self.inside[old] ^= group.holds
            self.inside[new] ^= group.holds
            self.within[old] = [index for index in self.within[old] if index not in group.items]
            self.within[new] = sorted([*self.within[new], *group.items])
        for place, run in enumerate(self._worth.runs):
            if (out.touches | coming.touches) >> place & 1:
                self._parts[place] = self._worth.part(run, self.starts)
                self._moves[place] = self._worth.moves(run, self.starts)
        self._marks = self._marked()

    def losses(self, leaving: Leaving, early: int, late: int) -> Losses:
        """By group what the plan wins more (below 0: less) by its runs, once it begins in `late` and not in `early`."""
        said, own = [0] * (len(self.starts) + 1), [0] * (len(self.starts) + 1)
        before, then = self._problem.never + 1 - early, self._problem.never + 1 - late
        for index in leaving.items:
            lasts = self._lasts[index]
            lost = (then - lasts if then > lasts else 0) - (before - lasts if before > lasts else 0)
            own[index] = lost * self._problem.items[index].gain
            said[index] = self.moved(index, late)
        alone = [said[one] + said[other] + said[third] for one, other, third in leaving.places]
        most = [own[one] + own[other] + own[third] for one, other, third in leaving.places]
        for place in leaving.alike:
            alone[place] = most[place]
        return Losses(alone, most)

    def moved(self, index: int, iteration: int) -> int:
        """What the plan wins more by its runs, once one item begins in that iteration."""
        place = self._worth.place[index]
        known, key = self._moves[place], (index, iteration)
        more = known.get(key)
        if more is None:
            start, self.starts[index] = self.starts[index], iteration
            more = known[key] = self._worth.part(self._worth.runs[place], self.starts) - self._parts[place]
            self.starts[index] = start
        return more

    def moved_together(self, group: Group, iteration: int) -> int:
        """The same of several items that begin in one iteration now."""
        place = self._worth.place[group.items[0]]
        known, key = self._moves[place], (*group.items, iteration)
        more = known.get(key)
        if more is None:
            now = self.starts[group.items[0]]
            put(self.starts, group, iteration)
            more = self.apart(group.touches)
            put(self.starts, group, now)
            if group.touches == 1 << place:
                known[key] = more
        return more

    def apart(self, touches: int) -> int:
        """What `starts` as they are now win more by the goals of these runs (a bit for each), and by their items."""
        won, runs = 0, self._worth.runs
        while touches:
            place = touches.bit_length() - 1
            touches ^= 1 << place
            won += self._worth.part(runs[place], self.starts) - self._parts[place]
        return won

    def together(self, early: int, late: int, out: Group, coming: Group, least: int) -> int:
        """What `starts`, in which these were exchanged, win more by goals of several capabilities.

        What is at most `least` may be said to be more than it is, up to `least`.
        """
        changed, won = [], 0
        for mark in self._marks:
            if self._sooner(mark, early, late, out, coming):
                changed.append(mark)
                won += mark.goal.worth * (mark.at - early)
            elif mark.counts and self._later(mark, early, late, out, coming):
                changed.append(mark)
                won -= mark.goal.worth
        if not changed or won <= least:
            return won
        left = self._problem.lasting(self.starts)
        return sum([mark.goal.worth * (reached_for(mark.goal, left) - mark.counts) for mark in changed])

    def could_be_sooner(self, items: Sequence[int], early: int, late: int) -> list[MaySooner]:
        """The goals of several capabilities that might be reached sooner if two of the items came to `early`."""
        found = []
        for mark in self._marks:
            if mark.at <= early or mark.late & ~self.inside[late]:
                continue
            if mark.late and self._some_after(mark.at - 1, early, mark.late, items):
                continue
            sums = []
            for each, now in zip(mark.goal.thresholds, mark.sums, strict=True):
                if now.before < 0:
                    risen = {index: self._risen(each.rises, mark.at, early, late, (index,)) for index in items}
                    if now.before + sum(sorted(risen.values())[-2:]) < 0:
                        break
                    risen[len(self.starts)] = 0
                    sums.append((-now.before, risen))
            else:
                found.append(MaySooner(mark.goal.worth * (mark.at - early), mark.late, sums))
        return found

    def _marked(self) -> list[Mark]:
        spread = self._worth.spread
        if not spread:
            return []
        lasting, found = self._problem.lasting(self.starts), []
        after = [start + lasts for start, lasts in zip(self.starts, self._lasts, strict=True)]
        for goal in spread:
            counts = reached_for(goal, lasting)
            at = self._problem.never - counts
            needed = late = 0
            for index in goal.items:
                needed |= 1 << index
                if after[index] > at:
                    late |= 1 << index
            sums = []
            for each in goal.thresholds:
                then = sum([rise for index, rise in each.rises.items() if after[index] <= at + 1])
                before = sum([rise for index, rise in each.rises.items() if after[index] <= at])
                sums.append(Sum(then - each.need, before - each.need))
            found.append(Mark(goal, at, counts, needed, late, tuple(sums)))
        return found

    def _later(self, mark: Mark, early: int, late: int, out: Group, coming: Group) -> bool:
        """Whether the goal is no more reached when it was."""
        if mark.needed & out.holds and self._some_after(mark.at, late, mark.needed, out.items):
            return True
        for sums, now in zip(mark.goal.thresholds, mark.sums, strict=True):
            risen = self._risen(sums.rises, mark.at + 1, early, late, coming.items)
            if now.then + risen - self._risen(sums.rises, mark.at + 1, early, late, out.items) < 0:
                return True
        return False

    def _sooner(self, mark: Mark, early: int, late: int, out: Group, coming: Group) -> bool:
        """Whether the goal is reached an iteration sooner, at least."""
        before = mark.at - 1
        if mark.late & ~coming.holds or (mark.late and self._some_after(before, early, mark.late, coming.items)):
            return False
        if mark.needed & out.holds and self._some_after(before, late, mark.needed, out.items):
            return False
        for sums, now in zip(mark.goal.thresholds, mark.sums, strict=True):
            risen = self._risen(sums.rises, mark.at, early, late, coming.items)
            if now.before + risen - self._risen(sums.rises, mark.at, early, late, out.items) < 0:
                return False
        return True

    def _some_after(self, last: int, start: int, among: int, items: Sequence[int]) -> bool:
        """Whether one of the items, of those `among` (a bit for each), is credited after `last` if begun in `start`."""
        return any(start + self._lasts[index] - 1 > last and among >> index & 1 for index in items)

    def _risen(self, rises: Mapping[int, int], before: int, early: int, late: int, items: Sequence[int]) -> int:
        """How much of a sum is credited before an iteration if items begin in `early`, and not if they do in `late`."""
        found = 0
        for index in items:
            if early <= before - self._lasts[index] < late:  # what begins later is not credited in time
                found += rises.get(index, 0)
        return found
