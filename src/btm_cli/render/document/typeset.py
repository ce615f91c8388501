"""Text made safe and measured for a terminal: cleaned, cut, padded and wrapped.

In: any text, be it a standard's or a user's. Out: text that holds no control character, that the terminal's encoding
has a character for, and whose width in columns is known. A `Line` is spans of such text, each with a style's name.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from btm_cli.render.document.safe import CHARACTERS_A_COLUMN, JOINERS, encodable, visible

Span = tuple[str, str]
"""Text and the name of its style ("" for plain); `palette.STYLES` says what a style looks like."""
Line = list[Span]


def character_width(character: str) -> int:
    """How many columns a terminal gives one character: 0, 1 or 2."""
    if character.isascii():
        return 1
    if character in JOINERS or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """How many columns `text` takes."""
    return len(text) if text.isascii() else sum(map(character_width, text))


class Typesetter(NamedTuple):
    """A page of `columns` columns in `encoding`; every method returns clean text."""

    columns: int = 80
    encoding: str = "utf-8"

    def clean(self, text: str) -> str:
        """`text` on one line, safe to print and encodable."""
        return encodable(visible(text), self.encoding)

    def cut(self, text: str, columns: int, mark: str = "\u2026") -> str:
        """`text` in at most `columns` columns; what was cut ends in `mark`."""
        # Characters of no width are limited too, and a huge text is never looked at as a whole.
        clean = self.clean(text[: columns * CHARACTERS_A_COLUMN + 1])
        if width(clean) <= columns and len(text) <= columns * CHARACTERS_A_COLUMN:
            return clean
        mark = self.clean(mark)[:columns]
        room, kept = columns - width(mark), 0
        for position, character in enumerate(clean):
            kept += character_width(character)
            if kept > room:
                clean = clean[:position]
                break
        return clean.rstrip() + mark

    def left(self, text: str, columns: int, mark: str = "\u2026") -> str:
        """`text` cut or padded to exactly `columns` columns, aligned left."""
        cut = self.cut(text, columns, mark)
        return cut + " " * (columns - width(cut))

    def right(self, text: str, columns: int) -> str:
        """`text` cut or padded to exactly `columns` columns, aligned right."""
        cut = self.cut(text, columns)
        return " " * (columns - width(cut)) + cut

    def wrap(self, text: str, columns: int, lines: int) -> list[str]:
        """`text` broken at spaces into at most `lines` lines of `columns` columns; the last one is cut if need be."""
        words = self.clean(text[: columns * lines * CHARACTERS_A_COLUMN + 1]).split(" ")
        wrapped: list[str] = []
        while words and len(wrapped) < lines - 1:
            line = words.pop(0)
            while words and width(line) + 1 + width(words[0]) <= columns:
                line += " " + words.pop(0)
            if width(line) > columns:
                head, line = self._split(line, columns)
                words.insert(0, line)
                line = head
            wrapped.append(line)
        if words:
            wrapped.append(self.cut(" ".join(words), columns))
        return wrapped

    def _split(self, word: str, columns: int) -> tuple[str, str]:
        """A word too long for a line as what fits and the rest; at least one character goes on the line."""
        taken = 0
        for position, character in enumerate(word):
            taken += character_width(character)
            if taken > columns and position:
                return word[:position], word[position:]
        return word, ""
