"""The contract of what is wrong with files, `btm-diagnostics/1`: its records, and what fills them; and as rows.

In: diagnostics and the files that were looked at. Out: plain data, rows by file, line and column; both count from 1,
columns in characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows
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


PROBLEMS = Layout(
    "btm-problems/1",
    "validate",
    columns("file", "line_number", "column_number", "severity", "code", "message", "hint"),
)


def problem_rows(problems: Sequence[Diagnostic]) -> Rows:
    """Every problem."""
    return Rows(
        PROBLEMS,
        (
            (place.file, place.line, place.column, each.severity.value, each.code, each.message, each.hint)
            for each in sorted(problems, key=lambda problem: problem.sort_key)
            for place in (each.location,)
        ),
    )
