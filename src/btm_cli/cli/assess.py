"""`btm assess`: the main job. Scores an answers file and prints it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import AsOfOption, Color, ColorOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import say, write_result
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import Assessment, Standards, assess_file

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic

HELP = """Score an answers file: state, level, gaps, and what to do next.

Text is for people; json and yaml are the scorecard, made to be committed and compared; csv has one row a cell, or
one a criterion.

Examples:

  btm assess answers.yaml

  btm assess answers.yaml --format json --output scorecard.json

  btm assess answers.yaml --target alignment --area strategy
"""


class Format(StrEnum):
    """How the assessment is written."""

    text = "text"
    json = "json"
    yaml = "yaml"
    csv = "csv"
    markdown = "markdown"
    svg = "svg"


class Rows(StrEnum):
    """What a row of the csv is."""

    cells = "cells"
    criteria = "criteria"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("assess", help=HELP, short_help="Score an answers file: state, level, gaps, what to do next.")(assess)


def assess(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.text,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    target: Annotated[
        str | None, typer.Option(metavar="STATE|LEVEL", help="Aim at this instead of the file's own target.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many gaps and priorities text and markdown show.")] = 5,
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show only this area (again for more). Narrows the text, never the numbers."),
    ] = None,
    capability: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Show only this capability (again for more).")
    ] = None,
    rows: Annotated[Rows, typer.Option(help="What the csv has a row for.")] = Rows.cells,
    standard: StandardOption = None,
    color: ColorOption = Color.auto,
) -> None:
    """Load, score, render."""
    from btm_cli.standard.references import resolve_only

    if rows is Rows.criteria and format is not Format.csv:
        raise UsageProblem("--rows is for csv", hint="add --format csv")
    assessment = assess_file(file, Standards(standard), as_of, target)
    card, rules = assessment.card, assessment.loaded.standard
    only = [*resolve_only(area or [], rules, "area"), *resolve_only(capability or [], rules, "capability")]
    if format is Format.json:
        from btm_cli.render.scorecard.wire import scorecard_data
        from btm_cli.render.wire.json import render_json

        write_result(render_json(scorecard_data(card, assessment.digests())), output)
    elif format is Format.yaml:
        from btm_cli.render.scorecard.wire import scorecard_data
        from btm_cli.render.wire.yaml import render_yaml

        write_result(render_yaml(scorecard_data(card, assessment.digests())), output)
    elif format is Format.csv:
        write_result(csv_of(assessment, rows), output)
    else:
        from btm_cli.render.scorecard.build import build_view

        view = build_view(card, rules, top=top, only=only)
        if format is Format.markdown:
            from btm_cli.render.scorecard.markdown import render_markdown

            write_result(render_markdown(view), output)
        elif format is Format.svg:
            from btm_cli.render.scorecard.svg import render_svg

            write_result(render_svg(view), output)
        else:
            from btm_cli.cli.terminal.printing import print_text
            from btm_cli.render.scorecard.text import render

            print_text(lambda page: render(view, page), output, color)
    mention_warnings(assessment.diagnostics, file)


def csv_of(assessment: Assessment, rows: Rows = Rows.cells) -> str:
    """The assessment as a table, one row a cell or one a criterion."""
    from btm_cli.render.scorecard.rows import cell_rows, criterion_rows
    from btm_cli.render.wire.rows import to_csv

    loaded, card = assessment.loaded, assessment.card
    if rows is Rows.cells:
        return to_csv(cell_rows(card))
    return to_csv(criterion_rows(card, loaded.standard, loaded.answers, assessment.evidence))


def mention_warnings(diagnostics: list[Diagnostic], file: str) -> None:
    """Warnings don't stop a score, but they are not silent: one line on stderr says where to see them."""
    if diagnostics:
        noun = "warning" if len(diagnostics) == 1 else "warnings"
        say(f"{len(diagnostics)} {noun}: see `btm validate {file}`")
