"""What is wrong with files as rows, one a problem.

In: diagnostics. Out: rows by file, line and column, which count from 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic
from btm_cli.render.wire.rows import Kind, Rows

COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("file", "text"),
    ("line", "integer"),
    ("column", "integer"),
    ("severity", "text"),
    ("code", "text"),
    ("message", "text"),
    ("hint", "text"),
)


def problem_rows(problems: Sequence[Diagnostic]) -> Rows:
    """Every problem."""
    return Rows(
        COLUMNS,
        (
            (place.file, place.line, place.column, each.severity.value, each.code, each.message, each.hint)
            for each in sorted(problems, key=lambda problem: problem.sort_key)
            for place in (each.location,)
        ),
    )
