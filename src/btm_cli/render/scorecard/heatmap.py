"""The heat map of a scorecard, capabilities by dimensions, grouped by area; and its numbers as text.

In: what is `Shown` of a scorecard and its `Standard`; `Numbers` and its `Labels`. Out: a `HeatMap`; `Figures`, rounded
once, "-" for what does not exist, and the mark of a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Band, Cell, Column, HeatMap
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.terminal import fitted
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers
from btm_cli.standard.model import Standard

MARKS: Mapping[str, str] = MappingProxyType(
    {"c": "scorecard.mark.claimed", "!": "scorecard.mark.out-of-order", "?": "scorecard.mark.open"}
)
"""The marks of a square, and the words that say what they mean."""
SHORT_NAME = 23
"""Columns of a short name: with it score, level, target and gap have room beside four dimensions at 80 columns."""
RANKS = {"score": 0, "level": 0, "target": 2, "gap": 2, "range": 3, "evidenced": 3, "verified": 3, "coverage": 3}
"""The figures behind the squares, and which give way first."""


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


def heat_map(shown: Shown, standard: Standard) -> HeatMap:
    """Every square with its score and mark; the overall row unless the scorecard is narrowed."""
    labels = Labels(standard)
    groups = tuple(
        (_band(area.name, area.numbers, labels), tuple(_capability(row, standard, labels) for row in rows))
        for area, rows in shown.areas()
    )
    whole = _band(words("scorecard.overall"), shown.card.overall.numbers, labels)
    return HeatMap(
        dimensions=tuple(dimension.name for dimension in standard.dimensions),
        figures=tuple(_head(name, rank, shown, labels) for name, rank in RANKS.items()),
        groups=groups,
        total=None if shown.only else whole,
        legend="; ".join(_legend([square for _, rows in groups for row in rows for square in row.squares])),
    )


def _head(name: str, rank: int, shown: Shown, labels: Labels) -> Column:
    """The head of a column of figures; over the scores stands how deep they look."""
    long, short = words(f"scorecard.figure.{name}"), words(f"scorecard.figure-short.{name}")
    if name == "score":
        long, short = (at_depth(each, shown.card, labels) for each in (long, short))
    return Column(long, right=True, rank=rank, short=short)


def _capability(row: CapabilityScore, standard: Standard, labels: Labels) -> Band:
    return _band(row.name, row.numbers, labels, tuple(_square(cell, standard, labels) for cell in row.cells))


def _band(name: str, numbers: Numbers, labels: Labels, squares: tuple[Cell, ...] = ()) -> Band:
    each = figures(numbers, labels)
    between = NOTHING if each.low == NOTHING else f"{each.low}-{each.high}"
    shown = (each.score, each.level, each.target, each.gap, between, each.evidenced, each.verified, each.coverage)
    short = fitted(name.replace(" and ", " & "), SHORT_NAME)
    return Band(name, short, squares, shown, "" if squares else "strong")


def _square(cell: CellScore, standard: Standard, labels: Labels) -> Cell:
    """One mark fits; what is out of order is among the findings too, so an open cell says that instead."""
    numbers = cell.numbers
    if cell.basis == "n/a":
        return Cell(words("scorecard.n/a"))
    mark = "!" if cell.out_of_order else ""
    if cell.assessed and numbers.low != numbers.high:
        mark = "?"
    if cell.basis == "claimed":
        mark = "c"
    score = write.short_score(numbers.score, labels.thresholds)
    return Cell(score, shade=shade_of(numbers.level, standard.base, standard.top), mark=mark)


def _legend(squares: list[Cell]) -> Iterator[str]:
    """What the marks mean, for those in use."""
    used = {square.mark for square in squares}
    texts = {square.text for square in squares}
    yield from (f"{mark} {words(meaning)}" for mark, meaning in MARKS.items() if mark in used)
    if NOTHING in texts:
        yield f"{NOTHING} {words('scorecard.mark.not-assessed')}"
    if (left_out := words("scorecard.n/a")) in texts:
        yield f"{left_out} {words('scorecard.mark.not-applicable')}"
    if any(text.startswith("<") for text in texts):
        yield f"< {words('scorecard.mark.just-under')}"
    yield words("scorecard.mark.shortfall")
