"""The register of evidence as a page, and on one screen: what each piece backs, what needs a hand first, how many hold.

In: `Entry`s and the date they were judged on. Out: blocks. On a screen a piece has a row, the sentence that counts is
last, and what has no room is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from btm_cli.evidence.register import SOON, Entry
from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Sentences, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.words import words

FAILING = frozenset({"future", "expired", "missing", "altered"})
ORDER = ("altered", "missing", "expired", "future", "expires-soon", "holds")
CITED_SHOWN = 6


def failing(entries: Sequence[Entry]) -> list[Entry]:
    """Those that do not hold."""
    return [entry for entry in entries if entry.status in FAILING]


def status_words(status: str) -> str:
    """A status in words, such as "expires soon"."""
    return words(f"files.register.status.{status}")


def summary(entries: Sequence[Entry], as_of: date) -> str:
    """How many hold, in one sentence."""
    bad = len(failing(entries))
    return words(
        "files.register.summary",
        hold=len(entries) - bad,
        pieces=len(entries),
        day=as_of.isoformat(),
        soon=sum(entry.status == "expires-soon" for entry in entries),
        days=SOON,
        bad=bad,
        unused=sum(not entry.cited_by for entry in entries),
    )


def register_page(entries: Sequence[Entry], as_of: date) -> Iterator[Block]:
    """Every piece under what it is: what does not hold first."""
    yield Heading(words("files.register.title"))
    yield Paragraph(summary(entries, as_of))
    for status in ORDER:
        chosen = [entry for entry in entries if entry.status == status]
        if chosen:
            yield Heading(words(f"files.register.heading.{status}"), 2)
            yield Items(tuple((f"{entry.key}:", _entry(entry)) for entry in chosen))


def _entry(entry: Entry) -> str:
    """What a piece is, where and of when, why it does not hold, what it backs: a sentence each."""
    parts = [words("files.register.piece", title=entry.evidence.title, facts=", ".join(_facts(entry)))]
    if entry.messages:
        parts.append(words("files.register.flaws", flaws="; ".join(entry.messages)))
    shown, more = entry.cited_by[:CITED_SHOWN], len(entry.cited_by) - CITED_SHOWN
    if more > 0:
        parts.append(words("files.register.backs-more", references=", ".join(shown), n=more))
    elif shown:
        parts.append(words("files.register.backs", references=", ".join(shown)))
    else:
        parts.append(words("files.register.unused"))
    return " ".join(parts)


def _facts(entry: Entry) -> Iterator[str]:
    evidence = entry.evidence
    yield evidence.path or evidence.url or ""
    yield words("files.register.dated", day=evidence.date.isoformat())
    if evidence.valid_until is not None:
        until = evidence.valid_until.isoformat()
        if entry.days_left is not None and entry.days_left >= 0 and entry.status == "expires-soon":
            yield words("files.register.until-soon", day=until, n=entry.days_left)
        else:
            yield words("files.register.until", day=until)
    if evidence.owner:
        yield words("files.register.kept", owner=evidence.owner)


MOST_PIECES, MOST_REASONS = 18, 2
WHOLE = ("key", "until")


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
    key, *others = columns("files.register.brief", ("key", "until", "backs", "keeper"), ("backs",), ("keeper",), WHOLE)
    heads = (key, Column(words("files.register.brief.on", day=as_of.isoformat())), *others)
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
    return Table(heads, rows, words("files.register.brief.more", n=more) if more > 0 else "")


def _urgency(entry: Entry) -> tuple[int, date]:
    """What it is before when it ends; what has no end comes last."""
    return ORDER.index(entry.status), entry.evidence.valid_until or date.max


def _alone(entries: Sequence[Entry]) -> set[str]:
    """What is backed by pieces that do not hold, and by no other."""
    held = {reference for each in entries if each.status not in FAILING for reference in each.cited_by}
    return {reference for each in failing(entries) for reference in each.cited_by} - held
