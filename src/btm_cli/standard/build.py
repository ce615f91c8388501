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
    Ask,
    Body,
    Capability,
    Cell,
    Criterion,
    Dimension,
    Level,
    Reference,
    Requirement,
    Stage,
    Standard,
    State,
)
from btm_cli.standard.vocabulary import NOTHING, PLAIN, EffortScale, EvidenceKind, Naming, Source, Term, Theme

Content = dict[str, Any]


def build_standard(content: Content) -> Standard:
    """Build the domain model from canonical content: `standard`, `capabilities`, `digest`, and `profiles` by name."""
    frame = content["standard"]
    areas = tuple(
        Area(
            id=area["id"],
            name=area["name"],
            weight=_number(area["weight"]),
            aliases=tuple(area["aliases"]),
            audience=tuple(area["audience"]),
            capabilities=tuple(area["capabilities"]),
            naming=_naming(area),
        )
        for area in frame["areas"]
    )
    area_of = {capability: area.id for area in areas for capability in area.capabilities}
    dimensions = tuple(
        Dimension(
            entry["id"],
            entry["name"],
            _number(entry["weight"]),
            tuple(entry["aliases"]),
            entry["meaning"],
            tuple(entry.get("follows", ())),
        )
        for entry in frame["dimensions"]
    )
    return Standard(
        id=frame["id"],
        edition=frame["edition"],
        title=frame["title"],
        levels=tuple(
            Level(entry["level"], entry["name"], entry["meaning"], entry.get("short_meaning"), _naming(entry))
            for entry in frame["levels"]
        ),
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
        states=tuple(map(_state, frame["states"])),
        sources=tuple(Source(s["id"], s["title"], s["year"], s["note"]) for s in frame["sources"]),
        notice=frame["notice"],
        digest=content["digest"],
        profiles=tuple(content["profiles"]),
        themes=tuple(Theme(t["id"], t["name"], t["meaning"]) for t in frame.get("themes", ())),
        terms=tuple(Term(t["id"], tuple(t["also"]), t["meaning"]) for t in frame.get("terms", ())),
        effort_scale=_effort_scale(frame.get("effort_scale")),
        rating_meanings=frame.get("rating_meanings", NOTHING),
        evidence_kinds=tuple(EvidenceKind(k["id"], k["name"]) for k in frame.get("evidence_kinds", ())),
        roll_up=frame.get("roll_up", "by-area"),
    )


def _naming(entry: Content) -> Naming:
    if not {"short", "basis", "note"} & entry.keys():
        return PLAIN
    return Naming(entry.get("short"), entry.get("basis"), entry.get("note"))


def _state(entry: Content) -> State:
    return State(
        id=entry["id"],
        name=entry["name"],
        from_score=_number(entry["from"]),
        floor=entry["floor"],
        target_level=entry["target_level"],
        meaning=entry["meaning"],
        asks=tuple(
            Ask(ask["theme"], tuple(ask["levels"]), _number(ask["share"]), ask["basis"])
            for ask in entry.get("asks", ())
        ),
        stages=tuple(Stage(_number(stage["from"]), stage["name"]) for stage in entry.get("stages", ())),
        naming=_naming(entry),
    )


def _effort_scale(entry: Content | None) -> EffortScale | None:
    if entry is None:
        return None
    steps = {int(points): text for points, text in entry["steps"].items()}
    return EffortScale(entry["unit"], _number(entry["per_point"]), steps)


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
        levels={int(level): text for level, text in entry.get("levels", {}).items()},
        naming=_naming(entry),
    )


def _cell(levels: Content) -> Cell:
    numbered = sorted((int(level), entry) for level, entry in levels.items())
    return Cell(
        statements={level: entry["statement"] for level, entry in numbered},
        criteria={
            level: tuple(
                [_criterion(level, letter, criterion) for letter, criterion in sorted(entry["criteria"].items())]
            )
            for level, entry in numbered
            if entry["criteria"]
        },
    )


def _criterion(level: int, letter: str, criterion: Content) -> Criterion:
    """The most frequent record by far, so in few steps."""
    evidence, kinds = _evidence(criterion["evidence"])
    found = criterion.get
    return Criterion(
        f"{level}{letter}",
        level,
        criterion["claim"],
        evidence,
        _number(criterion["effort"]),
        _number(criterion["weight"]),
        tuple(criterion["replaces"]),
        criterion["split_from"],
        kinds,
        found("takes", 0),
        found("if_none"),
        tuple(found("themes", ())),
        found("core", False),
        found("who"),
    )


def _evidence(items: list[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What proves a criterion, and of which kind each piece is."""
    texts = tuple([item if isinstance(item, str) else item["text"] for item in items])
    return texts, tuple(["" if isinstance(item, str) else item["kind"] for item in items])


@cache
def _number(text: str) -> Fraction:
    return Fraction(text)
