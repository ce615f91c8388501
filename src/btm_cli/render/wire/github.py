"""Problems as workflow commands, which GitHub shows beside the lines of a pull request.

In: diagnostics. Out: one `::error ...::message` a line (docs.github.com, "Workflow commands for GitHub Actions").
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.document.safe import printable, visible

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(problems: Sequence[Diagnostic]) -> str:
    """Every problem, by file, line and column; nothing for none."""
    return "".join(_command(problem) for problem in sorted(problems, key=lambda problem: problem.sort_key))


def _command(problem: Diagnostic) -> str:
    place = problem.location
    properties = {
        "file": printable(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.width),
        "title": f"btm {problem.code}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = "\n".join(visible(text) for text in (problem.message, problem.hint) if text)
    return f"::{COMMANDS[problem.severity]} {listed}::{_message(message)}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
