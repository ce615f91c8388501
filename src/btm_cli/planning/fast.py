"""Our own solver: a few fillings, improved; then ever new plans close to the last good one, improved by exchange.

In: a `PlanProblem`, and plans to begin with where there are some. Out: a `Solution` with a proven bound, or None where
no plan was found that keeps what is demanded. The same problem gives the same plan: what is random comes from a fixed
sequence of numbers, and the search ends after counted work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from btm_cli.planning.bound import upper_bound
from btm_cli.planning.filling import Filler
from btm_cli.planning.improving import Improver
from btm_cli.planning.model import PlanProblem, Solution, Starts
from btm_cli.planning.placing import Placer
from btm_cli.planning.precedence import in_standard_order
from btm_cli.planning.violations import holds

WORK = 130_000
"""How much is tried, in items times iterations for every round of the search."""
MOST_ROUNDS = 1000
PROMISING = 95
"""Per cent of the last plan's value that a new one must have to be improved at all."""
WORSE = 40
"""By how many ten-thousandths a plan may at first be worse than the last and still take its place."""
TAKEN = 4
"""In how many portions these items are taken."""
PLENTY = 3
"""Items are looked at, the densest first, until their effort is so many times what all iterations can take."""


def solve_fast(problem: PlanProblem, begin: Iterable[Starts] = (), work: int = WORK) -> Solution | None:
    """The best plan found; None where none keeps every demand.

    `begin` are plans of the same items to improve, `work` says how long to search (a default round takes about a
    millisecond).
    """
    rounds = min(MOST_ROUNDS, work // max(1, len(problem.items) * problem.iterations))
    bound = upper_bound(problem)
    best = _Search(problem).search(begin, rounds, bound)
    if best is None:
        return None
    best = in_standard_order(problem, best)
    value = problem.value(best)
    return Solution(best, value, max(value, bound), "bounded by relaxation")


class _Search:
    """An iterated local search: the order of the last plan, changed a little, is placed anew and improved."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self._filler = Filler(problem)
        self._placer = Placer(problem, self._filler.closures)
        self._numbers = _numbers()
        demanded = (index for index, latest in enumerate(problem.latest) if latest < problem.never)
        self._demanded = sorted(demanded, key=lambda index: (problem.latest[index], index))

    def search(self, begin: Iterable[Starts], rounds: int, bound: int) -> Starts | None:
        """The best plan that was found in so many rounds; None where no beginning keeps every demand.

        A plan worth `bound` needs no further search.
        """
        problem = self._problem
        demanded = self._demanded
        if any(index not in self._filler.closures for index in demanded):
            return None
        candidates = [*self._filler.fillings(), *begin]
        if demanded:
            candidates.append(self._placer.place((*demanded, *self._worth_a_look(()))))
        begun = [starts for starts in candidates if holds(problem, starts)]
        if not begun:
            return None
        items = self._worth_a_look(begun)
        if not items:
            return begun[0]
        improver = Improver(problem, items)
        last = best = max((improver.improve(starts) for starts in dict.fromkeys(begun)), key=problem.value)
        value = most = problem.value(best)
        together = self._sharing_needs(items)
        for done in range(rounds):
            if most >= bound:
                break
            starts = self._placer.place((*self._changed(last, items, together), *items))
            if problem.value(starts) * 100 < value * PROMISING:
                continue
            if any(starts[index] == problem.never for index in demanded):
                continue
            starts = improver.exchange(starts, last)
            reached = problem.value(starts)
            if reached * 10_000 * rounds < value * (10_000 * rounds - WORSE * (rounds - done)):
                continue
            last, value = starts, reached
            if reached > most:
                best, most = starts, reached
        return max(improver.improve(best), best, key=problem.value)

    def _worth_a_look(self, begun: Iterable[Starts]) -> list[int]:
        """The items of the densest closures, the densest first, then those that are demanded or planned already.

        What is found makes the closures that wait for it denser, so a few are taken at a time.
        """
        problem, room = self._problem, self._problem.iterations * self._problem.capacity
        missing = self._filler.closures
        found: dict[int, None] = {}
        effort = 0
        for taking in range(1, TAKEN + 1):
            missing = {
                index: [each for each in closure if each not in found]
                for index, closure in missing.items()
                if index not in found
            }
            density = {index: self._density(closure) for index, closure in missing.items()}
            for index in sorted(density, key=lambda each: (-density[each], each)):
                if effort * TAKEN >= PLENTY * room * taking:
                    break
                new = [each for each in missing[index] if each not in found]
                effort += sum(problem.items[each].effort for each in new)
                found.update(dict.fromkeys(new))
        planned = [index for starts in begun for index, start in enumerate(starts) if start < problem.never]
        return list(dict.fromkeys([*found, *self._demanded, *planned]))

    def _density(self, items: Iterable[int]) -> float:
        chosen = [self._problem.items[index] for index in items]
        return sum(item.gain for item in chosen) / sum(item.effort for item in chosen)

    def _sharing_needs(self, items: Sequence[int]) -> dict[int, list[int]]:
        """For every item those that wait for the same level of the same capability."""
        waiting: dict[object, list[int]] = {}
        for index in items:
            for need in self._problem.items[index].needs:
                waiting.setdefault(need, []).append(index)
        return {
            index: [
                other
                for other in dict.fromkeys(each for need in self._problem.items[index].needs for each in waiting[need])
                if other != index
            ]
            for index in items
        }

    def _changed(self, last: Starts, items: Sequence[int], together: dict[int, list[int]]) -> list[int]:
        """The items of the last plan by their starts, with a few of them moved, taken out, or new ones put in."""
        never = self._problem.never
        planned = sorted((index for index in items if last[index] < never), key=lambda index: last[index])
        kind = self._number(20)
        gone: list[int] = []
        if not planned or kind < 5:
            chosen = self._pick(items)
            moving = [chosen, *self._some(together[chosen], 1 + self._number(4))]
            place = 1 + self._number(never - 1)
        elif kind < 12:
            moving = [self._pick(items)]
            place = 1 + self._number(max(1, last[moving[0]] - 1))
        elif kind < 16:
            moving = [self._pick(planned)]
            place = 1 + self._number(never)
        else:
            moving = [self._pick(items)]
            place = 1 + self._number(never)
            gone += self._some(planned, 2)
        kept = [index for index in planned if index not in gone and index not in moving]
        before = [index for index in kept if last[index] < place]
        return [*before, *moving, *kept[len(before) :]]

    def _number(self, below: int) -> int:
        return next(self._numbers) % below

    def _pick(self, items: Sequence[int]) -> int:
        return items[self._number(len(items))]

    def _some(self, items: Sequence[int], most: int) -> list[int]:
        return [self._pick(items) for _ in range(min(most, len(items)))]


def _numbers() -> Iterator[int]:
    """A fixed sequence without a pattern (Knuth's MMIX generator), the same on every machine."""
    state = 20050101
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33
