"""A mixed-integer program as HiGHS takes it, and that of one iteration alone.

In: a `PlanProblem`. Out: `Program`s; the rows of a goal, which that of the whole plan (`whole_plan`) has too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from btm_cli.planning.model import Goal, PlanProblem

Row = tuple[float, list[int], list[float]]
"""The sum of columns times factors is at most the limit."""
UNKNOWN: Mapping[int, int] = MappingProxyType({})
"""Where nothing is known that narrows the program."""


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
