"""The heat map as lines of text: capabilities by dimensions, grouped by area, as much as the page has room for.

In: a `View` and a `Typesetter`. Out: lines. Names give way first, then the least important columns; figures and marks
say everything that colour says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from btm_cli.render.document.typeset import Line, Span, Typesetter, width
from btm_cli.render.scorecard.view import MARKS, CellView, Figures, View

SHORTEST_NAME = 24
LONGEST_NAME = 60
INDENT = "  "


class _Column(NamedTuple):
    heading: str
    columns: int
    text: Callable[[Figures], str]


MAIN_COLUMNS = (
    _Column("Score", 5, lambda figures: figures.score),
    _Column("Lv", 2, lambda figures: figures.level),
    _Column("Target", 6, lambda figures: figures.target),
    _Column("Gap", 5, lambda figures: figures.gap),
)
EXTRA_COLUMNS = (
    _Column("Low-high", 11, lambda figures: f"{figures.low}-{figures.high}" if figures.low != "-" else "-"),
    _Column("Evid.", 5, lambda figures: figures.evidenced),
    _Column("Verif.", 6, lambda figures: figures.verified),
    _Column("Cover", 5, lambda figures: figures.coverage),
)
"""Shown only where there is room beside the whole names."""


def heat_map(view: View, page: Typesetter) -> list[Line]:
    """The heat map, its overall row and the legend of the marks that it uses."""
    table = _Table(view, page)
    lines = [table.heading()]
    for area in view.areas:
        lines.append(table.row(area.name, area.figures, (), "strong"))
        lines.extend(table.row(INDENT + row.name, row.figures, row.cells, "") for row in area.capabilities)
    if not view.narrowed_to:
        lines.append(table.row("Overall", view.overall, (), "strong"))
    return lines + table.legend()


class _Table:
    """The widths of one heat map, worked out once, and its rows."""

    def __init__(self, view: View, page: Typesetter) -> None:
        self._view = view
        self._page = page
        rows = [row for area in view.areas for row in area.capabilities]
        # Names of areas don't count: they may run on over their empty squares.
        lengths = [len(INDENT) + width(page.clean(row.name[:LONGEST_NAME])) for row in rows]
        self._name = min(max(lengths, default=SHORTEST_NAME), LONGEST_NAME)
        least = max((width(_square(cell)) for row in rows for cell in row.cells), default=4)
        self._squares = [least] * len(view.dimensions)
        self._columns = list(MAIN_COLUMNS)
        self._shrink()
        self._grow()

    def _shrink(self) -> None:
        """Names first, then the target and the gap, then the dimensions, then names again."""
        self._name = max(SHORTEST_NAME, self._name - max(0, self._missing()))
        for droppable in ("Target", "Gap"):
            if self._missing() > 0:
                self._columns = [column for column in self._columns if column.heading != droppable]
        if self._missing() > 0:
            self._squares = []
        self._name = max(8, self._name - max(0, self._missing()))

    def _grow(self) -> None:
        """More columns where there is room for them, then longer names of dimensions."""
        if not self._squares or len(self._columns) < len(MAIN_COLUMNS):
            return
        for column in EXTRA_COLUMNS:
            if self._missing() + 1 + column.columns <= 0:
                self._columns.append(column)
        for _ in range(LONGEST_NAME):
            for index, dimension in enumerate(self._view.dimensions):
                if self._squares[index] < width(dimension) and self._missing() < 0:
                    self._squares[index] += 1

    def _missing(self) -> int:
        """How many columns the table is wider than the page; negative where there is room."""
        squares = sum(self._squares) + len(self._squares)
        return self._name + squares + sum(column.columns + 1 for column in self._columns) - self._page.columns

    def heading(self) -> Line:
        """The names of the columns, cut to their width."""
        page = self._page
        named = zip(self._view.dimensions, self._squares, strict=False)
        dimensions = [page.left(name, columns, ".") for name, columns in named]
        numbers = [page.right(column.heading, column.columns) for column in self._columns]
        return [(" ".join([" " * self._name, *dimensions, *numbers]), "strong")]

    def row(self, name: str, figures: Figures, cells: tuple[CellView, ...], style: str) -> Line:
        """One row; without `cells` the name has the room of the squares too."""
        indent = INDENT if name.startswith(INDENT) else ""
        room = self._name - len(indent)
        if not cells:
            room += sum(self._squares) + len(self._squares)
        if width(self._page.clean(name)) > room:
            name = name.replace(" and ", " & ")
        line: Line = [(indent + self._page.left(name, room), style)]
        for cell, columns in zip(cells, self._squares, strict=False):
            line += [(" ", ""), self._shaded(cell, columns)]
        numbers = (self._page.right(column.text(figures), column.columns) for column in self._columns)
        return [*line, (" " + " ".join(numbers), style)]

    def _shaded(self, cell: CellView, columns: int) -> Span:
        style = "" if cell.figures.shade is None else f"shade{cell.figures.shade}"
        return self._page.left(_square(cell), columns), style

    def legend(self) -> list[Line]:
        """What the marks mean, for those in use, and what had no room."""
        cells = [cell for area in self._view.areas for row in area.capabilities for cell in row.cells]
        squares = [_square(cell) for cell in cells] if self._squares else []
        used = [f"{mark} {meaning}" for mark, meaning in MARKS.items() if any(mark in text for text in squares)]
        if "-" in squares:
            used.append("- not assessed")
        if "n/a" in squares:
            used.append("n/a not applicable")
        if any("<" in text for text in squares):
            used.append("< just under")
        text = "; ".join(used)
        if not self._squares:
            text = "No room for the dimensions here: widen the window, or use --format csv."
        return [[(line, "")] for line in self._page.wrap(text, self._page.columns, 4) if line]


def _square(cell: CellView) -> str:
    if cell.basis == "n/a":
        return "n/a"
    # One mark fits; what is out of order is among the findings too, so an open cell says that instead.
    return cell.figures.score + cell.marks[:1]
