"""`btm what-if`: the assessment with changed answers beside today's. Never writes the answers."""

from __future__ import annotations

from typing import Annotated

import typer

from btm_cli.cli.options import AnyStandard, AsOfOption, FileArgument, FullOption, ToPage
from btm_cli.cli.terminal.following import propose
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import one_file
from btm_cli.intake.opened import assess_file
from btm_cli.render.emit import Result, emit

HELP = """Assess with changed answers and print what moves, beside today. The file is never touched.

A criterion takes a rating or n/a, a cell or capability takes a level or n/a. Any unambiguous beginning of each
part of a reference will do. With --plan, the steps of a plan count as done, up to --iteration.

Examples:

  btm what-if answers.yaml --set approval/process=4 --set asset/technology/3a=fully

  btm what-if answers.yaml --plan plan.json --iteration 1

  btm what-if answers.yaml --reach alignment
"""


def what_if(
    file: FileArgument = None,
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="REF=VALUE", help="Change this answer (again for more).")
    ] = None,
    plan: Annotated[
        str | None, typer.Option(metavar="PLAN.json", help="Count the steps of this plan as done, before --set.")
    ] = None,
    iteration: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Of the plan, only what is done by the end of this iteration."),
    ] = None,
    reach: Annotated[
        str | None, typer.Option(metavar="STATE", help="Count the steps as done that make this state's own rule true.")
    ] = None,
    *,
    where: ToPage,
    full: FullOption = False,
    as_of: AsOfOption = None,
    standards: AnyStandard,
) -> None:
    """Load, change, assess twice, write."""
    if iteration is not None and plan is None:
        raise UsageProblem("--iteration needs --plan")
    if not set and plan is None and reach is None:
        raise UsageProblem("there is nothing to change", "add --set REF=VALUE, --plan PLAN.json or --reach STATE")
    from btm_cli.intake.supposed import parse_change, suppose
    from btm_cli.planning.what_if import moves
    from btm_cli.render.plan.what_if import what_if_data, what_if_page

    file, text = one_file(file), where.format == "text"
    assessment = assess_file(file, standards, as_of)
    rules, card = assessment.loaded.standard, assessment.card
    after, changes = suppose(assessment, set or [], plan, iteration, reach)
    found = list(moves(card, after))
    result = Result(
        page=lambda: what_if_page(card, after, found, changes, rules, short=text, brief=text and not full),
        wire=lambda: what_if_data(card, after, found, changes),
    )
    emit(result, where)
    places = [parse_change(text, rules).capability for text in set or []]
    propose("interview", file, *(("--capability", places[0]) if places else ()))
