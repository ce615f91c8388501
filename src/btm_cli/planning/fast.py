"""Our own solver: fills iteration by iteration with the densest sets of steps, then improves by exchange.

In: a `PlanProblem`, and plans to begin with where there are some. Out: a `Solution` with a proven bound, or None where
no plan was found that keeps what is demanded. Whole numbers only, no chance: the same problem gives the same plan;
what is equally good goes by the standard's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btm_cli.planning.bound import upper_bound
from btm_cli.planning.check import holds, mean_met
from btm_cli.planning.model import OUT_OF_REACH, PlanProblem, Solution, Starts
from btm_cli.planning.windows import all_ancestors

ROUNDS = 12
"""How many times a good plan is taken apart and built anew."""


def solve_fast(problem: PlanProblem, begin: Iterable[Starts] = ()) -> Solution | None:
    """The best plan found; None where none keeps every demand. `begin` are plans of the same items to improve."""
    solver = _Solver(problem)
    found = [starts for starts in (solver.fill({}), *begin) if holds(problem, starts)]
    if not found:
        return None
    improved = [solver.improve(starts) for starts in dict.fromkeys(found)]
    best = max(improved, key=problem.value)
    best = solver.rebuild(best)
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
        self._by_mean = bool(problem.means)

    def fill(self, favour: dict[int, int]) -> Starts:
        """Iteration by iteration the densest closures: an item with all it still waits for, by gain over effort.

        `favour` multiplies the density of chosen items, in tenths.
        """
        problem, never = self._problem, self._never
        starts = [never] * len(self._efforts)
        done: set[int] = set()
        for iteration in range(1, never):
            room = problem.capacity
            open_items = [index for index in self._order if index not in done]
            depth: dict[int, int] = {}
            ranked: list[tuple[int, float, int, list[int]]] = []
            for index in open_items:
                waits = [depth[required] + gap for required, gap in problem.before[index] if required in depth]
                depth[index] = max([0, *waits, problem.earliest[index] - iteration])
            for index in open_items:
                if iteration + depth[index] >= never:
                    continue
                closure = [each for each in (*self._ancestors[index], index) if each not in done]
                gain = sum(self._gains[each] * max(0, never - iteration - depth[each]) for each in closure)
                effort = sum(self._efforts[each] for each in closure)
                ranked.append((problem.latest[index], -gain * favour.get(index, 10) / effort, index, sorted(closure)))
            ranked.sort()
            taken: list[int] = []
            for *_, closure in ranked:
                for index in closure:
                    if starts[index] == never and self._efforts[index] <= room and self.may(index, starts, iteration):
                        starts[index] = iteration
                        room -= self._efforts[index]
                        taken.append(index)
            done.update(taken)
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

    def _last(self, index: int, starts: Sequence[int]) -> int:
        """The last iteration that what waits for `index` and its deadline allow."""
        last = min(self._problem.latest[index], self._never)
        for later, gap in self._after[index]:
            if starts[later] < self._never and starts[later] - gap < last:
                last = starts[later] - gap
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
            worth = gain * (now - iteration)
            best: tuple[int, int, int] | None = None
            for other in inside[iteration]:
                if self._efforts[other] < over or other == index:
                    continue
                if self._gains[other] >= worth:
                    continue
                last = self._last(other, starts)
                for later in range(iteration + 1, last + 1):
                    cost = self._gains[other] * (later - iteration)
                    if cost >= worth or (best is not None and worth - cost <= best[0]):
                        break
                    freed = size if later == now else 0
                    if later == self._never or used[later] - freed + self._efforts[other] <= self._problem.capacity:
                        best = (worth - cost, other, later)
                        break
            if best is not None and self._try([(index, iteration), (best[1], best[2])], starts, used, inside):
                return True
        return False

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

    def rebuild(self, best: Starts) -> Starts:
        """Build anew with one capability's items favoured or put off, in turn, and keep what is better."""
        problem = self._problem
        value = problem.value(best)
        gates: dict[str, list[int]] = {}
        for need, required in problem.reaching.items():
            gates.setdefault(need.capability, []).extend(required)
        for index, item in enumerate(problem.items):
            gates.setdefault(problem.chains[item.chain].capability, []).append(index)
        weight = {name: sum(self._gains[index] for index in members) for name, members in gates.items()}
        names = sorted(gates, key=lambda name: -weight[name])
        favour: dict[int, int] = {}
        for round_number in range(ROUNDS):
            name = names[round_number // 2 % len(names)] if names else ""
            factor = 16 if round_number % 2 else 6
            changed = favour | dict.fromkeys(gates.get(name, []), factor)
            found = self.improve(self.fill(changed))
            reached = problem.value(found)
            if reached > value and holds(problem, found):
                best, value, favour = found, reached, changed
        return best
