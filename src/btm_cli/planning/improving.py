"""A plan made better by moving few items at a time, until no such move wins anything.

In: a `PlanProblem` and a plan that holds. Out: a plan that holds and is worth at least as much. Two kinds of moves: the
best exchange between two iterations (a knapsack over what may go the one way and the other), and one item brought
forward while others give way to a third iteration. What is not in the plan lies in one more iteration without a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.violations import holds
from btm_cli.planning.windows import all_followers

MOST_PULLED = 8
"""Items outside the plan that are looked at for one iteration, the densest of those whose time has come."""

Move = tuple[int, int]
"""An item and the iteration it goes to."""


class Improver:
    """Improves plans of one problem.

    While it works on a plan, `_soon` and `_last` say for every item between which iterations it may lie as long as all
    others stay; `_dirty` are the iterations about which something has changed since they were last looked at.
    """

    def __init__(self, problem: PlanProblem, order: Sequence[int]) -> None:
        """`order` are the items that can be done at all."""
        self._problem = problem
        self._order = order
        self._never = problem.never
        self._capacity = problem.capacity
        self._efforts = [item.effort for item in problem.items]
        self._gains = [item.gain for item in problem.items]
        self._rank = {
            index: place
            for place, index in enumerate(
                sorted(order, key=lambda each: (-self._gains[each] / self._efforts[each], each))
            )
        }
        self._unit = gcd(*self._gains)
        self._latest = [min(latest, problem.never) for latest in problem.latest]
        self._after = all_followers(problem.before)
        self._by_mean = bool(problem.means)
        self._starts: list[int] = []
        self._used: list[int] = []
        self._inside: list[list[int]] = []
        self._soon: list[int] = []
        self._last: list[int] = []
        self._dirty: set[int] = set()

    def improve(self, begin: Starts) -> Starts:
        """The plan that no move makes better, reached from `begin`."""
        self._begin(begin)
        while True:
            self._exchange_all()
            if not self._pull_all():
                return tuple(self._starts)

    def exchange(self, begin: Starts, known: Starts) -> Starts:
        """The plan that no exchange between two iterations makes better, reached from `begin`.

        `known` is such a plan already: only what differs from it, and what that has an effect on, is looked at.
        """
        self._begin(begin)
        self._dirty = self._differing(known)
        self._exchange_all()
        return tuple(self._starts)

    def _begin(self, begin: Starts) -> None:
        items = range(len(begin))
        self._starts = list(begin)
        self._used = [0] * (self._never + 1)
        self._inside = [[] for _ in range(self._never + 1)]
        for index in self._order:
            self._inside[begin[index]].append(index)
            self._used[begin[index]] += self._efforts[index]
        self._soon = [self._soonest(index) for index in items]
        self._last = [self._latest_now(index) for index in items]
        self._dirty = set(range(1, self._never + 1))

    def _differing(self, known: Starts) -> set[int]:
        """The iterations in which something lies, or may move, otherwise than in a plan that is known."""
        soon, last, starts = self._soon, self._last, self._starts
        dirty = {start for pair in zip(starts, known, strict=True) if pair[0] != pair[1] for start in pair}
        self._starts = list(known)
        for index in self._order:
            if soon[index] != self._soonest(index) or last[index] != self._latest_now(index):
                dirty.add(starts[index])
        self._starts = starts
        return dirty

    def _soonest(self, index: int) -> int:
        """Once everything that `index` waits for is done."""
        starts, soonest = self._starts, self._problem.earliest[index]
        for required, gap in self._problem.before[index]:
            if starts[required] + gap > soonest:
                soonest = starts[required] + gap
        return soonest

    def _latest_now(self, index: int) -> int:
        """In time for its deadline and for everything in the plan that waits for `index`."""
        starts, latest = self._starts, self._latest[index]
        for later, gap in self._after[index]:
            if starts[later] < self._never and starts[later] - gap < latest:
                latest = starts[later] - gap
        return latest

    # -- the best exchange between two iterations

    def _exchange_all(self) -> None:
        never = self._never
        while self._dirty:
            looked_at, self._dirty = self._dirty, set()
            for distance in range(1, never):
                for early in range(1, never - distance + 1):
                    if early in looked_at or early + distance in looked_at:
                        self._exchange(early, early + distance)

    def _exchange(self, early: int, late: int) -> bool:
        """Make the best exchange between two iterations, if it wins something."""
        gains, efforts, soon, last = self._gains, self._efforts, self._soon, self._last
        never, room = self._never, self._capacity - self._used[early]
        forward = [index for index in self._inside[late] if soon[index] <= early <= self._latest[index]]
        if not forward:
            return False
        if late == never:
            forward.sort(key=self._rank.__getitem__)
            del forward[MOST_PULLED:]
        backward = [index for index in self._inside[early] if last[index] >= late]
        dense = min(forward, key=self._rank.__getitem__)
        gain, effort = gains[dense], efforts[dense]
        most = gain * room + sum(max(0, gain * efforts[each] - gains[each] * effort) for each in backward)
        if most < effort * self._unit:
            return False  # even if parts of items could be exchanged, it would win nothing
        # For every change of the early iteration's effort the most that it can win, with a bit for each item that moves
        # below the value: a larger number is a better exchange.
        bits = len(forward) + len(backward)
        best = {0: 0}
        bit, nothing = 1, -1 << bits + 100
        for index in backward:
            effort, change = efforts[index], bit - (gains[index] << bits)
            bit <<= 1
            for more, code in list(best.items()):
                if best.get(more - effort, nothing) < code + change:
                    best[more - effort] = code + change
        for index in forward:
            effort, change = efforts[index], bit + (gains[index] << bits)
            bit <<= 1
            most = room - effort
            for more, code in list(best.items()):
                if more <= most and best.get(more + effort, nothing) < code + change:
                    best[more + effort] = code + change
        least = -self._used[early] if late == never else self._used[late] - self._capacity
        code = max(code for more, code in best.items() if more >= least)
        if code >> bits <= 0:
            return False
        moving = (index for place, index in enumerate((*backward, *forward)) if code >> place & 1)
        return self._move([(index, early if self._starts[index] == late else late) for index in moving])

    # -- one item brought forward

    def _pull_all(self) -> bool:
        """Bring items forward, one after the other; whether any moved."""
        moved = False
        for index in self._order:
            if self._soon[index] < self._starts[index] and self._pull(index):
                moved = True
        return moved

    def _pull(self, index: int) -> bool:
        """Bring one item forward to the first iteration where that wins, with others giving way if need be."""
        now, size, gain = self._starts[index], self._efforts[index], self._gains[index]
        for iteration in range(self._soon[index], min(now, self._latest[index] + 1)):
            over = self._used[iteration] + size - self._capacity
            if over <= 0:
                if self._move([(index, iteration)]):
                    return True
                continue
            moves = self._giving_way(iteration, now, over, size, gain * (now - iteration))
            if moves and self._move([(index, iteration), *moves]):
                return True
        return False

    def _giving_way(self, iteration: int, now: int, over: int, size: int, worth: int) -> list[Move]:
        """The cheapest one or two items that free `over` units of `iteration` for less than `worth`, and their moves.

        An item of `size` leaves `now` for `iteration`, so that much is free there.
        """
        gains, efforts, last, used = self._gains, self._efforts, self._last, self._used
        capacity, never = self._capacity, self._never
        options: list[tuple[int, int, int, int]] = []
        for other in self._inside[iteration]:
            gain, effort = gains[other], efforts[other]
            if gain >= worth:
                continue
            for later in range(iteration + 1, last[other] + 1):
                cost = gain * (later - iteration)
                if cost >= worth:
                    break
                if later == never or used[later] - (size if later == now else 0) + effort <= capacity:
                    options.append((cost, other, later, effort))
                    break
        options.sort()
        best: tuple[int, list[Move]] = (worth, [])
        for position, (cost, other, later, effort) in enumerate(options):
            if cost >= best[0]:
                break
            if effort >= over:
                best = (cost, [(other, later)])
                break
            for more, second, then, bulk in options[position + 1 :]:
                if cost + more >= best[0]:
                    break
                if effort + bulk < over:
                    continue
                freed = size if later == now else 0
                if then == later != never and used[later] - freed + effort + bulk > capacity:
                    continue
                best = (cost + more, [(other, later), (second, then)])
                break
        return best[1]

    # -- moves

    def _move(self, moves: list[Move]) -> bool:
        """Make the moves, unless together they break a rule that none of them breaks alone."""
        back = [(index, self._starts[index]) for index, _ in moves]
        dirty = set(self._dirty)
        self._settle(moves)
        never = self._never
        fine = all(
            (self._soon[index] <= start or start == never) and start <= self._last[index] for index, start in moves
        )
        if not fine or (self._by_mean and not holds(self._problem, self._starts)):
            self._settle(back)
            self._dirty = dirty  # nothing has changed: what was refused is not to be tried again
            return False
        return True

    def _settle(self, moves: list[Move]) -> None:
        """Put items where they go, and bring everything that follows from it up to date."""
        starts, dirty = self._starts, self._dirty
        for index, start in moves:
            old = starts[index]
            self._inside[old].remove(index)
            self._inside[start].append(index)
            self._used[old] -= self._efforts[index]
            self._used[start] += self._efforts[index]
            starts[index] = start
            dirty.add(old)
            dirty.add(start)
        for index, _ in moves:
            for later, _ in self._after[index]:
                soonest = self._soonest(later)
                if soonest != self._soon[later]:
                    self._soon[later] = soonest
                    dirty.add(starts[later])
            for required, _ in self._problem.before[index]:
                latest = self._latest_now(required)
                if latest != self._last[required]:
                    self._last[required] = latest
                    dirty.add(starts[required])
