"""The one record of every problem.

In: what a loader, a check or a rule found wrong. Out: `Problem` (still at a key path) and
`Diagnostic` (at a line and column), which every renderer of every command understands.
"""

from enum import StrEnum
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
MOST_QUOTED = 60
"""Characters of somebody's text that a message quotes; what is promised is 80."""


class Severity(StrEnum):
    """How bad a problem is; only errors make a file invalid."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Location(NamedTuple):
    """A place in a file. `line` and `column` count characters from 1; `width` is the caret's length.

    In a workbook `sheet` is the sheet's title, and line and column are those of a cell.
    """

    file: str
    line: int = 1
    column: int = 1
    source_line: str = ""
    width: int = 1
    sheet: str = ""

    @property
    def where(self) -> str:
        """The place in its file, as editors (`12:3`) or spreadsheet programs (`Evidence!C12`) write it."""
        if not self.sheet:
            return f"{self.line}:{self.column}"
        letters, left = "", self.column
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        name = self.sheet if self.sheet.isalnum() else "'{}'".format(self.sheet.replace("'", "''"))
        return f"{name}!{letters}{self.line}"


class Problem(NamedTuple):
    """Something wrong at a key path of one document, not yet turned into a line and column.

    `path` leads from the document's root; `at_key` points at the last part's key instead of its value.
    """

    code: str
    message: str
    path: KeyPath = ()
    hint: str | None = None
    severity: Severity = Severity.ERROR
    at_key: bool = False


class Diagnostic(NamedTuple):
    """A problem with its place: what `validate` and `check` print in every format."""

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str | None = None

    @property
    def sort_key(self) -> tuple[str, str, int, int, str, str]:
        """File, sheet, line, column, code, message: the order in which problems are shown."""
        place = self.location
        return (place.file, place.sheet, place.line, place.column, self.code, self.message)


def has_errors(problems: list[Diagnostic]) -> bool:
    """Whether any of `problems` makes a file invalid (warnings and notes do not)."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def without_consequences(earlier: list[Diagnostic], later: list[Diagnostic]) -> list[Diagnostic]:
    """Those of `later` that stand elsewhere: where the text is wrong, what it seems to say is no second problem."""
    taken = {(problem.location.file, problem.location.line, problem.location.column) for problem in earlier}
    places = ((problem, problem.location) for problem in later)
    return [problem for problem, place in places if (place.file, place.line, place.column) not in taken]


def short(text: str, limit: int = MOST_QUOTED) -> str:
    """Somebody's words, cut for use in a message; the cut shows."""
    return text if len(text) <= limit else text[: limit - 1] + "\u2026"
