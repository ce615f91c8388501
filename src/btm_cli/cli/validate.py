"""`btm validate`: everything wrong with answers, policy or standard files, at once."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

import typer

from btm_cli.cli.options import PROBLEM_FORMATS, AnyStandard, AsOfOption, ReportOption, ToProblems, parse_reports
from btm_cli.cli.terminal.following import propose
from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.intake.choosing import all_files, is_answers_file
from btm_cli.intake.from_top import from_top
from btm_cli.intake.opened import parse_day
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit

HELP = """Check answers, policy and standard files and print every problem of every file in one run.

A folder with a standard.yaml, or any file in one, is checked as a whole standard.

Examples:

  btm validate answers.yaml

  btm validate answers/*.yaml --format github --report sarif=btm.sarif
"""


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Answers or policy files, or standards. Default: the answers files here."),
    ] = None,
    *,
    where: ToProblems,
    report: ReportOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings make a file invalid as well.")] = False,
    as_of: AsOfOption = None,
    standards: AnyStandard,
) -> None:
    """Check each file, print every problem, exit 3 if any is an error."""
    from btm_cli.intake.checking import check_files

    reports = parse_reports(report or [], where.output, PROBLEM_FORMATS)
    day = parse_day(as_of)
    named = bool(files)
    files = list(dict.fromkeys(all_files(files)))
    problems, code = check_files(files, standards, day, strict=strict)
    for each in (*reports, where):
        emit(_result(problems, files, day), each)
    if wrong := [problem.code for problem in problems if problem.severity is Severity.ERROR]:
        propose("explain", wrong[0])
    elif is_answers_file(files[-1]):
        propose("assess", *(files[-1:] if named else ()))
    raise typer.Exit(code)


def _result(problems: list[Diagnostic], files: list[str], day: date | None) -> Result:
    from btm_cli.render.problems.page import problems_page
    from btm_cli.render.problems.wire import problem_rows, problems_data

    return Result(
        page=lambda: problems_page(problems, files),
        wire=lambda: problems_data(problems, files),
        rows=lambda: problem_rows(problems),
        own={each: partial(_for_tools, problems, files, day, each) for each in ("junit", "sarif", "github", "gitlab")},
        title=words("problem.title"),
    )


def _for_tools(problems: list[Diagnostic], files: list[str], day: date | None, form: str) -> str:
    """The problems for CI and code hosts; each form is imported where it is asked for."""
    if form == "junit":
        from btm_cli.render.wire.junit import render_junit

        return render_junit(problems, files, day, from_top)
    if form == "sarif":
        from btm_cli.intake.address import repository
        from btm_cli.intake.glossary import page_of
        from btm_cli.render.wire.sarif import render_sarif

        return render_sarif(problems, page_of, from_top, repository())
    from btm_cli.render.wire.code_hosts import render_github, render_gitlab

    return (render_github if form == "github" else render_gitlab)(problems, from_top)
