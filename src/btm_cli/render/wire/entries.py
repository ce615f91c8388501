"""What a standard says of anything it names, and of current practice, as records that several results carry.

In: a part of a `Standard`, an `Example`. Out: plain data in fixed key order; exact numbers stay text ("1/3").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from btm_cli.render.wire.types import record
from btm_cli.standard.model import EMPTY_CELL, Area, Capability, Cell, Criterion, Dimension, Level
from btm_cli.standard.vocabulary import Naming

if TYPE_CHECKING:
    from btm_cli.standard.practice import Example


@record
class NamingWire(TypedDict):
    """More about a name: in short, whose it is (source or derived), a note."""

    short: str | None
    basis: str | None
    note: str | None


@record
class LevelEntryWire(TypedDict):
    """A level."""

    level: int
    name: str
    meaning: str
    short_meaning: str | None
    short: str | None
    basis: str | None
    note: str | None


@record
class DimensionEntryWire(TypedDict):
    """A dimension."""

    id: str
    name: str
    weight: str
    aliases: list[str]
    meaning: str


@record
class AreaEntryWire(TypedDict):
    """An area with the ids of its capabilities."""

    id: str
    name: str
    weight: str
    aliases: list[str]
    audience: list[str]
    capabilities: list[str]


@record
class CriterionEntryWire(TypedDict):
    """A criterion; `replaces` and `split_from` name criteria of earlier editions."""

    id: str
    level: int
    claim: str
    evidence: list[str]
    effort: str
    weight: str
    replaces: list[str]
    split_from: str | None
    evidence_kinds: list[str]
    """The kind of each piece of evidence; empty where the standard names none."""
    takes: int
    """Months of practice before it can be shown."""
    who: str | None
    """Who acts, and who must agree."""
    if_none: str | None
    """The answer where the window had no case."""
    themes: list[str]
    core: bool


@record
class CellLevelWire(TypedDict):
    """What a cell says of one level."""

    level: int
    statement: str
    criteria: list[CriterionEntryWire]


@record
class CellEntryWire(TypedDict):
    """A cell; empty where the standard has nothing there."""

    levels: list[CellLevelWire]


@record
class BodyWire(TypedDict):
    """Who takes part."""

    name: str
    kind: str
    role: str


@record
class RequirementWire(TypedDict):
    """What another capability must have reached."""

    capability: str
    for_level: int
    needs: int
    why: str
    basis: str


@record
class ReferenceWire(TypedDict):
    """A pointer into another framework."""

    framework: str
    id: str
    confidence: str


@record
class CapabilityEntryWire(TypedDict):
    """A capability with its cells by dimension."""

    name: str
    area: str
    short: str | None
    basis: str | None
    note: str | None
    purpose: str
    levels: dict[str, str]
    """What each level of the whole looks like, in one sentence."""
    decisions: list[str]
    concerns: list[str]
    metrics: list[str]
    bodies: list[BodyWire]
    requires: list[RequirementWire]
    references: list[ReferenceWire]
    dimensions: dict[str, list[CellLevelWire]]


def level_entry(level: Level) -> LevelEntryWire:
    """One level."""
    return {
        "level": level.level,
        "name": level.name,
        "meaning": level.meaning,
        "short_meaning": level.short_meaning,
        **naming_data(level.naming),
    }


def naming_data(naming: Naming) -> NamingWire:
    """More about a name."""
    return {"short": naming.short, "basis": naming.basis, "note": naming.note}


def dimension_entry(dimension: Dimension) -> DimensionEntryWire:
    """One dimension."""
    return {
        "id": dimension.id,
        "name": dimension.name,
        "weight": str(dimension.weight),
        "aliases": list(dimension.aliases),
        "meaning": dimension.meaning,
    }


def area_entry(area: Area) -> AreaEntryWire:
    """One area."""
    return {
        "id": area.id,
        "name": area.name,
        "weight": str(area.weight),
        "aliases": list(area.aliases),
        "audience": list(area.audience),
        "capabilities": list(area.capabilities),
    }


def criterion_entry(criterion: Criterion) -> CriterionEntryWire:
    """One criterion."""
    return {
        "id": criterion.id,
        "level": criterion.level,
        "claim": criterion.claim,
        "evidence": list(criterion.evidence),
        "effort": str(criterion.effort),
        "weight": str(criterion.weight),
        "replaces": list(criterion.replaces),
        "split_from": criterion.split_from,
        "evidence_kinds": list(criterion.evidence_kinds),
        "who": criterion.who,
        "takes": criterion.takes,
        "if_none": criterion.if_none,
        "themes": list(criterion.themes),
        "core": criterion.core,
    }


def cell_entry(cell: Cell | None) -> CellEntryWire:
    """One cell, level by level."""
    return {"levels": _levels(cell or EMPTY_CELL)}


def capability_entry(capability: Capability) -> CapabilityEntryWire:
    """One capability."""
    return {
        "name": capability.name,
        "area": capability.area,
        **naming_data(capability.naming),
        "purpose": capability.purpose,
        "levels": {str(level): sentence for level, sentence in capability.levels.items()},
        "decisions": list(capability.decisions),
        "concerns": list(capability.concerns),
        "metrics": list(capability.metrics),
        "bodies": [{"name": body.name, "kind": body.kind, "role": body.role} for body in capability.bodies],
        "requires": [
            {
                "capability": edge.capability,
                "for_level": edge.for_level,
                "needs": edge.needs,
                "why": edge.why,
                "basis": edge.basis,
            }
            for edge in capability.requires
        ],
        "references": [
            {"framework": each.framework, "id": each.id, "confidence": each.confidence}
            for each in capability.references
        ],
        "dimensions": {dimension: _levels(cell) for dimension, cell in capability.cells.items()},
    }


def _levels(cell: Cell) -> list[CellLevelWire]:
    return [
        {
            "level": level,
            "statement": statement,
            "criteria": [criterion_entry(criterion) for criterion in cell.criteria.get(level, ())],
        }
        for level, statement in cell.statements.items()
    ]


@record
class PracticeWire(TypedDict):
    """What would show some claims of one level, as of a month; an example, no score knows of it."""

    reference: str
    criteria: list[str]
    text: str
    tags: list[str]
    as_of: str


def practice_data(example: Example) -> PracticeWire:
    """One text."""
    return {
        "reference": example.reference,
        "criteria": list(example.criteria),
        "text": example.text,
        "tags": list(example.tags),
        "as_of": example.as_of,
    }
