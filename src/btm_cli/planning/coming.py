"""What may come to an earlier iteration, one item or two, and what that wins by itself.

In: a `Standing` plan and two of its iterations. Out: a `Coming`, by effort.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate, combinations
from operator import or_
from typing import NamedTuple

from btm_cli.planning.groups import Group, Grouping, Leaving, Row
from btm_cli.planning.standing import Losses, Standing


class Coming(NamedTuple):
    """The rows by effort, and the most that is won up to each of them (after none at first).

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
