"""What a comparison needs to know of one assessment: its subject, and scores and levels by reference.

In: a `Scorecard` of the engine, or the data of a scorecard file. Out: `Snapshot`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from btm_cli.answers.model import DEFAULT, FULL
from btm_cli.compare.comparison import OVERALL, StateName, Subject
from btm_cli.scoring.scorecard import Numbers, Scorecard
from btm_cli.scoring.status import said_of

STATES: tuple[StateName, ...] = ("state", "state_by_score", "evidenced_state", "verified_state")
ASSESSED, NOT_ASSESSED, ABSENT, OUT_OF_SCOPE = "assessed", "not-assessed", "absent", "out-of-scope"


class Figures(NamedTuple):
    """One place's scores and levels, claimed, evidenced, verified; `basis` as in `Movement`."""

    height: str
    name: str
    basis: str
    scores: tuple[Fraction | None, Fraction | None, Fraction | None]
    levels: tuple[int | None, int | None, int | None]


class Snapshot(NamedTuple):
    """One assessment. `not_applicable` and `evidence_findings` serve to tell what can't have changed."""

    subject: Subject
    figures: Mapping[str, Figures]
    not_applicable: frozenset[str]
    evidence_findings: frozenset[tuple[str, str]]


def snapshot_of(card: Scorecard) -> Snapshot:
    """The snapshot of an assessment, exact."""
    overall = card.overall
    subject = Subject(
        card.standard,
        card.edition,
        card.standard_digest,
        card.enterprise,
        card.unit,
        card.period,
        card.assessed_on,
        card.as_of,
        card.scope,
        card.answers_digest,
        {name: getattr(overall, name) for name in STATES},
        overall.provisional,
        depth=card.depth,
        depths=card.depths,
        profiles=card.profiles,
        low=overall.numbers.low,
        high=overall.numbers.high,
        evidence_cited=overall.counts.evidence_cited,
    )
    left_out = frozenset(entry.reference for entry in card.not_applicable)
    return Snapshot(
        subject,
        dict(_figures_of(card, left_out)),
        left_out,
        frozenset((found.code, found.reference) for found in card.findings if found.code.startswith("evidence-")),
    )


def _figures_of(card: Scorecard, left_out: frozenset[str]) -> Iterator[tuple[str, Figures]]:
    yield OVERALL, _above("overall", OVERALL, card.overall.numbers)
    for area in card.areas:
        yield area.id, _above("area", area.name, area.numbers)
    for capability in card.capabilities:
        yield capability.id, _above("capability", capability.name, capability.numbers)
        for cell in capability.cells:
            basis = _basis(cell.reference, cell.basis, capability.in_scope, left_out)
            yield cell.reference, Figures("cell", cell.reference, basis, *_numbers(cell.numbers))


def _basis(reference: str, basis: str, in_scope: bool, left_out: frozenset[str]) -> str:
    """The basis of a cell; one that counts as n/a though nobody has said so is one the standard does not have."""
    if not in_scope:
        return OUT_OF_SCOPE
    return basis if basis != "n/a" or said_of(reference, left_out) else ABSENT


def _above(height: str, name: str, numbers: Numbers) -> Figures:
    return Figures(height, name, NOT_ASSESSED if numbers.score is None else ASSESSED, *_numbers(numbers))


_Three = tuple[
    tuple[Fraction | None, Fraction | None, Fraction | None],
    tuple[int | None, int | None, int | None],
]


def _numbers(numbers: Numbers) -> _Three:
    return (
        (numbers.score, numbers.evidenced, numbers.verified),
        (numbers.level, numbers.evidenced_level, numbers.verified_level),
    )


def snapshot_from_data(data: Mapping[str, Any]) -> Snapshot:
    """The snapshot of a scorecard file, as rounded as it is. `data` must keep the contract (or its first form)."""
    standard, about, overall = data["standard"], data["subject"], data["overall"]
    subject = Subject(
        standard["id"],
        standard["edition"],
        standard["digest"],
        about["enterprise"],
        about["unit"],
        about["period"],
        date.fromisoformat(about["assessed_on"]),
        date.fromisoformat(data["as_of"]),
        tuple(about["scope"]),
        about["digest"],
        {name: overall[name] for name in STATES},
        overall["provisional"],
        exact=False,
        low=_exact(overall.get("low")),
        high=_exact(overall.get("high")),
        evidence_cited=overall.get("evidence_cited"),
        **_looked_at(about),
    )
    left_out = frozenset(entry["reference"] for entry in data["not_applicable"])
    return Snapshot(
        subject,
        dict(_figures_from(data, left_out)),
        left_out,
        frozenset(
            (found["code"], found["reference"]) for found in data["findings"] if found["code"].startswith("evidence-")
        ),
    )


def _looked_at(about: Mapping[str, Any]) -> dict[str, Any]:
    """Depth and profiles of a scorecard file; the first form had neither."""
    depth = about.get("depth", FULL)
    depths = dict(depth) if isinstance(depth, dict) else {DEFAULT: depth}
    return {"depth": depths.pop(DEFAULT, FULL), "depths": depths, "profiles": tuple(about.get("profiles", ()))}


def _figures_from(data: Mapping[str, Any], left_out: frozenset[str]) -> Iterator[tuple[str, Figures]]:
    scope = set(data["subject"]["scope"])
    yield OVERALL, _read("overall", OVERALL, data["overall"])
    for area in data["areas"]:
        yield area["id"], _read("area", area["name"], area)
    for capability in data["capabilities"]:
        yield capability["id"], _read("capability", capability["name"], capability)
        in_scope = not scope or bool(scope & {capability["id"], capability["area"]})
        for cell in capability["dimensions"]:
            reference = f"{capability['id']}/{cell['id']}"
            yield reference, _read("cell", reference, cell, _basis(reference, cell["basis"], in_scope, left_out))


def _read(height: str, name: str, numbers: Mapping[str, Any], basis: str | None = None) -> Figures:
    scores = [numbers[key] for key in ("score", "evidenced", "verified")]
    claimed, evidenced, verified = map(_exact, scores)
    return Figures(
        height,
        name,
        basis or (NOT_ASSESSED if claimed is None else ASSESSED),
        (claimed, evidenced, verified),
        (numbers["level"], numbers["evidenced_level"], numbers["verified_level"]),
    )


def _exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))
