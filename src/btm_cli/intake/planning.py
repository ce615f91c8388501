"""What a plan is made from and with: settings, the solvers, the standard's cycle.

In: an assessed file and the words of the command line. Out: a `Roadmap`, a `Reach`, or InvalidFiles and UsageProblem in
the words of the command line. The pure part is `btm_cli.planning`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.intake.opened import Assessment, Standards, parse_target

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.planning.exact import Watch
    from btm_cli.planning.model import Clash, Settings, Solver
    from btm_cli.planning.reach import Reach
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.standard.companion_schema import CycleStepEntry

CAPACITY = "24"
"""Effort points an iteration where neither the command line nor the file names any."""
MISSING_SOLVER = "the exact solver is not installed"


def parse_capacity(text: str) -> Fraction:
    """The points that `--capacity` names. Raises UsageProblem."""
    from btm_cli.exact import exact

    try:
        points = exact(text)
    except ValueError:
        points = Fraction(0)
    if points <= 0:
        raise UsageProblem(f"--capacity: `{text}` is not a number above 0", "such as 24 or 12.5")
    return points


def plan_settings(assessment: Assessment, iterations: int, points: Fraction | None, months: int = 3) -> Settings:
    """What a plan is made with; without `points` the capacity is the file's, else `CAPACITY`."""
    from btm_cli.planning.model import Settings

    said = assessment.loaded.answers.capacity
    capacity = points if points is not None else Fraction(said or CAPACITY)
    return Settings(iterations, capacity, points is None and said is None, assessment.card.as_of, months)


def make_plan(
    assessment: Assessment,
    settings: Settings,
    exact: bool = False,
    proving: Callable[[], AbstractContextManager[Watch | None]] = nullcontext,
) -> Roadmap:
    """The roadmap of an assessed file; `proving` gives what looks on while the exact solver works.

    Raises InvalidFiles where the file's demands clash, UsageProblem without HiGHS.
    """
    from btm_cli.planning.costs import limits_by_cost
    from btm_cli.planning.roadmap import make_roadmap
    from btm_cli.planning.solve import naive_value, solve

    standard, answers, card = assessment.loaded.standard, assessment.loaded.answers, assessment.card
    try:
        with proving() as watch:
            solved = solve(standard, answers, card, settings, exact=exact, watch=watch)
    except ImportError:
        raise UsageProblem(MISSING_SOLVER, "pip install 'btm-cli[exact]', or leave out --exact") from None
    if solved.solution is None:
        raise InvalidFiles(_diagnostics(assessment, solved.clashes))
    problem, starts = solved.problem, solved.solution.starts
    naive = naive_value(standard, answers, card, settings, problem)
    costs = limits_by_cost(standard, answers, card, settings, problem, starts)
    solver: Solver = "exact" if exact else "fast"
    return make_roadmap(standard, answers, card, settings, problem, solved.solution, naive, solver, costs)


def find_reach(assessment: Assessment, goal: str, settings: Settings) -> tuple[Reach, str]:
    """What `goal` (a state or a level) takes, and what it is called. Raises UsageProblem.

    The assessment must have been made with that goal as its target.
    """
    from btm_cli.planning.reach import reach

    standard, answers, card = assessment.loaded.standard, assessment.loaded.answers, assessment.card
    aim = parse_target(goal, standard)
    level = aim.level
    if aim.state is not None:
        level = next(state.target_level for state in standard.states if state.id == aim.state)
        if level is None:
            raise UsageProblem(f"--reach: {aim.state} has no target level", "name another state, or a level")
    found = reach(standard, answers, card, settings, level or standard.top)
    return found, aim.state or f"level {level}"


def load_cycle_steps(standards: Standards) -> tuple[CycleStepEntry, ...]:
    """The cycle of the standard in use, none where it has none. Raises InvalidFiles."""
    from btm_cli.files import DiskFiles
    from btm_cli.standard.bundled import data_folder
    from btm_cli.standard.companions import load_cycle

    folder = standards.folder.rstrip("/\\") or standards.folder if standards.folder is not None else None
    cycle, problems = load_cycle(folder or data_folder("standard"), DiskFiles())
    if problems:
        raise InvalidFiles(problems)
    return tuple(cycle.steps) if cycle is not None else ()


def _diagnostics(assessment: Assessment, clashes: Iterable[Clash]) -> list[Diagnostic]:
    from btm_cli.diagnostics import Problem

    document = assessment.loaded.document
    found = [
        document.diagnose(Problem(clash.code, clash.message, clash.path, hint=clash.hint, at_key=True))
        for clash in dict.fromkeys(clashes)
    ]
    return sorted(found, key=lambda problem: problem.sort_key)
