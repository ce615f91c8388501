"""Everything wrong with answers, policy and standard files, at once.

In: paths. Out: their problems, and the exit code that says how bad they are.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from btm_cli.diagnostics import Diagnostic, Location, Problem, Severity, without_consequences
from btm_cli.errors import ExitCode, UnreadableFile
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.source import Document


def check_files(
    paths: Sequence[str], standards: Standards, as_of: date | None, *, strict: bool = False
) -> tuple[list[Diagnostic], ExitCode]:
    """Every problem of every file; the code is INVALID with an error (`strict`: or a warning), UNREADABLE above it."""
    problems: list[Diagnostic] = []
    code = ExitCode.OK
    for path in paths:
        try:
            problems += check_file(path, standards, as_of)
        except UnreadableFile as error:
            problems.append(Diagnostic("unreadable-file", Severity.ERROR, error.message, Location(path), error.hint))
            code = ExitCode.UNREADABLE
    problems = list(dict.fromkeys(problems))  # several files of one standard find the same
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return problems, max(code, ExitCode.INVALID) if any(one.severity in bad for one in problems) else code


def check_file(path: str, standards: Standards, as_of: date | None) -> list[Diagnostic]:
    """Every problem of one file, or of the standard it belongs to. Raises UnreadableFile."""
    from btm_cli.answers.hints import path_hint
    from btm_cli.answers.load import read_hinted
    from btm_cli.source import parse

    if os.path.isdir(path):
        if not os.path.isfile(os.path.join(path, "standard.yaml")):
            raise UnreadableFile(f"{path} is a folder without a standard.yaml", path_hint(path))
        return _check_standard(path)
    files = DiskFiles()
    content = read_hinted(files, path)
    document, problems = parsed = parse(content, path)
    keys = document.data.keys() if document is not None and isinstance(document.data, dict) else ()
    if "answers" in keys:
        return _check_answers(parsed, path, standards, as_of, content)
    if document is not None and "policy" in keys:
        from btm_cli.intake.gating import check_document

        return problems + without_consequences(problems, check_document(document, standards)[1])
    folder = _standard_around(path)
    return _check_standard(folder) if folder is not None else _check_answers(parsed, path, standards, as_of, content)


def _standard_around(path: str) -> str | None:
    """The folder of the standard that the file `path` lies in, one or two levels down; None for any other file."""
    beside = posixpath.dirname(path.replace(os.sep, "/"))
    for folder in (beside or ".", posixpath.dirname(beside) or "."):
        if os.path.isfile(os.path.join(folder, "standard.yaml")):
            return folder
    return None


def _check_standard(folder: str) -> list[Diagnostic]:
    from btm_cli.standard.validate import validate_standard

    return validate_standard(folder, DiskFiles())[1]


def _check_answers(
    parsed: tuple[Document | None, list[Diagnostic]],
    path: str,
    standards: Standards,
    as_of: date | None,
    content: bytes,
) -> list[Diagnostic]:
    from btm_cli.answers.load import load_parsed
    from btm_cli.evidence import examine

    document = parsed[0]

    def of_evidence(answers: Answers, folder: str) -> list[Problem]:
        """Evidence that does not hold is a warning here: the file is right, the world has moved on."""
        report = examine(answers, folder, DiskFiles(), as_of or answers.assessed_on)
        return [
            Problem(problem.code, problem.message, ("evidence", problem.key), severity=Severity.WARNING, at_key=True)
            for problem in report.problems
        ]

    problems = load_parsed(parsed, path, DiskFiles(), standards.find, standards.names(), of_evidence)[1]
    if document is not None and isinstance(document.data, dict) and b"$schema" in content:
        from btm_cli.intake.editor import stale_schema

        problems = stale_schema(content, document, standards) + problems
    return problems
