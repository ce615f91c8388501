"""The roll-up's output contract, `btm-rollup/1`: its records, and what fills them.

In: a `Rollup` and its `Standard`. Out: plain data in fixed key order; fractions rounded half up to two decimals. Units
are in the order of their names, on one line each: there may be thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import NamedWire, StandardWire
from btm_cli.render.wire.types import Amount, Count, Day, FileDigest, Rank, Share, record
from btm_cli.scoring.exact import ratio
from btm_cli.standard.model import Standard
from btm_cli.voices.quartiles import Box
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Part, Rollup
from btm_cli.voices.unit import Scores, Unit

SCHEMA: Literal["btm-rollup/1"] = "btm-rollup/1"


@record
class ScoresWire(TypedDict):
    """Weighted means over the units that assessed it, and the lowest level of any; null where nobody did."""

    score: float | None
    level: int | None
    evidenced: float | None
    verified: float | None


@record
class BoxWire(TypedDict):
    """Five numbers; quartiles by linear interpolation."""

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


@record
class RolledWire(ScoresWire):
    """A capability, an area or the whole over all units; `spread` is about units, without weights."""

    assessed_units: Count
    units_at_level: Count
    lowest_unit: str | None
    spread: BoxWire | None


@record
class StateCountWire(TypedDict):
    """How many units are in a state; null is below every state, or not assessed."""

    state: str | None
    units: Rank


@record
class RolledOverallWire(RolledWire):
    """The enterprise."""

    coverage: Share | None
    answered: Count
    applicable: Count
    state: str | None
    state_by_score: str | None
    units: Rank
    provisional_units: Count
    units_by_state: list[StateCountWire]


@record
class RolledAreaWire(NamedWire, RolledWire):
    """One area."""


@record
class BestWire(TypedDict):
    """Who is furthest by evidence, and titles of what there is to show."""

    unit: str
    score: float
    evidenced: float
    evidence: list[str]


@record
class RolledCapabilityWire(NamedWire, RolledWire):
    """One capability."""

    best: BestWire | None


@record
class OutlierWire(TypedDict):
    """A unit far from the others; `reference` is a capability or "overall"."""

    unit: str
    reference: str
    score: float
    side: Literal["above", "below"]


@record
class UnitStartWire(TypedDict):
    """What a unit's file is."""

    name: str
    file: str
    digest: FileDigest
    enterprise: str
    standard: str
    period: str | None
    assessed_on: Day
    as_of: Day
    weight: Amount


@record
class UnitWire(UnitStartWire, ScoresWire):
    """One unit; scores and levels by the ids of areas and capabilities."""

    coverage: Share | None
    state: str | None
    provisional: bool
    area_scores: dict[str, float | None]
    scores: dict[str, float | None]
    levels: dict[str, int | None]


@record
class FlagWire(TypedDict):
    """Something to be aware of about one file; an error is a file that does not count."""

    code: str
    severity: Literal["error", "warning"]
    file: str
    message: str


@record
class RollupWire(TypedDict):
    """What `btm rollup --format json` writes."""

    schema: Literal["btm-rollup/1"]
    standard: StandardWire
    enterprise: str
    weighed: bool
    overall: RolledOverallWire
    areas: list[RolledAreaWire]
    capabilities: list[RolledCapabilityWire]
    outliers: list[OutlierWire]
    units: list[UnitWire]
    flags: list[FlagWire]


def rollup_data(rollup: Rollup, standard: Standard, flags: Sequence[Flag]) -> RollupWire:
    """The whole roll-up; `flags` are the roll call's and the caller's own."""
    units = rollup.call.units
    return {
        "schema": SCHEMA,
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "enterprise": rollup.enterprise,
        "weighed": rollup.call.weighed,
        "overall": {
            **_part(rollup.overall, units),
            "coverage": _coverage(rollup),
            "answered": rollup.answered,
            "applicable": rollup.applicable,
            "state": rollup.state,
            "state_by_score": rollup.state_by_score,
            "units": len(units),
            "provisional_units": rollup.provisional,
            "units_by_state": [{"state": state, "units": count} for state, count in rollup.states],
        },
        "areas": [{"id": part.reference, "name": part.name, **_part(part, units)} for part in rollup.areas],
        "capabilities": [
            {"id": part.reference, "name": part.name, **_part(part, units), "best": _best(part, units)}
            for part in rollup.capabilities
        ],
        "outliers": [
            {
                "unit": units[found.unit].title,
                "reference": found.reference,
                "score": json_number(found.score),
                "side": "above" if found.above else "below",
            }
            for found in rollup.outliers
        ],
        "units": [_unit(place, rollup, standard) for place in range(len(units))],
        "flags": [
            {"code": flag.code, "severity": flag.severity, "file": flag.file, "message": flag.message} for flag in flags
        ],
    }


def box_data(box: Box | None) -> BoxWire | None:
    """A box as five numbers; None for none."""
    if box is None:
        return None
    return {
        "lowest": json_number(box.lowest),
        "lower": json_number(box.lower),
        "median": json_number(box.median),
        "upper": json_number(box.upper),
        "highest": json_number(box.highest),
    }


def _coverage(counted: Rollup | Unit) -> float | None:
    return json_number(ratio(counted.answered, counted.applicable)) if counted.applicable else None


def _scores(scores: Scores) -> ScoresWire:
    return {
        "score": json_number(scores.score),
        "level": scores.level,
        "evidenced": json_number(scores.evidenced),
        "verified": json_number(scores.verified),
    }


def _part(part: Part, units: Sequence[Unit]) -> RolledWire:
    return {
        **_scores(part.scores),
        "assessed_units": part.assessed,
        "units_at_level": part.at_floor,
        "lowest_unit": units[part.lowest].title if part.lowest is not None else None,
        "spread": box_data(part.box),
    }


def _best(part: Part, units: Sequence[Unit]) -> BestWire | None:
    if part.best is None:
        return None
    return {
        "unit": units[part.best.unit].title,
        "score": json_number(part.best.score),
        "evidenced": json_number(part.best.evidenced),
        "evidence": list(part.best.evidence),
    }


def _unit(place: int, rollup: Rollup, standard: Standard) -> UnitWire:
    unit = rollup.call.units[place]
    areas = zip(standard.areas, unit.areas, strict=True)
    capabilities = list(zip(standard.ordered_capabilities(), unit.capabilities, strict=True))
    return {
        "name": unit.title,
        "file": unit.file,
        "digest": unit.digest,
        "enterprise": unit.enterprise,
        "standard": unit.standard,
        "period": unit.period,
        "assessed_on": unit.assessed_on,
        "as_of": unit.as_of,
        "weight": json_number(rollup.call.weights[place]),
        **_scores(unit.overall),
        "coverage": _coverage(unit),
        "state": unit.state,
        "provisional": unit.provisional,
        "area_scores": {area.id: json_number(scores.score) for area, scores in areas},
        "scores": {capability.id: json_number(scores.score) for capability, scores in capabilities},
        "levels": {capability.id: scores.level for capability, scores in capabilities},
    }
