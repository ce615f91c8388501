"""A gate's verdict as rows: one a check of each file, and one a problem of a file that could not be checked.

In: a `GateReport`. Out: rows with the numbers of the JSON, files in the order given, checks in the policy's.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.numbers import json_number
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck
from btm_cli.render.wire.card import EXTENT_COLUMNS, extent_columns
from btm_cli.render.wire.rows import Kind, Rows

COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("file", "text"),
    ("rule", "text"),
    ("where", "text"),
    ("outcome", "text"),
    ("code", "text"),
    ("expected", "text"),
    ("found", "text"),
    ("note", "text"),
    ("limit", "number"),
    ("value", "number"),
    ("why", "text"),
    ("waived_until", "date"),
    ("waived_by", "text"),
    ("waived_because", "text"),
    ("place_file", "text"),
    ("line", "integer"),
    ("column", "integer"),
    ("rule_line", "integer"),
    ("rule_column", "integer"),
    *EXTENT_COLUMNS,
)
NOT_CHECKED = "not-checked"
"""The outcome of a row that is a problem of its file."""


def gate_rows(report: GateReport) -> Rows:
    """Every check of every file, passed ones too."""
    return Rows(COLUMNS, (row for file in report.files for row in _file(file)))


def _file(file: FileReport) -> Iterator[tuple[object, ...]]:
    for placed in file.checks:
        yield _check(file, placed)
    for problem in file.problems:
        place = problem.location
        given = {
            "file": file.file,
            "outcome": NOT_CHECKED,
            "code": problem.code,
            "found": problem.message,
            "place_file": place.file,
            "line": place.line,
            "column": place.column,
        }
        yield tuple(given.get(name) for name, _ in COLUMNS)


def _check(file: FileReport, placed: PlacedCheck) -> tuple[object, ...]:
    check, waiver, place = placed.check, placed.check.waiver, placed.diagnostic.location
    return (
        file.file,
        check.rule,
        check.where,
        check.outcome.value,
        check.code or None,
        check.expected,
        check.found,
        check.note or None,
        json_number(check.limit),
        json_number(check.value),
        "; ".join(f"{reason.reference} {reason.text}" for reason in check.why) or None,
        *((waiver.until, waiver.approved_by, waiver.reason) if waiver else (None, None, None)),
        place.file,
        place.line,
        place.column,
        placed.rule_place.line,
        placed.rule_place.column,
        *(extent_columns(file.card) if file.card is not None else ("", "", "")),
    )
