"""The problem as a mixed-integer program: columns, rows, and rows that say more than the rules need.

In: a `PlanProblem`, and for each iteration a limit of what can be won by its end. Out: `Program`s that HiGHS takes.

A column says "done by the end of iteration t", for an item or for a need (a capability at a level). The needs' columns
keep the rows few. What is done by the end of t takes at most t capacities, and wins at most what the best set for t
alone would: rows that follow from the others, but only for whole numbers, and from which a solver draws far better
bounds (with both, the proof for the full standard takes a tenth of the nodes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from btm_cli.planning.model import Need, PlanProblem, Starts

Row = tuple[float, list[int], list[float]]
"""The sum of columns times factors is at most the limit."""


class Program(NamedTuple):
    """Columns from `lower` to 1, all whole; their sum times `gains`, less `idle`, is to be as large as can be."""

    gains: Sequence[float]
    lower: Sequence[float]
    rows: Sequence[Row]
    idle: float = 0.0

    def for_highs(self, highspy: Any) -> Any:
        """The program as HiGHS takes it."""
        import numpy

        infinity = highspy.kHighsInf
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.gains), len(self.rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.offset_ = -self.idle
        lp.col_cost_ = numpy.array(self.gains, dtype=float)
        lp.col_lower_ = numpy.array(self.lower, dtype=float)
        lp.col_upper_ = numpy.ones(len(self.gains))
        lp.row_lower_ = numpy.full(len(self.rows), -infinity)
        lp.row_upper_ = numpy.array([limit for limit, _, _ in self.rows], dtype=float)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.gains)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = numpy.cumsum([0] + [len(columns) for _, columns, _ in self.rows])
        lp.a_matrix_.index_ = numpy.array([column for _, columns, _ in self.rows for column in columns], dtype=int)
        lp.a_matrix_.value_ = numpy.array([factor for _, _, factors in self.rows for factor in factors], dtype=float)
        return lp


def best_by(problem: PlanProblem, iteration: int) -> Program:
    """What can be won by the end of one iteration, whatever lies before it: items in any order their needs allow."""
    possible = [index for index, earliest in enumerate(problem.earliest) if earliest <= iteration]
    at = {index: column for column, index in enumerate(possible)}
    rows: list[Row] = [
        (
            float(iteration * problem.capacity),
            list(at.values()),
            [float(problem.items[index].effort) for index in possible],
        )
    ]
    rows += [
        (0.0, [at[index], at[required]], [1.0, -1.0])
        for index in possible
        for required, _ in problem.before[index]
        if required in at
    ]
    gains = [float(problem.items[index].gain) for index in possible]
    return Program(gains, [0.0] * len(possible), rows)


class WholePlan:
    """The program of the whole plan."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self._rows: list[Row] = []
        self._items: dict[tuple[int, int], int] = {}
        for index, earliest in enumerate(problem.earliest):
            for iteration in range(earliest, problem.never):
                self._items[index, iteration] = len(self._items)
        self._at: dict[tuple[int | Need, int], int] = dict(self._items.items())
        if not problem.means:
            for need in problem.reaching:
                for iteration in range(1, problem.iterations):
                    self._at[need, iteration] = len(self._at)

    @property
    def empty(self) -> bool:
        """Whether no item can be done at all."""
        return not self._items

    def program(self, best: Mapping[int, int]) -> Program:
        """The program; `best` has, by iteration, the most that can be won by its end."""
        self._rows = []
        self._order()
        self._capacity()
        for iteration, most in best.items():
            done = {column: float(self._gain(index)) for index, column in self._done_by(iteration)}
            self._add(float(most), done)
        gains, lower = [0.0] * len(self._at), [0.0] * len(self._at)
        for (index, iteration), column in self._items.items():
            gains[column] = float(self._gain(index))
            lower[column] = 1.0 if iteration >= self._latest(index) else 0.0
        return Program(gains, lower, self._rows, float(self._problem.idle))

    def values(self, starts: Starts) -> list[float]:
        """A plan as values of the columns."""
        values = []
        for key, iteration in self._at:
            needed = (key,) if isinstance(key, int) else self._problem.reaching[key]
            values.append(1.0 if all(starts[index] <= iteration for index in needed) else 0.0)
        return values

    def starts(self, values: Sequence[float]) -> Starts:
        """The plan that values of the columns stand for."""
        starts = [self._problem.never] * len(self._problem.items)
        for (index, iteration), column in self._items.items():
            if values[column] > 0.5 and iteration < starts[index]:
                starts[index] = iteration
        return tuple(starts)

    def _order(self) -> None:
        """Done stays done; what is waited for is done before."""
        problem = self._problem
        for key, iteration in self._at:
            if (key, iteration + 1) in self._at:
                self._follows((key, iteration), (key, iteration + 1))
            if isinstance(key, int):
                for required, gap in self._waits(key):
                    self._follows((key, iteration), (required, iteration - gap))
                self._mean(key, iteration)
            else:
                for index in problem.reaching[key]:
                    self._follows((key, iteration), (index, iteration))

    def _waits(self, index: int) -> Iterable[tuple[int | Need, int]]:
        """What an item waits for, without what the item before it in its cell waits for already."""
        problem = self._problem
        if problem.means:
            return problem.before[index]
        needs = problem.items[index].needs
        met = {required for need in needs for required in problem.reaching[need]}
        chain = problem.chains[problem.items[index].chain].items
        before = [(each, gap) for each, gap in problem.before[index] if each in chain or each not in met]
        known = {need for each, _ in before if each in chain for need in problem.items[each].needs}
        return [*before, *((need, 1) for need in needs if need not in known)]

    def _mean(self, index: int, iteration: int) -> None:
        """A capability's mean must have risen far enough an iteration earlier."""
        for need in self._problem.measured[index]:
            mean = self._problem.means[need.capability]
            missing = need.level * mean.denominator - mean.base
            factors = {
                self._items[each, iteration - 1]: -rise / missing
                for each, rise in mean.rises.items()
                if (each, iteration - 1) in self._items
            }
            self._add(0.0, {self._items[index, iteration]: 1.0, **factors})

    def _capacity(self) -> None:
        for iteration in range(1, self._problem.never):
            by_now = {column: float(self._effort(index)) for index, column in self._done_by(iteration)}
            before = {column: -float(self._effort(index)) for index, column in self._done_by(iteration - 1)}
            self._add(float(self._problem.capacity), {**by_now, **before})
            if before:
                self._add(float(iteration * self._problem.capacity), by_now)

    def _done_by(self, iteration: int) -> Iterable[tuple[int, int]]:
        """Items that can be done by then, and their columns."""
        for index in range(len(self._problem.items)):
            if (index, iteration) in self._items:
                yield index, self._items[index, iteration]

    def _follows(self, later: tuple[int | Need, int], earlier: tuple[int | Need, int]) -> None:
        """The one is at most the other; never, if there is no such column."""
        if earlier in self._at:
            self._add(0.0, {self._at[later]: 1.0, self._at[earlier]: -1.0})
        else:
            self._add(0.0, {self._at[later]: 1.0})

    def _add(self, limit: float, factors: Mapping[int, float]) -> None:
        self._rows.append((limit, list(factors), list(factors.values())))

    def _gain(self, index: int) -> int:
        return self._problem.items[index].gain

    def _effort(self, index: int) -> int:
        return self._problem.items[index].effort

    def _latest(self, index: int) -> int:
        return self._problem.latest[index]
