"""What every rendering for people shows: names and numbers as text, in the order of reading.

In: built by `build_view` from a scorecard. Out: frozen records of text (`shade` alone is a number: which of the
palette's shades). Nothing is escaped or cut yet; that is for each format to do in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a cell, capability, area or the whole; "-" for what does not exist."""

    score: str
    level: str
    evidenced: str
    verified: str
    low: str
    high: str
    coverage: str
    settled: str
    target: str
    gap: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class CellView:
    """One square of the heat map. `marks` are characters out of `MARKS`; `basis` is in words."""

    reference: str
    dimension: str
    basis: str
    marks: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class CapabilityView:
    """One row of the heat map, its cells in the order of `View.dimensions`."""

    id: str
    name: str
    figures: Figures
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """The rows of one area that are in scope and asked for; never empty."""

    id: str
    name: str
    figures: Figures
    capabilities: tuple[CapabilityView, ...]


@dataclass(frozen=True, slots=True)
class Assurance:
    """The headline by one of the three calculations: claimed, evidenced or verified."""

    name: str
    score: str
    level: str
    state: str


@dataclass(frozen=True, slots=True)
class Headline:
    """What this is about and how it stands. `facts` are (label, text) pairs, `notes` whole sentences."""

    enterprise: str
    unit: str
    period: str
    standard: str
    dates: str
    scope: str
    summary: str
    assurances: tuple[Assurance, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion still to meet: its id in the cell ("3a") and its claim."""

    id: str
    claim: str


@dataclass(frozen=True, slots=True)
class GapView:
    """A cell below its target and what it takes to get there."""

    reference: str
    place: str
    figures: Figures
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class PriorityView:
    """One step of the next iteration; `factors` are (name, number) pairs, `reasons` what they mean in words."""

    rank: str
    reference: str
    place: str
    step: str
    priority: str
    factors: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    blockers: tuple[str, ...]
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; `severity` is warning or note."""

    severity: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything shown. Lists hold what was asked for; `more_...` counts what was left out of each."""

    headline: Headline
    dimensions: tuple[str, ...]
    areas: tuple[AreaView, ...]
    overall: Figures
    narrowed_to: str
    gaps: tuple[GapView, ...]
    more_gaps: int
    priorities: tuple[PriorityView, ...]
    more_priorities: int
    not_assessed: tuple[tuple[str, str], ...]
    not_applicable: tuple[tuple[str, str], ...]
    findings: tuple[FindingView, ...]
    assessed: bool


MARKS = {
    "c": "claimed level, not rated",
    "!": "practice above a level not yet reached",
    "?": "open criteria could still change it",
}
"""The heat map's marks and what they mean. In it "-" is not assessed, "n/a" not applicable, "<" just under."""
