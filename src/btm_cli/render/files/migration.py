"""What a migration did, and what is left for people: the contract `btm-migration/1`, rows and a page.

In: a `Migration`, the file, both editions' names. Out: plain data in fixed key order, rows, blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.answers.migration import KINDS, Migration, Question
from btm_cli.answers.migration import Kind as WhyAsked
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.words import words
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


SAYS_IT_ALL = frozenset({"new", "reworded", "split", "still-na"})
"""Kinds whose heading says why they are asked."""


def migration_page(migration: Migration, old: str, new: str) -> Iterator[Block]:
    """What stayed, what moved, and every question that a human must answer, by why it is asked."""
    yield Heading(words("files.migration.title", old=old, new=new))
    counts = {"moved": len(migration.moved), "open": len(migration.questions)}
    yield Paragraph(words("files.migration.summary", kept=migration.kept, **counts))
    if migration.moved:
        yield Heading(words("files.migration.moved"), 2)
        yield Items(tuple((f"{each.old}:", each.new) for each in migration.moved))
    for kind in KINDS:
        found = [question for question in migration.questions if question.kind == kind]
        if found:
            yield Heading(words(f"files.migration.kind.{kind}", n=len(found)), 2)
            yield Items(tuple(map(_item, found)))


def _item(question: Question) -> tuple[str, str]:
    told = "; ".join(_told(question))
    return (f"{question.reference}:", told) if told else ("", question.reference)


def _told(question: Question) -> Iterator[str]:
    """What the old answer said, and what the new edition says of it."""
    if question.kind not in SAYS_IT_ALL:
        yield question.reason
    if question.said and question.was:
        yield words("files.migration.was-at", said=question.said, old=question.was)
    elif question.said:
        yield words("files.migration.was", said=question.said)
    elif question.kind in ("reworded", "split"):
        yield words("files.migration.was-unanswered")
    if question.note:
        yield words("files.migration.note", note=question.note)
    if question.evidence:
        yield words("files.migration.evidence", keys=", ".join(question.evidence))
    if question.advice:
        yield words("files.migration.advice", advice=question.advice)
