"""A gate's verdict as rows: one a check of each file, and one a problem of a file that could not be checked.

In: a `GateReport`. Out: rows, files in the order given, checks in the policy's.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck
from btm_cli.render.wire.columns import HEAD, columns
from btm_cli.render.wire.rows import NOBODY, Layout, Rows, by_all, head

CHECK = (
    "rule",
    "reference",
    "outcome",
    "severity",
    "code",
    "expected",
    "found",
    "expected_value",
    "found_value",
    "remark",
    "why",
    "waived_until",
    "waived_by",
    "waived_because",
    "place_file",
    "line_number",
    "column_number",
    "rule_line_number",
    "rule_column_number",
)
CHECKS = Layout("btm-checks/1", "check", columns("file", *HEAD, *CHECK))
NOT_CHECKED = "not-checked"
"""The outcome of a row that is a problem of its file."""


def gate_rows(report: GateReport) -> Rows:
    """Every check of every file, passed ones too."""
    by = by_all(file.card for file in report.files if file.card is not None)
    return Rows(CHECKS, (row for file in report.files for row in _file(file)), by)


def _file(file: FileReport) -> Iterator[tuple[object, ...]]:
    subject = (file.file, *(head(file.card) if file.card is not None else NOBODY))
    for placed in file.checks:
        yield (*subject, *_check(placed))
    for problem in file.problems:
        place = problem.location
        given = {
            "outcome": NOT_CHECKED,
            "severity": problem.severity.value,
            "code": problem.code,
            "found": problem.message,
            "why": (),
            "place_file": place.file,
            "line_number": place.line,
            "column_number": place.column,
        }
        yield (*subject, *(given.get(name) for name in CHECK))


def _check(placed: PlacedCheck) -> tuple[object, ...]:
    check, waiver, place = placed.check, placed.check.waiver, placed.diagnostic.location
    return (
        check.rule,
        check.where,
        check.outcome.value,
        placed.diagnostic.severity.value,
        check.code or None,
        check.expected,
        check.found,
        check.limit,
        check.value,
        check.note or None,
        tuple(f"{reason.reference} {reason.text}" for reason in check.why),
        *((waiver.until, waiver.approved_by, waiver.reason) if waiver else (None, None, None)),
        place.file,
        place.line,
        place.column,
        placed.rule_place.line,
        placed.rule_place.column,
    )
