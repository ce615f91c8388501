"""Small standards and answers for tests, with defaults that follow BTM's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Answers, Assessor, CellAnswer, CriterionAnswer, NotApplicable, Rated
from btm_cli.standard.model import (
    Area,
    Ask,
    Capability,
    Cell,
    Criterion,
    Dimension,
    Level,
    Requirement,
    Standard,
    State,
)

SCALE = {"not": Fraction(0), "partially": Fraction(1, 3), "largely": Fraction(2, 3), "fully": Fraction(1)}
DAY = date(2026, 11, 20)
WORDS = {"n": "not", "p": "partially", "l": "largely", "f": "fully"}


def criterion(
    name: str, *, weight: Fraction | str | int = 1, effort: Fraction | str | int = 1, themes: Iterable[str] = ()
) -> Criterion:
    """The criterion "3a" of level 3."""
    claim = f"Claim {name} holds."
    return Criterion(name, int(name[:-1]), claim, (), Fraction(effort), Fraction(weight), themes=tuple(themes))


def cell(*criteria: Criterion | str) -> Cell:
    """A cell of these criteria (or names such as "2a", with weight and effort 1)."""
    by_level: dict[int, list[Criterion]] = {}
    for each in criteria:
        made = criterion(each) if isinstance(each, str) else each
        by_level.setdefault(made.level, []).append(made)
    return Cell({}, {level: tuple(found) for level, found in by_level.items()})


def full_cell(levels: Iterable[int] = (2, 3, 4, 5), each: int = 2) -> Cell:
    """A cell with criteria a, b, ... at every one of `levels`."""
    return cell(*(f"{level}{letter}" for level in levels for letter in "abcdefgh"[:each]))


def capability(
    name: str,
    cells: Mapping[str, Cell] | None = None,
    *,
    weight: Fraction | str | int = 1,
    requires: Iterable[tuple[str, int, int]] = (),
    written: bool = True,
) -> Capability:
    """A capability; `requires` lists (capability, for level, needs)."""
    return Capability(
        id=name,
        name=name.replace("-", " ").title(),
        area="",
        aliases=(),
        purpose="",
        decisions=(),
        bodies=(),
        concerns=(),
        metrics=(),
        weight=Fraction(weight),
        requires=tuple(Requirement(other, at, needs, "", "derived") for other, at, needs in requires),
        references=(),
        cells=dict(cells or {}),
        written=written,
    )


def state(
    name: str, start: str, floor: int, target_level: int | None = None, asks: Iterable[tuple[str, str]] = ()
) -> State:
    """A state from the overall score `start`; `asks` lists (theme, share), each at level 3."""
    asked = tuple(Ask(theme, (3,), Fraction(share)) for theme, share in asks)
    return State(name, name.title(), Fraction(start), floor, target_level, "", asked)


def dimension(name: str, weight: Fraction | str | int = 1) -> Dimension:
    """One dimension."""
    return Dimension(name, name.title(), Fraction(weight), (), "")


def standard(
    areas: Mapping[str, Iterable[Capability]],
    *,
    dimensions: Iterable[Dimension | str] = ("process", "people"),
    levels: Iterable[int] = (1, 2, 3, 4, 5),
    area_weights: Mapping[str, Fraction | int] | None = None,
    states: Iterable[State] = (),
    **changes: Any,
) -> Standard:
    """A standard under BTM's rules (staged, above 0.85, every criterion at least largely, weakest link)."""
    placed: dict[str, Capability] = {}
    made: list[Area] = []
    for name, members in areas.items():
        ids = []
        for member in members:
            values = {field: getattr(member, field) for field in Capability._fields}
            placed[member.id] = Capability(**(values | {"area": name}))
            ids.append(member.id)
        weight = Fraction((area_weights or {}).get(name, 1))
        made.append(Area(name, name.replace("-", " ").title(), weight, (), (), tuple(ids)))
    values = {
        "id": "toy",
        "edition": "1.0",
        "title": "Toy",
        "levels": tuple(Level(level, f"Level {level}", "") for level in levels),
        "dimensions": tuple(dimension(each) if isinstance(each, str) else each for each in dimensions),
        "areas": tuple(made),
        "capabilities": placed,
        "rating_scale": SCALE,
        "level_rule": "staged",
        "achieved_above": Fraction("0.85"),
        "every_at_least": "largely",
        "capability_level": "weakest",
        "imbalance_at": Fraction("1.5"),
        "least_effort": Fraction("0.5"),
        "states": tuple(states),
        "sources": (),
        "notice": "",
        "digest": "0" * 64,
    }
    return Standard(**(values | changes))


def one_cell(written: Cell, **changes: Any) -> Standard:
    """A standard of a single cell, `only/process`."""
    changes.setdefault("dimensions", ("process",))
    return standard({"area": [capability("only", {"process": written})]}, **changes)


def ratings(text: str, **evidence: Any) -> dict[str, CriterionAnswer]:
    """Answers from "2a:f 2b:l 3a:-": a BTM rating's first letter, "-" for n/a; `evidence` goes into every rating."""
    answers: dict[str, CriterionAnswer] = {}
    for part in text.split():
        name, said = part.split(":")
        answers[name] = NotApplicable("does not apply here") if said == "-" else Rated(WORDS[said], **evidence)
    return answers


def answers(cells: Mapping[str, CellAnswer] | None = None, **changes: Any) -> Answers:
    """Answers by cell reference "capability/dimension"; everything else as keywords of `Answers`."""
    values = {
        "enterprise": "Toy Works",
        "assessed_on": DAY,
        "answered_by": Assessor("Enterprise Architecture"),
        "cells": {_place(reference): said for reference, said in (cells or {}).items()},
    }
    return Answers(**(values | changes))


def _place(reference: str) -> tuple[str, str]:
    capability_id, dimension_id = reference.split("/")
    return capability_id, dimension_id
