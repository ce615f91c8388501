"""The register of evidence as a page: every piece, what needs a hand first, and what each backs.

In: `Entry`s and the date they were judged on. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from btm_cli.evidence.register import SOON, Entry
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
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
