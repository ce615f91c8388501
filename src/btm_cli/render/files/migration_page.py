"""What a migration did, and what is left for people, as a page.

In: a `Migration`, both editions' names. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.answers.migrate import Migration, Question
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.words import words


def migration_page(migration: Migration, old: str, new: str) -> Iterator[Block]:
    """What stayed, what moved, and every question that a human must answer."""
    yield Heading(words("files.migration.title", old=old, new=new))
    counts = {"moved": len(migration.moved), "open": len(migration.questions)}
    yield Paragraph(words("files.migration.summary", kept=migration.kept, **counts))
    if migration.moved:
        yield Heading(words("files.migration.moved"), 2)
        yield Items(tuple((f"{each.old}:", each.new) for each in migration.moved))
    if migration.questions:
        yield Heading(words("files.migration.questions"), 2)
        yield Items(tuple((f"{each.reference}:", _question(each)) for each in migration.questions))


def _question(question: Question) -> str:
    if not question.said:
        return question.reason
    return words("files.migration.was", reason=question.reason, said=question.said)
