"""The lines of a text and the comments among them: where they begin and end, and which wait for a key.

In: a text with any line breaks and places in it. Out: places and lines, as they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from btm_cli.source.outline import Node

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_WAITING: Final = re.compile(r"(?P<indent> *)# ?(?P<key>[a-z0-9][a-z0-9-]*):[ ]*(?=\r|\n|\Z)")


class Layout:
    """Where things stand in one text. `newline` is how its lines end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def colon(self, place: Node) -> int:
        """Where the colon behind a key stands."""
        return self._text.index(":", place.end)

    def line_start(self, index: int) -> int:
        """Where the line around a place begins."""
        return max(self._text.rfind("\n", 0, index), self._text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """Where the line's text ends, before its break."""
        found = _BREAK.search(self._text, index)
        return found.start() if found else len(self._text)

    def after_break(self, index: int) -> int:
        """Behind the line break at a place; the place itself where none is there."""
        found = _BREAK.match(self._text, index)
        return found.end() if found else index

    def line_after(self, index: int) -> int:
        """The start of the line after the one in which a value ends at `index`."""
        if index and self._text[index - 1] in "\r\n":
            return index  # a block scalar, which ends behind its last line
        return self.after_break(self.line_end(index))

    def _lines_above(self, start: int) -> Iterator[str]:
        """The lines above a line, nearest first, with their breaks."""
        while start > 0:
            above = self.line_start(start - 1 - (self._text[start - 2 : start] == "\r\n"))
            yield self._text[above:start]
            start = above

    def comments_above(self, start: int, indent: str) -> Iterator[str]:
        """The comment lines right above a line, nearest first, indented as it is, with their breaks."""
        return takewhile(lambda line: line.startswith(f"{indent}#"), self._lines_above(start))

    def comment_block_above(self, start: int) -> Iterator[str]:
        """All comment and blank lines right above a line, with their breaks."""
        return takewhile(lambda line: not line.strip() or line.lstrip(" ").startswith("#"), self._lines_above(start))

    def _lines_from(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The lines from `start` on that begin before `end`: where each begins, and its text."""
        while start < end:
            yield start, self._text[start : self.line_end(start)]
            following = self.after_break(self.line_end(start))
            if following == start:
                return
            start = following

    def comment_lines(self, start: int, fewest: int) -> Iterator[int]:
        """The starts of the comment lines from `start` on, up to another line or one indented by too little."""
        for begin, line in self._lines_from(start, len(self._text)):
            text = line.lstrip(" ")
            if text and (not text.startswith("#") or len(line) - len(text) < fewest):
                return
            if text:
                yield begin

    def all_comment_lines(self, start: int, end: int) -> Iterator[int]:
        """The starts of all comment lines between two places."""
        return (begin for begin, line in self._lines_from(start, end) if line.lstrip(" ").startswith("#"))

    def placeholder(self, line: int) -> str | None:
        """The key that a commented line `# key:` waits for; None for any other comment."""
        found = _WAITING.match(self._text, line)
        return found["key"] if found else None

    def indent_of(self, line: int) -> str:
        """The spaces before the comment that waits for a key; "" for any other line."""
        found = _WAITING.match(self._text, line)
        return found["indent"] if found else ""
