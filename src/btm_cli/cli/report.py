"""`btm report`: one file for the board and the auditor."""

from __future__ import annotations

import os
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.assess import RowsOf, RowsOption, check_rows, mention_warnings, rows_of
from btm_cli.cli.options import AnyEditionOption, AsOfOption, OutputOption, StandardOption
from btm_cli.cli.terminal.printing import write_result
from btm_cli.errors import UsageProblem
from btm_cli.intake.opened import Assessment, Standards, assess_file

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.render.gate.report import GateReport
    from btm_cli.render.report.build import ReportInput
    from btm_cli.render.report.roadmap import Planned

HELP = """Write the report for the board and the auditor.

One file that needs nothing else: no network, and no script to be read. With a baseline it tells what changed and
why, with a policy what fails and what is waived, with --plan the roadmap. pdf and png are made by the browser that
is installed, if any.

Examples:

  btm report answers.yaml --output report.html

  btm report answers.yaml --baseline main:answers.yaml --policy policy.yaml --plan -o report.html

  btm report answers.yaml -o report.pdf
"""


class Format(StrEnum):
    """How the report is written."""

    html = "html"
    pdf = "pdf"
    markdown = "markdown"
    csv = "csv"
    svg = "svg"
    png = "png"


ENDINGS = {".html": Format.html, ".htm": Format.html, ".pdf": Format.pdf, ".md": Format.markdown} | {
    f".{each.value}": each for each in (Format.csv, Format.svg, Format.png)
}
"""What a file's name says of its format."""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("report", help=HELP, short_help="Write the report for the board and the auditor.")(report)


def report(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write it. Default: by the output's name, else html."),
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
) -> None:
    """Load, compare, check, plan, render."""
    from btm_cli.intake.planning import parse_capacity
    from btm_cli.render.report.build import ReportInput

    wanted = _format(format, output)
    check_rows(rows, wanted.value)
    points = parse_capacity(capacity) if capacity is not None else None
    standards = Standards(standard, any_edition=any_edition)
    assessment = assess_file(file, standards, as_of)
    comparison = _compare(baseline, file, standards, assessment) if baseline is not None else None
    given = ReportInput(
        card=assessment.card,
        standard=assessment.loaded.standard,
        answers=assessment.loaded.answers,
        evidence=assessment.evidence,
        comparison=comparison,
        comparison_labels=(baseline or "", file),
        plan=_plan(assessment, standards, iterations, points) if plan else None,
        gate=_gate(policy, file, baseline, assessment, standards, comparison) if policy is not None else None,
    )
    if wanted is Format.csv:
        from btm_cli.render.wire.rows import to_csv

        write_result(to_csv(rows_of(assessment, rows)), output)
    else:
        _write(given, wanted, output)
    mention_warnings(assessment.diagnostics, file)


def _format(asked: Format | None, output: str | None) -> Format:
    """What is asked for, else what the output's name says. Raises UsageProblem for a picture without a file."""
    ending = os.path.splitext(output)[1].lower() if output is not None else ""
    format = asked or ENDINGS.get(ending, Format.html)
    if format in (Format.pdf, Format.png) and output in (None, "-"):
        raise UsageProblem(f"{format.value} is not for a terminal", f"name a file: --output report.{format.value}")
    return format


def _compare(baseline: str, file: str, standards: Standards, assessment: Assessment) -> Comparison:
    """The comparison with the baseline in its own time."""
    from btm_cli.intake.comparing import compare_places
    from btm_cli.intake.places import open_place

    day = assessment.card.as_of
    return compare_places(open_place(baseline), open_place(file), standards, new_as_of=day).comparison


def _gate(
    policy: str,
    file: str,
    baseline: str | None,
    assessment: Assessment,
    standards: Standards,
    comparison: Comparison | None,
) -> GateReport:
    """The verdict of the policy, on the report's own date."""
    from btm_cli.gate import evaluate
    from btm_cli.intake.policy_file import load_policy
    from btm_cli.render.gate.report import FileReport, GateReport, place_checks

    held = load_policy(policy, standards)
    loaded, card = assessment.loaded, assessment.card
    result = evaluate(held.policy, loaded.standard, loaded.answers, card, assessment.evidence, comparison)
    checks = place_checks(result, loaded.document, held.document, file)
    verdict = FileReport(file, card, result, checks, (), result.exit_code(False))
    return GateReport(policy, held.digest, held.policy.assurance, card.as_of, baseline or "", False, (verdict,))


def _plan(assessment: Assessment, standards: Standards, iterations: int, points: Fraction | None) -> Planned:
    """The roadmap that `btm plan` makes of the same file."""
    from btm_cli.intake.planning import load_cycle_steps, make_plan, plan_settings
    from btm_cli.render.report.roadmap import Planned

    roadmap = make_plan(assessment, plan_settings(assessment, iterations, points))
    return Planned(roadmap, load_cycle_steps(standards))


def _write(given: ReportInput, format: Format, output: str | None) -> None:
    if format is Format.markdown:
        from btm_cli.render.report.markdown import render_report_markdown

        write_result(render_report_markdown(given), output)
    elif format in (Format.svg, Format.png):
        from btm_cli.render.scorecard.svg import scorecard_svg

        picture = scorecard_svg(given.card, given.standard)
        if format is Format.svg:
            write_result(picture, output)
        else:
            from btm_cli.cli.terminal.browser import picture_of

            write_result(picture_of(picture), output)
    else:
        from btm_cli.render.report.build import build_report_view
        from btm_cli.render.report.html import render_report_html

        page = render_report_html(build_report_view(given))
        if format is Format.html:
            write_result(page, output)
        else:
            from btm_cli.cli.terminal.browser import printed

            write_result(printed(page), output)
