"""Problems as code hosts show them: GitHub's workflow commands, GitLab's code quality report.

In: diagnostics. Out: for GitHub a line `::error ...::message` each (docs.github.com, "Workflow commands for GitHub
Actions"), for GitLab JSON text (its "Code Quality report format"). GitHub shows ten of a kind at most: the rest is
counted, so that nobody takes ten for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from typing_extensions import TypedDict

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.digest import content_digest
from btm_cli.render.document.problem import problem_text
from btm_cli.render.document.safe import printable, visible
from btm_cli.render.document.words import words
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.sarif import PathOf, as_typed
from btm_cli.render.wire.types import Rank, record

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


SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


@record
class LinesWire(TypedDict):
    """Where it begins."""

    begin: Rank


@record
class PlaceWire(TypedDict):
    """A line of a file of the repository."""

    path: str
    lines: LinesWire


@record
class EntryWire(TypedDict):
    """One problem; GitLab knows it again by its fingerprint."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: PlaceWire


def render_gitlab(problems: Sequence[Diagnostic], path_of: PathOf = as_typed) -> str:
    """Every problem, by file, line and column; what says the same twice in a file is counted apart."""
    entries: list[EntryWire] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for problem in sorted(problems, key=lambda problem: problem.sort_key):
        path = path_of(problem.location.file)
        said = (problem.code, problem.message, path)
        seen[said] += 1
        entries.append(
            {
                "description": problem_text(problem),
                "check_name": problem.code,
                "fingerprint": content_digest([*said, str(seen[said])]),
                "severity": SEVERITIES[problem.severity],
                "location": {"path": path, "lines": {"begin": problem.location.line}},
            }
        )
    return render_json(entries)
