"""Today beside what would be: its output contract, `btm-what-if/1`, and the page, which shows only what moves.

In: two `Scorecard`s and the moves between them. Out: plain data in a fixed key order; blocks.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from btm_cli.planning.what_if import Height, Move
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import json_number
from btm_cli.render.document.sentences import lowered
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.plan.page import from_to
from btm_cli.render.plan.wire import StateWire, state_data
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import record
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.summary.risk import state_at_risk

COLUMNS = {"what": 0, "score": 0, "level": 0, "evidenced": 1, "gap": 2}
"""What a move is told by, each with its rank: where there is no room, the gap gives way first."""
MOST_CHANGES, MOST_MOVES = 4, 16
Pair = Annotated[list[float | None], Field(min_length=2, max_length=2)]


class HeadlineWire(StateWire):
    """The headline with the states under the other assurances."""

    evidenced_state: str | None
    verified_state: str | None
    low: float | None
    high: float | None
    provisional: bool


class MoveWire(TypedDict):
    """Something that moves; pairs are today and then."""

    kind: Height
    id: str
    score: Pair
    change: float | None
    level: Annotated[list[int | None], Field(min_length=2, max_length=2)]
    gap: Pair
    evidenced: Pair
    verified: Pair


class WhatIfStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-what-if/1"]


@record
class WhatIfWire(WhatIfStartWire, HeadWire):
    """What `btm what-if --format json` writes."""

    changes: list[str]
    today: HeadlineWire
    then: HeadlineWire
    moves: list[MoveWire]


def what_if_data(before: Scorecard, after: Scorecard, moves: Sequence[Move], changes: Sequence[str]) -> WhatIfWire:
    """Everything that moves; `changes` are the changes in full references."""
    return {
        "schema": "btm-what-if/1",
        **subject_data(before),
        "changes": list(changes),
        "today": _headline(before),
        "then": _headline(after),
        "moves": [_move(move) for move in moves],
    }


def _headline(card: Scorecard) -> HeadlineWire:
    return {
        **state_data(card),
        "evidenced_state": card.overall.evidenced_state,
        "verified_state": card.overall.verified_state,
        "low": json_number(card.overall.numbers.low),
        "high": json_number(card.overall.numbers.high),
        "provisional": card.overall.provisional,
    }


def _move(move: Move) -> MoveWire:
    old, new = move.before, move.after
    return {
        "kind": move.kind,
        "id": move.id,
        "score": _rounded(old.score, new.score),
        "change": json_number(move.change),
        "level": [old.level, new.level],
        "gap": _rounded(old.gap, new.gap),
        "evidenced": _rounded(old.evidenced, new.evidenced),
        "verified": _rounded(old.verified, new.verified),
    }


def _rounded(before: Fraction | None, after: Fraction | None) -> list[float | None]:
    return [json_number(before), json_number(after)]


def what_if_page(
    before: Scorecard,
    after: Scorecard,
    moves: Sequence[Move],
    changes: Sequence[str],
    standard: Standard,
    *,
    short: bool = False,
    brief: bool = False,
) -> Iterator[Block]:
    """What is assumed, and what it would move; `changes` are the changes in full references.

    With `short` names it is a terminal's, where what comes of it stands last. A `brief` one fits its screen: of many
    changes it names some, of many moves those of whole capabilities, and counts the rest.
    """
    labels = Labels(standard)
    yield Heading(words("what-if.title", who=who(before.enterprise, before.unit, before.period)))
    yield from extent_block(before, labels)
    yield Paragraph(words("what-if.seen", standard=standard.title, edition=before.edition, day=before.as_of))
    more = len(changes) - MOST_CHANGES
    named = changes if more <= 0 or not brief else (*changes[:MOST_CHANGES], words("what-if.more-changes", n=more))
    yield listed(named)
    verdict = (*_verdict(before, after, standard, moved=bool(moves)), *_range(before, after))
    table = tuple(_table(moves, Labels(standard, short=short), brief=brief)) if moves else ()
    yield from (*table, *verdict) if short else (*verdict, *table)


def _verdict(before: Scorecard, after: Scorecard, standard: Standard, *, moved: bool) -> Iterator[Block]:
    """From where to where, and what can take the state away again."""
    if not moved:
        yield Paragraph(words("what-if.nothing"))
        return
    yield Paragraph(from_to(before, after, standard))
    state, risk = state_at_risk(standard, after)
    if state is not None and risk != "none" and after.overall.state != before.overall.state:
        yield Paragraph(words("what-if.at-risk", state=state.name, lower=lowered(state, risk)))


def _table(moves: Sequence[Move], names: Labels, *, brief: bool) -> Iterator[Block]:
    """A row for everything that moves."""
    yield Heading(words("what-if.moves"), 2)
    columns = tuple(Column(words(f"what-if.{name}"), whole=True, rank=rank) for name, rank in COLUMNS.items())
    shown = list(moves)
    if brief and len(moves) > MOST_MOVES:
        shown = [move for move in moves if move.kind != "cell"][:MOST_MOVES]
    more = len(moves) - len(shown)
    caption = words("what-if.more-moves", n=more) if more else ""
    rows = tuple(_row(move, names) for move in shown)
    yield Table((*columns, Column(words("what-if.change"), right=True)), rows, caption)


def _range(before: Scorecard, after: Scorecard) -> Iterator[Block]:
    """Where the score can end with all that is open, then and today; nothing where it is certain both times."""
    then, today = after.overall.numbers, before.overall.numbers
    if (then.low, today.low) != (then.high, today.high):
        kind = "settled" if then.low == then.high else "provisional" if after.overall.provisional else "open"
        ends = {"low": then.low, "high": then.high, "low_today": today.low, "high_today": today.high}
        yield Paragraph(words(f"what-if.range.{kind}", **{name: write.number(end) for name, end in ends.items()}))


def _row(move: Move, labels: Labels) -> tuple[str, ...]:
    old, new = move.before, move.after
    return (
        words("what-if.overall") if move.kind == "overall" else labels.place(move.id),
        _pair(*(write.short_score(each.score, labels.thresholds) for each in (old, new))),
        _pair(write.whole(old.level), write.whole(new.level)),
        _pair(write.number(old.evidenced), write.number(new.evidenced)),
        _pair(*(write.gap(each.gap, each.score, each.target) for each in (old, new))),
        write.change(old.score, new.score),
    )


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
