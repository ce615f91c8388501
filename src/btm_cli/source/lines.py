"""The lines of a text, for people to look at.

In: a text. Out: locations with their source line, safe to print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from btm_cli.diagnostics import Location

_BREAK: Final = re.compile(r"\r\n|\r|\n")
# Control characters, and those that turn the direction of text around or can't be seen. Compiled where it is needed:
# only problems quote lines, and so wide a class costs 4 million instructions.
_HARMFUL: Final = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)


def harmless(text: str) -> str:
    """The text with the same number of characters, each of them visible or a space."""
    return re.sub(_HARMFUL, "\ufffd", text.replace("\t", " "))


def excerpt(text: str, most: int = 60) -> str:
    """A piece of the file for a message: harmless, and not long."""
    return harmless(text if len(text) <= most else text[: most - 1] + "…")


class Lines:
    """A file's lines, split only when one is asked for. Lines and columns count from 0 here, from 1 in locations."""

    __slots__ = ("_lines", "_shown", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines: list[str] | None = None
        self._shown = (-1, "")  # the last line shown: a thousand problems in one huge line must not copy it as often

    def __getitem__(self, number: int) -> str:
        if self._lines is None:
            self._lines = _BREAK.split(self.text)
        return self._lines[number] if number < len(self._lines) else ""

    def location(self, line: int, column: int, width: int = 1) -> Location:
        """The location of a line and column."""
        if self._shown[0] != line:
            self._shown = (line, harmless(self[line]))
        return Location(self.file, line + 1, column + 1, self._shown[1], max(1, width))

    def place(self, index: int) -> Location:
        """The location of an index into the text."""
        before = _BREAK.split(self.text[:index])
        return self.location(len(before) - 1, len(before[-1]))

    def firsts(self, indexes: Iterable[int], most: int) -> list[tuple[int, Location]]:
        """Of ascending indexes into the text, the first of each line with its location; no more than `most`."""
        found: list[tuple[int, Location]] = []
        number, start, end = -1, 0, 0
        breaks = _BREAK.finditer(self.text)
        for index in indexes:
            if index < end:
                continue  # the same line once more
            while index >= end:
                number, start = number + 1, end
                following = next(breaks, None)
                end = following.end() if following else len(self.text) + 1
            found.append((index, self.location(number, index - start)))
            if len(found) == most:
                break
        return found
