"""The places of a roll-up in its output contract: capabilities, areas, the whole, and what fills them.

In: `Part`s and the units they are made of. Out: plain data in fixed key order; fractions rounded half up to two
decimals.
"""

from collections.abc import Sequence

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import NamedWire
from btm_cli.render.wire.types import Count
from btm_cli.voices.coverage import Coverage
from btm_cli.voices.quartiles import Box
from btm_cli.voices.rollup_parts import Part
from btm_cli.voices.unit import Scores, Unit


class ScoresWire(TypedDict):
    """Made of cells' weighted means over the units that assessed them, and the lowest level of any; null for none."""

    score: float | None
    level: int | None
    evidenced: float | None
    verified: float | None


class BoxWire(TypedDict):
    """Five numbers; quartiles by linear interpolation."""

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


class RolledWire(ScoresWire):
    """A capability, an area or the whole over all units; `spread` is about units, without weights."""

    assessed_units: Count
    units_at_level: Count
    lowest_unit: str | None
    spread: BoxWire | None


class RolledAreaWire(NamedWire, RolledWire):
    """One area."""


class BestWire(TypedDict):
    """Who is furthest by evidence, and titles of what there is to show."""

    unit: str
    score: float
    evidenced: float
    evidence: list[str]


class CoverageWire(TypedDict):
    """How the units stand to a capability; each counts once."""

    assessed: Count
    not_assessed: Count
    not_applicable: Count
    out_of_scope: Count


class RolledCapabilityWire(NamedWire, RolledWire):
    """One capability."""

    covered_by: CoverageWire
    best: BestWire | None


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


def scores_data(scores: Scores) -> ScoresWire:
    """The numbers of a place."""
    return {
        "score": json_number(scores.score),
        "level": scores.level,
        "evidenced": json_number(scores.evidenced),
        "verified": json_number(scores.verified),
    }


def part_data(part: Part, units: Sequence[Unit]) -> RolledWire:
    """What is the same at every height."""
    return {
        **scores_data(part.scores),
        "assessed_units": part.assessed,
        "units_at_level": part.at_floor,
        "lowest_unit": units[part.lowest].title if part.lowest is not None else None,
        "spread": box_data(part.box),
    }


def coverage_data(coverage: Coverage) -> CoverageWire:
    """How many units stand how to a capability."""
    return {
        "assessed": coverage.assessed,
        "not_assessed": coverage.not_assessed,
        "not_applicable": coverage.not_applicable,
        "out_of_scope": coverage.out_of_scope,
    }


def best_data(part: Part, units: Sequence[Unit]) -> BestWire | None:
    """Who is furthest, and with what."""
    if part.best is None:
        return None
    return {
        "unit": units[part.best.unit].title,
        "score": json_number(part.best.score),
        "evidenced": json_number(part.best.evidenced),
        "evidence": list(part.best.evidence),
    }
