"""The register of evidence on one screen: a row a piece, what needs a hand first, and at the end how many hold.

In: `Entry`s and the date they were judged on. Out: blocks, the sentence that counts last. What has no room is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from btm_cli.evidence.register import Entry
from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Sentences, Table
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.words import words
from btm_cli.render.files.register_page import FAILING, ORDER, failing, status_words, summary

MOST_PIECES, MOST_REASONS = 18, 2


def register_brief(entries: Sequence[Entry], as_of: date) -> Iterator[Block]:
    """The pieces, those that do not hold before those that end soonest."""
    yield Heading(words("files.register.title"))
    if not entries:
        yield Paragraph(words("files.register.brief.none"))
        return
    yield _pieces(sorted(entries, key=_urgency), as_of)
    said, alone = [summary(entries, as_of)], len(_alone(entries))
    if alone:
        said.append(words("files.register.brief.alone", n=alone))
    ends = ("", words("files.register.brief.full")), (words("files.register.title"), " ".join(said))
    yield Sentences((*_why(entries), *ends))


def _why(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """What the table does not say of a piece that does not hold: more than the day on which it ended."""
    texts = [f"{each.key}: {'; '.join(each.messages)}" for each in failing(entries) if each.status != "expired"]
    if texts:
        text = listed_names(texts, MOST_REASONS)
        yield words("files.register.brief.why"), words("gate.sentence", text=text)


def _pieces(entries: Sequence[Entry], as_of: date) -> Table:
    columns = (
        Column(words("files.register.brief.key"), whole=True),
        Column(words("files.register.brief.on", day=as_of.isoformat())),
        Column(words("files.register.brief.until"), whole=True),
        Column(words("files.register.brief.backs"), right=True),
        Column(words("files.register.brief.keeper"), rank=1),
    )
    rows = tuple(
        (
            each.key,
            status_words(each.status),
            each.evidence.valid_until.isoformat() if each.evidence.valid_until is not None else NOTHING,
            str(len(each.cited_by)),
            each.evidence.owner or "",
        )
        for each in entries[:MOST_PIECES]
    )
    more = len(entries) - MOST_PIECES
    return Table(columns, rows, words("files.register.brief.more", n=more) if more > 0 else "")


def _urgency(entry: Entry) -> tuple[int, date]:
    """What it is before when it ends; what has no end comes last."""
    return ORDER.index(entry.status), entry.evidence.valid_until or date.max


def _alone(entries: Sequence[Entry]) -> set[str]:
    """What is backed by pieces that do not hold, and by no other."""
    held = {reference for each in entries if each.status not in FAILING for reference in each.cited_by}
    return {reference for each in failing(entries) for reference in each.cited_by} - held
