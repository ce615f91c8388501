"""What every rendering for people shows: names and numbers as text, in the order of reading.

In: built by `build_view` from a scorecard. Out: frozen records of text (`shade` alone is a number: which of the
palette's shades). Nothing is escaped or cut yet; that is for each format to do in its own way. Named tuples: a frozen
dataclass takes ten times as long to define, at every start of the program.
"""

from __future__ import annotations

from typing import NamedTuple


class Figures(NamedTuple):
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


class CellView(NamedTuple):
    """One square of the heat map. `marks` are characters out of `MARKS`; `basis` is in words."""

    reference: str
    dimension: str
    basis: str
    marks: str
    figures: Figures


class CapabilityView(NamedTuple):
    """One row of the heat map, its cells in the order of `View.dimensions`."""

    id: str
    name: str
    figures: Figures
    cells: tuple[CellView, ...]


class AreaView(NamedTuple):
    """The rows of one area that are in scope and asked for; never empty."""

    id: str
    name: str
    figures: Figures
    capabilities: tuple[CapabilityView, ...]


class Assurance(NamedTuple):
    """The headline by one of the three calculations: claimed, evidenced or verified."""

    name: str
    score: str
    level: str
    state: str


class Headline(NamedTuple):
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


class CriterionView(NamedTuple):
    """One criterion still to meet: its id in the cell ("3a") and its claim."""

    id: str
    claim: str


class GapView(NamedTuple):
    """A cell below its target and what it takes to get there."""

    reference: str
    place: str
    figures: Figures
    criteria: tuple[CriterionView, ...]


class PriorityView(NamedTuple):
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


class FindingView(NamedTuple):
    """A finding in words; `severity` is warning or note."""

    severity: str
    code: str
    message: str


class View(NamedTuple):
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
