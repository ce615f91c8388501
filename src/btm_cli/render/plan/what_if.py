"""Today beside what would be, as plain data (`btm-what-if/1`) and as a page: only what moves.

In: two `Scorecard`s and the moves between them. Out: data in a fixed key order, and blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table, headed
from btm_cli.render.document.labels import Labels
from btm_cli.render.plan.wire import state_data
from btm_cli.render.scorecard.wire import subject_data

if TYPE_CHECKING:
    from btm_cli.planning.what_if import Move
    from btm_cli.scoring.scorecard import Numbers, Scorecard
    from btm_cli.standard.model import Standard

SCHEMA = "btm-what-if/1"


def what_if_data(before: Scorecard, after: Scorecard, moves: Sequence[Move], changes: Sequence[str]) -> dict[str, Any]:
    """Everything that moves; `changes` are the changes in full references."""
    return {
        "schema": SCHEMA,
        **subject_data(before),
        "changes": list(changes),
        "today": _headline(before),
        "then": _headline(after),
        "moves": [
            {
                "kind": move.kind,
                "id": move.id,
                "score": [write.json_number(move.before.score), write.json_number(move.after.score)],
                "change": write.json_number(_change(move)),
                "level": [move.before.level, move.after.level],
                "gap": [write.json_number(move.before.gap), write.json_number(move.after.gap)],
                "evidenced": [write.json_number(move.before.evidenced), write.json_number(move.after.evidenced)],
                "verified": [write.json_number(move.before.verified), write.json_number(move.after.verified)],
            }
            for move in moves
        ],
    }


def _headline(card: Scorecard) -> dict[str, Any]:
    return {
        **state_data(card),
        "evidenced_state": card.overall.evidenced_state,
        "verified_state": card.overall.verified_state,
    }


def _change(move: Move) -> Fraction | None:
    if move.before.score is None or move.after.score is None:
        return None
    return move.after.score - move.before.score


def what_if_page(
    before: Scorecard, after: Scorecard, moves: Sequence[Move], changes: Sequence[str], standard: Standard
) -> Iterator[Block]:
    """The same for people."""
    labels = Labels(standard)
    yield Heading(f"What if: {before.enterprise}")
    yield Paragraph(f"{standard.title} {before.edition}, evidence as of {before.as_of}. Nothing is written.")
    yield Items(tuple(("", change) for change in changes))
    if not moves:
        yield Paragraph("Nothing moves.")
        return
    was, would = before.overall, after.overall
    state = f" · State {labels.state(was.state)} → {labels.state(would.state)}" if standard.states else ""
    yield Paragraph(
        f"Score {_score(was.numbers, labels)} → {_score(would.numbers, labels)} · "
        f"Level {labels.level(was.numbers.level)} → {labels.level(would.numbers.level)}{state}"
    )
    yield Heading("What moves", 2)
    rows = tuple(
        (
            "Overall" if move.kind == "overall" else labels.place(move.id),
            _pair(_score(move.before, labels), _score(move.after, labels)),
            _pair(_level(move.before.level), _level(move.after.level)),
            _pair(write.number(move.before.evidenced), write.number(move.after.evidenced)),
            _pair(write.gap(move.before.gap), write.gap(move.after.gap)),
            _signed(_change(move)),
        )
        for move in moves
    )
    yield Table(headed(("What", "Score", "Level", "Evidenced", "Gap", "Change"), {"Change"}), rows)


def _score(numbers: Numbers, labels: Labels) -> str:
    return write.short_score(numbers.score, labels.thresholds)


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _level(level: int | None) -> str:
    return write.NOTHING if level is None else str(level)


def _signed(change: Fraction | None) -> str:
    if change is None:
        return write.NOTHING
    if 0 < abs(change) < Fraction(1, 200):
        return "<+0.01" if change > 0 else ">-0.01"
    return f"+{write.number(change)}" if change > 0 else write.number(change)
