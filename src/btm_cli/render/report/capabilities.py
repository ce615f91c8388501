"""The report's second page: every capability by dimension, each square with its score.

In: a `Scorecard` and its `Standard`. Out: blocks. A square's shade is its level, its number the score with one decimal,
which never reaches a level that the cell is not at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Band, Block, Cell, Column, HeatMap, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.words import series, words
from btm_cli.render.scorecard.headline import by_cells
from btm_cli.render.scorecard.screen_map import HOLDS
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers, Scorecard
from btm_cli.scoring.states import aimed_at, holding
from btm_cli.standard.model import Standard

BELOW = "▾"
OPEN = "?"
MOST_NOTED = 3
"""So many rows have room for words behind their names."""


def capabilities_part(card: Scorecard, standard: Standard, whole: int = 0) -> Iterator[Block]:
    """The heat map, its total last, then what the shades stand for.

    `whole` is how many answers for whole capabilities all squares come from, 0 where there are others.
    """
    labels, groups = Labels(standard), Shown(card).areas()
    held = _notes(card, standard)
    bands = tuple(
        (
            _band(area.name, labels, area.numbers, [cell for row in rows for cell in row.cells]),
            tuple(_capability(row, standard, labels, held.get(row.id, "")) for row in rows),
        )
        for area, rows in groups
    )
    every = [cell for _, rows in groups for row in rows for cell in row.cells]
    yield HeatMap(
        dimensions=tuple(dimension.name for dimension in standard.dimensions),
        figures=(
            Column(at_depth(words("report.column.score"), card, labels), right=True),
            Column(words("report.column.below"), right=True, short=words("report.column.below-short")),
        ),
        groups=bands,
        total=_band(words("scorecard.overall"), labels, card.overall.numbers, every),
        legend=" ".join([*_legend(every, card, whole), *_holding(card, standard)]),
    )
    yield _key(standard)


def below(cells: Sequence[CellScore]) -> int:
    """How many of them are below their target."""
    return sum(bool(cell.numbers.gap) for cell in cells)


def _capability(row: CapabilityScore, standard: Standard, labels: Labels, note: str) -> Band:
    squares = tuple(_square(cell, standard, labels) for cell in row.cells)
    return Band(row.name, row.name, squares, _figures(row.numbers, row.cells, labels), note=note)


def _band(name: str, labels: Labels, numbers: Numbers, cells: Sequence[CellScore]) -> Band:
    return Band(name, name, (), _figures(numbers, cells, labels), "strong")


def _figures(numbers: Numbers, cells: Sequence[CellScore], labels: Labels) -> tuple[str, str]:
    return write.short_score(numbers.score, labels.thresholds), str(below(cells) or write.NOTHING)


def _square(cell: CellScore, standard: Standard, labels: Labels) -> Cell:
    if cell.basis == "n/a":
        return Cell(words("scorecard.n/a"))
    if not cell.assessed:
        return Cell(OPEN)
    shade = shade_of(cell.numbers.level, standard.base, standard.top)
    return Cell(
        write.tenths(cell.numbers.score, labels.thresholds), shade=shade, mark=BELOW if cell.numbers.gap else ""
    )


def _legend(cells: Sequence[CellScore], card: Scorecard, whole: int) -> Iterator[str]:
    """How to read a square, how many answers and how much evidence is behind all, and the marks that are in use."""
    yield words("report.map.squares")
    assessed = [cell for cell in cells if cell.assessed]
    if whole:
        yield words("report.map.whole", n=whole)
    yield _backed(assessed, card)
    if below(cells):
        yield by_cells(card, "report.map.below-mean", mark=BELOW) or words("report.map.below", mark=BELOW)
    unassessed = sum(cell.basis == "not-assessed" for cell in cells)
    if unassessed:
        yield words("report.map.open", mark=OPEN, n=unassessed)
    left_out = sum(cell.basis == "n/a" for cell in cells)
    if left_out:
        yield words("report.map.left-out", n=left_out)


def _backed(cells: Sequence[CellScore], card: Scorecard) -> str:
    """In how many squares documents show what is answered."""
    if not card.overall.counts.evidence_cited:
        return words("report.map.uncited")
    n = sum(cell.numbers.evidenced == cell.numbers.score for cell in cells)
    key = "backed-none" if not n else "backed-all" if n == len(cells) else "backed"
    return words(f"report.map.{key}", n=n, cells=len(cells))


def _notes(card: Scorecard, standard: Standard) -> dict[str, str]:
    """What is said behind the name of each capability that holds a state back: a sign where they are many."""
    held, state = holding(card, standard), aimed_at(card, standard)
    if state is None:
        return {}
    return dict.fromkeys(held, words("report.map.holds-back", state=state.name) if len(held) <= MOST_NOTED else HOLDS)


def _holding(card: Scorecard, standard: Standard) -> Iterator[str]:
    """What holds the state back, for where the map has no room to say so; what the sign means where they are many."""
    held, state = holding(card, standard), aimed_at(card, standard)
    if not held or state is None:
        return
    if len(held) > MOST_NOTED:
        yield words("report.map.sign", mark=HOLDS, state=state.name, floor=state.floor)
        return
    names = [row.name for row in card.capabilities if row.id in held]
    yield words("report.map.holding", n=len(names), names=series(names), state=state.name)


def _key(standard: Standard) -> Table:
    """The shade of each level, and the scores that belong to it."""
    columns = (words("report.map.key"), *(str(level.level) for level in standard.levels))
    cells = []
    for level in standard.levels:
        key = "report.map.key-top" if level.level == standard.top else "report.map.key-level"
        shade = shade_of(level.level, standard.base, standard.top)
        cells.append(Cell(words(key, level=level.level), shade=shade))
    return Table(columns, ((words("report.map.key-scores"), *cells),))
