"""`btm validate`: everything wrong with answers, policy or standard files, at once."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from btm_cli.cli.options import (
    TABLE_FORMATS,
    AnyEditionOption,
    AsOfOption,
    Color,
    ColorOption,
    OutputOption,
    StandardOption,
    destination,
)
from btm_cli.cli.reports import ReportOption, parse_reports
from btm_cli.cli.terminal.following import propose
from btm_cli.errors import ExitCode, UnreadableFile
from btm_cli.intake.choosing import all_files
from btm_cli.intake.heads import is_answers_file
from btm_cli.intake.opened import Standards, parse_day

if TYPE_CHECKING:
    from datetime import date

    from btm_cli.answers.model import Answers
    from btm_cli.diagnostics import Diagnostic, Problem
    from btm_cli.render.emit import Result
    from btm_cli.source import Document

HELP = """Check answers, policy and standard files and print every problem of every file in one run.

A folder with a standard.yaml, or any file in one, is checked as a whole standard.

Examples:

  btm validate answers.yaml

  btm validate answers/*.yaml --format github --report sarif=btm.sarif
"""


FORMATS = (*TABLE_FORMATS, "junit", "sarif", "github", "gitlab")


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("validate", help=HELP, short_help="Print everything wrong with answers, policy or standard files.")(
        validate
    )


def validate(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Answers or policy files, or standards. Default: the answers files here."),
    ] = None,
    format: Annotated[
        Literal["text", "markdown", "html", "json", "csv", "parquet", "junit", "sarif", "github", "gitlab"] | None,
        typer.Option("--format", "-f", help="How to write it. Default: as the output's ending says, else text."),
    ] = None,
    report: ReportOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings make a file invalid as well.")] = False,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    standard: StandardOption = None,
    any_edition: AnyEditionOption = False,
    color: ColorOption = Color.auto,
) -> None:
    """Check each file, print every problem, exit 3 if any is an error."""
    from btm_cli.diagnostics import Diagnostic, Location, Severity, has_errors
    from btm_cli.render.emit import emit

    where = destination(format, output, color, FORMATS)
    reports = parse_reports(report or [], output, FORMATS)
    standards = Standards(standard, any_edition=any_edition)
    day = parse_day(as_of)
    problems: list[Diagnostic] = []
    code = ExitCode.OK
    named = bool(files)
    files = list(dict.fromkeys(all_files(files)))
    for file in files:
        try:
            problems += check_file(file, standards, day)
        except UnreadableFile as error:
            problems.append(Diagnostic("unreadable-file", Severity.ERROR, error.message, Location(file), error.hint))
            code = ExitCode.UNREADABLE
    problems = list(dict.fromkeys(problems))  # several files of one standard find the same
    if has_errors(problems) or (strict and any(each.severity is Severity.WARNING for each in problems)):
        code = max(code, ExitCode.INVALID)
    for each in (*reports, where):
        emit(_result(problems, files, day), each)
    if wrong := [problem.code for problem in problems if problem.severity is Severity.ERROR]:
        propose("explain", wrong[0])
    elif is_answers_file(files[-1]):
        propose("assess", *(files[-1:] if named else ()))
    raise typer.Exit(code)


def _result(problems: list[Diagnostic], files: list[str], day: date | None) -> Result:
    from btm_cli.render.document.words import words
    from btm_cli.render.emit import Result
    from btm_cli.render.problems.page import problems_page
    from btm_cli.render.problems.rows import problem_rows
    from btm_cli.render.problems.wire import problems_data

    return Result(
        page=lambda: problems_page(problems, files),
        wire=lambda: problems_data(problems, files),
        rows=lambda: problem_rows(problems),
        own={
            "junit": lambda: _junit(problems, files, day),
            "sarif": lambda: _sarif(problems),
            "github": lambda: _github(problems),
            "gitlab": lambda: _gitlab(problems),
        },
        title=words("problem.title"),
    )


def _junit(problems: list[Diagnostic], files: list[str], day: date | None) -> str:
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.wire.junit import render_junit

    return render_junit(problems, files, day, from_top)


def _sarif(problems: list[Diagnostic]) -> str:
    from btm_cli.intake.code_pages import page_of
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.wire.sarif import render_sarif

    return render_sarif(problems, page_of, from_top)


def _github(problems: list[Diagnostic]) -> str:
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.wire.github import render_github

    return render_github(problems, from_top)


def _gitlab(problems: list[Diagnostic]) -> str:
    from btm_cli.intake.from_top import from_top
    from btm_cli.render.wire.gitlab import render_gitlab

    return render_gitlab(problems, from_top)


def check_file(path: str, standards: Standards, as_of: date | None) -> list[Diagnostic]:
    """Every problem of one file, or of the standard it belongs to. Raises UnreadableFile."""
    from btm_cli.answers.hints import path_hint
    from btm_cli.diagnostics import without_consequences
    from btm_cli.files import DiskFiles
    from btm_cli.source import parse

    if os.path.isdir(path):
        if not os.path.isfile(os.path.join(path, "standard.yaml")):
            raise UnreadableFile(f"{path} is a folder without a standard.yaml", path_hint(path))
        return _check_standard(path)
    files = DiskFiles()
    try:
        content = files.read(path)
    except UnreadableFile as error:
        raise UnreadableFile(error.message, error.hint or path_hint(path)) from None
    document, problems = parsed = parse(content, path)
    keys = document.data.keys() if document is not None and isinstance(document.data, dict) else ()
    if "answers" in keys:
        return _check_answers(parsed, path, standards, as_of)
    if document is not None and "policy" in keys:
        from btm_cli.intake.policy_file import check_document

        return problems + without_consequences(problems, check_document(document, standards)[1])
    folder = _standard_around(path)
    return _check_standard(folder) if folder is not None else _check_answers(parsed, path, standards, as_of)


def _standard_around(path: str) -> str | None:
    """The folder of the standard that the file `path` lies in, one or two levels down; None for any other file."""
    beside = posixpath.dirname(path.replace(os.sep, "/"))
    for folder in (beside or ".", posixpath.dirname(beside) or "."):
        if os.path.isfile(os.path.join(folder, "standard.yaml")):
            return folder
    return None


def _check_standard(folder: str) -> list[Diagnostic]:
    from btm_cli.files import DiskFiles
    from btm_cli.standard.validate import validate_standard

    return validate_standard(folder, DiskFiles())[1]


def _check_answers(
    parsed: tuple[Document | None, list[Diagnostic]], path: str, standards: Standards, as_of: date | None
) -> list[Diagnostic]:
    from btm_cli.answers.load import load_parsed
    from btm_cli.files import DiskFiles

    return load_parsed(parsed, path, DiskFiles(), standards.find, standards.names(), _evidence_check(as_of))[1]


def _evidence_check(as_of: date | None) -> Callable[[Answers, str], list[Problem]]:
    """Evidence that does not hold is a warning here: the file is right, the world has moved on."""
    from btm_cli.diagnostics import Problem, Severity
    from btm_cli.evidence import examine
    from btm_cli.files import DiskFiles

    def check(answers: Answers, folder: str) -> list[Problem]:
        report = examine(answers, folder, DiskFiles(), as_of or answers.assessed_on)
        return [
            Problem(problem.code, problem.message, ("evidence", problem.key), severity=Severity.WARNING, at_key=True)
            for problem in report.problems
        ]

    return check
