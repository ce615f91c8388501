"""What is wrong with files as rows, one a problem.

In: diagnostics. Out: rows by file, line and column, which count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows

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
