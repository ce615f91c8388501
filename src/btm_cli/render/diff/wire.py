"""A comparison's output contract, `btm-diff/1`: its records, and what fills them.

In: a `Comparison`. Out: plain data in the fixed key order of the contract. Every rounded number (half up, two decimals)
has its exact fraction beside it, as text such as "809/1440".
"""

from fractions import Fraction
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.compare.comparison import Cause, Comparison, Fact, FactKind, Part, StateName, Subject
from btm_cli.render.diff.movement_wire import MovementWire, movement_data
from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import ExtentWire, StandardWire, extent_data
from btm_cli.render.wire.types import Count, Day, Exact, record
from btm_cli.scoring.ratings import ASSURANCES, AssuranceName


class SideStartWire(TypedDict):
    """What comes first in a side."""

    standard: StandardWire
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: Day
    as_of: Day


class SideEndWire(TypedDict):
    """What comes last in a side."""

    digest: str
    provisional: bool
    rounded: bool
    evidence_cited: Count | None
    """Pieces of evidence that its answers cite, null where a scorecard does not say; with none, evidenced and verified
    scores are no finding."""


class SideWire(SideStartWire, ExtentWire, SideEndWire):
    """One of the two assessments; `rounded` where it came from a scorecard, so that its numbers were rounded."""


class UntoldWire(TypedDict):
    """The causes that can't be told apart, by calculation: empty where all can, as they can from answers."""

    claimed: list[Cause]
    evidenced: list[Cause]
    verified: list[Cause]


class StateMoveWire(TypedDict):
    """A state that is not the same any more."""

    name: StateName
    old: str | None
    new: str | None


class LevelMoveWire(TypedDict):
    """A level lost or gained."""

    reference: str
    assurance: AssuranceName
    old: int
    new: int


class ExactAmountsWire(TypedDict):
    """The unrounded amounts of an effect."""

    claimed: Exact
    evidenced: Exact
    verified: Exact


class EffectWire(TypedDict):
    """What a changed answer adds to the cause "answers" of one place."""

    on: str
    claimed: float
    evidenced: float
    verified: float
    exact: ExactAmountsWire


class AnswerWire(TypedDict):
    """One changed answer: a criterion, or a cell whose answer changed as a whole.

    With `in_order`, its cell has more than eight of them: they are taken in the standard's order and in the reverse.
    """

    reference: str
    cell: str
    in_order: bool
    effects: list[EffectWire]


class FactWire(TypedDict):
    """One thing the two files say differently; null for not said."""

    kind: FactKind
    reference: str
    what: str
    old: str | list[str] | None
    new: str | list[str] | None


class EvidenceMovesWire(TypedDict):
    """Keys of the evidence that time alone made invalid or valid."""

    lapsed: list[str]
    arrived: list[str]


class ConditionWire(TypedDict):
    """What is asked otherwise of a state: first score and floor as exact numbers; asks as themes, levels, shares."""

    state: str
    what: Literal["asks", "from", "floor"]
    old: str
    new: str


@record
class DiffWire(TypedDict):
    """What `btm diff --format json` writes; areas, capabilities and cells are those that moved."""

    schema: Literal["btm-diff/1"]
    old: SideWire
    new: SideWire
    empty: bool
    untold: UntoldWire
    regressions: list[str]
    states: list[StateMoveWire]
    conditions: list[ConditionWire]
    """How the editions differ in what a state asks for; a cause of its own where a state moves."""
    levels_lost: list[LevelMoveWire]
    levels_gained: list[LevelMoveWire]
    overall: MovementWire
    areas: list[MovementWire]
    capabilities: list[MovementWire]
    cells: list[MovementWire]
    answers: list[AnswerWire]
    changes: list[FactWire] | None
    evidence: EvidenceMovesWire


def diff_data(comparison: Comparison) -> DiffWire:
    """The whole comparison: the headline always, below it everything that moved."""
    untold = comparison.untold
    return {
        "schema": "btm-diff/1",
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "empty": comparison.is_empty,
        "untold": {
            "claimed": list(untold.get("claimed", ())),
            "evidenced": list(untold.get("evidenced", ())),
            "verified": list(untold.get("verified", ())),
        },
        "regressions": [movement.reference for movement in comparison.regressions],
        "states": [{"name": name, "old": old, "new": new} for name, old, new in comparison.states],
        "conditions": [
            {"state": each.state, "what": each.what, "old": each.old, "new": each.new} for each in comparison.conditions
        ],
        "levels_lost": _levels(comparison, -1),
        "levels_gained": _levels(comparison, 1),
        "overall": movement_data(comparison.overall),
        "areas": [movement_data(each) for each in comparison.areas.values() if each.moved],
        "capabilities": [movement_data(each) for each in comparison.capabilities.values() if each.moved],
        "cells": [movement_data(each) for each in comparison.cells.values() if each.moved],
        "answers": [_answer(part) for part in comparison.parts],
        "changes": None if comparison.facts is None else [_fact(fact) for fact in comparison.facts],
        "evidence": {"lapsed": list(comparison.lapsed), "arrived": list(comparison.arrived)},
    }


def _side(subject: Subject) -> SideWire:
    return {
        "standard": {"id": subject.standard, "edition": subject.edition, "digest": subject.standard_digest},
        "enterprise": subject.enterprise,
        "unit": subject.unit,
        "period": subject.period,
        "assessed_on": subject.assessed_on.isoformat(),
        "as_of": subject.as_of.isoformat(),
        **extent_data(subject),
        "digest": subject.answers_digest,
        "provisional": subject.provisional,
        "rounded": not subject.exact,
        "evidence_cited": subject.evidence_cited,
    }


def _levels(comparison: Comparison, sign: int) -> list[LevelMoveWire]:
    return [
        {"reference": movement.reference, "assurance": name, "old": change.old_level, "new": change.new_level}
        for movement in comparison.movements()
        for name, change in zip(ASSURANCES, movement.changes, strict=True)
        if change.levels * sign > 0 and change.old_level is not None and change.new_level is not None
    ]


def _answer(part: Part) -> AnswerWire:
    return {
        "reference": part.reference,
        "cell": part.cell,
        "in_order": part.in_order,
        "effects": [_effect(place, amounts) for place, amounts in part.amounts.items()],
    }


def _effect(place: str, amounts: tuple[Fraction, Fraction, Fraction]) -> EffectWire:
    claimed, evidenced, verified = amounts
    return {
        "on": place,
        "claimed": json_number(claimed),
        "evidenced": json_number(evidenced),
        "verified": json_number(verified),
        "exact": {"claimed": str(claimed), "evidenced": str(evidenced), "verified": str(verified)},
    }


def _fact(fact: Fact) -> FactWire:
    return {
        "kind": fact.kind,
        "reference": fact.reference,
        "what": fact.what,
        "old": list(fact.old) if isinstance(fact.old, tuple) else fact.old,
        "new": list(fact.new) if isinstance(fact.new, tuple) else fact.new,
    }
