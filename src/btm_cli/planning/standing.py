"""A plan that is being changed, with what is needed to say at once what a change of a few items wins.

In: a `PlanProblem`, its `Worth`, a plan that holds. Out: whole numbers, in units of the objective.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from btm_cli.planning.groups import Group, Leaving, Row
from btm_cli.planning.model import Goal, PlanProblem, Starts, reached_for
from btm_cli.planning.worth import Worth


class Mark(NamedTuple):
    """When a goal is reached (`never` where it is not), and for how long it counts.

    `late` are its items (a bit for each) that are credited only then, or later, and `lacks` what each of its sums needs
    more an iteration before: nothing of this may be, if it is to be reached sooner.
    """

    goal: Goal
    at: int
    counts: int
    late: int
    lacks: tuple[int, ...]


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
        start, self.starts[index] = self.starts[index], iteration
        more = self._worth.part(self._worth.runs[place], self.starts) - self._parts[place]
        self.starts[index] = start
        return more

    def moved_together(self, group: Group, iteration: int) -> int:
        """The same of several items that begin in one iteration now."""
        now = self.starts[group.items[0]]
        put(self.starts, group, iteration)
        more = self.apart(group.touches)
        put(self.starts, group, now)
        return more

    def apart(self, touches: int) -> int:
        """What `starts` as they are now win more by the goals of these runs (a bit for each), and by their items."""
        won, runs = 0, self._worth.runs
        while touches:
            place = touches.bit_length() - 1
            touches ^= 1 << place
            won += self._worth.part(runs[place], self.starts) - self._parts[place]
        return won

    def together(self) -> int:
        """What `starts` as they are now win more by goals of several capabilities."""
        if not self._marks:
            return 0
        left = self._problem.lasting(self.starts)
        return sum([mark.goal.worth * (reached_for(mark.goal, left) - mark.counts) for mark in self._marks])

    def could_be_sooner(self, items: Sequence[int], early: int, late: int) -> list[MaySooner]:
        """The goals of several capabilities that might be reached sooner if two of the items came to `early`."""
        found = []
        for mark in self._marks:
            if mark.at <= early or mark.late & ~self.inside[late]:
                continue
            if any(mark.late >> index & 1 and early + self._lasts[index] > mark.at for index in items):
                continue
            sums = []
            for each, lacks in zip(mark.goal.thresholds, mark.lacks, strict=True):
                if lacks > 0:
                    risen = {  # credited before the goal is reached if begun in `early`, and not if in `late`
                        index: each.rises.get(index, 0) if early <= mark.at - self._lasts[index] < late else 0
                        for index in items
                    }
                    if sum(sorted(risen.values())[-2:]) < lacks:
                        break
                    risen[len(self.starts)] = 0
                    sums.append((lacks, risen))
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
            late = sum([1 << index for index in goal.items if after[index] > at])
            lacks = tuple(
                [
                    each.need - sum([rise for index, rise in each.rises.items() if after[index] <= at])
                    for each in goal.thresholds
                ]
            )
            found.append(Mark(goal, at, counts, late, lacks))
        return found
