"""What a migration did, and what is left for people, as a page.

In: a `Migration`, both editions' names. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.answers.migration import KINDS, Migration, Question
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.words import words

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
