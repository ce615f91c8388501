"""The headline of a scorecard in its output contract: its records, and what fills them.

In: an `Overall`. Out: plain data in the fixed key order of the contract. What states ask for is there only where the
standard has asks.
"""

from typing import NotRequired

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import NumbersWire, StatesWire, numbers_data, states_data
from btm_cli.render.wire.types import Count, Share, record
from btm_cli.scoring.scorecard import AskScore, Overall


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
