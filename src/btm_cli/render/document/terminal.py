"""Blocks on a terminal, drawn by rich: its tables, its wrapping, its colours; and any text fitted into its columns.

In: blocks and a stream. Out: what is printed. All text has been made harmless before rich sees it, and rich reads no
markup in it. Nothing is cut without a sign.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text
from rich.theme import Theme

from btm_cli.render.document import blocks as b
from btm_cli.render.document.console import color_system, columns_of, for_log, lines_of_screen, wants_color
from btm_cli.render.document.palette import with_few_colors
from btm_cli.render.document.plot import plot
from btm_cli.render.document.safe import CHARACTERS_A_COLUMN, printable, shortened
from btm_cli.render.document.terminal_screen import Screens, path_text
from btm_cli.render.document.terminal_tables import Tables
from btm_cli.render.document.terminal_texts import Texts
from btm_cli.scoring.exact import nearest

BAR_COLUMNS = 30


def print_blocks(
    page: Iterable[b.Block], stream: TextIO, color: str = "auto", environ: Mapping[str, str] = os.environ
) -> None:
    """Print `page` on `stream`; `color` is auto, always or never."""
    colored = wants_color(stream, color, environ)
    text = written(page, columns_of(stream, environ), stream.encoding, colored, lines_of_screen(stream))
    stream.write(for_log(text, environ))


def written(
    page: Iterable[b.Block],
    columns: int = 80,
    encoding: str | None = "utf-8",
    color: bool = False,
    lines: int | None = None,
) -> str:
    """`page` as the text that a terminal of `columns` columns gets; without `color` it has no escapes at all.

    `lines` are those that a reader sees at once, None where that is not known.
    """
    return Terminal(columns, encoding or "utf-8", color, lines).write(page)


class Terminal:
    """Writes pages of one width in one encoding."""

    def __init__(self, columns: int, encoding: str, color: bool, lines: int | None = None) -> None:
        self._columns = columns
        self._color = color
        self._lines_seen = lines
        self._texts = Texts(columns, encoding)
        self._tables = Tables(self._texts)

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
        if console.color_system == "standard":
            console.push_theme(Theme(with_few_colors()))
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
                return self._texts.text(block.text, block.tone or ("title" if block.depth == 1 else "heading"))
            case b.Sentences():
                return self._texts.pairs(block.entries)
            case b.Paragraph():
                return self._texts.paragraph(block)
            case b.Items():
                return self._texts.items(block)
            case b.Table():
                return self._tables.table(block)
            case b.HeatMap():
                return self._tables.heat_map(block)
            case b.Bars():
                return self._bars(block)
            case b.Lines():
                return self._lines(block)
            case b.Path():
                return path_text(self._texts, block)
            case b.Verbatim():
                return self._texts.verbatim(block)
            case b.Screen():
                return Screens(self._texts, self._lines_seen).draw(block)

    def _bars(self, block: b.Bars) -> RenderableType:
        table = RichTable.grid(padding=(0, 1, 0, 0))
        table.add_column(overflow="fold")
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        room = min(BAR_COLUMNS, self._columns // 3)
        for bar in block.bars:
            filled = nearest(bar.share * room)
            drawn = self._texts.clean("█" * filled + "░" * (room - filled))
            table.add_row(self._texts.text(bar.label, "strong"), Text(drawn), self._texts.text(b.said_of(block, bar)))
        return Group(table, self._texts.text(block.caption, "quiet")) if block.caption else table

    def _lines(self, block: b.Lines) -> RenderableType:
        drawn = Text("\n".join(self._texts.clean(line, printable) for line in plot(block, self._columns)), no_wrap=True)
        return Group(drawn, self._texts.text(block.caption, "quiet")) if block.caption else drawn


def _joined(previous: b.Block, block: b.Block) -> bool:
    """Whether no blank line stands between two blocks: a list belongs to what it follows."""
    return (isinstance(block, b.Items) and isinstance(previous, b.Items | b.Paragraph | b.Verbatim)) or (
        isinstance(block, b.Verbatim) and isinstance(previous, b.Paragraph | b.Items)
    )


def fitted(text: str, columns: int, *, pad: bool = False) -> str:
    """`text` on one line of at most `columns`; with `pad` of exactly so many."""
    line = Text(shortened(text, columns * CHARACTERS_A_COLUMN))
    line.truncate(columns, overflow="ellipsis", pad=pad)
    return line.plain


def wrapped(text: str, columns: int, most: int | None = None, encoding: str = "utf-8") -> list[str]:
    """`text` broken at spaces into lines of at most `columns`: as many as it takes, or `most`, the last one cut."""
    lines = written([b.Paragraph(text)], columns, encoding).splitlines() or [""]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), columns)]
