"""`btm plan`: the roadmap, what a target takes, and what became of an old plan."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from btm_cli.cli.options import AsOfOption, Color, ColorOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import write_result
from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.intake.opened import Assessment, Standards, assess_file, parse_target

if TYPE_CHECKING:
    from btm_cli.planning.model import Clash, Settings
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.render.document.blocks import Block
    from btm_cli.standard.companion_schema import CycleStepEntry

HELP = """Plan the way to the target: which steps in which iteration, why, and what they would change.

The plan closes as much of the gap as it can as early as it can, within the capacity. It keeps the file's pins,
deadlines and exclusions, and says how good it is: at most how much better any plan could be.

Examples:

  btm plan answers.yaml --iterations 4 --capacity 24

  btm plan answers.yaml --format json --output plan.json

  btm plan answers.yaml --against plan.json

  btm plan answers.yaml --reach synchronization
"""

CAPACITY = "24"
"""Effort points an iteration where neither the command line nor the file names any."""
MOST_ITERATIONS = 40
MISSING_SOLVER = "the exact solver is not installed"


class Format(StrEnum):
    """How the plan is written."""

    text = "text"
    json = "json"
    markdown = "markdown"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("plan", help=HELP, short_help="Plan the way to the target: steps, iterations, reasons.")(plan)


def plan(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    iterations: Annotated[
        int, typer.Option("--iterations", "-n", min=1, max=MOST_ITERATIONS, help="How many iterations.")
    ] = 4,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="POINTS", help=f"Effort points an iteration. Default: the file's, else {CAPACITY}."),
    ] = None,
    months: Annotated[int, typer.Option(min=1, max=60, help="Months an iteration takes; deadlines need it.")] = 3,
    target: Annotated[
        str | None, typer.Option(metavar="STATE|LEVEL", help="Aim at this instead of the file's own target.")
    ] = None,
    reach: Annotated[
        str | None, typer.Option(metavar="STATE|LEVEL", help="Only say what it takes to get there.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="PLAN.json", help="Only say what became of this earlier plan.")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Prove the plan with HiGHS (pip install 'btm-cli[exact]').")
    ] = (False),
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.text,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    standard: StandardOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Load, plan, render."""
    if reach is not None and (against is not None or target is not None or exact):
        raise UsageProblem("--reach stands alone", "leave out --against, --target and --exact")
    if against is not None and exact:
        raise UsageProblem("--against plans nothing", "leave out --exact")
    points = parse_capacity(capacity) if capacity is not None else None
    standards = Standards(standard)
    assessment = assess_file(file, standards, as_of, reach if reach is not None else target)
    settings = plan_settings(assessment, iterations, points, months)
    if against is not None:
        _progress(assessment, against, format, output, color)
    elif reach is not None:
        _reach(assessment, reach, settings, format, output, color)
    else:
        _roadmap(assessment, settings, exact, standards, format, output, color)
    _mention(assessment, file)


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


def _roadmap(
    assessment: Assessment,
    settings: Settings,
    exact: bool,
    standards: Standards,
    format: Format,
    output: str | None,
    color: Color,
) -> None:
    standard = assessment.loaded.standard
    cycle = load_cycle_steps(standards)
    roadmap = make_plan(assessment, settings, exact)
    if format in (Format.json, Format.csv):
        from btm_cli.render.plan.wire import plan_data

        data = plan_data(roadmap, standard, cycle)
        if format is Format.csv:
            from btm_cli.render.plan.csv import render_plan_csv

            write_result(render_plan_csv(data), output)
        else:
            _write_json(data, output)
        return
    from btm_cli.render.plan.build import build_plan_view
    from btm_cli.render.plan.page import plan_page

    write_page(plan_page(build_plan_view(roadmap, standard, cycle)), format is Format.markdown, output, color)


def make_plan(assessment: Assessment, settings: Settings, exact: bool = False) -> Roadmap:
    """The roadmap of an assessed file. Raises InvalidFiles where its demands clash, UsageProblem without HiGHS."""
    from btm_cli.cli.proving import proving
    from btm_cli.planning.costs import limits_by_cost
    from btm_cli.planning.roadmap import make_roadmap
    from btm_cli.planning.solve import naive_value, solve

    standard, answers, card = assessment.loaded.standard, assessment.loaded.answers, assessment.card
    try:
        with proving() if exact else nullcontext() as watch:
            solved = solve(standard, answers, card, settings, exact=exact, watch=watch)
    except ImportError:
        raise UsageProblem(MISSING_SOLVER, "pip install 'btm-cli[exact]', or leave out --exact") from None
    if solved.solution is None:
        raise InvalidFiles(_diagnostics(assessment, solved.clashes))
    problem, starts = solved.problem, solved.solution.starts
    naive = naive_value(standard, answers, card, settings, problem)
    costs = limits_by_cost(standard, answers, card, settings, problem, starts)
    solver = "exact" if exact else "fast"
    return make_roadmap(standard, answers, card, settings, problem, solved.solution, naive, solver, costs)


def _diagnostics(assessment: Assessment, clashes: Iterable[Clash]) -> list[Any]:
    from btm_cli.diagnostics import Problem

    document = assessment.loaded.document
    found = [
        document.diagnose(Problem(clash.code, clash.message, clash.path, hint=clash.hint, at_key=True))
        for clash in dict.fromkeys(clashes)
    ]
    return sorted(found, key=lambda problem: problem.sort_key)


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


def _reach(
    assessment: Assessment, goal: str, settings: Settings, format: Format, output: str | None, color: Color
) -> None:
    from btm_cli.planning.reach import reach
    from btm_cli.render.plan.reach import reach_data, reach_page

    _no_csv(format, "--reach")
    standard, card = assessment.loaded.standard, assessment.card
    aim = parse_target(goal, standard)
    states = {state.id: state for state in standard.states}
    level = aim.level
    if aim.state is not None:
        level = states[aim.state].target_level
        if level is None:
            raise UsageProblem(f"--reach: {aim.state} has no target level", "name another state, or a level")
    found = reach(standard, assessment.loaded.answers, card, settings, level or standard.top)
    name = aim.state or f"level {level}"
    if format is Format.json:
        _write_json(reach_data(found, name, card, settings), output)
    else:
        write_page(reach_page(found, name, card, settings, standard), format is Format.markdown, output, color)


def _progress(assessment: Assessment, path: str, format: Format, output: str | None, color: Color) -> None:
    from btm_cli.intake.old_plan import read_old_plan
    from btm_cli.planning.against import progress
    from btm_cli.render.plan.progress import progress_data, progress_page

    _no_csv(format, "--against")
    loaded, card = assessment.loaded, assessment.card
    old = read_old_plan(path)
    cells = [cell for capability in card.capabilities for cell in capability.cells]
    aims = {} if card.target_assumed else {cell.reference: cell.numbers.target for cell in cells}
    targets = {reference: aim.numerator for reference, aim in aims.items() if aim is not None}
    found = progress(loaded.standard, loaded.answers, card, old, targets)
    if format is Format.json:
        _write_json(progress_data(found, card), output)
    else:
        write_page(progress_page(found, card, loaded.standard), format is Format.markdown, output, color)


def _no_csv(format: Format, option: str) -> None:
    if format is Format.csv:
        raise UsageProblem(f"{option} has no csv", "text, json or markdown")


def _write_json(data: object, output: str | None) -> None:
    from btm_cli.render.wire.json import render_json

    write_result(render_json(data), output)


def write_page(page: Iterable[Block], markdown: bool, output: str | None, color: Color) -> None:
    """A page of blocks, as text or as Markdown."""
    from btm_cli.cli.terminal.printing import print_page
    from btm_cli.render.document.markdown import to_markdown

    blocks = list(page)
    if markdown:
        write_result(to_markdown(blocks), output)
    else:
        print_page(blocks, output, color)


def _mention(assessment: Assessment, file: str) -> None:
    from btm_cli.cli.assess import mention_warnings

    mention_warnings(assessment.diagnostics, file)
