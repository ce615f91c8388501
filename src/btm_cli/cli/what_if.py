"""`btm what-if`: the assessment with changed answers beside today's. Never writes the answers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import AsOfOption, Color, ColorOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import write_result
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import Standards, assess_file

if TYPE_CHECKING:
    from btm_cli.planning.what_if import Change
    from btm_cli.standard.model import Standard

HELP = """Assess with changed answers and print what moves, beside today. The file is never touched.

A criterion takes a rating or n/a, a cell or capability takes a level or n/a. Any unambiguous beginning of each
part of a reference will do. With --plan, the steps of a plan count as done, up to --iteration.

Examples:

  btm what-if answers.yaml --set approval/process=4 --set asset/technology/3a=fully

  btm what-if answers.yaml --plan plan.json --iteration 1
"""


class Format(StrEnum):
    """How the comparison is written."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("what-if", help=HELP, short_help="Assess with changed answers, beside today.")(what_if)


def what_if(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    set: Annotated[
        list[str] | None, typer.Option("--set", metavar="REF=VALUE", help="Change this answer (again for more).")
    ] = None,
    plan: Annotated[
        str | None, typer.Option(metavar="PLAN.json", help="Count the steps of this plan as done, before --set.")
    ] = None,
    iteration: Annotated[
        int | None, typer.Option(min=1, help="Of the plan, only what is done by the end of this iteration.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.text,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    standard: StandardOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Load, change, assess twice, render."""
    if iteration is not None and plan is None:
        raise UsageProblem("--iteration needs --plan")
    if not set and plan is None:
        raise UsageProblem("there is nothing to change", "add --set REF=VALUE, or --plan PLAN.json")
    from btm_cli.evidence import examine
    from btm_cli.files import DiskFiles
    from btm_cli.planning.what_if import change_answers, moves, take_steps
    from btm_cli.scoring import assess

    assessment = assess_file(file, Standards(standard), as_of)
    loaded, card = assessment.loaded, assessment.card
    changed, changes, said = loaded.answers, [], []
    if plan is not None:
        from btm_cli.intake.old_plan import read_old_plan

        steps = [step for step in read_old_plan(plan) if iteration is None or step.iteration <= iteration]
        changed = take_steps(loaded.standard, changed, steps)
        said.append(f"{len(steps)} steps of {plan} done: {_until(iteration)}")
    for text in set or []:
        change = parse_change(text, loaded.standard)
        changes.append(change)
        said.append(_full(change))
    changed = change_answers(loaded.standard, changed, changes)
    evidence = examine(changed, loaded.folder, DiskFiles(), card.as_of)
    after = assess(loaded.standard, changed, evidence.valid, card.as_of, evidence.problems)
    found = list(moves(card, after))
    if format is Format.json:
        from btm_cli.render.plan.what_if import what_if_data
        from btm_cli.render.wire.json import render_json

        write_result(render_json(what_if_data(card, after, found, said)), output)
        return
    from btm_cli.cli.terminal.printing import print_page
    from btm_cli.render.plan.what_if import what_if_page

    blocks = list(what_if_page(card, after, found, said, loaded.standard))
    print_page(blocks, output, color)


def parse_change(text: str, standard: Standard) -> Change:
    """What `REF=VALUE` asks for. Raises UsageProblem."""
    from btm_cli.planning.what_if import Change
    from btm_cli.standard.references import resolve
    from btm_cli.validation import did_you_mean, one_of

    reference, sign, value = text.partition("=")
    word = value.strip().casefold()
    if not sign or not word:
        raise UsageProblem(f"--set: `{text}` is not REF=VALUE", "such as approval/process=4")
    named = resolve(reference.strip(), standard)
    if named.kind not in ("capability", "cell", "criterion") or named.capability is None:
        raise UsageProblem(f"--set: `{reference}` is {_article(named.kind)}", "name a capability, cell or criterion")
    change = Change(named.capability, named.dimension, named.criterion)
    if word == "n/a":
        return change
    if named.criterion is not None:
        words = list(standard.rating_scale)
        begins = [each for each in words if each.startswith(word)]
        if word in words or len(begins) == 1:
            return change._replace(rating=word if word in words else begins[0])
        hint = did_you_mean(word, words) or f"ratings: {one_of([*words, 'n/a'])}"
        raise UsageProblem(f"--set: `{value}` is not a rating", hint)
    if word.isascii() and word.isdigit() and len(word) < 4 and standard.base <= int(word) <= standard.top:
        return change._replace(level=int(word))
    hint = f"levels run from {standard.base} to {standard.top}; a rating goes to a criterion, such as {named.id}/3a"
    raise UsageProblem(f"--set: `{value}` is not a level", hint)


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _full(change: Change) -> str:
    parts = [change.capability, change.dimension, change.criterion]
    value = change.rating or (str(change.level) if change.level is not None else "n/a")
    return f"{'/'.join(part for part in parts if part)} = {value}"


def _until(iteration: int | None) -> str:
    if iteration is None:
        return "all iterations"
    return "iteration 1" if iteration == 1 else f"iterations 1 to {iteration}"
