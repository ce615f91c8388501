"""Our own solver: a few orders by density, placed; then ever new plans close to the last good one.

In: a `PlanProblem`, and plans to begin with where there are some. Out: a `Solution` with a proven bound, or None where
no plan was found that keeps what is demanded. The same problem gives the same plan: what is random comes from a fixed
sequence of numbers, and the search ends after counted work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from btm_cli.planning.bound import upper_bound
from btm_cli.planning.filling import by_density, goal_items
from btm_cli.planning.model import PlanProblem, Solution, Starts, Worth
from btm_cli.planning.placing import Placer
from btm_cli.planning.precedence import settled
from btm_cli.planning.violations import holds

WORK = 900_000
"""How much is tried, in items times iterations for every round of the search."""
MOST_ROUNDS = 2000
"""How many rounds there are at most for so much work: where items are few, more find nothing new."""
WORSE = 30
"""By how many ten-thousandths a plan may at first be worse than the last and still take its place."""


def solve_fast(problem: PlanProblem, begin: Iterable[Starts] = (), work: int = WORK) -> Solution | None:
    """The best plan found; None where none keeps every demand.

    `begin` are plans of the same items to improve, `work` says how long to search.
    """
    rounds = min(MOST_ROUNDS * work // WORK, work // max(1, len(problem.items) * problem.iterations))
    bound = upper_bound(problem)
    best = _Search(problem).search(begin, rounds, bound)
    if best is None:
        return None
    best = settled(problem, best)
    value = problem.value(best)
    return Solution(best, value, max(value, bound), "bounded by relaxation")


class _Search:
    """An iterated local search: the order of the last plan, changed a little, is placed anew."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self._value = Worth(problem).of
        self._placer = Placer(problem)
        self._numbers = _numbers()
        demanded = (index for index, latest in enumerate(problem.latest) if latest < problem.never)
        self._demanded = sorted(demanded, key=lambda index: (problem.latest[index], index))
        wholes = [goal_items(problem, goal, self._placer.closures) for goal in problem.goals]
        self._wholes = [whole for whole in wholes if whole]

    def search(self, begin: Iterable[Starts], rounds: int, bound: int) -> Starts | None:
        """The best plan that was found in so many rounds; None where no beginning keeps every demand.

        A plan worth `bound` needs no further search.
        """
        problem, demanded = self._problem, self._demanded
        if any(index not in self._placer.closures for index in demanded):
            return None
        items = by_density(problem, self._placer, self._wholes)
        candidates = [self._placer.place((*demanded, *items)), self._placer.place(items), *begin]
        candidates.append(self._placer.place((*demanded, *sorted(items, key=self._density))))
        begun = [starts for starts in candidates if holds(problem, starts)]
        if not begun:
            return None
        items = list(dict.fromkeys([*items, *(i for starts in begun for i in self._planned(starts))]))
        last = best = max(begun, key=self._key)
        value, most = self._value(last), self._key(last)
        if not items:
            return best
        for done in range(rounds):
            if most[0] >= bound:
                break
            starts = self._placer.place((*demanded, *self._changed(last, items), *items))
            reached = self._value(starts)
            if reached * 10_000 * rounds < value * (10_000 * rounds - WORSE * (rounds - done)):
                continue
            if any(starts[index] == problem.never for index in demanded):
                continue
            last, value = starts, reached
            if reached >= most[0] and (found := (reached, -problem.effort(starts))) > most:
                best, most = starts, found
        return best

    def _key(self, starts: Starts) -> tuple[int, int]:
        """More is better: the value, then less effort."""
        return self._value(starts), -self._problem.effort(starts)

    def _density(self, index: int) -> float:
        closure = [self._problem.items[each] for each in self._placer.closures[index]]
        return -sum(item.gain for item in closure) / sum(item.effort for item in closure)

    def _planned(self, starts: Starts) -> list[int]:
        """What is planned, by start."""
        never = self._problem.never
        return sorted([index for index, start in enumerate(starts) if start < never], key=starts.__getitem__)

    def _changed(self, last: Starts, items: Sequence[int]) -> list[int]:
        """The items of the last plan by their starts, with a few of them moved, taken out, or new ones put in."""
        planned = self._planned(last)
        kind = self._number(20)
        gone: Sequence[int] = ()
        if self._wholes and kind < 9:
            moving = self._wholes[self._number(len(self._wholes))]
        elif kind < 16 or not planned:
            moving = [self._pick(items)]
        else:
            moving = [self._pick(items)]
            gone = [self._pick(planned) for _ in range(1 + self._number(2))]
        if kind % 3 == 0 and planned:
            gone = [*gone, *self._wholes[self._number(len(self._wholes))]] if self._wholes else gone
        taken = {*moving, *gone}
        kept = [index for index in planned if index not in taken]
        place = self._number(len(kept) + 1)
        return [*kept[:place], *moving, *kept[place:]]

    def _number(self, below: int) -> int:
        return next(self._numbers) % below

    def _pick(self, items: Sequence[int]) -> int:
        return items[self._number(len(items))]


def _numbers() -> Iterator[int]:
    """A fixed sequence without a pattern (Knuth's MMIX generator), the same on every machine."""
    state = 20050101
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33
