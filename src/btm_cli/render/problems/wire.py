"""The contract of what is wrong with files, `btm-diagnostics/1`: its records, and what fills them.

In: diagnostics and the files that were looked at. Out: plain data; lines and columns count characters from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.wire.types import Count, Rank, record

SCHEMA: Literal["btm-diagnostics/1"] = "btm-diagnostics/1"


@record
class ProblemWire(TypedDict):
    """One problem at its place."""

    code: str
    """A diagnostic code, for `btm explain`."""
    severity: Literal["error", "warning", "note"]
    message: str
    file: str
    line: Rank
    column: Rank
    width: Rank
    source_line: str
    hint: str | None


@record
class CountsWire(TypedDict):
    """How many files were looked at, and how many problems there are."""

    files: Count
    errors: Count
    warnings: Count
    notes: Count


@record
class ProblemsWire(TypedDict):
    """What `btm validate --format json` writes."""

    schema: Literal["btm-diagnostics/1"]
    problems: list[ProblemWire]
    summary: CountsWire


def problems_data(problems: Sequence[Diagnostic], files: Sequence[str]) -> ProblemsWire:
    """Every problem, by file, line and column, and how many there are of each severity."""
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    return {
        "schema": SCHEMA,
        "problems": [_problem(problem) for problem in sorted(problems, key=lambda problem: problem.sort_key)],
        "summary": {
            "files": len(files),
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
        },
    }


def _problem(problem: Diagnostic) -> ProblemWire:
    place = problem.location
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "source_line": place.source_line,
        "hint": problem.hint,
    }
