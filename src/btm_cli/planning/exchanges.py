"""A plan made better by exchanging a few items of one iteration for a few of a later one, or for what is not planned.

In: a `PlanProblem`, and a plan that holds. Out: a plan that holds and wins as much or more, of which no such exchange
that was looked at wins anything. Iterations hold few large steps: two that together fill what one of them leaves empty
are found by looking at all pairs, and hardly by chance.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.standing import Group, Standing, put
from btm_cli.planning.violations import holds
from btm_cli.planning.windows import all_followers, last_starts
from btm_cli.planning.worth import Worth

LATER: Final = 3
"""How many items go to a later iteration at most."""
SOONER: Final = 2
"""How many come to an earlier one instead at most, and how many go where there are many."""
MANY: Final = 7
"""With so many items in an iteration, fewer of them go together."""

Seen = set[tuple[int, int, int, int]]
"""Two iterations and what was in them (a bit for each item), from which nothing was to be won."""


class Exchanges:
    """Exchanges within plans of one problem."""

    def __init__(self, problem: PlanProblem, worth: Worth) -> None:
        self._problem, self._worth = problem, worth
        self._efforts = [item.effort for item in problem.items]
        self._last = last_starts(problem)
        self._after = all_followers(problem.before)
        self._possible = [index for index, last in enumerate(self._last) if last]
        self._waits = [sum(1 << each for each, _ in before) for before in problem.before]
        self._touches = [1 << place for place, run in enumerate(worth.runs) for _ in range(run.first, run.end)]
        # What only the whole plan shows is asked of every exchange that would win most.
        self._more = bool(problem.means) or bool(problem.rooms) or problem.focus is not None
        self._seen: Seen = set()
        self._groups: dict[tuple[int, ...], Group] = {}

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
        starts, room = plan.starts, plan.room
        found = self._movable(starts, early, late)
        if not found:
            return None
        coming = self._coming(plan, found, early, late)
        efforts = [group.effort for group, _ in coming]
        sooner = plan.may_come_sooner(early, found, SOONER)
        most, best = 0, None
        for out in self._leaving(starts, early, late):
            least = max(1, out.effort - room[late]) if late < self._problem.never else 1
            first, end = bisect_left(efforts, least), bisect_right(efforts, out.effort + room[early])
            if first == end:
                continue
            put(starts, out, late)
            if self._waited_for(starts, out, late):
                put(starts, out, early)
                continue
            lost = plan.apart(out.touches)
            for group, won in coming[first:end]:
                if group.waits & out.holds:
                    continue
                together = group.touches & out.touches
                if not together and won + lost <= most and not sooner:
                    continue
                put(starts, group, early)
                more = plan.apart(group.touches | out.touches) if together else won + lost
                if more > most or sooner:
                    more += plan.together(early, late, out, group, sooner)
                    if more > most and not (self._more and not holds(self._problem, starts)):
                        most, best = more, (out, group)
                put(starts, group, late)
            put(starts, out, early)
        return best

    def _waited_for(self, starts: Sequence[int], out: Group, late: int) -> bool:
        """Whether something planned waits for what goes, and would begin too early then."""
        for index in out.items:
            for later, gap in self._after[index]:
                if starts[later] < late + gap and starts[later] < self._problem.never:
                    return True
        return False

    def _leaving(self, starts: Sequence[int], early: int, late: int) -> Iterator[Group]:
        """What may go from `early` to `late`: nothing, or a few items."""
        last = self._problem.latest if late == self._problem.never else self._last
        found = [index for index in self._possible if starts[index] == early and last[index] >= late]
        for many in range((SOONER if len(found) >= MANY else LATER) + 1):
            yield from map(self._group, combinations(found, many))

    def _movable(self, starts: Sequence[int], early: int, late: int) -> list[int]:
        """What may come from `late` to `early`, if what it waits for and begins in `late` comes with it."""
        earliest, last, before = self._problem.earliest, self._last, self._problem.before
        return [
            index
            for index in self._possible
            if starts[index] == late
            and earliest[index] <= early <= last[index]
            and all(starts[each] + gap <= early or (starts[each] == late and not gap) for each, gap in before[index])
        ]

    def _coming(self, plan: Standing, found: Sequence[int], early: int, late: int) -> list[tuple[Group, int]]:
        """What may come to `early` together, by effort, and what that wins by itself."""
        starts, before = plan.starts, self._problem.before
        waiting = {index: {each for each, gap in before[index] if starts[each] + gap > early} for index in found}
        groups: list[tuple[Group, int]] = []
        for many in range(1, SOONER + 1):
            for items in combinations(found, many):
                if all(waiting[index].issubset(items) for index in items):
                    group = self._group(items)
                    put(starts, group, early)
                    groups.append((group, plan.apart(group.touches)))
                    put(starts, group, late)
        return sorted(groups)

    def _group(self, items: tuple[int, ...]) -> Group:
        if items not in self._groups:
            held = waits = touches = 0
            for index in items:
                held |= 1 << index
                waits |= self._waits[index]
                touches |= self._touches[index]
            effort = sum([self._efforts[index] for index in items])
            self._groups[items] = Group(effort, items, held, waits, touches)
        return self._groups[items]
