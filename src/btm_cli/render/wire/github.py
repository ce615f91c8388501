"""Problems as workflow commands, which GitHub shows beside the lines of a pull request.

In: diagnostics. Out: a line `::error ...::message` each (docs.github.com, "Workflow commands for GitHub Actions").
GitHub shows ten of a kind at most: the rest is counted, so that nobody takes ten for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.document.safe import printable, visible
from btm_cli.render.document.words import words
from btm_cli.render.wire.sarif import PathOf, as_typed

MOST = 10
"""Annotations of a kind that GitHub shows of one step."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(problems: Sequence[Diagnostic], path_of: PathOf = as_typed) -> str:
    """The first ten of each kind, by file, line and column, and how many more there are; nothing for none."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    said = []
    for severity in Severity:
        alike = [problem for problem in ordered if problem.severity is severity]
        said += [_command(problem, path_of) for problem in alike[:MOST]]
        if len(alike) > MOST:
            more = words(f"problem.github-more.{severity.value}", n=len(alike) - MOST)
            said.append(f"::{COMMANDS[severity]} title=btm::{_message(more)}\n")
    return "".join(said)


def _command(problem: Diagnostic, path_of: PathOf) -> str:
    place = problem.location
    properties = {
        "file": printable(path_of(place.file)),
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
