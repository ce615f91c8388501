"""Today beside what would be, as a page: only what moves.

In: two `Scorecard`s and the moves between them. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.plan.page import from_to

if TYPE_CHECKING:
    from btm_cli.planning.what_if import Move
    from btm_cli.scoring.scorecard import Numbers, Scorecard
    from btm_cli.standard.model import Standard


def what_if_page(
    before: Scorecard, after: Scorecard, moves: Sequence[Move], changes: Sequence[str], standard: Standard
) -> Iterator[Block]:
    """What is assumed, and what it would move; `changes` are the changes in full references."""
    labels = Labels(standard)
    yield Heading(words("what-if.title", who=who(before.enterprise, before.unit, before.period)))
    yield Paragraph(words("what-if.seen", standard=standard.title, edition=before.edition, day=before.as_of))
    yield from extent_block(before, labels)
    yield listed(changes)
    if not moves:
        yield Paragraph(words("what-if.nothing"))
        return
    yield Paragraph(from_to(before, after, standard))
    numbers = after.overall.numbers
    key = "what-if.range-provisional" if after.overall.provisional else "what-if.range"
    yield Paragraph(words(key, low=write.number(numbers.low), high=write.number(numbers.high)))
    yield Heading(words("what-if.moves"), 2)
    columns = tuple(Column(words(f"what-if.{name}")) for name in ("what", "score", "level", "evidenced", "gap"))
    change = Column(words("what-if.change"), right=True)
    yield Table((*columns, change), tuple(_row(move, labels) for move in moves))


def _row(move: Move, labels: Labels) -> tuple[str, ...]:
    old, new = move.before, move.after
    return (
        words("what-if.overall") if move.kind == "overall" else labels.place(move.id),
        _pair(_score(old, labels), _score(new, labels)),
        _pair(write.whole(old.level), write.whole(new.level)),
        _pair(write.number(old.evidenced), write.number(new.evidenced)),
        _pair(write.gap(old.gap), write.gap(new.gap)),
        _signed(move.change),
    )


def _score(numbers: Numbers, labels: Labels) -> str:
    return write.short_score(numbers.score, labels.thresholds)


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _signed(change: Fraction | None) -> str:
    if change is None:
        return write.NOTHING
    if 0 < abs(change) < Fraction(1, 200):
        return "<+0.01" if change > 0 else ">-0.01"
    return f"+{write.number(change)}" if change > 0 else write.number(change)
