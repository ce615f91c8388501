"""`btm report`: one file for the board and the auditor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.assess import RowsOption, rows_of
from btm_cli.cli.options import (
    AnyStandard,
    AnySubjectOption,
    AsOfOption,
    BaselineOption,
    FileArgument,
    check_rows,
    writes,
)
from btm_cli.cli.terminal.printing import say_warnings
from btm_cli.intake.choosing import baseline_of, older_files, one_file
from btm_cli.intake.opened import assess_file
from btm_cli.intake.settings import settings
from btm_cli.render.emit import Result, Where, emit

if TYPE_CHECKING:
    from btm_cli.render.document.blocks import Block
    from btm_cli.render.report.board import ReportInput
    from btm_cli.render.report.html import Paper
    from btm_cli.render.report.page import Edition
    from btm_cli.render.report.wire import ReportWire
    from btm_cli.render.wire.rows import Rows

HELP = """Write the report for the board, or with an appendix for the auditor.

Two to four pages in one file that needs nothing else: where the enterprise stands, how sure that is, what is asked
for, the next iteration. With a baseline they tell what changed and why, with a policy whether it holds. --edition full
goes on with every gap, criterion and document. pdf and png are made by the browser that is installed, if any.

Examples:

  btm report answers.yaml --baseline main:answers.yaml -o board.html

  btm report answers.yaml -o board.pdf --page Letter

  btm report answers.yaml --edition full --policy policy.yaml --plan -o report.html
"""


Format = Literal["html", "text", "markdown", "json", "pdf", "csv", "parquet", "svg", "png"]
ToFormat = Annotated["Where", writes(Format, "html")]
FULL = ("markdown",)
"""What is written for files that are kept or passed on has the full edition unless another one is asked for."""


def report(
    file: FileArgument = None,
    *,
    where: ToFormat,
    edition: Annotated[
        Literal["board", "full"] | None,
        typer.Option(help="board: two to four pages. full: with an appendix for the auditor, as Markdown always has."),
    ] = None,
    page: Annotated[
        Literal["A4", "Letter"] | None, typer.Option(help="The paper that it is printed on. Default: A4.")
    ] = None,
    baseline: BaselineOption = None,
    policy: Annotated[
        str | None, typer.Option("--policy", "-p", metavar="FILE", help="Hold it to this policy as well.")
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Every step of the roadmap in the full edition's appendix.")
    ] = False,
    against: Annotated[
        str | None, typer.Option(metavar="PLAN", help="Tell what became of this plan (`btm plan -f json`).")
    ] = None,
    iterations: Annotated[
        int, typer.Option("--iterations", "-n", metavar="N", min=1, max=40, help="How many iterations the roadmap has.")
    ] = 4,
    capacity: Annotated[
        str | None, typer.Option(metavar="POINTS", help="Effort points an iteration. Default: the file's, else 24.")
    ] = None,
    as_of: AsOfOption = None,
    rows: RowsOption = "cells",
    standards: AnyStandard,
    any_subject: AnySubjectOption = False,
) -> None:
    """Load, compare, check, plan, write."""
    from btm_cli.intake.planning import parse_capacity
    from btm_cli.intake.reporting import Asked, report_input

    check_rows(rows != "cells", where.format)
    points = parse_capacity(capacity) if capacity is not None else None
    file = one_file(file)
    here = settings()
    baseline, policy = baseline_of(file, baseline), policy or here.policy
    assessment = assess_file(file, standards, as_of)
    asked = Asked(baseline, policy, plan, iterations, points, any_subject, tuple(older_files(file)), against)
    kind = edition or here.edition or ("full" if where.format in FULL else "board")
    given = report_input(file, assessment, standards, asked)
    emit(_result(given, lambda: rows_of([assessment], [file], rows), kind, page or here.page or "A4"), where)
    say_warnings(assessment.diagnostics, file)


def _result(given: ReportInput, table: Callable[[], Rows], edition: Edition, paper: Paper) -> Result:
    """What there is to write; each form is imported where it is asked for."""

    def page() -> Iterable[Block]:
        from btm_cli.render.report.page import report_page

        return report_page(given, edition)

    def wire() -> ReportWire:
        from btm_cli.render.report.wire import report_data

        return report_data(given)

    def html() -> str:
        from btm_cli.render.report.html import report_html

        return report_html(given, edition, paper)

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
    return Result(page=page, wire=wire, rows=table, own=own, measured=True)
