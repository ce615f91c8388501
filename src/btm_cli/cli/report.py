"""`btm report`: the report that people look at. Loads, scores, plans and compares as asked, and renders it."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.common import (
    AsOfOption,
    Assessment,
    OutputOption,
    StandardOption,
    Standards,
    assess_file,
    write_result,
)
from btm_cli.errors import UsageProblem

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.render.gate_report import GateReport
    from btm_cli.render.plan_view import PlanView
    from btm_cli.render.report_view import ReportView

HELP = """Write the report for people: one self-contained HTML file for the board and the auditor.

The form follows the ending of --output (.html, .md, .pdf, .png), or --format. pdf and png need Chromium, Chrome or
Edge on this computer. --baseline, --policy and --plan each add a section.

Examples:

  btm report answers.yaml -o report.html

  btm report 2026-Q4.yaml --baseline 2026-Q3.yaml --policy policy.yaml --plan -o report.html

  btm report answers.yaml -o report.pdf
"""


class Format(StrEnum):
    """How the report is written."""

    html = "html"
    markdown = "markdown"
    pdf = "pdf"
    png = "png"


ENDINGS = {
    ".html": Format.html,
    ".htm": Format.html,
    ".md": Format.markdown,
    ".markdown": Format.markdown,
    ".pdf": Format.pdf,
    ".png": Format.png,
}


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("report", help=HELP, short_help="Write the report for people: html, markdown, pdf, png.")(report)


def report(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file.")],
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE|REV:FILE", help="Show what changed since this, and why.")
    ] = None,
    policy: Annotated[str | None, typer.Option(metavar="FILE", help="Show this policy's findings and waivers.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Show the roadmap, as `btm plan` makes it.")] = False,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to write it. Default: by the ending, else html.")
    ] = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    target: Annotated[
        str | None, typer.Option(metavar="STATE|LEVEL", help="Aim at this instead of the file's own target.")
    ] = None,
    standard: StandardOption = None,
) -> None:
    """Load, score, compare, plan, check; render."""
    from btm_cli.cli.assess import mention_warnings

    form = format or _by_ending(output)
    browser = None
    if form in (Format.pdf, Format.png):
        from btm_cli.cli.browser import find_browser

        if output is None or output == "-":
            raise UsageProblem(f"--format {form.value} needs --output", hint=f"btm report FILE -o report.{form.value}")
        browser = find_browser()
    standards = Standards(standard)
    assessment = assess_file(file, standards, as_of, target)
    view = _view(assessment, file, standards, baseline, policy, plan)
    if form is Format.markdown:
        from btm_cli.render.report_markdown import render_report_markdown

        write_result(render_report_markdown(view), output)
    elif form is Format.html or browser is None or output is None:
        from btm_cli.render.report_html import render_report_html

        write_result(render_report_html(view), output)
    elif form is Format.png:
        from btm_cli.cli.browser import to_png
        from btm_cli.render.svg import render_svg

        to_png(browser, render_svg(view.view), output)
    else:
        from btm_cli.cli.browser import to_pdf
        from btm_cli.render.report_html import render_report_html

        to_pdf(browser, render_report_html(view), output)
    mention_warnings(assessment.diagnostics, file)


def _by_ending(output: str | None) -> Format:
    if output is None or output == "-":
        return Format.html
    ending = os.path.splitext(output)[1].casefold()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise UsageProblem(f"--output: `{output}` does not say how to write it", hint=f"end it in {known}, or --format")
    return ENDINGS[ending]


def _view(
    assessment: Assessment, file: str, standards: Standards, baseline: str | None, policy: str | None, plan: bool
) -> ReportView:
    from btm_cli.cli.comparing import compare_places
    from btm_cli.cli.places import open_place
    from btm_cli.render.build_report_view import ReportInput, build_report_view

    loaded = assessment.loaded
    comparison, labels = None, ("", "")
    if baseline is not None:
        old, new = open_place(baseline), open_place(file)
        comparison = compare_places(old, new, standards, new_as_of=assessment.card.as_of).comparison
        labels = (old.label, new.label)
    given = ReportInput(
        card=assessment.card,
        standard=loaded.standard,
        answers=loaded.answers,
        evidence=assessment.evidence,
        comparison=comparison,
        comparison_labels=labels,
        plan=_plan(assessment, standards) if plan else None,
    )
    if policy is not None:
        given = given._replace(gate=_gate(assessment, file, standards, policy, comparison, baseline))
    return build_report_view(given)


def _plan(assessment: Assessment, standards: Standards) -> PlanView:
    """The roadmap with `btm plan`'s own defaults."""
    from btm_cli.cli.plan import default_settings, load_cycle_steps, make_plan
    from btm_cli.render.build_plan_view import build_plan_view

    roadmap = make_plan(assessment, default_settings(assessment))
    return build_plan_view(roadmap, assessment.loaded.standard, load_cycle_steps(standards))


def _gate(
    assessment: Assessment,
    file: str,
    standards: Standards,
    policy: str,
    comparison: Comparison | None,
    baseline: str | None,
) -> GateReport:
    """The verdict on the report's own date."""
    from btm_cli.cli.policy_file import load_policy
    from btm_cli.gate import evaluate
    from btm_cli.render.gate_report import FileReport, GateReport, place_checks

    held = load_policy(policy, standards)
    loaded, card = assessment.loaded, assessment.card
    result = evaluate(held.policy, loaded.standard, loaded.answers, card, assessment.evidence, comparison)
    checks = place_checks(result, loaded.document, held.document, file)
    report = FileReport(file, card, result, checks, (), result.exit_code())
    return GateReport(policy, held.digest, held.policy.assurance, card.as_of, baseline or "", False, (report,))
