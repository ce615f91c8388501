"""Our own solver: a few orders by density, placed; then a short walk away from the last good plan, and exchanges.

In: a `PlanProblem`, and plans to begin with where there are some. Out: a `Solution` with a proven bound, or None where
no plan was found that keeps what is demanded. The same problem gives the same plan: what is random comes from a fixed
sequence of numbers, and the search ends after counted work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from operator import neg
from typing import Final

from btm_cli.planning.bound import soonest, upper_bound
from btm_cli.planning.exchanges import Exchanges
from btm_cli.planning.model import Goal, PlanProblem, Solution, Starts, reached_for
from btm_cli.planning.placing import Placer, by_density, goal_items
from btm_cli.planning.precedence import settled
from btm_cli.planning.violations import holds
from btm_cli.planning.worth import Worth

WORK: Final = 630_000
"""How much is tried, in items times pairs of iterations for every plan that is placed."""
MOST_ROUNDS, ROUNDS_AN_ITEM = 800, 40
"""How many are placed at most for so much work, and for every item: where there are few, more find nothing."""
WALK: Final = 20
"""How many are placed between two searches for exchanges."""
WORSE, FARTHER = 80, 900
"""By how many ten-thousandths a plan may at first be worse than the last and still take its place, and by how many on
the way to it: in the end half as many."""
SOONER: Final = 12
"""Which part of the rounds a search for a plan with a state sooner may take."""
FURTHER: Final = 2
"""By how many points of effort such a plan may at first be further from the state than the last."""


def solve_fast(problem: PlanProblem, begin: Iterable[Starts] = (), work: int = WORK) -> Solution | None:
    """The best plan found; None where none keeps every demand.

    `begin` are plans of the same items to improve, `work` says how long to search.
    """
    items, pairs = len(problem.items), problem.iterations * problem.never // 2
    rounds = min(MOST_ROUNDS * work // WORK, work // max(1, items * pairs), ROUNDS_AN_ITEM * items)
    bound = upper_bound(problem)
    search = _Search(problem)
    best = search.search(begin, rounds, bound)
    if best is None:
        return None
    best = search.in_standard_order(settled(problem, best))
    value = problem.value(best)
    return Solution(best, value, max(value, bound), "bounded by relaxation")


class _Search:
    """An iterated local search: the order of a plan, changed a little, is placed anew; then items are exchanged."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        worth = Worth(problem)
        self._value, self._exchanges = worth.of, Exchanges(problem, worth)
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
        items = list(dict.fromkeys([*items, *self._placer.closures]))
        best = max(begun, key=self._key)
        if not items or rounds < WALK:
            return best
        tried = [(best, None), *self._with_states_sooner(best, items, rounds)]
        walks = rounds // WALK // (len(tried) + 1)
        best = max([self._improved(each, items, walks, bound, aim) for each, aim in tried], key=self._key)
        return self._improved(best, items, rounds // WALK - walks * len(tried), bound)

    def _improved(
        self, begin: Starts, items: Sequence[int], walks: int, bound: int, aim: Sooner | None = None
    ) -> Starts:
        """The best of so many plans, each a walk away from the last one that was good enough, and exchanged."""
        last = best = self._exchanges.improved(begin)
        value, most = self._value(best), self._key(best)
        for done in range(walks):
            if most[0] >= bound:
                break
            starts = self._walked(last, items, FARTHER * (2 * walks - done) // (2 * walks), aim)
            if starts == last:
                continue
            starts = self._exchanges.improved(starts)
            reached = self._value(starts)
            if reached * 10_000 * walks >= value * (10_000 * walks - WORSE * (walks - done)):
                last, value = starts, reached
            if reached >= most[0] and (found := self._key(starts)) > most:
                best, most = starts, found
        return best

    def _walked(self, starts: Starts, items: Sequence[int], farther: int, aim: Sooner | None) -> Starts:
        """A plan that is not much worse, a few changes away."""
        least = self._value(starts) * (10_000 - farther)
        planned = self._planned(starts)
        for _ in range(WALK):
            found = self._placer.place((*self._demanded, *self._changed(planned, items), *items))
            if found == starts or self._value(found) * 10_000 < least or not self._keeps_demands(found):
                continue
            if aim is None or not aim.missing(found):
                starts, planned = found, self._planned(found)
        return starts

    def _with_states_sooner(self, best: Starts, items: Sequence[int], rounds: int) -> Iterator[tuple[Starts, Sooner]]:
        """Plans with a state as soon as capacity could allow, or one iteration later, where `best` has it later still.

        Exchanges of a few steps do not get there: none of them wins anything until the state is reached.
        """
        problem = self._problem
        left = problem.lasting(best)
        for goal in problem.goals:
            if goal.kind == "state":
                least = soonest(problem, goal, problem.capacity)
                reached = problem.never - reached_for(goal, left)
                sooner = (
                    self._sooner(goal, by, items, rounds * SOONER // 10) for by in range(least, min(least + 2, reached))
                )
                yield from islice(filter(None, sooner), 1)

    def _sooner(self, goal: Goal, by: int, items: Sequence[int], rounds: int) -> tuple[Starts, Sooner] | None:
        """A plan that reaches a state by the end of an iteration, and that aim; None where so many rounds find none."""
        aim = Sooner(self._problem, goal, by)
        rest = aim.nearest(items, self._placer.closures)
        last = self._placer.place((*self._demanded, *goal_items(self._problem, goal, self._placer.closures), *rest))
        missing, planned = aim.missing(last), self._planned(last)
        for done in range(rounds):
            if not missing:
                break
            starts = self._placer.place((*self._demanded, *self._changed(planned, items), *rest))
            found = aim.missing(starts)
            if (found - missing) * rounds < FURTHER * self._problem.effort_unit * (rounds - done):
                last, missing, planned = starts, found, self._planned(starts)
        return (last, aim) if not missing and holds(self._problem, last) else None

    def _keeps_demands(self, starts: Starts) -> bool:
        return not any(starts[index] == self._problem.never for index in self._demanded)

    def in_standard_order(self, starts: Starts) -> Starts:
        """Whole capabilities exchanged where the plan is as good then, and lies earlier in the standard's order."""
        capabilities = [self._problem.chains[item.chain].capability for item in self._problem.items]
        best, most = starts, self._key(starts)
        for first, other in combinations(dict.fromkeys(capabilities), 2):
            planned = self._planned(best)
            ours = [index for index in planned if capabilities[index] == first]
            theirs = [index for index in planned if capabilities[index] == other]
            if ours and theirs and best[theirs[0]] < best[ours[0]]:
                moved = {theirs[0]: ours, ours[0]: theirs}
                kept = {index: [index] for index in planned if index not in {*ours, *theirs}}
                order = chain.from_iterable((kept | moved).get(index, []) for index in planned)
                placed = self._placer.place((*self._demanded, *order))
                if (found := self._key(placed)) > most and holds(self._problem, placed):
                    best, most = placed, found
        return best

    def _key(self, starts: Starts) -> tuple[int, int, tuple[int, ...]]:
        """More is better: the value, then less effort, then what begins earlier and stands first in the standard."""
        return self._value(starts), -self._problem.effort(starts), tuple(map(neg, starts))

    def _density(self, index: int) -> float:
        closure = [self._problem.items[each] for each in self._placer.closures[index]]
        return -sum(item.gain for item in closure) / sum(item.effort for item in closure)

    def _planned(self, starts: Starts) -> list[int]:
        """What is planned, by start."""
        never = self._problem.never
        return sorted([index for index, start in enumerate(starts) if start < never], key=starts.__getitem__)

    def _changed(self, planned: Sequence[int], items: Sequence[int]) -> list[int]:
        """The items of a plan (`planned`, by their starts), with a few of them moved, taken out, or new ones put in."""
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


class Sooner:
    """How far a plan is from having a state by the end of one iteration: what a search for such a plan makes smaller.

    The value of a plan says nothing of this: one that comes close to a state wins as little of it as one that does
    nothing for it.
    """

    def __init__(self, problem: PlanProblem, state: Goal, by: int) -> None:
        self._efforts = [item.effort for item in problem.items]
        self._last = [by - item.lasts + 1 for item in problem.items]
        self._floors = state.items
        self._sums = [
            (sums, sum(map(self._efforts.__getitem__, sums.rises)), sum(sums.rises.values()))
            for sums in state.thresholds
        ]

    def missing(self, starts: Starts) -> int:
        """The effort of what its floors lack, and of what its sums lack at the average effort for what they need.

        0 where the state is reached by then.
        """
        last = self._last
        found = sum([self._efforts[index] for index in self._floors if starts[index] > last[index]])
        for sums, effort, whole in self._sums:
            lacks = sums.need - sum([rise for index, rise in sums.rises.items() if starts[index] <= last[index]])
            if lacks > 0:
                found -= -lacks * effort // whole
        return found

    def nearest(self, items: Sequence[int], closures: Mapping[int, Sequence[int]]) -> list[int]:
        """The items by what each adds to the sums, with all that it waits for, for its effort; the most first."""

        def density(index: int) -> float:
            closure = closures[index]
            rises = sum(sums.rises.get(each, 0) / sums.need for sums, _, _ in self._sums for each in closure)
            return rises / sum(self._efforts[each] for each in closure)

        return sorted(items, key=density, reverse=True)
