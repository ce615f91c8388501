"""What a migration did, and what is left for people, as a page and as plain data (`btm-migration/1`).

In: a `Migration`, the file, both editions' names. Out: blocks, or mappings in fixed key order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from btm_cli.answers.migrate import Migration
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph

SCHEMA = "btm-migration/1"


def migration_page(migration: Migration, old: str, new: str) -> Iterator[Block]:
    """What stayed, what moved, and every question that a human must answer."""
    yield Heading(f"From {old} to {new}")
    moved, open_questions = len(migration.moved), len(migration.questions)
    yield Paragraph(f"{migration.kept} answers stay, {moved} go on under a new id, {open_questions} need a look.")
    if migration.moved:
        yield Heading("Same claim, new id", 2)
        yield Items(tuple((f"{each.old}:", each.new) for each in migration.moved))
    if migration.questions:
        yield Heading("Needs a look", 2)
        yield Items(
            tuple(
                (f"{each.reference}:", each.reason + (f" (was: {each.said})" if each.said else ""))
                for each in migration.questions
            )
        )


def migration_data(migration: Migration, file: str, old: str, new: str, *, written: bool) -> dict[str, Any]:
    """The same as data."""
    return {
        "schema": SCHEMA,
        "file": file,
        "old": old,
        "new": new,
        "written": written,
        "kept": migration.kept,
        "moved": [each._asdict() for each in migration.moved],
        "questions": [each._asdict() for each in migration.questions],
    }
