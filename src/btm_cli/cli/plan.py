"""`btm plan`: the roadmap, what a target takes, and what became of an old plan."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from btm_cli.cli.options import (
    PAGE_FORMATS,
    AnyStandard,
    AsOfOption,
    ColorOption,
    FileArgument,
    FullOption,
    OutputOption,
    TableFormat,
    TargetOption,
    destination,
)
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say_warnings
from btm_cli.cli.terminal.progress import proving
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import one_file
from btm_cli.intake.opened import Assessment, Standards, assess_file
from btm_cli.intake.planning import CAPACITY, find_reach, load_cycle_steps, make_plan, parse_capacity, plan_settings
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.planning.model import Settings
    from btm_cli.planning.roadmap import Roadmap

HELP = """Plan the way to the target: which steps in which iteration, why, and what they would change.

The plan finishes capabilities, closes gaps and reaches states as early as it can, within the capacity. It keeps the
file's pins, deadlines and exclusions, and says how good it is: at most how much better any plan could be.

Examples:

  btm plan answers.yaml --iterations 4 --capacity 24

  btm plan answers.yaml --format json --output plan.json

  btm plan answers.yaml --against plan.json

  btm plan answers.yaml --reach synchronization

  btm plan answers.yaml --format oscal --output poam.oscal.json
"""

Format = Literal[TableFormat, "oscal"]

MOST_ITERATIONS = 40


def plan(
    file: FileArgument = None,
    iterations: Annotated[
        int, typer.Option("--iterations", "-n", metavar="N", min=1, max=MOST_ITERATIONS, help="How many iterations.")
    ] = 4,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="POINTS", help=f"Effort points an iteration. Default: the file's, else {CAPACITY}."),
    ] = None,
    months: Annotated[
        int, typer.Option(metavar="N", min=1, max=60, help="Months an iteration takes; deadlines need it.")
    ] = 3,
    target: TargetOption = None,
    reach: Annotated[
        str | None, typer.Option(metavar="STATE|LEVEL", help="Only say what it takes to get there.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="PLAN.json", help="Only say what became of this earlier plan.")
    ] = None,
    focus: Annotated[
        int | None,
        typer.Option(min=1, metavar="F", help="The most capabilities an iteration may touch. Default: the file's."),
    ] = None,
    limits: Annotated[
        bool, typer.Option("--limits", help="Also say what each limit costs (plans again for each).")
    ] = False,
    exact: Annotated[bool, typer.Option("--exact", help="Prove the plan with HiGHS (pip install highspy).")] = False,
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="How to write it; oscal: a plan of action and milestones. Default: as the output's ending says, else "
            "text.",
        ),
    ] = None,
    output: OutputOption = None,
    full: FullOption = False,
    as_of: AsOfOption = None,
    *,
    standards: AnyStandard,
    color: ColorOption = "auto",
) -> None:
    """Load, plan, write."""
    if reach is not None and (against is not None or target is not None or exact):
        raise UsageProblem("--reach stands alone", "leave out --against, --target and --exact")
    if against is not None and exact:
        raise UsageProblem("--against plans nothing", "leave out --exact")

    only = "--against" if against is not None else "--reach" if reach is not None else None
    if only is not None and format is not None and format not in PAGE_FORMATS:
        raise UsageProblem(f"{only} has no {format}", f"formats: {', '.join(PAGE_FORMATS)}")
    where = destination(format, output, color, PAGE_FORMATS if only else get_args(Format))
    points = parse_capacity(capacity) if capacity is not None else None
    named = file is not None
    file = one_file(file)
    assessment = assess_file(file, standards, as_of, reach if reach is not None else target)
    settings = plan_settings(assessment, iterations, points, months, focus)
    if against is not None:
        result = _progress(assessment, against, screen=where.format == "text", full=full)
    elif reach is not None:
        result = _reach(assessment, reach, settings, brief=where.format == "text" and not full)
    else:
        result = _roadmap(assessment, settings, exact, limits, standards, brief=where.format == "text" and not full)
    emit(result, where)
    say_warnings(assessment.diagnostics, file)
    if only is None and output is None:
        propose("plan", *([file] if named else []), "-f", "json", "-o", "plan.json", why=words("next.compare-plan"))


def _roadmap(
    assessment: Assessment, settings: Settings, exact: bool, limits: bool, standards: Standards, *, brief: bool
) -> Result:
    from btm_cli.render.plan.brief import plan_brief
    from btm_cli.render.plan.page import plan_page
    from btm_cli.render.plan.rows import plan_rows
    from btm_cli.render.plan.wire import plan_data

    standard = assessment.loaded.standard
    cycle = load_cycle_steps(standards)
    roadmap = make_plan(assessment, settings, exact, proving if exact else nullcontext, limits)
    return Result(
        page=lambda: plan_brief(roadmap, standard) if brief else plan_page(roadmap, standard, cycle),
        wire=lambda: plan_data(roadmap, standard, cycle),
        rows=lambda: plan_rows(roadmap, standard),
        own={"oscal": lambda: _oscal(roadmap, assessment)},
    )


def _oscal(roadmap: Roadmap, assessment: Assessment) -> str:
    from btm_cli.cli.export_oscal import assessed_by
    from btm_cli.render.oscal.poam import poam_data
    from btm_cli.render.wire.json import render_json

    return render_json(poam_data(roadmap, assessed_by(assessment)))


def _reach(assessment: Assessment, goal: str, settings: Settings, *, brief: bool) -> Result:
    from btm_cli.render.plan.reach_page import reach_brief, reach_page
    from btm_cli.render.plan.reach_wire import reach_data

    standard, card = assessment.loaded.standard, assessment.card
    found, name = find_reach(assessment, goal, settings)
    return Result(
        page=lambda: (reach_brief if brief else reach_page)(found, name, card, settings, standard),
        wire=lambda: reach_data(found, name, card, settings),
    )


def _progress(assessment: Assessment, path: str, *, screen: bool, full: bool) -> Result:
    from btm_cli.intake.read_back import since_plan
    from btm_cli.render.plan.progress import progress_data, progress_page

    found, standard, card = since_plan(path, assessment), assessment.loaded.standard, assessment.card
    return Result(
        page=lambda: progress_page(found, card, standard, screen=screen, brief=screen and not full),
        wire=lambda: progress_data(found, card),
    )
