"""How `btm check` writes its verdict: one main format and any number of reports beside it.

In: a `GateReport` and option values. Out: what is printed and written. Each format's module is imported when chosen.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.cli.options import Color
from btm_cli.cli.terminal.printing import say, write_result
from btm_cli.errors import UsageProblem

if TYPE_CHECKING:
    from btm_cli.render.gate.report import GateReport


class Format(StrEnum):
    """How the verdict is written."""

    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    github = "github"
    markdown = "markdown"


class Report(NamedTuple):
    """One more copy of the verdict."""

    format: Format
    path: str


def parse_reports(texts: list[str], output: str | None) -> list[Report]:
    """What `--report` asks for. Raises UsageProblem."""
    reports = []
    taken = {output} - {None, "-"}
    for text in texts:
        name, equals, path = text.partition("=")
        if name not in Format.__members__ or not equals or not path:
            known = ", ".join(Format.__members__)
            raise UsageProblem(f"--report: `{text}` is not FORMAT=FILE", hint=f"the formats are {known}")
        if path in taken:
            raise UsageProblem(f"--report: {path} would be written twice")
        taken.add(path)
        reports.append(Report(Format[name], path))
    return reports


def show_problems(report: GateReport) -> None:
    """What is wrong with files that could not be checked goes to stderr, whatever the format."""
    from btm_cli.render.document.console import open_console, quiet_broken_pipe
    from btm_cli.render.wire.problems_text import render_diagnostics

    problems = [problem for file in report.files for problem in file.problems]
    if problems:
        console = open_console(sys.stderr)
        with quiet_broken_pipe(sys.stderr):
            console.print(render_diagnostics(problems, [file.file for file in report.files], console.page))


def write(report: GateReport, format: Format, output: str | None, color: Color) -> None:
    """The verdict to stdout or `output`; beside any format but text it is also said on stderr, a line a file.

    Several files have one more line there: the verdict over all.
    """
    if format is Format.text:
        from btm_cli.cli.terminal.printing import print_text
        from btm_cli.render.gate.text import render_gate

        print_text(lambda page: render_gate(report, page), output, color)
        return
    from btm_cli.render.gate.report import held_to, summary, summary_of_all

    write_result(text_of(report, format), output)
    for file in report.files:
        say(f"Gate {file.verdict}: {file.file}: {summary(file)}. {held_to(report)}.")
    if len(report.files) > 1:
        say(f"Gate {summary_of_all(report)}.")


def text_of(report: GateReport, format: Format) -> str:
    """The verdict as text in one format, for a file or a pipe."""
    match format:
        case Format.text:
            from btm_cli.render.document.typeset import Typesetter
            from btm_cli.render.gate.text import render_gate

            lines = render_gate(report, Typesetter())
            return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)
        case Format.json:
            from btm_cli.render.gate.wire import gate_data
            from btm_cli.render.wire.json import render_json

            return render_json(gate_data(report))
        case Format.junit:
            from btm_cli.render.gate.junit import render_gate_junit

            return render_gate_junit(report)
        case Format.sarif:
            from btm_cli.cli.code_pages import page_of
            from btm_cli.render.gate.sarif import render_gate_sarif

            return render_gate_sarif(report, page_of)
        case Format.github:
            from btm_cli.render.wire.github import render_github

            return render_github(report.diagnostics)
        case Format.markdown:
            from btm_cli.render.gate.markdown import render_gate_markdown

            return render_gate_markdown(report)
