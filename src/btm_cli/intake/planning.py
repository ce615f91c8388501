"""What a plan is made from and with: settings, the solvers, the standard's cycle.

In: an assessed file and the words of the command line. Out: a `Roadmap`, a `Reach`, or InvalidFiles and UsageProblem in
the words of the command line. The pure part is `btm_cli.planning`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.diagnostics import Problem, short
from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Assessment, Standards, assess_file, parse_target
from btm_cli.planning.dates import MONTHS, first_day

if TYPE_CHECKING:
    from btm_cli.planning.costs import Cost
    from btm_cli.planning.exact import Watch
    from btm_cli.planning.model import Settings, Solver
    from btm_cli.planning.reach import Reach, RuleStep, StateWorks
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
        raise UsageProblem(f"--capacity: `{short(text)}` is not a number above 0", "such as 24 or 12.5")
    return points


def plan_settings(
    assessment: Assessment, iterations: int, points: Fraction | None, months: int = MONTHS, focus: int | None = None
) -> Settings:
    """What a plan is made with; without `points` the capacity is the file's, else `CAPACITY`; `focus` likewise."""
    from btm_cli.planning.model import Settings

    said = assessment.loaded.answers.capacity
    capacity = points if points is not None else Fraction(said or CAPACITY)
    start = first_day(assessment.loaded.answers, assessment.card.as_of)
    focused = focus if focus is not None else assessment.loaded.answers.focus
    return Settings(iterations, capacity, points is None and said is None, start, months, focused)


def make_plan(
    assessment: Assessment,
    settings: Settings,
    exact: bool = False,
    proving: Callable[[], AbstractContextManager[Watch | None]] = nullcontext,
    limits: bool = False,
) -> Roadmap:
    """The roadmap of an assessed file; `proving` gives what looks on while the exact solver works.

    With `limits` also what each limit costs, which takes a plan of its own for each.

    Raises InvalidFiles where the file's demands clash, UsageProblem without HiGHS.
    """
    from btm_cli.planning.costs import limits_by_cost
    from btm_cli.planning.roadmap import make_roadmap
    from btm_cli.planning.solve import solve

    standard, answers, card = assessment.loaded.standard, assessment.loaded.answers, assessment.card
    try:
        with proving() as watch:
            solved = solve(standard, answers, card, settings, exact=exact, watch=watch)
    except ImportError:
        raise UsageProblem(MISSING_SOLVER, "pip install highspy, or leave out --exact") from None
    if solved.solution is None:
        clashes = (
            Problem(each.code, each.message, each.path, hint=each.hint, at_key=True)
            for each in dict.fromkeys(solved.clashes)
        )
        found = map(assessment.loaded.document.diagnose, clashes)
        raise InvalidFiles(sorted(found, key=lambda problem: problem.sort_key))
    costs: tuple[Cost, ...] = ()
    if limits:
        costs = limits_by_cost(standard, answers, card, settings, solved.problem, solved.solution.starts)
    solver: Solver = "exact" if exact else "fast"
    return make_roadmap(standard, answers, card, settings, solved, solver, costs)


def find_reach(assessment: Assessment, goal: str, settings: Settings) -> tuple[Reach, str]:
    """What `goal` (a state or a level) takes, and what it is called. Raises UsageProblem.

    The assessment must have been made with that goal as its target.
    """
    from btm_cli.planning.reach import reach, rule_reach

    standard, answers, card = assessment.loaded.standard, assessment.loaded.answers, assessment.card
    aim = parse_target(goal, standard)
    level = aim.level
    if aim.state is not None:
        level = next(state.target_level for state in standard.states if state.id == aim.state)
        if level is None:
            raise UsageProblem(f"--reach: {aim.state} has no target level", "name another state, or a level")
    found = reach(standard, answers, card, settings, level or standard.top)
    if aim.state is not None:
        state = next(each for each in standard.states if each.id == aim.state)
        found = found._replace(rule=rule_reach(standard, answers, card, settings, state))
    return found, aim.state or f"level {level}"


def state_works(path: str, standards: Standards) -> StateWorks | None:
    """What each state of `path`'s standard takes from where the file stands; None where nothing is assessed.

    Raises InvalidFiles, UnreadableFile.
    """
    from btm_cli.planning.reach import StateWorks, work_for

    works, settings = {}, None
    now = assess_file(path, standards)
    for state in now.loaded.standard.states:
        if state.target_level is not None:
            assessment = assess_file(path, standards, target=state.id)
            loaded, card = assessment.loaded, assessment.card
            if card.overall.numbers.score is None:
                return None
            settings = plan_settings(assessment, 1, None)
            works[state.id] = work_for(loaded.standard, loaded.answers, card, settings)
    return StateWorks(works, settings, now.card) if settings is not None else None


def steps_to_reach(assessment: Assessment, state: str) -> tuple[RuleStep, ...]:
    """The steps that make a state's own rule true, from the assessment as it is. Raises UsageProblem."""
    from btm_cli.planning.reach import rule_reach
    from btm_cli.scoring import assess

    standard, answers = assessment.loaded.standard, assessment.loaded.answers
    aim = next((each for each in standard.states if each.id == parse_target(state, standard).state), None)
    if aim is None:
        raise UsageProblem(f"--reach: `{short(state)}` is a level", "name a state: a level has no rule of its own")
    today = assess(standard, answers, frozenset(), assessment.card.as_of)
    settings = plan_settings(assessment, 1, None)
    rule = rule_reach(standard, answers, today, settings, aim)
    if rule.obstacles:
        raise UsageProblem(f"--reach: no steps make {aim.id} true: {'; '.join(rule.obstacles)}")
    return rule.steps


def load_cycle_steps(standards: Standards) -> tuple[CycleStepEntry, ...]:
    """The cycle of the standard in use, none where it has none. Raises InvalidFiles."""
    from btm_cli.standard.bundled import data_folder
    from btm_cli.standard.companions import load_cycle

    folder = standards.folder.rstrip("/\\") or standards.folder if standards.folder is not None else None
    cycle, problems = load_cycle(folder or data_folder("standard"), DiskFiles())
    if problems:
        raise InvalidFiles(problems)
    return tuple(cycle.steps) if cycle is not None else ()
