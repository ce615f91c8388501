"""`btm report`: one file for the board and the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.assess import RowsOf, RowsOption, check_rows, mention_warnings, rows_of
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
from btm_cli.intake.choosing import baseline_of, one_file
from btm_cli.intake.opened import Assessment, Standards, assess_file
from btm_cli.intake.settings import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from btm_cli.render.document.blocks import Block
    from btm_cli.render.emit import Result
    from btm_cli.render.report.given import ReportInput

HELP = """Write the report for the board and the auditor.

One file that needs nothing else: no network, and no script to be read. With a baseline it tells what changed and
why, with a policy what fails and what is waived, with --plan the roadmap. pdf and png are made by the browser that
is installed, if any.

Examples:

  btm report answers.yaml --output report.html

  btm report answers.yaml --baseline main:answers.yaml --policy policy.yaml --plan -o report.html

  btm report answers.yaml -o report.pdf
"""


FORMATS = ("html", "text", "markdown", "pdf", "csv", "parquet", "svg", "png")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("report", help=HELP, short_help="Write the report for the board and the auditor.")(report)


def report(
    file: FileArgument = None,
    format: Annotated[
        Literal["html", "text", "markdown", "pdf", "csv", "parquet", "svg", "png"] | None,
        typer.Option("--format", "-f", help="How to write it. Default: as the output's ending says, else html."),
    ] = None,
    output: OutputOption = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE|REV:FILE", help="Tell what changed since these answers or this scorecard."),
    ] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", "-p", metavar="FILE", help="Hold it to this policy as well.")
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Plan the way to the target: a roadmap by iterations.")] = False,
    iterations: Annotated[
        int, typer.Option("--iterations", "-n", min=1, max=40, help="How many iterations the roadmap has.")
    ] = 4,
    capacity: Annotated[
        str | None, typer.Option(metavar="POINTS", help="Effort points an iteration. Default: the file's, else 24.")
    ] = None,
    as_of: AsOfOption = None,
    rows: RowsOption = RowsOf.cells,
    standard: StandardOption = None,
    any_edition: AnyEditionOption = False,
    any_subject: AnySubjectOption = False,
    color: ColorOption = Color.auto,
) -> None:
    """Load, compare, check, plan, write."""
    from btm_cli.intake.planning import parse_capacity
    from btm_cli.intake.reporting import Asked, report_input
    from btm_cli.render.emit import emit

    where = destination(format, output, color, FORMATS, default="html")
    check_rows(rows, where.format)
    points = parse_capacity(capacity) if capacity is not None else None
    standards = Standards(standard, any_edition=any_edition)
    file = one_file(file)
    baseline, policy = baseline_of(file, baseline), policy or settings().policy
    assessment = assess_file(file, standards, as_of)
    asked = Asked(baseline, policy, plan, iterations, points, any_subject)
    emit(_result(report_input(file, assessment, standards, asked), assessment, rows), where)
    mention_warnings(assessment.diagnostics, file)


def _result(given: ReportInput, assessment: Assessment, rows: RowsOf) -> Result:
    """What there is to write; each form is imported where it is asked for."""
    from btm_cli.render.emit import Result

    def page() -> Iterable[Block]:
        from btm_cli.render.report.page import report_page

        return report_page(given)

    def html() -> str:
        from btm_cli.render.report.html import report_html

        return report_html(given)

    def pdf() -> bytes:
        from btm_cli.cli.terminal.browser import printed

        return printed(html())

    def svg() -> str:
        from btm_cli.render.scorecard.svg import scorecard_svg

        return scorecard_svg(given.card, given.standard)

    def png() -> bytes:
        from btm_cli.cli.terminal.browser import picture_of

        return picture_of(svg())

    own: dict[str, Callable[[], str | bytes]] = {"html": html, "pdf": pdf, "svg": svg, "png": png}
    return Result(page=page, rows=lambda: rows_of(assessment, rows), own=own, measured=True)
