"""The roll-up's output contract, `btm-rollup/2`: its records, and what fills them.

In: a `Rollup` and its `Standard`. Out: plain data in fixed key order; fractions rounded half up to two decimals. Units
are in the order of their names, on one line each: there may be thousands.
"""

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.voices.rollup_parts_wire import (
    RolledAreaWire,
    RolledCapabilityWire,
    RolledWire,
    ScoresWire,
    best_data,
    coverage_data,
    part_data,
    scores_data,
)
from btm_cli.render.wire.card import ExtentWire, StandardWire, exact_scores, extent_data
from btm_cli.render.wire.types import Amount, Count, Day, Exact, FileDigest, Rank, Share, record
from btm_cli.scoring.exact import ratio
from btm_cli.standard.model import Standard
from btm_cli.voices.coverage import Unlike
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Rollup
from btm_cli.voices.unit import Standing, Unit


class StateCountWire(TypedDict):
    """How many units that are about the whole standard are in a state; null is below every state, or not assessed."""

    state: str | None
    units: Rank


class RolledOverallWire(RolledWire):
    """The enterprise."""

    coverage: Share | None
    answered: Count
    applicable: Count
    partial: bool
    """Whether some capability is covered by fewer than all the units that it applies to."""
    covered_capabilities: Count
    """How many capabilities are covered by all of them."""
    state: str | None
    """Null too where `partial`, unless --partial asked for it."""
    state_by_score: str | None
    units: Rank
    provisional_units: Count
    units_by_state: list[StateCountWire]


class MixValueWire(TypedDict):
    """How many units are alike in something; a scope and profiles are ids apart by spaces, empty for all or none."""

    value: str
    units: Rank


class MixWire(TypedDict):
    """Something in which the units differ."""

    what: Unlike
    values: list[MixValueWire]


class OutlierWire(TypedDict):
    """A unit far from the others; `reference` is a capability or "overall"."""

    unit: str
    reference: str
    score: float
    side: Literal["above", "below"]


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


class UnitWire(UnitStartWire, ExtentWire, ScoresWire):
    """One unit; scores and levels by the ids of areas and capabilities."""

    coverage: Share | None
    state: str | None
    provisional: bool
    evidence_cited: Count
    """Pieces of evidence that its answers cite; without any, evidenced and verified scores are no finding."""
    area_scores: dict[str, float | None]
    scores: dict[str, float | None]
    exact_scores: dict[str, Exact | None]
    """By the ids of areas and capabilities, and `overall`."""
    levels: dict[str, int | None]
    standings: dict[str, Standing]
    """By capability: whether the unit covers it."""


class FlagWire(TypedDict):
    """Something to be aware of about one file; an error is a file that does not count."""

    code: str
    severity: Literal["error", "warning"]
    file: str
    message: str


@record
class RollupWire(TypedDict):
    """What `btm rollup --format json` writes."""

    schema: Literal["btm-rollup/2"]
    standard: StandardWire
    enterprise: str
    weighed: bool
    mixed: list[MixWire]
    """What the units differ in, that makes their figures no equals."""
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
        "schema": "btm-rollup/2",
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "enterprise": rollup.enterprise,
        "weighed": rollup.call.weighed,
        "mixed": [
            {"what": mix.what, "values": [{"value": value, "units": count} for value, count in mix.values]}
            for mix in rollup.mixed
        ],
        "overall": {
            **part_data(rollup.overall, units),
            "coverage": _coverage(rollup),
            "answered": rollup.answered,
            "applicable": rollup.applicable,
            "partial": rollup.partial,
            "covered_capabilities": len(rollup.capabilities) - len(rollup.lacking),
            "state": rollup.state,
            "state_by_score": rollup.state_by_score,
            "units": len(units),
            "provisional_units": rollup.provisional,
            "units_by_state": [{"state": state, "units": count} for state, count in rollup.states],
        },
        "areas": [{"id": part.reference, "name": part.name, **part_data(part, units)} for part in rollup.areas],
        "capabilities": [
            {
                "id": part.reference,
                "name": part.name,
                **part_data(part, units),
                "covered_by": coverage_data(part.coverage),
                "best": best_data(part, units),
            }
            for part in rollup.capabilities
            if part.coverage is not None
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


def _coverage(counted: Rollup | Unit) -> float | None:
    return json_number(ratio(counted.answered, counted.applicable)) if counted.applicable else None


def _unit(place: int, rollup: Rollup, standard: Standard) -> UnitWire:
    unit = rollup.call.units[place]
    areas = list(zip(standard.areas, unit.areas, strict=True))
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
        **extent_data(unit),
        **scores_data(unit.overall),
        "coverage": _coverage(unit),
        "state": unit.state,
        "provisional": unit.provisional,
        "evidence_cited": unit.evidence_cited,
        "area_scores": {area.id: json_number(scores.score) for area, scores in areas},
        "scores": {capability.id: json_number(scores.score) for capability, scores in capabilities},
        "exact_scores": exact_scores(
            unit.overall.score,
            {area.id: scores.score for area, scores in areas},
            {capability.id: scores.score for capability, scores in capabilities},
        ),
        "levels": {capability.id: scores.level for capability, scores in capabilities},
        "standings": {capability.id: said for (capability, _), said in zip(capabilities, unit.standings, strict=True)},
    }
