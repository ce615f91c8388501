"""The proven plan: the problem as a mixed-integer program for HiGHS, its answer checked by our own rules.

In: a `PlanProblem` and a plan to begin with. Out: a `Solution` whose bound HiGHS proved. HiGHS calculates in floating
point; what leaves here is whole-number starts that `check` accepts, and a bound rounded away from the plan. The same
input gives the same plan: one thread, a fixed seed, no time limit. Needs `pip install 'btm-cli[exact]'`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import floor
from typing import Any, Final, NamedTuple

from btm_cli.planning.fast import WORK, solve_fast
from btm_cli.planning.model import PlanProblem, Solution, Starts
from btm_cli.planning.precedence import settled
from btm_cli.planning.program import Program, WholePlan, best_by
from btm_cli.planning.violations import holds, violations

GAP: Final = 0.001
"""The search ends once no plan can leave less than this part less of the objective: the gap that remains, summed."""
NODES: Final = 2000
"""The search ends after so many nodes as well, with the gap proven by then: counted work, not time, so that it is the
same everywhere."""
BEGIN: Final = 8 * WORK
"""How long our own solver looks for a plan to begin with: HiGHS proves faster than it finds."""
SEED: Final = 20050101
TOLERANCE: Final = 1e-6
"""What HiGHS may be off by, relative to a value."""

# Its searches for better plans take more time than they bring, once it begins with a good one.
_HEURISTICS: Final = ("rins", "rens", "root_reduced_cost", "feasibility_jump")


Watch = Callable[[float], bool]
"""Told now and then which gap is proven (a part of the objective, `inf` at first); says whether to stop."""


def solve_exactly(
    problem: PlanProblem,
    begin: Iterable[Starts] = (),
    gap: float = GAP,
    work: int = BEGIN,
    watch: Watch | None = None,
) -> Solution | None:
    """The best plan within `gap` of the optimum, None where HiGHS proves that there is none.

    `begin` are plans to begin with, as far as some are known; `work` is how long `solve_fast` looks for a better one.
    Raises ImportError without HiGHS, and KeyboardInterrupt where `watch` says to stop.
    """
    import highspy

    windows = zip(problem.earliest, problem.latest, strict=True)
    if any(latest < min(earliest, problem.never) for earliest, latest in windows):
        return None  # due before it can be done, and so without a column
    found = solve_fast(problem, begin, work)
    first = found.starts if found else None
    whole = WholePlan(problem)
    if whole.empty:
        starts = first or (problem.never,) * len(problem.items)
        return Solution(starts, 0, 0, "proven: nothing can be done") if holds(problem, starts) else None
    best = {iteration: _most(highspy, problem, iteration) for iteration in range(1, problem.never)}
    program = whole.program(best)
    proven = _run(highspy, program, whole.values(first) if first is not None else None, gap, watch)
    if proven is None:
        return None
    starts, value = _checked(problem, whole, proven, first)
    if proven.bound - value > 0.5 + gap * abs(problem.idle - proven.bound) and first is not None:
        # HiGHS calls the plan it began with optimal where its presolve knows a better one, which it does not give.
        proven = _run(highspy, program, None, gap, watch) or proven
        starts, value = _checked(problem, whole, proven, first)
    return Solution(starts, value, _bound(proven.bound, value), "proven by HiGHS")


class _Proven(NamedTuple):
    """What HiGHS says: values of the columns, and what no plan exceeds."""

    values: Sequence[float]
    bound: float


def _run(highspy: Any, program: Program, begin: list[float] | None, gap: float, watch: Watch | None) -> _Proven | None:
    """Solve the program, from `begin` where there is one; None where it is proven to have no solution."""
    solver = quiet_solver(highspy, begun=begin is not None)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_max_nodes", NODES)
    solver.passModel(program.for_highs(highspy))
    if begin is not None:
        start = highspy.HighsSolution()
        start.col_value = begin
        solver.setSolution(start)
    stopped = _watched(highspy, solver, watch)
    solver.run()
    if stopped:
        raise KeyboardInterrupt
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit):
        raise RuntimeError(f"HiGHS ended with {solver.modelStatusToString(status)}")
    return _Proven(solver.getSolution().col_value, float(solver.getInfo().mip_dual_bound) + program.idle)


def _checked(problem: PlanProblem, whole: WholePlan, proven: _Proven, first: Starts | None) -> tuple[Starts, int]:
    """The plan that the columns stand for, or `first` where that is better, settled; and its value."""
    starts = whole.starts(proven.values)
    wrong = next(violations(problem, starts), None)
    if wrong is not None:
        raise RuntimeError(f"HiGHS gave a plan that breaks a rule: {wrong}")
    if first is not None:
        starts = max(starts, first, key=problem.value)
    starts = settled(problem, starts)
    return starts, problem.value(starts)


def _watched(highspy: Any, solver: Any, watch: Watch | None) -> list[bool]:
    """Let `watch` look on while `solver` runs; what is returned has something in it once it has said to stop."""
    stopped: list[bool] = []
    if watch is None:
        return stopped

    def look(kind: int, message: str, found: Any, answer: Any, data: object) -> None:
        if watch(float(found.mip_gap)):
            stopped.append(True)
        answer.user_interrupt = bool(stopped)

    solver.setCallback(look, None)
    solver.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
    return stopped


def _bound(proven: float, value: int) -> int:
    """The whole number that no plan exceeds, given what floating point proved."""
    return max(value, floor(proven + abs(proven) * TOLERANCE + TOLERANCE))


def _most(highspy: Any, problem: PlanProblem, iteration: int) -> int:
    """The most that can be won by the end of one iteration."""
    solver = quiet_solver(highspy, begun=False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_max_nodes", NODES)
    program = best_by(problem, iteration)
    if not program.gains:
        return 0
    solver.passModel(program.for_highs(highspy))
    solver.run()
    proven = float(solver.getInfo().mip_dual_bound)
    return floor(proven + abs(proven) * TOLERANCE + TOLERANCE)


def quiet_solver(highspy: Any, begun: bool) -> Any:
    """The solver itself: its public wrapper greets on standard output before anybody can ask it not to."""
    solver = highspy._core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", SEED)
    solver.setOptionValue("mip_abs_gap", 0.999)  # values are whole numbers
    solver.setOptionValue("mip_allow_restart", False)
    if begun:
        solver.setOptionValue("mip_heuristic_effort", 0.0)
        for name in _HEURISTICS:
            solver.setOptionValue(f"mip_heuristic_run_{name}", False)
    return solver
