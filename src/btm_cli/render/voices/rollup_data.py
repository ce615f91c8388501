"""The roll-up's output contract, `btm-rollup/1`, as plain data.

In: a `Rollup` and its `Standard`. Out: dicts and lists in the fixed key order of the contract; fractions rounded half
up to two decimals. Units are in the order of their names, on one line each: there may be thousands.
"""

from __future__ import annotations

from typing import Any

from btm_cli.render.document.numbers import json_number
from btm_cli.scoring.exact import ratio
from btm_cli.standard.model import Standard
from btm_cli.voices.quartiles import Box
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Part, Rollup
from btm_cli.voices.unit import Scores, Unit

SCHEMA = "btm-rollup/1"


def rollup_data(rollup: Rollup, standard: Standard, flags: tuple[Flag, ...]) -> dict[str, Any]:
    """The whole roll-up; `flags` are the roll call's and the caller's own."""
    units = rollup.call.units
    return {
        "schema": SCHEMA,
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "enterprise": rollup.enterprise,
        "weighed": rollup.call.weighed,
        "overall": {
            **_part(rollup.overall, units),
            "coverage": json_number(ratio(rollup.answered, rollup.applicable)) if rollup.applicable else None,
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


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "score": json_number(scores.score),
        "level": scores.level,
        "evidenced": json_number(scores.evidenced),
        "verified": json_number(scores.verified),
    }


def _part(part: Part, units: tuple[Unit, ...]) -> dict[str, Any]:
    return {
        **_scores(part.scores),
        "assessed_units": part.assessed,
        "units_at_level": part.at_floor,
        "lowest_unit": units[part.lowest].title if part.lowest is not None else None,
        "spread": box_data(part.box),
    }


def box_data(box: Box | None) -> dict[str, Any] | None:
    """A box as five numbers; None for none."""
    if box is None:
        return None
    return {name: json_number(value) for name, value in zip(Box._fields[:5], box[:5], strict=True)}


def _best(part: Part, units: tuple[Unit, ...]) -> dict[str, Any] | None:
    if part.best is None:
        return None
    return {
        "unit": units[part.best.unit].title,
        "score": json_number(part.best.score),
        "evidenced": json_number(part.best.evidenced),
        "evidence": list(part.best.evidence),
    }


def _unit(place: int, rollup: Rollup, standard: Standard) -> dict[str, Any]:
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
        "coverage": json_number(ratio(unit.answered, unit.applicable)) if unit.applicable else None,
        "state": unit.state,
        "provisional": unit.provisional,
        "area_scores": {area.id: json_number(scores.score) for area, scores in areas},
        "scores": {capability.id: json_number(scores.score) for capability, scores in capabilities},
        "levels": {capability.id: scores.level for capability, scores in capabilities},
    }
