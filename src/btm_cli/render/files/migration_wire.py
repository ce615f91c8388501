"""The contract of a migration, `btm-migration/1`: its records, and what fills them; and as rows.

In: a `Migration`, the file, both editions' names. Out: plain data in fixed key order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.answers.migrate import Migration
from btm_cli.render.wire.rows import Kind, Rows
from btm_cli.render.wire.types import Count, record

SCHEMA: Literal["btm-migration/1"] = "btm-migration/1"


@record
class MovedWire(TypedDict):
    """An answer that goes on under another reference, because the claim is the same there."""

    old: str
    new: str


@record
class QuestionWire(TypedDict):
    """Something a human must decide; `said` is the answer that can't go on as it was, "" where there was none."""

    reference: str
    reason: str
    said: str


@record
class MigrationWire(TypedDict):
    """What `btm migrate --format json` writes."""

    schema: Literal["btm-migration/1"]
    file: str
    old: str
    new: str
    written: bool
    kept: Count
    """How many answers stay as they are."""
    moved: list[MovedWire]
    questions: list[QuestionWire]


COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("kind", "text"),
    ("reference", "text"),
    ("new_reference", "text"),
    ("reason", "text"),
    ("said", "text"),
)


def migration_data(migration: Migration, file: str, old: str, new: str, *, written: bool) -> MigrationWire:
    """What stayed, what moved, what is open."""
    return {
        "schema": SCHEMA,
        "file": file,
        "old": old,
        "new": new,
        "written": written,
        "kept": migration.kept,
        "moved": [{"old": each.old, "new": each.new} for each in migration.moved],
        "questions": [
            {"reference": each.reference, "reason": each.reason, "said": each.said} for each in migration.questions
        ],
    }


def migration_rows(migration: Migration) -> Rows:
    """A row for whatever moved, then one for every question."""
    return Rows(COLUMNS, _rows(migration))


def _rows(migration: Migration) -> Iterator[tuple[object, ...]]:
    for each in migration.moved:
        yield ("moved", each.old, each.new, None, None)
    for question in migration.questions:
        yield ("question", question.reference, None, question.reason, question.said or None)
