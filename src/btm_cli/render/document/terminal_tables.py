"""Tables on a terminal: what gives way where the page is too narrow for them.

In: blocks. Out: what rich draws. The columns that matter least are left out first, and a line says which; what is left
of a table that still has no room stands entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.box import Box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from btm_cli.render.document import blocks as b
from btm_cli.render.document.palette import STYLES
from btm_cli.render.document.plain_blocks import as_table
from btm_cli.render.document.plot import spark
from btm_cli.render.document.safe import can_encode, printable
from btm_cli.render.document.terminal_texts import Texts
from btm_cli.render.document.words import words

HEAD_LINE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
HEAD_LINE_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
LONGEST_WORD = 16
"""A longer one is folded where a table has no room for it."""
READABLE = 40
"""Sentences want as many columns as this, or they stand below their row."""
MAIN_RANK = 2
"""Figures of a heat map that have a higher rank give way before the names of its rows become short."""


class Tables:
    """Draws tables as wide as the page of `texts`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._columns = texts.columns
        self._line = HEAD_LINE if can_encode(texts.encoding, "─") else HEAD_LINE_ASCII

    def heat_map(self, block: b.HeatMap) -> RenderableType:
        """The names of columns become short first, then figures beyond the main ones give way, then names of rows."""
        whole = as_table(block)
        every = range(len(whole.columns))
        main = [index for index, column in enumerate(whole.named()) if column.rank <= MAIN_RANK]
        for columns, short in ((every, False), (every, True), (main, True)):
            if _side_by_side(self._least(whole, short), columns) <= self._columns:
                return self.table(whole, short)
        return self.table(as_table(block, short_names=True), short=True)

    def table(self, block: b.Table, short: bool = False) -> RenderableType:
        """`short` takes the short names of columns."""
        columns = block.named()
        least = self._least(block, short)
        kept = self._kept(columns, least)
        if _side_by_side(least, kept) > self._columns:
            return self._stacked(block)
        gone = [index for index in range(len(columns)) if index not in kept]
        if gone and all(columns[index].below for index in gone):
            return self._with_lines_below(block, kept, gone, short)
        drawn = RichTable(box=self._line, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="")
        for index in kept:
            column = columns[index]
            drawn.add_column(
                self._texts.text(_head(column, short), "strong"),
                justify="right" if column.right else "left",
                no_wrap=column.whole or column.right,
                overflow="fold",
                vertical="top",
            )
        for cells, tone in block.squares():
            drawn.add_row(*(self._cell(cells[index], tone) for index in kept))
        below = [block.caption] if block.caption else []
        if gone:
            below.append(words("document.no-room", names=", ".join(columns[index].name for index in gone)))
        return Group(drawn, *(self._texts.text(text, "quiet") for text in below))

    def _with_lines_below(
        self, block: b.Table, kept: Sequence[int], gone: Sequence[int], short: bool
    ) -> RenderableType:
        """A table whose last texts have no room beside the others: they stand below each row, further in."""
        columns, rows = block.named(), block.squares()
        heads = [self._texts.text(_head(columns[index], short), "strong") for index in kept]
        shown = [[self._texts.clean(_shown(cells[index]), printable) for index in kept] for cells, _ in rows]
        widths = [max(map(cell_len, (head.plain, *texts))) for head, *texts in zip(heads, *shown, strict=True)]
        parts: list[RenderableType] = []
        for number, (cells, tone) in enumerate(rows):
            line = RichTable(box=self._line, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="")
            line.show_header = number == 0
            for head, width, index in zip(heads, widths, kept, strict=True):
                justify: Literal["left", "right"] = "right" if columns[index].right else "left"
                line.add_column(head, justify=justify, overflow="fold", min_width=width)
            line.add_row(*(self._cell(cells[index], tone) for index in kept))
            below = [self._cell(cells[index], tone) for index in gone if _shown(cells[index])]
            parts += [line, *(Padding(text, (0, 0, 0, 2), expand=False) for text in below)]
        if block.caption:
            parts.append(self._texts.text(block.caption, "quiet"))
        return Group(*parts)

    def _kept(self, columns: Sequence[b.Column], least: Sequence[int]) -> list[int]:
        """The columns that have room, the least important left out first."""
        kept = list(range(len(columns)))
        ranked = sorted((index for index in kept if columns[index].rank), key=lambda index: columns[index].rank)
        while ranked and _side_by_side(least, kept) > self._columns:
            kept.remove(ranked.pop())
        return kept

    def _least(self, block: b.Table, short: bool) -> list[int]:
        """By column of the table the fewest columns of the page that it can do with."""
        rows = block.squares()
        found = []
        for index, column in enumerate(block.named()):
            texts = {_head(column, short), *(_shown(cells[index]) for cells, _ in rows)}
            if column.whole or column.right:
                found.append(max(cell_len(self._texts.clean(text, printable)) for text in texts))
            else:
                longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
                widest = max(cell_len(self._texts.clean(text, printable)) for text in texts)
                found.append(min(widest, READABLE) if column.below else min(longest, LONGEST_WORD))
        return found

    def _stacked(self, block: b.Table) -> RenderableType:
        """A table as entries, one value a line, where the page is too narrow for its columns.

        What its first column is called stands above them, what is said below the table below them.
        """
        columns = block.named()
        parts: list[RenderableType] = [self._texts.text(f"{columns[0].name}:", "strong")] if columns[0].name else []
        for cells, tone in block.squares():
            parts.append(self._cell(cells[0], tone or "strong"))
            pairs = [
                (f"{column.name}:" if column.name else "", _shown(cell))
                for column, cell in zip(columns[1:], cells[1:], strict=True)
                if _shown(cell)
            ]
            parts.append(Padding(self._texts.pairs(pairs), (0, 0, 0, 2), expand=False))
        if block.caption:
            parts.append(self._texts.text(block.caption, "quiet"))
        return Group(*parts)

    def _cell(self, cell: b.Cell, tone: str) -> RenderableType:
        """The text, as far in as it stands on every line of it."""
        shade = "" if cell.shade is None else f"shade{cell.shade}"
        style = STYLES[shade or cell.tone or tone]
        shown = self._texts.clean(_shown(cell), printable)
        text = Text(shown.lstrip(" "), style, overflow="fold")
        inside = len(shown) - len(text)
        return Padding(text, (0, 0, 0, inside), expand=False) if inside else text


def _side_by_side(least: Sequence[int], kept: Sequence[int]) -> int:
    """What these columns of a table need of the page, with what stands between them."""
    return sum(least[index] for index in kept) + 2 * (len(kept) - 1)


def _head(column: b.Column, short: bool) -> str:
    return (column.short or column.name) if short else column.name


def _shown(cell: b.Cell) -> str:
    """A cell's text, its line over time before it, its mark behind."""
    return spark(cell.spark) + cell.text + cell.mark
