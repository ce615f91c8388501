"""Text fitted into columns, for pictures and screens that no writer of blocks draws.

In: any text. Out: harmless text on lines of so many columns of a terminal; what was cut ends in a sign.
"""

from __future__ import annotations

from rich.text import Text

from btm_cli.render.document.blocks import Paragraph
from btm_cli.render.document.safe import CHARACTERS_A_COLUMN, shortened
from btm_cli.render.document.terminal import written


def fitted(text: str, columns: int, *, pad: bool = False) -> str:
    """`text` on one line of at most `columns`; with `pad` of exactly so many."""
    line = Text(shortened(text, columns * CHARACTERS_A_COLUMN))
    line.truncate(columns, overflow="ellipsis", pad=pad)
    return line.plain


def wrapped(text: str, columns: int, most: int | None = None, encoding: str = "utf-8") -> list[str]:
    """`text` broken at spaces into lines of at most `columns`: as many as it takes, or `most`, the last one cut."""
    lines = written([Paragraph(text)], columns, encoding).splitlines() or [""]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), columns)]
