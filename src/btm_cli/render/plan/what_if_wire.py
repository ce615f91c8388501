"""The output contract of today beside what would be, `btm-what-if/1`: its records, and what fills them.

In: two `Scorecard`s and the moves between them. Out: plain data in a fixed key order.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from btm_cli.planning.what_if import Height
from btm_cli.render.document.numbers import json_number
from btm_cli.render.plan.wire import StateWire, state_data
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import record

if TYPE_CHECKING:
    from btm_cli.planning.what_if import Move
    from btm_cli.scoring.scorecard import Scorecard

SCHEMA: Literal["btm-what-if/1"] = "btm-what-if/1"
Pair = Annotated[list[float | None], Field(min_length=2, max_length=2)]


@record
class HeadlineWire(StateWire):
    """The headline with the states under the other assurances."""

    evidenced_state: str | None
    verified_state: str | None
    low: float | None
    high: float | None
    provisional: bool


@record
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


@record
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
        "schema": SCHEMA,
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
        "score": _pair(old.score, new.score),
        "change": json_number(move.change),
        "level": [old.level, new.level],
        "gap": _pair(old.gap, new.gap),
        "evidenced": _pair(old.evidenced, new.evidenced),
        "verified": _pair(old.verified, new.verified),
    }


def _pair(before: Fraction | None, after: Fraction | None) -> list[float | None]:
    return [json_number(before), json_number(after)]
