"""A plan made better by exchanging a few items of one iteration for a few of a later one, or for what is not planned.

In: a `PlanProblem`, and a plan that holds. Out: a plan that holds and wins as much or more, of which no such exchange
that was looked at wins anything. Iterations hold few large steps: two that together fill what one of them leaves empty
are found by looking at all pairs, and hardly by chance.

What items win by moving is added up from each of them, but for those of one capability; and most pairs of groups are
left out unseen: what comes wins no more than the best that fits, and what goes loses so much by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import accumulate, combinations
from operator import or_
from typing import Final, NamedTuple

from btm_cli.planning.groups import LARGEST, Group, Grouping, Leaving, Row
from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.standing import Losses, Standing, put
from btm_cli.planning.violations import holds
from btm_cli.planning.windows import all_followers, last_starts
from btm_cli.planning.worth import Worth


class Coming(NamedTuple):
    """What may come to an earlier iteration, one item or two.

    The rows by effort, and in `ceilings` the most that is won up to each of them (after none at first).
    `more` has by row the most that goals of several capabilities win besides. `touches` are all runs of the rows.
    """

    early: int
    late: int
    rows: Sequence[Row]
    efforts: Sequence[int]
    ceilings: Sequence[int]
    more: Mapping[int, int]
    touches: int

    def places(self, runs: Sequence[int], out: Group, room: tuple[int, int], alone: int, least: int) -> Collection[int]:
        """Where to look for what wins more than `alone`, or more than `least` where it is of a run that `out` is in.

        What comes for `out` leaves no effort without room, of which both iterations have `room` left. `runs` has the
        run of every item, as a bit.
        """
        end = bisect_right(self.efforts, out.effort + room[0])
        first = bisect_left(self.efforts, out.effort - room[1], 0, end)
        if self.ceilings[end] > alone:
            return range(first, end)
        rows = self.rows
        found = []
        if self.touches & out.touches and self.ceilings[end] > least:
            for place in range(first, end):
                _, index, other, won = rows[place]
                if won > least and (runs[index] | runs[other]) & out.touches:
                    found.append(place)
        if self.more:
            return sorted({*found, *(place for place in self.more if first <= place < end)})
        return found


def coming(
    plan: Standing,
    grouping: Grouping,
    found: Mapping[int, int],
    early: int,
    late: int,
    leaving: Leaving,
    losses: Losses,
) -> Coming | None:
    """What may come in exchange for what is leaving; None where none of it could win anything.

    `found` are the items, and for each of them those that must come with it, as bits.
    """
    efforts, runs, none = grouping.efforts, grouping.touches, len(grouping.efforts)
    ones = [(efforts[index], index, runs[index], plan.moved(index, early)) for index in found]
    rows = [(effort, index, none, won) for effort, index, _, won in ones]
    rows += [
        (effort + size, index, other, plan.moved_together(grouping.group(index, other), early))
        for (effort, index, run, _), (size, other, same, _) in combinations(ones, 2)
        if run == same
    ]
    room = plan.room[early]
    goals = plan.could_be_sooner(tuple(found), early, late)
    touches = reduce(or_, [run for _, _, run, _ in ones])
    if not goals and not _some_could_win(rows, room, touches, leaving, losses):
        return None
    most = room + max(leaving.efforts)
    rows += [
        (effort + size, index, other, won + more)
        for (effort, index, run, won), (size, other, same, more) in combinations(ones, 2)
        if effort + size <= most and run != same
    ]
    if any(found.values()):
        needs = {**found, none: 0}
        rows = [row for row in rows if not (needs[row[1]] | needs[row[2]]) & ~(1 << row[1] | 1 << row[2])]
    rows.sort()
    ceilings = [0, *accumulate([row[3] for row in rows], max)]
    besides: dict[int, int] = {}
    for goal in goals:
        for place in goal.places(rows):
            besides[place] = besides.get(place, 0) + goal.most
    return Coming(early, late, rows, [row[0] for row in rows], ceilings, besides, touches)


def _some_could_win(rows: Iterable[Row], room: int, touches: int, leaving: Leaving, losses: Losses) -> bool:
    """Whether the densest of the rows would win more than some group loses, if it filled all the room of the group."""
    won, size = 0, 1
    for effort, _, _, more in rows:
        if more * size > won * effort:
            won, size = more, effort
    for effort, run, alone, most in zip(leaving.efforts, leaving.touches, losses.alone, losses.most, strict=True):
        if won * (effort + room) + (most if run & touches else alone) * size > 0:
            return True
    return False


LATER: Final = LARGEST
"""How many items go to a later iteration at most."""
SOONER: Final = 2
"""How many of them go where there are many."""
MANY: Final = 7
"""With so many items in an iteration, fewer of them go together."""

Seen = set[tuple[int, int, int, int]]
"""Two iterations and what was in them (a bit for each item), from which nothing was to be won."""


class Exchanges:
    """Exchanges within plans of one problem."""

    def __init__(self, problem: PlanProblem, worth: Worth) -> None:
        self._problem, self._worth = problem, worth
        self._last = last_starts(problem)
        self._after = all_followers(problem.before)
        waits = [sum(1 << each for each, _ in before) for before in problem.before]
        touches = [1 << place for place, run in enumerate(worth.runs) for _ in range(run.first, run.end)]
        self._grouping = Grouping([item.effort for item in problem.items], waits, touches)
        # What only the whole plan shows is asked of every exchange that would win most.
        self._more = bool(problem.means) or bool(problem.rooms) or problem.focus is not None
        self._seen: Seen = set()

    def improved(self, starts: Starts) -> Starts:
        """The plan after the best exchange between any two iterations, again and again, as long as there is one."""
        never = self._problem.never
        pairs = [(early, late) for early in range(1, never) for late in range(early + 1, never + 1)]
        plan = Standing(self._problem, self._worth, starts)
        place = idle = 0
        while idle < len(pairs):
            early, late = pairs[place]
            place, idle = (place + 1) % len(pairs), idle + 1
            seen = (early, late, plan.inside[early], plan.inside[late])
            if seen in self._seen:
                continue
            found = self._best(plan, early, late)
            if found is None:
                self._seen.add(seen)
            else:
                plan.exchange(early, late, *found)
                idle = 0
        return tuple(plan.starts)

    def _best(self, plan: Standing, early: int, late: int) -> tuple[Group, Group] | None:
        """What to put from `early` into `late`, and the other way round, that wins most; None where nothing does."""
        found = dict(self._movable(plan, early, late))
        if not found:
            return None
        leaving = self._leaving(plan, early, late)
        room = plan.room[early], plan.room[late] if late < self._problem.never else self._problem.capacity
        losses = plan.losses(leaving, early, late)
        come = coming(plan, self._grouping, found, early, late, leaving, losses)
        if come is None:
            return None
        most, best = 0, None
        for place in self._worth_a_look(leaving, losses, come, room[0]):
            out, alone, least = self._grouping.group(*leaving.groups[place]), losses.alone[place], losses.most[place]
            if place in leaving.alike:
                alone = plan.moved_together(out, late)
            places = come.places(self._grouping.touches, out, room, most - alone, most - least)
            if places and not self._waited_for(plan, out, early, late):
                more, group = self._best_for(plan, come, places, out, alone, least, most)
                if group is not None:
                    most, best = more, (out, group)
        return best

    def _worth_a_look(self, leaving: Leaving, losses: Losses, come: Coming, room: int) -> Sequence[int]:
        """The groups for which something might come that wins more than they lose."""
        if come.more:
            return range(len(leaving.groups))
        efforts, ceilings, touches = come.efforts, come.ceilings, come.touches
        found = zip(leaving.efforts, leaving.touches, losses.alone, losses.most, strict=True)
        return [
            place
            for place, (effort, run, alone, most) in enumerate(found)
            if ceilings[bisect_right(efforts, effort + room)] + (most if run & touches else alone) > 0
        ]

    def _best_for(
        self, plan: Standing, come: Coming, places: Iterable[int], out: Group, alone: int, least: int, most: int
    ) -> tuple[int, Group | None]:
        """Of what may come from these places the one that wins most in exchange for `out`, if more than `most`."""
        best, early, late, starts = None, come.early, come.late, plan.starts
        runs, none = self._grouping.touches, len(starts)
        for place in places:
            _, index, other, won = come.rows[place]
            together = (runs[index] | runs[other]) & out.touches
            besides = come.more.get(place, 0)
            more = won + (least if together else alone)
            if more + besides <= most:
                continue
            group = self._grouping.group(index) if other == none else self._grouping.group(index, other)
            if group.waits & out.holds:
                continue
            put(starts, out, late)
            put(starts, group, early)
            if together:
                more = plan.apart(group.touches | out.touches)
            if more + besides > most:
                more += plan.together()
                if more > most and not (self._more and not holds(self._problem, starts)):
                    most, best = more, group
            put(starts, group, late)
            put(starts, out, early)
        return most, best

    def _waited_for(self, plan: Standing, out: Group, early: int, late: int) -> bool:
        """Whether something that stays waits for what goes, and would begin too early then."""
        starts, never = plan.starts, self._problem.never
        put(starts, out, late)
        found = any(
            starts[later] < late + gap and starts[later] < never
            for index in out.items
            for later, gap in self._after[index]
        )
        put(starts, out, early)
        return found

    def _leaving(self, plan: Standing, early: int, late: int) -> Leaving:
        """What may go from `early` to `late`: nothing, or a few items."""
        last = self._problem.latest if late == self._problem.never else self._last
        found = tuple([index for index in plan.within[early] if last[index] >= late])
        return self._grouping.all(found, SOONER if len(found) >= MANY else LATER)

    def _movable(self, plan: Standing, early: int, late: int) -> Iterator[tuple[int, int]]:
        """What may come from `late` to `early`, each with the items of `late` that must come with it, as bits."""
        starts, last, earliest, before = plan.starts, self._last, self._problem.earliest, self._problem.before
        for index in plan.within[late]:
            if earliest[index] <= early <= last[index]:
                needs = 0
                for each, gap in before[index]:
                    if starts[each] + gap > early:
                        if gap or starts[each] != late:
                            break
                        needs |= 1 << each
                else:
                    yield index, needs
