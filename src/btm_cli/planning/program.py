"""A mixed-integer program as HiGHS takes it, and that of one iteration alone.

In: a `PlanProblem`. Out: `Program`s; the rows of a goal, which that of the whole plan (`whole_plan`) has too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, log2
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from btm_cli.planning.model import Goal, PlanProblem

Row = tuple[float, list[int], list[float]]
"""The sum of columns times factors is at most the limit."""
UNKNOWN: Mapping[int, int] = MappingProxyType({})
"""Where nothing is known that narrows the program."""
LARGEST: Final = 2.0**40
"""HiGHS refuses factors above 1e15; of rows and objectives with larger ones than this a power of two is taken out."""


class Program(NamedTuple):
    """Columns from `lower` to 1, all whole; their sum times `gains`, less `idle`, is to be as large as can be."""

    gains: Sequence[float]
    lower: Sequence[float]
    rows: Sequence[Row]
    idle: float = 0.0

    @property
    def scale(self) -> float:
        """What HiGHS's objective has to be multiplied by: 1, or where gains are very large a power of two."""
        return _scale(self.gains)

    def for_highs(self, highspy: Any) -> Any:
        """The program as HiGHS takes it, its objective divided by `scale`."""
        import numpy

        scales = [_scale(factors) for _, _, factors in self.rows]
        infinity = highspy.kHighsInf
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.gains), len(self.rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.offset_ = -self.idle / self.scale
        lp.col_cost_ = numpy.array(self.gains, dtype=float) / self.scale
        lp.col_lower_ = numpy.array(self.lower, dtype=float)
        lp.col_upper_ = numpy.ones(len(self.gains))
        lp.row_lower_ = numpy.full(len(self.rows), -infinity)
        lp.row_upper_ = numpy.array([row[0] / scale for row, scale in zip(self.rows, scales, strict=True)])
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.gains)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = numpy.cumsum([0] + [len(columns) for _, columns, _ in self.rows])
        lp.a_matrix_.index_ = numpy.array([column for _, columns, _ in self.rows for column in columns], dtype=int)
        values = [factor / scale for row, scale in zip(self.rows, scales, strict=True) for factor in row[2]]
        lp.a_matrix_.value_ = numpy.array(values, dtype=float)
        return lp


def _scale(numbers: Iterable[float]) -> float:
    """The power of two that brings all of `numbers` to `LARGEST` at most, and 1 where they are."""
    largest = max(map(abs, numbers), default=0.0)
    return 2.0 ** ceil(log2(largest / LARGEST)) if largest > LARGEST else 1.0


def best_by(problem: PlanProblem, iteration: int, soonest: Mapping[int, int] = UNKNOWN) -> Program:
    """What can be won by the end of one iteration, whatever lies before it: items in any order their needs allow.

    `soonest` has, by its place, the first iteration in which a goal can be reached, where that is known.
    """
    possible = [
        index
        for index, earliest in enumerate(problem.earliest)
        if earliest + problem.items[index].lasts - 1 <= iteration
    ]
    at = {index: column for column, index in enumerate(possible)}
    efforts = [float(problem.items[index].effort) for index in possible]
    rows: list[Row] = [(float(iteration * problem.capacity), list(at.values()), efforts)]
    rows += [
        (0.0, [at[index], at[required]], [1.0, -1.0])
        for index in possible
        for required, gap in problem.before[index]
        if required in at and problem.items[required].lasts - gap <= problem.items[index].lasts
    ]
    gains = [float(problem.items[index].gain) for index in possible]
    for place, goal in enumerate(problem.goals):
        if iteration < soonest.get(place, 0):
            continue
        column = len(gains)
        found = list(goal_rows(goal, column, at))
        if len(found) == len(goal.items) + len(goal.thresholds):
            gains.append(float(goal.worth))
            rows += found
    return Program(gains, [0.0] * len(gains), rows)


def goal_rows(goal: Goal, column: int, at: Mapping[int, int]) -> Iterator[Row]:
    """A goal is reached (`column`) at most as far as its items and sums are; fewer rows where one has no column."""
    for index in goal.items:
        if index in at:
            yield (0.0, [column, at[index]], [1.0, -1.0])
    for threshold in goal.thresholds:
        rises = {at[index]: -rise / threshold.need for index, rise in threshold.rises.items() if index in at}
        if sum(rises.values()) <= -1 + 1e-12:
            yield (0.0, [column, *rises], [1.0, *rises.values()])
