"""Our own solver: fills iteration by iteration with the densest sets of steps, then improves by exchange.

In: a `PlanProblem`, and plans to begin with where there are some. Out: a `Solution` with a proven bound, or None where
no plan was found that keeps what is demanded. The same problem gives the same plan; what is equally good goes by the
standard's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isqrt

from btm_cli.planning.bound import upper_bound
from btm_cli.planning.check import holds, mean_met
from btm_cli.planning.model import OUT_OF_REACH, PlanProblem, Solution, Starts
from btm_cli.planning.windows import all_ancestors

WORK = 34_000
"""How much is filled anew to find something better, in items times iterations: counted work, so that it ends at the
same plan on every machine."""
MOST_ROUNDS = 150
EVEN = 100
"""An item's favour that changes nothing, in hundredths."""
MOST_FAVOUR = 1000
PROMISING = 96
"""Per cent of the best value that a new filling must reach to be improved at all."""
CHANGED = 30
"""Per cent of the items whose favour changes in a round."""


def solve_fast(problem: PlanProblem, begin: Iterable[Starts] = ()) -> Solution | None:
    """The best plan found; None where none keeps every demand. `begin` are plans of the same items to improve."""
    solver = _Solver(problem)
    best = solver.search(begin)
    if best is None:
        return None
    value = problem.value(best)
    return Solution(best, value, max(value, upper_bound(problem)), "bounded by relaxation")


def schedule_all(problem: PlanProblem) -> Starts | None:
    """Everything that can be done, those steps first on which the longest chains wait; None where it does not end."""
    never = problem.never
    after: list[list[int]] = [[] for _ in problem.items]
    for index, before in enumerate(problem.before):
        for required, gap in before:
            if gap:
                after[required].append(index)
    possible = [index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH]
    tail = [1] * len(problem.items)
    for index in sorted(possible, key=lambda each: (-problem.earliest[each], -each)):
        tail[index] = 1 + max((tail[later] for later in after[index]), default=0)
    solver = _Solver(problem)
    starts = [never] * len(problem.items)
    left = sorted(possible, key=lambda index: (-tail[index], -problem.items[index].effort, index))
    for iteration in range(1, never):
        room = problem.capacity
        for index in sorted(left, key=lambda index: (-tail[index], -problem.items[index].effort, index)):
            if problem.items[index].effort <= room and solver.may(index, starts, iteration):
                starts[index] = iteration
                room -= problem.items[index].effort
        left = [index for index in left if starts[index] == never]
        if not left:
            return tuple(starts)
    return None


class _Solver:
    """What every attempt at one problem shares."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self._never = problem.never
        self._efforts = [item.effort for item in problem.items]
        self._gains = [item.gain for item in problem.items]
        self._after: list[list[tuple[int, int]]] = [[] for _ in problem.items]
        for index, before in enumerate(problem.before):
            for required, gap in before:
                self._after[required].append((index, gap))
        self._ancestors = all_ancestors(problem.earliest, problem.before)
        self._order = sorted(
            (index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH),
            key=lambda index: (problem.earliest[index], index),
        )
        self._closures = {index: [*sorted(self._ancestors[index]), index] for index in self._order}
        self._by_mean = bool(problem.means)

    def fill(self, favour: Mapping[int, int], worth: Sequence[int]) -> Starts:
        """Iteration by iteration the densest closures: an item with all it still waits for, by gain over effort.

        `favour` multiplies the density of chosen items, in hundredths; `worth` says what a gain counts for that lasts
        so many iterations (one of `_worths`).
        """
        problem, never, gains, efforts = self._problem, self._never, self._gains, self._efforts
        earliest, latest = problem.earliest, problem.latest
        starts = [never] * len(efforts)
        closures = dict(self._closures)
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
                ranked.append((latest[index], -gain * favour.get(index, EVEN) / effort, index))
            ranked.sort()
            taken = set()
            for _, _, index in ranked:
                for each in closures[index]:
                    fits = not depth[each] and efforts[each] <= room and starts[each] == never
                    if fits and self.may(each, starts, iteration):
                        starts[each] = iteration
                        room -= efforts[each]
                        taken.add(each)
            closures = {
                index: [each for each in closure if each not in taken] if not taken.isdisjoint(closure) else closure
                for index, closure in closures.items()
                if index not in taken
            }
        return tuple(starts)

    def may(self, index: int, starts: Sequence[int], iteration: int) -> bool:
        """Whether everything `index` waits for is done in time for `iteration`."""
        problem = self._problem
        return (
            problem.earliest[index] <= iteration <= problem.latest[index]
            and all(starts[required] + gap <= iteration for required, gap in problem.before[index])
            and all(
                mean_met(problem, need.capability, need.level, starts, iteration - 1)
                for need in problem.measured[index]
            )
        )

    def improve(self, begin: Starts) -> Starts:
        """Move items forward, alone or in exchange for another one, as long as that wins something."""
        starts = list(begin)
        used = [0] * (self._never + 2)
        for index, start in enumerate(starts):
            used[start] += self._efforts[index]
        moved = True
        while moved:
            moved = False
            inside: list[list[int]] = [[] for _ in range(self._never + 1)]
            for index in self._order:
                inside[starts[index]].append(index)
            for index in self._order:
                if self._pull(index, starts, used, inside):
                    moved = True
        return tuple(starts)

    def _soonest(self, index: int, starts: Sequence[int]) -> int:
        waits = [starts[required] + gap for required, gap in self._problem.before[index]]
        return max([self._problem.earliest[index], *waits])

    def _last(self, index: int, starts: Sequence[int], least: int = 0) -> int:
        """The last iteration that what waits for `index` and its deadline allow; something up to `least` if no more."""
        last = min(self._problem.latest[index], self._never)
        for later, gap in self._after[index]:
            if starts[later] < self._never and starts[later] - gap < last:
                last = starts[later] - gap
                if last <= least:
                    break
        return last

    def _pull(self, index: int, starts: list[int], used: list[int], inside: list[list[int]]) -> bool:
        """Move one item to the first iteration where that wins, pushing another one out of it if need be."""
        now, size, gain = starts[index], self._efforts[index], self._gains[index]
        for iteration in range(self._soonest(index, starts), now):
            over = used[iteration] + size - self._problem.capacity
            if over <= 0:
                if self._try([(index, iteration)], starts, used, inside):
                    return True
                continue
            moves = self._ejection(
                index, iteration, over, worth_of=gain * (now - iteration), starts=starts, used=used, inside=inside
            )
            if moves and self._try([(index, iteration), *moves], starts, used, inside):
                return True
        return False

    def _ejection(
        self,
        index: int,
        iteration: int,
        over: int,
        worth_of: int,
        starts: list[int],
        used: list[int],
        inside: list[list[int]],
    ) -> list[tuple[int, int]]:
        """The cheapest one or two items whose leaving makes room for `index`, and where they go; none: not worth it."""
        capacity, never, now = self._problem.capacity, self._never, starts[index]
        options: list[tuple[int, int, int, int]] = []
        for other in inside[iteration]:
            gain, size = self._gains[other], self._efforts[other]
            if gain >= worth_of:
                continue
            for later in range(iteration + 1, self._last(other, starts, iteration) + 1):
                cost = gain * (later - iteration)
                if cost >= worth_of:
                    break
                freed = self._efforts[index] if later == now else 0
                if later == never or used[later] - freed + size <= capacity:
                    options.append((cost, other, later, size))
                    break
        options.sort()
        best: tuple[int, list[tuple[int, int]]] = (worth_of, [])
        for position, (cost, other, later, size) in enumerate(options):
            if cost >= best[0]:
                break
            if size >= over:
                best = (cost, [(other, later)])
                break
            for more, second, then, bulk in options[position + 1 :]:
                if cost + more >= best[0]:
                    break
                if size + bulk < over:
                    continue
                freed = self._efforts[index] if later == now else 0
                if then == later != never and used[later] - freed + size + bulk > capacity:
                    continue
                best = (cost + more, [(other, later), (second, then)])
                break
        return best[1]

    def _try(self, moves: list[tuple[int, int]], starts: list[int], used: list[int], inside: list[list[int]]) -> bool:
        """Make the moves unless they break a rule."""
        before = [(index, starts[index]) for index, _ in moves]
        for index, start in moves:
            starts[index] = start
        fine = all(
            self._soonest(index, starts) <= start <= self._last(index, starts) or start == self._never
            for index, start in moves
        )
        if not fine or (self._by_mean and not holds(self._problem, starts)):
            for index, start in before:
                starts[index] = start
            return False
        for (index, start), (_, old) in zip(moves, before, strict=True):
            used[old] -= self._efforts[index]
            used[start] += self._efforts[index]
            inside[old].remove(index)
            inside[start].append(index)
        return True

    def search(self, begin: Iterable[Starts]) -> Starts | None:
        """The best of several fillings and of `begin`, then of ever new fillings close to the best one.

        Which items are favoured, and how much, comes from a fixed sequence of numbers; the number of rounds from the
        size of the problem. None where no plan keeps every demand.
        """
        problem = self._problem
        worths = self._worths()
        found = [starts for starts in (*(self.fill({}, worth) for worth in worths), *begin) if holds(problem, starts)]
        if not found:
            return None
        best = max((self.improve(starts) for starts in dict.fromkeys(found)), key=problem.value)
        value = problem.value(best)
        favour = dict.fromkeys(self._order, EVEN)
        numbers = _numbers()
        for number in range(min(MOST_ROUNDS, WORK // max(1, len(self._order) * problem.iterations))):
            changed = dict(favour)
            for index in self._order:
                if next(numbers) % 100 < CHANGED:
                    changed[index] = max(1, min(MOST_FAVOUR, changed[index] * (50 + next(numbers) % 150) // EVEN))
            starts = self.fill(changed, worths[number % len(worths)])
            if problem.value(starts) * 100 < value * PROMISING:
                continue
            starts = self.improve(starts)
            reached = problem.value(starts)
            if reached >= value and holds(problem, starts):
                best, value, favour = starts, reached, changed
        return best

    def _worths(self) -> tuple[list[int], ...]:
        """What a gain counts for that lasts 0, 1, 2, ... iterations: in full, the same however long, in between."""
        lasting = range(self._never + 1)
        return (
            [100 * left for left in lasting],
            [100 * (left > 0) for left in lasting],
            [isqrt(10_000 * left) for left in lasting],
        )


def _numbers() -> Iterator[int]:
    """A fixed sequence without a pattern (Knuth's MMIX generator), the same on every machine."""
    state = 20050101
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33
