"""The proven plan: the problem as a mixed-integer program for HiGHS, its answer checked by our own rules.

In: a `PlanProblem` and a plan to begin with. Out: a `Solution` whose bound HiGHS proved. HiGHS calculates in floating
point; what leaves here is whole-number starts that `check` accepts, and a bound rounded away from the plan. The same
input gives the same plan: one thread, a fixed seed, no time limit. Needs `pip install 'btm-cli[exact]'`.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from btm_cli.planning.check import holds, violations
from btm_cli.planning.model import PlanProblem, Solution, Starts

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 0.001
"""The search ends at this relative distance between plan and bound."""
NODES = 200
"""The search ends after so many nodes as well, with the gap proven by then: counted work, not time, so that it is the
same everywhere."""
SEED = 20050101
TOLERANCE = 1e-6
"""What HiGHS may be off by, relative to a value."""


def solve_exactly(problem: PlanProblem, first: Starts | None, gap: float = GAP) -> Solution | None:
    """The best plan within `gap` of the optimum, None where HiGHS proves that there is none. Raises ImportError.

    `first` is a plan to begin with, None where none is known.
    """
    import highspy

    model = _Model(problem)
    solver: Any = _solver(highspy)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", SEED)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.setOptionValue("mip_abs_gap", 0.999)  # values are whole numbers
    if not model.columns:
        return _without_choice(problem, first)
    solver.passModel(model.program(highspy))
    if first is not None:
        start = highspy.HighsSolution()
        start.col_value = model.values(first)
        solver.setSolution(start)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit):
        raise RuntimeError(f"HiGHS ended with {solver.modelStatusToString(status)}")
    starts = model.starts(solver.getSolution().col_value)
    wrong = list(violations(problem, starts))
    if wrong:
        raise RuntimeError(f"HiGHS gave a plan that breaks a rule: {wrong[0]}")
    proven = float(solver.getInfo().mip_dual_bound)
    value = problem.value(starts)
    bound = max(value, ceil(proven + abs(proven) * TOLERANCE))
    if bound - value <= 1 + abs(proven) * TOLERANCE and proven - value < 0.5:
        bound = value  # whole numbers: nothing lies between
    if first is not None and problem.value(first) > value:
        starts, value = first, problem.value(first)
    return Solution(starts, value, bound, "proven by HiGHS")


def _without_choice(problem: PlanProblem, first: Starts | None) -> Solution | None:
    """Where no item may be done at all there is nothing to solve."""
    starts = first or (problem.never,) * len(problem.items)
    return Solution(starts, 0, 0, "proven: nothing can be done") if holds(problem, starts) else None


def _solver(highspy: Any) -> Any:
    """The solver itself: its public wrapper greets on standard output before anybody can ask it not to."""
    return highspy._core._Highs()


class _Model:
    """Binary columns `done by the end of iteration t`, for every item from its earliest iteration on."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self.columns: dict[tuple[int, int], int] = {}
        for index, earliest in enumerate(problem.earliest):
            for iteration in range(earliest, problem.never):
                self.columns[index, iteration] = len(self.columns)
        self._lower = [0.0] * len(self.columns)
        for index, latest in enumerate(problem.latest):
            for iteration in range(latest, problem.never):
                column = self.columns.get((index, iteration))
                if column is not None:
                    self._lower[column] = 1.0
        self._rows: list[tuple[float, list[int], list[float]]] = []  # each: sum of columns times factors <= limit
        self._write()

    def _write(self) -> None:
        problem, at = self._problem, self.columns
        for index, before in enumerate(problem.before):
            for iteration in range(problem.earliest[index], problem.never):
                column = at[index, iteration]
                later = at.get((index, iteration + 1))
                if later is not None:
                    self._add(0.0, [column, later], [1.0, -1.0])
                for required, gap in before:
                    first = at.get((required, iteration - gap))
                    self._add(
                        0.0, [column] if first is None else [column, first], [1.0, -1.0][: 1 + (first is not None)]
                    )
                for need in problem.measured[index]:
                    mean = problem.means[need.capability]
                    missing = need.level * mean.denominator - mean.base
                    risen = [(at.get((i, iteration - 1)), rise) for i, rise in mean.rises.items()]
                    known = [(found, -rise / missing) for found, rise in risen if found is not None]
                    self._add(0.0, [column, *(found for found, _ in known)], [1.0, *(part for _, part in known)])
        for iteration in range(1, problem.never):
            taken: dict[int, float] = {}
            for index, item in enumerate(problem.items):
                if (index, iteration) in at:
                    taken[at[index, iteration]] = float(item.effort)
                    if (index, iteration - 1) in at:
                        taken[at[index, iteration - 1]] = -float(item.effort)
            self._add(float(problem.capacity), list(taken), list(taken.values()))

    def _add(self, limit: float, columns: list[int], factors: list[float]) -> None:
        self._rows.append((limit, columns, factors))

    def program(self, highspy: Any) -> Any:
        """The program as HiGHS takes it."""
        import numpy

        problem, infinity = self._problem, highspy.kHighsInf
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.columns), len(self._rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = numpy.array([float(problem.items[index].gain) for index, _ in self.columns])
        lp.col_lower_ = numpy.array(self._lower)
        lp.col_upper_ = numpy.ones(len(self.columns))
        lp.row_lower_ = numpy.full(len(self._rows), -infinity)
        lp.row_upper_ = numpy.array([limit for limit, _, _ in self._rows])
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.columns)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = numpy.cumsum([0] + [len(columns) for _, columns, _ in self._rows])
        lp.a_matrix_.start_ = lengths
        lp.a_matrix_.index_ = numpy.array([column for _, columns, _ in self._rows for column in columns])
        lp.a_matrix_.value_ = numpy.array([factor for _, _, factors in self._rows for factor in factors])
        return lp

    def values(self, starts: Starts) -> list[float]:
        """A plan as values of the columns."""
        return [1.0 if starts[index] <= iteration else 0.0 for index, iteration in self.columns]

    def starts(self, values: Sequence[float]) -> Starts:
        """The plan that values of the columns stand for."""
        starts = [self._problem.never] * len(self._problem.items)
        for (index, iteration), column in self.columns.items():
            if values[column] > 0.5 and iteration < starts[index]:
                starts[index] = iteration
        return tuple(starts)
