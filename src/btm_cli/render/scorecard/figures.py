"""The numbers of a cell, capability, area or the whole as text: rounded once, "-" for what does not exist.

In: `Numbers` and the standard's `Labels`. Out: `Figures`, and the mark of a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.scoring.scorecard import CellScore, Numbers

MARKS: Mapping[str, str] = MappingProxyType(
    {"c": "scorecard.mark.claimed", "!": "scorecard.mark.out-of-order", "?": "scorecard.mark.open"}
)
"""The marks of a square, and the words that say what they mean."""


class Figures(NamedTuple):
    """Numbers as text."""

    score: str
    level: str
    evidenced: str
    verified: str
    low: str
    high: str
    coverage: str
    target: str
    gap: str


def figures(numbers: Numbers, labels: Labels) -> Figures:
    """All of them; "<" stands before a score that only rounding would lift to a threshold."""
    limits = labels.thresholds
    return Figures(
        score=write.short_score(numbers.score, limits),
        level=write.whole(numbers.level),
        evidenced=write.short_score(numbers.evidenced, limits),
        verified=write.short_score(numbers.verified, limits),
        low=write.short_score(numbers.low, limits),
        high=write.short_score(numbers.high, limits),
        coverage=write.percent(numbers.coverage),
        target=write.number(numbers.target),
        gap=write.gap(numbers.gap, numbers.score, numbers.target),
    )


def marks(cell: CellScore) -> str:
    """The marks of a cell, the most telling one first."""
    found = "c" if cell.basis == "claimed" else ""
    if cell.assessed and cell.numbers.low != cell.numbers.high:
        found += "?"
    return found + ("!" if cell.out_of_order else "")
