"""Problems as JSON, `btm-diagnostics/1`.

In: diagnostics and the files that were looked at. Out: JSON text; lines and columns count characters from 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.wire.json import render_json

SCHEMA = "btm-diagnostics/1"


def render_diagnostics_json(problems: Sequence[Diagnostic], files: Sequence[str]) -> str:
    """Every problem, by file, line and column, and how many there are of each severity."""
    return render_json(
        {
            "schema": SCHEMA,
            "problems": [
                {
                    "code": problem.code,
                    "severity": problem.severity.value,
                    "message": problem.message,
                    "file": problem.location.file,
                    "line": problem.location.line,
                    "column": problem.location.column,
                    "width": problem.location.width,
                    "source_line": problem.location.source_line,
                    "hint": problem.hint,
                }
                for problem in sorted(problems, key=lambda problem: problem.sort_key)
            ],
            "summary": {
                "files": len(files),
                **{
                    f"{severity.value}s": sum(problem.severity is severity for problem in problems)
                    for severity in Severity
                },
            },
        }
    )
