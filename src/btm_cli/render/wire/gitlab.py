"""Problems as GitLab's code quality report, which shows them in merge requests.

In: diagnostics. Out: JSON text, an entry for each, in the form that GitLab documents ("Code Quality report format").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from typing_extensions import TypedDict

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.digest import content_digest
from btm_cli.render.document.problem import problem_text
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.sarif import PathOf, as_typed
from btm_cli.render.wire.types import Rank, record

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
