"""What `btm check` writes: its verdict in one main format and any number of reports beside it.

In: a `GateReport`. Out: what the dispatcher needs, and what standard error says beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from btm_cli.cli.terminal.printing import say, show_problems

if TYPE_CHECKING:
    from btm_cli.render.emit import Result
    from btm_cli.render.gate.report import GateReport


def result_of(report: GateReport, *, brief: bool = False, waived: bool = False) -> Result:
    """The verdict as whatever it is asked for; a `brief` page has it on one screen, SARIF what is `waived` too."""
    from btm_cli.render.emit import Result
    from btm_cli.render.gate.page import gate_brief, gate_page
    from btm_cli.render.gate.rows import gate_rows
    from btm_cli.render.gate.wire import gate_data

    return Result(
        page=lambda: gate_brief(report) if brief else gate_page(report),
        wire=lambda: gate_data(report),
        rows=lambda: gate_rows(report),
        own={
            "junit": lambda: _junit(report),
            "sarif": lambda: _sarif(report, waived),
            "github": lambda: _github(report),
            "gitlab": lambda: _gitlab(report),
        },
    )


def _junit(report: GateReport) -> str:
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.gate.junit import render_gate_junit

    return render_gate_junit(report, from_top)


def _sarif(report: GateReport, waived: bool) -> str:
    from btm_cli.intake.address import repository
    from btm_cli.intake.code_pages import page_of
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.gate.sarif import render_gate_sarif

    return render_gate_sarif(report, page_of, from_top, repository(), waived=waived)


def _github(report: GateReport) -> str:
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.gate.report import extents
    from btm_cli.render.wire.code_hosts import render_github

    return render_github([*extents(report), *report.diagnostics], from_top)


def _gitlab(report: GateReport) -> str:
    from btm_cli.gate.result import Outcome
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.gate.report import extents
    from btm_cli.render.wire.code_hosts import render_gitlab

    said = [placed.diagnostic for placed in report.of(Outcome.FAILED, Outcome.WARNING, Outcome.OPEN)]
    problems = (problem for file in report.files for problem in file.problems)
    return render_gitlab([*extents(report), *said, *problems], from_top)


def show_problems_of(report: GateReport) -> None:
    """What is wrong with files that could not be checked goes to stderr, whatever the format."""
    problems = [problem for file in report.files for problem in file.problems]
    if problems:
        show_problems(problems, [file.file for file in report.files])


def say_verdicts(report: GateReport) -> None:
    """A line a file on stderr, and with several files one more: the verdict over all."""
    from btm_cli.render.document.words import words
    from btm_cli.render.gate.report import held_to, summary, verdict_of, verdict_of_all

    for file in report.files:
        say(words("gate.said", verdict=verdict_of(file, file.file), summary=summary(file), held=held_to(report)))
    if len(report.files) > 1:
        say(words("gate.sentence", text=verdict_of_all(report)))
