"""Texts, lists and quoted lines on a terminal, for rich to wrap and colour.

In: blocks. Out: what rich draws. All text has been made harmless here before rich sees it, and rich reads no markup in
it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from btm_cli.render.document import blocks as b
from btm_cli.render.document.excerpt import quoted
from btm_cli.render.document.palette import STYLES
from btm_cli.render.document.safe import can_encode, encodable, measurable, printable, visible

MARK_COLUMNS = 24
"""A longer mark of a list stands on its text's line like any other, wrapped."""


class Texts:
    """Draws texts on pages of `columns` columns in one encoding."""

    def __init__(self, columns: int, encoding: str) -> None:
        self.columns = columns
        self.encoding = encoding

    def clean(self, text: str, make: Callable[[str], str] = visible) -> str:
        """`text` as `make` makes it harmless, in characters that the console has."""
        return encodable(measurable(make(text)), self.encoding)

    def text(self, text: str, tone: str = "") -> Text:
        """`text` as what it is to the reader."""
        return Text(self.clean(text), STYLES[tone], overflow="fold")

    def paragraph(self, block: b.Paragraph) -> RenderableType:
        """Label, mark and text; a `whole` one runs over the page's end."""
        make = printable if block.whole else visible  # what is copied keeps its spaces
        parts = (
            Text(f"{self.clean(block.label, make)}:" if block.label else "", STYLES["strong"]),
            self.text(block.mark, block.tone),
            self.text(block.text, "" if block.mark else block.tone),
        )
        text = Text(" ").join(filter(None, parts))
        text.overflow, text.no_wrap = ("ignore" if block.whole else "fold"), block.whole
        return Group(text)  # a text that is printed by itself loses both

    def items(self, block: b.Items) -> RenderableType:
        """The list, indented. In a `whole` one a single word that has no room runs over the page's end."""
        indent = 2 + 3 * block.depth
        if not block.whole:
            return Padding(self.pairs(block.items, block.tone), (0, 0, 0, indent), expand=False)
        widest = max((cell_len(self.clean(mark)) for mark, _ in block.items), default=0)
        parts: list[RenderableType] = []
        for mark, text in block.items:
            lead = " " * indent + set_cell_size(self.clean(mark), widest) + (" " if widest else "")
            word = self.text(text, block.tone)
            if " " not in word.plain and cell_len(lead) + word.cell_len > self.columns:
                parts.append(Text.assemble((lead, STYLES["strong"]), word, overflow="ignore", no_wrap=True))
            else:
                parts.append(Padding(self.pairs([(mark, text)], block.tone, widest), (0, 0, 0, indent), expand=False))
        return Group(*parts)

    def pairs(self, pairs: Sequence[tuple[str, str]], tone: str = "", least: int = 0) -> RenderableType:
        """Marks in a column of their own (`least` columns or more), unless one is too long for that."""
        marks = [self.clean(mark) for mark, _ in pairs]
        widest = max(least, *map(cell_len, marks), 0)
        grid = RichTable.grid(padding=(0, 1, 0, 0))
        if widest == 0:
            grid.add_column(overflow="fold")
            for _, text in pairs:
                grid.add_row(self.text(text, tone))
        elif widest <= min(MARK_COLUMNS, self.columns // 3):
            grid.add_column(no_wrap=True, min_width=widest)
            grid.add_column(overflow="fold")
            for mark, (_, text) in zip(marks, pairs, strict=True):
                grid.add_row(Text(mark, STYLES["strong"]), self.text(text, tone))
        else:
            grid.add_column(overflow="fold")
            for mark, (_, text) in zip(marks, pairs, strict=True):
                grid.add_row(Text.assemble((mark, STYLES["strong"]), " " if mark else "", self.text(text, tone)))
        return grid

    def verbatim(self, block: b.Verbatim) -> Text:
        """Lines as they are; one that is longer than the page ends in a sign that it was cut."""
        text = Text(no_wrap=True, overflow="ellipsis")
        lines = quoted(block, self.columns, lambda line: self.clean(line, printable))
        for index, line in enumerate(lines):
            last = index == len(lines) - 1
            shown = Text(line, STYLES[block.tone] if last else "")
            shown.truncate(self.columns, overflow="ellipsis" if can_encode(self.encoding, "…") else "crop")
            text.append_text(shown)
            text.append("" if last else "\n")
        return text
