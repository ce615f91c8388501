"""The whole plan as a mixed-integer program: which columns there are, and what the rules of a plan make of them.

In: a `PlanProblem`, and for each iteration a limit of what can be won by its end. Out: a `Program`; a plan as values of
its columns, and back.

A column says "begun by the end of iteration t" of an item, "begun in t" of one, "met" or "reached" of a need (a
capability at a level) or a goal, "touched" of a capability. The needs' columns keep the rows few. What is begun by the
end of t takes at most t capacities, and what is credited by then wins at most what the best set for t alone would; what
the first t iterations win, added up, is at most what the best plan of t iterations wins. Rows that follow from the
others, but only for whole numbers, and from which a solver draws far better bounds; so it does from the rows of what
begins in one iteration, which say of few columns, and of no differences, what has room together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from btm_cli.planning.model import Goal, Need, PlanProblem, Starts, reached_for
from btm_cli.planning.program import UNKNOWN, Program, Row, goal_rows
from btm_cli.planning.windows import last_starts

Key = int | Need | str | tuple[str, int]
"""What a column is about: an item, a need, a capability that is touched, a goal or an item that begins just then."""
GOAL, BEGINS = "a goal", "begins in"
"""What a key of a goal and of an item that begins just then starts with; no capability is called so."""


class WholePlan:
    """The program of the whole plan. An item's column says that it is begun by the end of an iteration.

    `soonest` has, by its place, the first iteration in which a goal can be reached, where that is known.
    """

    def __init__(self, problem: PlanProblem, soonest: Mapping[int, int] = UNKNOWN) -> None:
        self._problem, self._soonest = problem, soonest
        self._rows: list[Row] = []
        self._items: dict[tuple[int, int], int] = {}
        self._last = last_starts(problem)
        for index, (earliest, last) in enumerate(zip(problem.earliest, self._last, strict=True)):
            for iteration in range(earliest, last + 1):
                self._items[index, iteration] = len(self._items)
        self._at: dict[tuple[Key, int], int] = dict(self._items.items())
        if not problem.means:
            self._name_all(problem.reaching, problem.iterations - 1)
        self._goals = {(GOAL, place): goal for place, goal in enumerate(problem.goals)}
        self._name_all(self._goals, problem.iterations)
        for index, iteration in self._items:
            self._at[(BEGINS, index), iteration] = len(self._at)
        if problem.focus is not None:
            self._name_all(dict.fromkeys(chain.capability for chain in problem.chains), problem.iterations)

    def _name_all(self, keys: Iterable[Key], last: int) -> None:
        for key in keys:
            for iteration in range(1, last + 1):
                self._at[key, iteration] = len(self._at)

    @property
    def empty(self) -> bool:
        """Whether no item can be done at all."""
        return not self._items

    def program(self, best: Mapping[int, int], first: Mapping[int, int] = UNKNOWN) -> Program:
        """The program; `best` has, by iteration, the most that can be won by its end.

        `first` has, for a number of iterations, the most that these can win added up, if they were all.
        """
        self._rows = []
        self._order()
        self._capacity()
        self._focus()
        gains, lower = [0.0] * len(self._at), [0.0] * len(self._at)
        problem = self._problem
        for iteration in range(1, problem.never):
            worth = {column: float(problem.items[index].gain) for index, column in self._credited_by(iteration)}
            for key, goal in self._goals.items():
                self._rows += self._goal(key, goal, iteration)
                worth[self._at[key, iteration]] = float(goal.worth)
            for column, gain in worth.items():
                gains[column] += gain
            self._add(float(best[iteration]), worth)
            if iteration in first:
                self._add(float(first[iteration]), {column: gain for column, gain in enumerate(gains) if gain})
        for (index, iteration), column in self._items.items():
            lower[column] = 1.0 if iteration >= problem.latest[index] else 0.0
        return Program(gains, lower, self._rows, float(problem.idle))

    def values(self, starts: Starts) -> list[float]:
        """A plan as values of the columns."""
        left = self._problem.lasting(starts)
        values = []
        for key, iteration in self._at:
            since = self._problem.never - iteration  # what counts for so long is credited by then
            if isinstance(key, int):
                true = starts[key] <= iteration
            elif isinstance(key, Need):
                true = all(left[index] >= since for index in self._problem.reaching[key])
            elif isinstance(key, str):
                true = any(start == iteration and self._capability(index) == key for index, start in enumerate(starts))
            elif key[0] == BEGINS:
                true = starts[key[1]] == iteration
            else:
                true = reached_for(self._goals[key], left) >= since
            values.append(float(true))
        return values

    def starts(self, values: Sequence[float]) -> Starts:
        """The plan that values of the columns stand for."""
        starts = [self._problem.never] * len(self._problem.items)
        for (index, iteration), column in self._items.items():
            if values[column] > 0.5 and iteration < starts[index]:
                starts[index] = iteration
        return tuple(starts)

    def _capability(self, index: int) -> str:
        return self._problem.chains[self._problem.items[index].chain].capability

    def _order(self) -> None:
        """Begun stays begun; what is waited for is begun before, or credited."""
        problem = self._problem
        for key, iteration in self._at:
            if isinstance(key, str) or (isinstance(key, tuple) and key[0] == BEGINS):
                continue
            if (key, iteration + 1) in self._at:
                self._follows((key, iteration), (key, iteration + 1))
            if isinstance(key, int):
                for required, gap in self._waits(key):
                    self._follows((key, iteration), (required, iteration - gap))
                self._mean(key, iteration)
            elif isinstance(key, Need):
                for index in problem.reaching[key]:
                    self._follows((key, iteration), (index, iteration - problem.items[index].lasts + 1))

    def _waits(self, index: int) -> Iterable[tuple[Key, int]]:
        """What an item waits for, without what the item before it in its cell waits for already."""
        problem = self._problem
        if problem.means:
            return problem.before[index]
        needs = problem.items[index].needs
        met = {required for need in needs for required in problem.reaching[need]}
        own = self._capability(index)
        before = [
            (each, gap) for each, gap in problem.before[index] if self._capability(each) == own or each not in met
        ]
        chain = problem.chains[problem.items[index].chain].items
        known = {need for each, _ in before if each in chain for need in problem.items[each].needs}
        return [*before, *((need, 1) for need in needs if need not in known)]

    def _mean(self, index: int, iteration: int) -> None:
        """A capability's mean must have risen far enough an iteration earlier."""
        for need in self._problem.measured[index]:
            mean = self._problem.means[need.capability]
            missing = need.level * mean.denominator - mean.base
            if missing > 0:
                factors = {
                    column: -mean.rises[each] / missing
                    for each, column in self._credited_by(iteration - 1)
                    if each in mean.rises
                }
                self._add(0.0, {self._items[index, iteration]: 1.0, **factors})

    def _goal(self, key: Key, goal: Goal, iteration: int) -> Iterator[Row]:
        """A goal is reached at most as far as what it takes is credited; not at all where that can't be."""
        column = self._at[key, iteration]
        found = list(goal_rows(goal, column, dict(self._credited_by(iteration))))
        possible = iteration >= self._soonest.get(self._problem.goals.index(goal), 0)
        if possible and len(found) == len(goal.items) + len(goal.thresholds):
            yield from found
        else:
            yield (0.0, [column], [1.0])

    def _capacity(self) -> None:
        problem = self._problem
        self._begins()
        self._room(problem.capacity, range(len(problem.items)))
        for owner, room in problem.rooms.items():
            self._room(
                room, [index for index, item in enumerate(problem.items) if problem.chains[item.chain].owner == owner]
            )

    def _begins(self) -> None:
        """What begins in an iteration has room in it: said of columns of their own, from which HiGHS draws covers."""
        efforts: dict[int, dict[int, float]] = {}
        for index, iteration in self._items:
            begins = self._at[(BEGINS, index), iteration]
            efforts.setdefault(iteration, {})[begins] = float(self._problem.items[index].effort)
            self._says_begun(index, iteration, begins)
        for inside in efforts.values():
            self._add(float(self._problem.capacity), inside)

    def _room(self, room: int, among: Iterable[int]) -> None:
        """At most `room` in every iteration, and so at most as many of them by the end of each."""
        efforts = {index: float(self._problem.items[index].effort) for index in among}
        for iteration in range(1, self._problem.never):
            by_now = {column: efforts[index] for index, column in self._begun_by(iteration) if index in efforts}
            before = {column: efforts[index] for index, column in self._begun_by(iteration - 1) if index in efforts}
            inside = dict(by_now)
            for column, effort in before.items():
                inside[column] = inside.get(column, 0.0) - effort
            self._add(float(room), inside)
            if before:
                self._add(float(iteration * room), by_now)

    def _focus(self) -> None:
        """What is begun in an iteration touches its capability then; so many may be touched."""
        problem = self._problem
        if problem.focus is None:
            return
        for index, iteration in self._items:
            self._says_begun(index, iteration, self._at[self._capability(index), iteration])
        names = dict.fromkeys(chain.capability for chain in problem.chains)
        for iteration in range(1, problem.never):
            self._add(float(problem.focus), {self._at[name, iteration]: 1.0 for name in names})

    def _says_begun(self, index: int, iteration: int, column: int) -> None:
        """A column says it if an item begins in an iteration: it is begun by its end and not by that of the last."""
        factors = {self._items[index, iteration]: 1.0, column: -1.0}
        if (index, iteration - 1) in self._items:
            factors[self._items[index, iteration - 1]] = -1.0
        self._add(0.0, factors)

    def _begun_by(self, iteration: int) -> Iterable[tuple[int, int]]:
        """Items that can be begun by then, and their columns."""
        for index, last in enumerate(self._last):
            if self._problem.earliest[index] <= iteration and last:
                yield index, self._items[index, min(iteration, last)]

    def _credited_by(self, iteration: int) -> Iterable[tuple[int, int]]:
        """Items that can be credited by then, and the columns that say so."""
        for index, last in enumerate(self._last):
            begun = iteration - self._problem.items[index].lasts + 1
            if last and self._problem.earliest[index] <= begun:
                yield index, self._items[index, min(begun, last)]

    def _follows(self, later: tuple[Key, int], earlier: tuple[Key, int]) -> None:
        """The one is at most the other; never, if there is no such column."""
        key, iteration = earlier
        if isinstance(key, int) and self._last[key] and iteration > self._last[key]:
            earlier = (key, self._last[key])
        if earlier in self._at:
            self._add(0.0, {self._at[later]: 1.0, self._at[earlier]: -1.0})
        else:
            self._add(0.0, {self._at[later]: 1.0})

    def _add(self, limit: float, factors: Mapping[int, float]) -> None:
        self._rows.append((limit, list(factors), list(factors.values())))
