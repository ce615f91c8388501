"""The headline of a scorecard in its output contract, and its summary there: their records, and what fills them.

In: an `Overall`, the summary's entries. Out: plain data in the fixed key order of the contract. What states ask for is
there only where the standard has asks. The summary is ids of sentences and exact values, no prose: fractions as text
("241/80"), dates as YYYY-MM-DD, so that nothing is rounded.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NotRequired

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import NumbersWire, StatesWire, numbers_data, states_data
from btm_cli.render.wire.types import Count, Share, record
from btm_cli.scoring.scorecard import AskScore, Overall
from btm_cli.summary.entry import Entry, Value


@record
class AskWire(TypedDict):
    """How far one ask of a state is met; shares are null where nothing counts."""

    state: str
    theme: str
    levels: list[int]
    need: Share
    share: Share | None
    evidenced_share: Share | None
    verified_share: Share | None
    applicable: Count
    """The criteria that count, without the n/a ones."""
    rated: Count
    met: bool
    open: list[str]
    """The criteria not met in full, the cheapest first."""


@record
class LeftOutWire(TypedDict):
    """How much is n/a."""

    not_applicable: Count


@record
class CountsWire(TypedDict):
    """What the headline rests on, in scope."""

    claimed_cells: Count
    rated: Count
    """Cells rated by criteria."""
    rated_answered: Count
    """Answered criteria of rated cells."""
    rated_applicable: Count
    unknown: Count
    """Cells and criteria that were asked and are not known."""
    no_case: Count
    """Answers for a window without a case."""
    evidence_cited: Count


@record
class AsksWire(TypedDict):
    """What states ask for beside score and floor; absent where the standard asks for nothing."""

    stage: NotRequired[str | None]
    asks: NotRequired[list[AskWire]]
    unmet_asks: NotRequired[list[str]]
    """`state/theme` of what the state by score and those below it ask for and is not met."""


@record
class OverallWire(NumbersWire, LeftOutWire, StatesWire, CountsWire, AsksWire):
    """The headline."""


def overall_data(overall: Overall) -> OverallWire:
    """The headline, key for key."""
    counts = overall.counts
    asks: AsksWire = {}
    if overall.asks:
        asks = {
            "stage": overall.stage,
            "asks": [_ask(ask) for ask in overall.asks],
            "unmet_asks": [f"{ask.state}/{ask.theme}" for ask in overall.unmet_asks],
        }
    return {
        **numbers_data(overall.numbers),
        "not_applicable": overall.not_applicable,
        **states_data(overall),
        "claimed_cells": counts.claimed,
        "rated": counts.rated,
        "rated_answered": counts.rated_answered,
        "rated_applicable": counts.rated_applicable,
        "unknown": counts.unknown,
        "no_case": counts.no_case,
        "evidence_cited": counts.evidence_cited,
        **asks,
    }


def _ask(ask: AskScore) -> AskWire:
    return {
        "state": ask.state,
        "theme": ask.theme,
        "levels": list(ask.levels),
        "need": json_number(ask.need),
        "share": json_number(ask.share),
        "evidenced_share": json_number(ask.evidenced_share),
        "verified_share": json_number(ask.verified_share),
        "applicable": ask.applicable,
        "rated": ask.rated,
        "met": ask.met,
        "open": list(ask.open),
    }


@record
class SentenceWire(TypedDict):
    """One thing worth saying, by the id of its sentence."""

    id: str
    values: dict[str, str | int | list[str] | None]
    """What it says: whole numbers, exact fractions and dates as text, references in full."""


def summary_data(entries: Iterable[Entry]) -> list[SentenceWire]:
    """The entries in their order."""
    return [
        {"id": entry.id, "values": {name: _plain(value) for name, value in entry.values.items()}} for entry in entries
    ]


def _plain(value: Value) -> str | int | list[str] | None:
    match value:
        case tuple():
            return list(value)
        case Fraction():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value
