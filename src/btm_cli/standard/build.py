"""From a standard's content as plain data to the domain model.

In: the canonical content (`standard.load` makes it from YAML; the wheel carries it as JSON): text, integers, lists
and mappings,
with every exact number as text. Out: `Standard`. The content was checked before it was made canonical; it is not
checked again.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from btm_cli.standard.model import (
    Area,
    Body,
    Capability,
    Cell,
    Criterion,
    Dimension,
    Level,
    Reference,
    Requirement,
    Source,
    Standard,
    State,
)

Content = dict[str, Any]


def build_standard(content: Content) -> Standard:
    """Build the domain model from canonical content with the keys `standard`, `capabilities` and `digest`."""
    frame = content["standard"]
    areas = tuple(
        Area(
            id=area["id"],
            name=area["name"],
            weight=_number(area["weight"]),
            aliases=tuple(area["aliases"]),
            audience=tuple(area["audience"]),
            capabilities=tuple(area["capabilities"]),
        )
        for area in frame["areas"]
    )
    area_of = {capability: area.id for area in areas for capability in area.capabilities}
    dimensions = tuple(
        Dimension(entry["id"], entry["name"], _number(entry["weight"]), tuple(entry["aliases"]), entry["meaning"])
        for entry in frame["dimensions"]
    )
    return Standard(
        id=frame["id"],
        edition=frame["edition"],
        title=frame["title"],
        levels=tuple(Level(entry["level"], entry["name"], entry["meaning"]) for entry in frame["levels"]),
        dimensions=dimensions,
        areas=areas,
        capabilities={entry["id"]: _capability(entry, area_of[entry["id"]]) for entry in content["capabilities"]},
        rating_scale={word: _number(points) for word, points in frame["rating_scale"].items()},
        level_rule=frame["level_rule"],
        achieved_above=_number(frame["achieved_above"]),
        every_at_least=frame["every_at_least"],
        capability_level=frame["capability_level"],
        imbalance_at=_number(frame["imbalance_at"]),
        least_effort=_number(frame["least_effort"]),
        states=tuple(
            State(s["id"], s["name"], _number(s["from"]), s["floor"], s["target_level"], s["meaning"])
            for s in frame["states"]
        ),
        sources=tuple(Source(s["id"], s["title"], s["year"], s["note"]) for s in frame["sources"]),
        notice=frame["notice"],
        digest=content["digest"],
    )


def _capability(entry: Content, area: str) -> Capability:
    dimensions = entry["dimensions"]
    return Capability(
        id=entry["id"],
        name=entry["name"],
        area=area,
        aliases=tuple(entry["aliases"]),
        purpose=entry["purpose"],
        decisions=tuple(entry["decisions"]),
        bodies=tuple(Body(b["name"], b["kind"], b["role"]) for b in entry["bodies"]),
        concerns=tuple(entry["concerns"]),
        metrics=tuple(entry["metrics"]),
        weight=_number(entry["weight"]),
        requires=tuple(
            Requirement(r["capability"], r["for"], r["needs"], r["why"], r["basis"]) for r in entry["requires"]
        ),
        references=tuple(Reference(r["framework"], r["id"], r["confidence"]) for r in entry["references"]),
        cells={dimension: _cell(levels) for dimension, levels in (dimensions or {}).items()},
        written=dimensions is not None,
    )


def _cell(levels: Content) -> Cell:
    numbered = sorted((int(level), entry) for level, entry in levels.items())
    return Cell(
        statements={level: entry["statement"] for level, entry in numbered},
        criteria={
            level: tuple(
                Criterion(
                    f"{level}{letter}",
                    level,
                    criterion["claim"],
                    tuple(criterion["evidence"]),
                    _number(criterion["effort"]),
                    _number(criterion["weight"]),
                    tuple(criterion["replaces"]),
                    criterion["split_from"],
                )
                for letter, criterion in sorted(entry["criteria"].items())
            )
            for level, entry in numbered
            if entry["criteria"]
        },
    )


@cache
def _number(text: str) -> Fraction:
    return Fraction(text)
