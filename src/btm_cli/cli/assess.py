"""`btm assess`: the main job. Scores an answers file and prints it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.options import (
    AnyEditionOption,
    AnySubjectOption,
    AsOfOption,
    Color,
    ColorOption,
    FileArgument,
    OutputOption,
    StandardOption,
    destination,
)
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import baseline_of, one_file
from btm_cli.intake.opened import Assessment, Standards, assess_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from btm_cli.compare.comparison import Comparison
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.render.document.blocks import Block
    from btm_cli.render.emit import Result
    from btm_cli.render.scorecard.wire import ScorecardWire
    from btm_cli.render.wire.rows import Rows

HELP = """Score an answers file: state, level, gaps, and what to do next.

text, markdown and html are for people; json and yaml are the scorecard, made to be committed and compared; csv and
parquet have one row a cell, or one a criterion; svg is the heat map as a picture.

Examples:

  btm assess answers.yaml

  btm assess answers.yaml --format json --output scorecard.json

  btm assess answers.yaml --target alignment --area strategy
"""


FORMATS = ("text", "markdown", "html", "json", "yaml", "csv", "parquet", "svg")


class RowsOf(StrEnum):
    """What a row of a table stands for."""

    cells = "cells"
    criteria = "criteria"


RowsOption = Annotated[RowsOf, typer.Option("--rows", help="What csv and parquet have a row for.")]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("assess", help=HELP, short_help="Score an answers file: state, level, gaps, what to do next.")(assess)


def assess(
    file: FileArgument = None,
    format: Annotated[
        Literal["text", "markdown", "html", "json", "yaml", "csv", "parquet", "svg"] | None,
        typer.Option("--format", "-f", help="How to write it. Default: as the output's ending says, else text."),
    ] = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    target: Annotated[
        str | None, typer.Option(metavar="STATE|LEVEL", help="Aim at this instead of the file's own target.")
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE|REV:FILE", help="Tell what changed since these answers or this scorecard."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="How many gaps and steps a page shows.")] = 5,
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show only this area (again for more). Narrows the page, never the numbers."),
    ] = None,
    capability: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Show only this capability (again for more).")
    ] = None,
    rows: RowsOption = RowsOf.cells,
    standard: StandardOption = None,
    any_edition: AnyEditionOption = False,
    any_subject: AnySubjectOption = False,
    color: ColorOption = Color.auto,
) -> None:
    """Load, score, write."""
    from btm_cli.render.emit import emit
    from btm_cli.standard.references import resolve_only

    where = destination(format, output, color, FORMATS)
    check_rows(rows, where.format)
    file = one_file(file)
    standards = Standards(standard, any_edition=any_edition)
    assessment = assess_file(file, standards, as_of, target)
    rules = assessment.loaded.standard
    only = [*resolve_only(area or [], rules, "area"), *resolve_only(capability or [], rules, "capability")]
    compared = None
    baseline = baseline_of(file, baseline)
    if baseline is not None:
        from btm_cli.intake.comparing import since_baseline

        compared = since_baseline(baseline, file, standards, assessment.card.as_of, any_subject=any_subject)
    emit(_result(assessment, compared, top, only, rows, conclusion_last=where.format == "text"), where)
    mention_warnings(assessment.diagnostics, file)


def _result(
    assessment: Assessment,
    compared: Comparison | None,
    top: int,
    only: list[str],
    rows: RowsOf,
    *,
    conclusion_last: bool,
) -> Result:
    """What there is to write; each form is imported where it is asked for. A plan is made for people alone."""
    from btm_cli.intake.summing_up import summary_of
    from btm_cli.render.emit import Result

    card, standard = assessment.card, assessment.loaded.standard

    def page() -> Iterable[Block]:
        from btm_cli.render.scorecard.page import scorecard_page

        said = summary_of(assessment, compared, plan=True)
        return scorecard_page(card, standard, top=top, only=only, summary=said, conclusion_last=conclusion_last)

    def wire() -> ScorecardWire:
        from btm_cli.render.scorecard.wire import scorecard_data

        return scorecard_data(card, assessment.digests(), summary_of(assessment, compared))

    def svg() -> str:
        from btm_cli.render.scorecard.svg import scorecard_svg

        return scorecard_svg(card, standard, only)

    return Result(page=page, wire=wire, rows=lambda: rows_of(assessment, rows), own={"svg": svg})


def check_rows(rows: RowsOf, format: str) -> None:
    """Raises UsageProblem where rows were asked for and the format has none."""
    if rows is RowsOf.criteria and format not in ("csv", "parquet"):
        raise UsageProblem("--rows is for csv and parquet", hint="add --format csv")


def rows_of(assessment: Assessment, rows: RowsOf = RowsOf.cells) -> Rows:
    """The assessment as a table, one row a cell or one a criterion."""
    from btm_cli.render.scorecard.rows import cell_rows, criterion_rows

    loaded, card = assessment.loaded, assessment.card
    if rows is RowsOf.cells:
        return cell_rows(card)
    return criterion_rows(card, loaded.standard, loaded.answers, assessment.evidence)


def mention_warnings(diagnostics: list[Diagnostic], file: str) -> None:
    """Warnings don't stop a score, but they are not silent: one line on stderr says where to see them."""
    if diagnostics:
        noun = "warning" if len(diagnostics) == 1 else "warnings"
        say(f"{len(diagnostics)} {noun}: see `btm validate {file}`")
