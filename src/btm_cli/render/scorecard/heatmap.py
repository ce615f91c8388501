"""The heat map of a scorecard: capabilities by dimensions, grouped by area.

In: what is `Shown` of a scorecard and its `Standard`. Out: a `HeatMap`.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Band, Cell, Column, HeatMap
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.terminal import fitted
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.figures import MARKS, figures, marks
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers
from btm_cli.standard.model import Standard

SHORT_NAME = 23
"""Columns of a short name: with it score, level, target and gap have room beside four dimensions at 80 columns."""
RANKS = {"score": 0, "level": 0, "target": 2, "gap": 2, "range": 3, "evidenced": 3, "verified": 3, "coverage": 3}
"""The figures behind the squares, and which give way first."""


def heat_map(shown: Shown, standard: Standard) -> HeatMap:
    """Every square with its score and mark; the overall row unless the scorecard is narrowed."""
    labels = Labels(standard)
    groups = tuple(
        (
            _band(area.name, area.numbers, labels),
            tuple(_band(row.name, row.numbers, labels, _squares(row, standard, labels)) for row in rows),
        )
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


def _band(name: str, numbers: Numbers, labels: Labels, squares: tuple[Cell, ...] = ()) -> Band:
    each = figures(numbers, labels)
    between = NOTHING if each.low == NOTHING else f"{each.low}-{each.high}"
    shown = (each.score, each.level, each.target, each.gap, between, each.evidenced, each.verified, each.coverage)
    return Band(name, _short(name), squares, shown, "" if squares else "strong")


def _squares(row: CapabilityScore, standard: Standard, labels: Labels) -> tuple[Cell, ...]:
    return tuple(_square(cell, standard, labels) for cell in row.cells)


def _square(cell: CellScore, standard: Standard, labels: Labels) -> Cell:
    """One mark fits; what is out of order is among the findings too, so an open cell says that instead."""
    if cell.basis == "n/a":
        return Cell(words("scorecard.n/a"))
    shade = shade_of(cell.numbers.level, standard.base, standard.top)
    return Cell(figures(cell.numbers, labels).score, shade=shade, mark=marks(cell)[:1])


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


def _short(name: str) -> str:
    return fitted(name.replace(" and ", " & "), SHORT_NAME)
