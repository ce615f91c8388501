"""The contract of a migration, `btm-migration/1`: its records, and what fills them; and as rows.

In: a `Migration`, the file, both editions' names. Out: plain data in fixed key order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.answers.migration import Kind as WhyAsked
from btm_cli.answers.migration import Migration, Question
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows
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
    kind: WhyAsked
    was: str
    """The reference that the answer stood under, "" where it is the same or there was none."""
    note: str
    evidence: list[str]
    advice: str
    """What the new edition says of old answers here."""


@record
class MigrationWire(TypedDict):
    """What `btm migrate --format json` writes."""

    schema: Literal["btm-migration/1"]
    file: str
    old: str
    new: str
    written: bool
    """Whether anything was written: to `file` itself, or to another one."""
    kept: Count
    """How many answers stay as they are."""
    moved: list[MovedWire]
    questions: list[QuestionWire]


MIGRATION = Layout(
    "btm-migrated-answers/1",
    "migrate",
    columns(
        "file",
        "happened",
        "reference",
        "old_reference",
        "question",
        "said",
        "asked_because",
        "note",
        "evidence",
        "advice",
    ),
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
        "questions": [_question(each) for each in migration.questions],
    }


def _question(question: Question) -> QuestionWire:
    return {
        "reference": question.reference,
        "reason": question.reason,
        "said": question.said,
        "kind": question.kind,
        "was": question.was,
        "note": question.note,
        "evidence": list(question.evidence),
        "advice": question.advice,
    }


def migration_rows(migration: Migration, file: str) -> Rows:
    """A row for whatever moved, then one for every question."""
    return Rows(MIGRATION, ((file, *row) for row in _rows(migration)))


def _rows(migration: Migration) -> Iterator[tuple[object, ...]]:
    for moved in migration.moved:
        yield ("moved", moved.new, moved.old, None, None, None, None, (), None)
    for each in migration.questions:
        more = (each.kind, each.note or None, each.evidence, each.advice or None)
        yield ("question", each.reference, each.was or None, each.reason, each.said or None, *more)
