"""A file's data, and where each part of it stands: its lines are for people to look at.

In: a text, and what the reader built of it. Out: `Document`, which turns key paths into lines and columns when somebody
asks; locations with their source line, safe to print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Problem

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


class Mark(Protocol):
    """A place as both parsers give it: line and column count characters from 0."""

    line: int
    column: int


# As text: only problems ask how wide a value is.
_QUOTED: Final = r"""(?x) "(?:[^"\\]++|\\.)*+"? | '(?:[^']++|'')*+'? """
_WORD: Final = r"[^\s,\[\]{}]+"


def width_at(line: str, column: int, value: object) -> int:
    """How many characters of `line` the scalar takes that starts at `column` and means `value`; 1 for a collection."""
    if isinstance(value, (list, dict)):
        return 1
    quoted = line.startswith(("'", '"'), column)
    if isinstance(value, str) and value and not quoted and line.startswith(value, column):
        return len(value)
    shape = re.compile(_QUOTED).match(line, column) or (
        None if isinstance(value, str) else re.compile(_WORD).match(line, column)
    )
    if shape:
        return shape.end() - column
    return max(1, len(line.rstrip()) - column)  # it goes on in the next line


class Document:
    """One file's data: None, bool, int, Decimal, str, list or dict. Read-only: places are found by walking it."""

    __slots__ = ("_lines", "_marks", "_ranks", "_reread", "_root", "data", "file")

    def __init__(
        self,
        data: Any,
        lines: Lines,
        root: Mark | None,
        marks: dict[int, list[Mark]],
        reread: Callable[[], Document] | None = None,
    ) -> None:
        """`reread` gives a document of the same text with its places, where `marks` are not kept."""
        self.file = lines.file
        self.data = data
        self._lines = lines
        self._root = root
        self._reread = reread
        self._ranks: dict[int, dict[Any, int]] = {}  # by id of a dict: where each key stands in it
        self._marks = marks  # by id of a list: its items'; of a dict: key's, value's, key's, value's...

    def has_any(self, characters: Iterable[str]) -> bool:
        """Whether one of `characters` stands anywhere in the text of the file."""
        text = self._lines.text
        return any(character in text for character in characters)

    def locate(self, path: KeyPath, at_key: bool = False) -> Location:
        """Where the value at `path` starts, or with `at_key` the key that the path ends with.

        A part that does not exist falls back to its nearest existing parent: to that one's key, if it has one. A value
        left empty has no place of its own, so its key stands for it.
        """
        if not self._marks and self._reread is not None and isinstance(self.data, (dict, list)):
            placed = self._reread()
            self._marks, self._root, self.data = placed._marks, placed._root, placed.data
        value, mark = self.data, self._root
        key, key_mark = value, mark
        for part in path:
            if isinstance(value, dict) and part in value:
                at = 2 * self._rank(value, part)
                key, key_mark, mark = part, self._marks[id(value)][at], self._marks[id(value)][at + 1]
            elif isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
                mark = self._marks[id(value)][part]
                key, key_mark = value[part], mark
            else:
                at_key = True
                break
            value = value[part]
        if at_key or mark is key_mark:
            value, mark = key, key_mark
        if mark is None:
            return self._lines.location(0, 0)
        return self._lines.location(mark.line, mark.column, width_at(self._lines[mark.line], mark.column, value))

    def _rank(self, value: dict[Any, Any], key: str | int) -> int:
        """Where `key` stands in `value`, without going through all of it for each of a thousand problems."""
        if id(value) not in self._ranks:
            self._ranks[id(value)] = {name: place for place, name in enumerate(value)}
        return self._ranks[id(value)][key]

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The problem with its key path turned into a place."""
        place = self.locate(problem.path, problem.at_key)
        return Diagnostic(problem.code, problem.severity, problem.message, place, problem.hint)
