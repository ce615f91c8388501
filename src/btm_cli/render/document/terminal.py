"""Blocks on a terminal, drawn by rich: its tables, its wrapping, its colours.

In: blocks and a stream. Out: what is printed. All text has been made harmless before rich sees it, and rich reads no
markup in it. Where a page is too narrow, the columns that matter least give way and a line says which; what is left of
a table that still has no room stands entry by entry. Nothing is cut without a sign.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TextIO

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from btm_cli.render.document import blocks as b
from btm_cli.render.document.console import color_system, columns_of, wants_color
from btm_cli.render.document.excerpt import quoted
from btm_cli.render.document.palette import STYLES
from btm_cli.render.document.plot import plot, spark
from btm_cli.render.document.safe import encodable, measurable, printable, visible
from btm_cli.render.document.words import words

HEAD_LINE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
HEAD_LINE_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
MARK_COLUMNS = 24
"""A longer mark of a list stands on its text's line like any other, wrapped."""
LONGEST_WORD = 16
"""A longer one is folded where a table has no room for it."""
BAR_COLUMNS = 30
MAIN_RANK = 2
"""Figures of a heat map that have a higher rank give way before the names of its rows become short."""


def print_blocks(
    page: Iterable[b.Block], stream: TextIO, color: str = "auto", environ: Mapping[str, str] = os.environ
) -> None:
    """Print `page` on `stream`; `color` is auto, always or never."""
    stream.write(written(page, columns_of(stream, environ), stream.encoding, wants_color(stream, color, environ)))


def written(page: Iterable[b.Block], columns: int = 80, encoding: str | None = "utf-8", color: bool = False) -> str:
    """`page` as the text that a terminal of `columns` columns gets; without `color` it has no escapes at all."""
    return Terminal(columns, encoding or "utf-8", color).write(page)


class Terminal:
    """Writes pages of one width in one encoding."""

    def __init__(self, columns: int, encoding: str, color: bool) -> None:
        self._columns = columns
        self._encoding = encoding
        self._color = color
        self._line = HEAD_LINE if _can(encoding, "─") else HEAD_LINE_ASCII

    def write(self, page: Iterable[b.Block]) -> str:
        """The whole page, every line ended."""
        out = io.StringIO()
        console = Console(
            file=out,
            width=self._columns,
            force_terminal=self._color,
            color_system=color_system(os.environ) if self._color else None,
            no_color=False,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )
        previous: b.Block | None = None
        for block in page:
            if previous is not None and not _joined(previous, block):
                console.print()
            console.print(self._drawn(block), crop=False)
            previous = block
        text = out.getvalue()
        if self._color:
            return text
        return "".join(line.rstrip() + "\n" for line in text.splitlines())

    def _drawn(self, block: b.Block) -> RenderableType:
        match block:
            case b.Heading():
                return self._text(block.text, block.tone or ("title" if block.depth == 1 else "heading"))
            case b.Sentences():
                return self._pairs(block.entries)
            case b.Paragraph():
                return self._paragraph(block)
            case b.Items():
                return self._items(block)
            case b.Table():
                return self._table(block)
            case b.HeatMap():
                return self._heat_map(block)
            case b.Bars():
                return self._bars(block)
            case b.Lines():
                return self._lines(block)
            case b.Path():
                return self._path(block)
            case b.Verbatim():
                return self._verbatim(block)

    def _clean(self, text: str, make: Callable[[str], str] = visible) -> str:
        return encodable(measurable(make(text)), self._encoding)

    def _text(self, text: str, tone: str = "") -> Text:
        return Text(self._clean(text), STYLES[tone], overflow="fold")

    def _paragraph(self, block: b.Paragraph) -> RenderableType:
        make = printable if block.whole else visible  # what is copied keeps its spaces
        parts = (
            Text(f"{self._clean(block.label, make)}:" if block.label else "", STYLES["strong"]),
            self._text(block.mark, block.tone),
            self._text(block.text, "" if block.mark else block.tone),
        )
        text = Text(" ").join(filter(None, parts))
        text.overflow, text.no_wrap = ("ignore" if block.whole else "fold"), block.whole
        return Group(text)  # a text that is printed by itself loses both

    def _items(self, block: b.Items) -> RenderableType:
        """The list, indented. In a `whole` one a single word that has no room runs over the page's end."""
        indent = 2 + 3 * block.depth
        if not block.whole:
            return Padding(self._pairs(block.items, block.tone), (0, 0, 0, indent), expand=False)
        widest = max((cell_len(self._clean(mark)) for mark, _ in block.items), default=0)
        parts: list[RenderableType] = []
        for mark, text in block.items:
            lead = " " * indent + set_cell_size(self._clean(mark), widest) + (" " if widest else "")
            word = self._text(text, block.tone)
            if " " not in word.plain and cell_len(lead) + word.cell_len > self._columns:
                parts.append(Text.assemble((lead, STYLES["strong"]), word, overflow="ignore", no_wrap=True))
            else:
                parts.append(Padding(self._pairs([(mark, text)], block.tone, widest), (0, 0, 0, indent), expand=False))
        return Group(*parts)

    def _pairs(self, pairs: Sequence[tuple[str, str]], tone: str = "", least: int = 0) -> RenderableType:
        """Marks in a column of their own (`least` columns or more), unless one is too long for that."""
        marks = [self._clean(mark) for mark, _ in pairs]
        widest = max(least, *map(cell_len, marks), 0)
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        if widest == 0:
            grid.add_column(overflow="fold")
            for _, text in pairs:
                grid.add_row(self._text(text, tone))
        elif widest <= min(MARK_COLUMNS, self._columns // 3):
            grid.add_column(no_wrap=True, min_width=widest)
            grid.add_column(overflow="fold")
            for mark, (_, text) in zip(marks, pairs, strict=True):
                grid.add_row(Text(mark, STYLES["strong"]), self._text(text, tone))
        else:
            grid.add_column(overflow="fold")
            for mark, (_, text) in zip(marks, pairs, strict=True):
                grid.add_row(Text.assemble((mark, STYLES["strong"]), " " if mark else "", self._text(text, tone)))
        return grid

    def _heat_map(self, block: b.HeatMap) -> RenderableType:
        """The names of columns become short first, then figures beyond the main ones give way, then names of rows."""
        whole = b.as_table(block)
        every = range(len(whole.columns))
        main = [index for index, column in enumerate(whole.named()) if column.rank <= MAIN_RANK]
        for columns, short in ((every, False), (every, True), (main, True)):
            if self._least(whole, columns, short) <= self._columns:
                return self._table(whole, short)
        return self._table(b.as_table(block, short_names=True), short=True)

    def _table(self, block: b.Table, short: bool = False) -> RenderableType:
        """`short` takes the short names of columns."""
        kept = self._kept(block, short)
        columns = block.named()
        if self._least(block, kept, short) > self._columns:
            return self._stacked(block)
        table = RichTable(box=self._line, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="")
        for index in kept:
            column = columns[index]
            table.add_column(
                self._text(_head(column, short), "strong"),
                justify="right" if column.right else "left",
                no_wrap=column.whole or column.right,
                overflow="fold",
                vertical="top",
            )
        for cells, tone in block.squares():
            table.add_row(*(self._cell(cells[index], tone) for index in kept))
        below = [block.caption] if block.caption else []
        gone = [column.name for index, column in enumerate(columns) if index not in kept]
        if gone:
            below.append(words("document.no-room", names=", ".join(gone)))
        return Group(table, *(self._text(text, "quiet") for text in below))

    def _kept(self, block: b.Table, short: bool) -> list[int]:
        """The columns that have room, the least important left out first."""
        kept = list(range(len(block.columns)))
        ranked = sorted(
            (index for index, column in enumerate(block.named()) if column.rank),
            key=lambda index: (block.named()[index].rank, index),
        )
        while ranked and self._least(block, kept, short) > self._columns:
            kept.remove(ranked.pop())
        return kept

    def _least(self, block: b.Table, kept: Sequence[int], short: bool) -> int:
        """The fewest columns of the page that these columns of the table can do with."""
        columns, rows = block.named(), block.squares()
        total = 2 * (len(kept) - 1)
        for index in kept:
            texts = [_head(columns[index], short), *(_shown(cells[index]) for cells, _ in rows)]
            if columns[index].whole or columns[index].right:
                total += max(cell_len(self._clean(text, printable)) for text in texts)
            else:
                longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
                total += min(longest, LONGEST_WORD)
        return total

    def _stacked(self, block: b.Table) -> RenderableType:
        """A table as entries, one value a line, where the page is too narrow for its columns."""
        columns = block.named()
        parts: list[RenderableType] = []
        for cells, tone in block.squares():
            parts.append(self._cell(cells[0], tone or "strong"))
            pairs = [
                (f"{column.name}:" if column.name else "", _shown(cell))
                for column, cell in zip(columns[1:], cells[1:], strict=True)
                if _shown(cell)
            ]
            parts.append(Padding(self._pairs(pairs), (0, 0, 0, 2), expand=False))
        return Group(*parts)

    def _cell(self, cell: b.Cell, tone: str) -> RenderableType:
        """The text, as far in as it stands on every line of it."""
        shade = "" if cell.shade is None else f"shade{cell.shade}"
        style = STYLES[shade or cell.tone or tone]
        shown = self._clean(_shown(cell), printable)
        text = Text(shown.lstrip(" "), style, overflow="fold")
        inside = len(shown) - len(text)
        return Padding(text, (0, 0, 0, inside), expand=False) if inside else text

    def _bars(self, block: b.Bars) -> RenderableType:
        table = RichTable.grid(padding=(0, 1, 0, 0))
        table.add_column(overflow="fold")
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        room = min(BAR_COLUMNS, self._columns // 3)
        for bar in block.bars:
            filled = int(bar.share * room + Fraction(1, 2))
            drawn = self._clean("█" * filled + "░" * (room - filled))
            table.add_row(self._text(bar.label, "strong"), Text(drawn), self._text(bar.text))
        return table

    def _lines(self, block: b.Lines) -> RenderableType:
        drawn = Text("\n".join(self._clean(line, printable) for line in plot(block, self._columns)), no_wrap=True)
        return Group(drawn, self._text(block.caption, "quiet")) if block.caption else drawn

    def _path(self, block: b.Path) -> Text:
        parts: list[str | tuple[str, str]] = []
        for index, stage in enumerate(block.stages):
            parts.append(self._clean(" › ", printable) if index else "")
            reached = index == block.reached
            name = self._clean(stage)
            parts.append((f"[{name}]" if reached else name, STYLES["strong" if reached else ""]))
        return Text.assemble(*parts, overflow="fold")

    def _verbatim(self, block: b.Verbatim) -> Text:
        """Lines as they are; one that is longer than the page ends in a sign that it was cut."""
        text = Text(no_wrap=True, overflow="ellipsis")
        lines = quoted(block, self._columns, lambda line: self._clean(line, printable))
        for index, line in enumerate(lines):
            last = index == len(lines) - 1
            shown = Text(line, STYLES[block.tone] if last else "")
            shown.truncate(self._columns, overflow="ellipsis" if _can(self._encoding, "…") else "crop")
            text.append_text(shown)
            text.append("" if last else "\n")
        return text


def _head(column: b.Column, short: bool) -> str:
    return (column.short or column.name) if short else column.name


def _shown(cell: b.Cell) -> str:
    """A cell's text, its line over time before it, its mark behind."""
    return spark(cell.spark) + cell.text + cell.mark


def _joined(previous: b.Block, block: b.Block) -> bool:
    """Whether no blank line stands between two blocks: a list belongs to what it follows."""
    return (isinstance(block, b.Items) and isinstance(previous, b.Items | b.Paragraph | b.Verbatim)) or (
        isinstance(block, b.Verbatim) and isinstance(previous, b.Paragraph | b.Items)
    )


def _can(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def lines_of(page: Iterable[b.Block], columns: int = 80) -> Iterator[str]:
    """The page's lines, for tests and for what puts a page into another text."""
    yield from written(page, columns).splitlines()
