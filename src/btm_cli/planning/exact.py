"""The proven plan: the problem as a mixed-integer program for HiGHS, its answer checked by our own rules.

In: a `PlanProblem` and a plan to begin with. Out: a `Solution` whose bound HiGHS proved. HiGHS calculates in floating
point; what leaves here is whole-number starts that `check` accepts, and a bound rounded away from the plan. The same
input gives the same plan: one thread, a fixed seed, no time limit. Needs `highspy`, the extra `exact`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import floor, inf
from typing import Any, Final, NamedTuple

from btm_cli.planning.closed_set import cheapest
from btm_cli.planning.fast import WORK, solve_fast
from btm_cli.planning.model import PlanProblem, Solution, Starts
from btm_cli.planning.precedence import settled
from btm_cli.planning.program import Program, best_by
from btm_cli.planning.violations import holds, violations
from btm_cli.planning.whole_plan import WholePlan

GAP: Final = 0.001
"""The search ends once no plan can leave less than this part less of the objective: the gap that remains, summed."""
NODES: Final = 2000
"""The search ends after so many nodes as well, with the gap proven by then: counted work, not time, so that it is the
same everywhere."""
BEGIN: Final = 7 * WORK
"""How long our own solver looks for a plan to begin with: HiGHS proves faster than it finds."""
FIRST: Final = 5
"""How many iterations are proven by themselves at most."""
FIRST_NODES: Final = 60
"""The search for each of them ends after so many nodes."""
SEED: Final = 20050101
TOLERANCE: Final = 1e-6
"""What HiGHS may be off by, relative to a value."""

WHOLE: Final = 0.999
"""The search ends within this of the optimum as well: values are whole numbers."""

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
    soonest = _soonest(problem)
    whole = WholePlan(problem, soonest)
    if whole.empty:
        starts = first or (problem.never,) * len(problem.items)
        return Solution(starts, 0, 0, "proven: nothing can be done") if holds(problem, starts) else None
    best = {iteration: _most(highspy, problem, iteration, soonest) for iteration in range(1, problem.never)}
    program = whole.program(best, _firsts(highspy, problem, soonest, best, watch))
    proven = _run(highspy, program, whole.values(first) if first is not None else None, gap, watch)
    if proven is None:
        return None
    starts, value = _checked(problem, whole, proven, first)
    bound = proven.bound
    if proven.ended and bound - value > 0.5 + gap * abs(problem.idle - bound) and first is not None:
        # HiGHS calls the plan it began with optimal where its presolve knows a better one, which it does not give.
        proven = _run(highspy, program, None, gap, watch) or proven
        starts, value = _checked(problem, whole, proven, starts)
    return Solution(starts, value, max(value, _whole(min(bound, proven.bound))), "proven by HiGHS")


def _soonest(problem: PlanProblem) -> dict[int, int]:
    """By the place of a goal with sums, the first iteration by whose end there is capacity for the least it takes.

    Parts of items would seem to reach it sooner, and in part.
    """
    found = {}
    for place, goal in enumerate(problem.goals):
        if goal.thresholds and problem.capacity:
            chosen = cheapest(problem, goal)
            found[place] = -(-chosen.least // problem.capacity) if chosen is not None else problem.never
    return found


def _firsts(
    highspy: Any, problem: PlanProblem, soonest: Mapping[int, int], best: Mapping[int, int], watch: Watch | None
) -> dict[int, int]:
    """By number of iterations the most that a plan of so many wins: each is a row for all that are longer.

    What does not fill an iteration is lost first of all where there are few, and few are soon proven.
    """
    found: dict[int, int] = {}
    for iterations in range(2, min(FIRST, problem.iterations - 1) + 1):
        part = _first(problem, iterations)
        whole, begin = WholePlan(part, soonest), solve_fast(part, work=WORK // 3)
        if whole.empty or begin is None:
            continue
        program = whole.program(best, found)
        proven = _run(highspy, program, whole.values(begin.starts), 0.0, watch and (lambda _: watch(inf)), FIRST_NODES)
        if proven is not None:
            found[iterations] = floor(proven.bound + TOLERANCE * (1 + abs(proven.bound)))
    return found


def _first(problem: PlanProblem, iterations: int) -> PlanProblem:
    """The problem of the first iterations alone: whatever a plan wins in them, the best plan of this one wins."""
    latest = tuple(min(each, iterations + 1) for each in problem.latest)
    idle = problem.idle // problem.iterations * iterations
    return problem._replace(iterations=iterations, latest=latest, musts=(), idle=idle)


class _Proven(NamedTuple):
    """What HiGHS says: values of the columns, what no plan exceeds, and whether it ended before its work was done."""

    values: Sequence[float]
    bound: float
    ended: bool


def _run(
    highspy: Any, program: Program, begin: list[float] | None, gap: float, watch: Watch | None, nodes: int = NODES
) -> _Proven | None:
    """Solve the program, from `begin` where there is one; None where it is proven to have no solution."""
    solver = quiet_solver(highspy, program, begun=begin is not None)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_max_nodes", nodes)
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
    bound = float(solver.getInfo().mip_dual_bound) * program.scale + program.idle
    return _Proven(solver.getSolution().col_value, bound, status == highspy.HighsModelStatus.kOptimal)


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


def _whole(proven: float) -> int:
    """The whole number that no plan exceeds, given what floating point proved."""
    return floor(proven + abs(proven) * TOLERANCE + TOLERANCE)


def _most(highspy: Any, problem: PlanProblem, iteration: int, soonest: Mapping[int, int]) -> int:
    """The most that can be won by the end of one iteration."""
    program = best_by(problem, iteration, soonest)
    proven = _run(highspy, program, None, 0.0, None) if program.gains else None
    return 0 if proven is None else _whole(proven.bound)


def quiet_solver(highspy: Any, program: Program, begun: bool) -> Any:
    """The solver with its program, itself: its public wrapper greets before anybody can ask it not to."""
    solver = highspy._core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", SEED)
    solver.setOptionValue("mip_abs_gap", WHOLE / program.scale)
    solver.setOptionValue("mip_allow_restart", False)
    if begun:
        solver.setOptionValue("mip_heuristic_effort", 0.0)
        for name in _HEURISTICS:
            solver.setOptionValue(f"mip_heuristic_run_{name}", False)
    solver.passModel(program.for_highs(highspy))
    return solver
