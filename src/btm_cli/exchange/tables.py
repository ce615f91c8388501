"""The tables of a questionnaire: their kinds and columns, and the records they are made of on their way out and in.

In: nothing. Out: constants that the mapping, the writers and the readers share; `Table` and `Row` (what a writer
writes), `Given` and `Asked` (what a reader found, with its places), problems at cells and what becomes of them. Every
row is known by its table's kind and its reference, never by where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from datetime import time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Problem, Severity

NOTHING: Mapping[str, str] = MappingProxyType({})


class Column(NamedTuple):
    """One column. `key` is its name in CSV, `heading` in a workbook; `width` in characters.

    `edit` says whether people may change it; `form` is text, answer, keys, date, whole, level or yes.
    """

    key: str
    heading: str
    width: int
    edit: bool = False
    form: str = "text"


class Row(NamedTuple):
    """One row to write: text or a whole number by column key. `style` tells a writer how it looks.

    `choices` names, by column key, the list offered there; `locked` columns are locked in this row only.
    """

    reference: str
    values: Mapping[str, str | int]
    style: str = ""
    choices: Mapping[str, str] = NOTHING
    locked: frozenset[str] = frozenset()


class Table(NamedTuple):
    """One table to write: a sheet of a workbook, or the rows of a CSV file whose `sheet` is `kind`."""

    kind: str
    title: str
    rows: list[Row]


class Formula(NamedTuple):
    """A cell that holds a formula, which is never run."""

    text: str


class Broken(NamedTuple):
    """A cell that holds an error such as #REF!."""

    text: str


Value = str | int | float | Decimal | bool | Day | time | timedelta | Formula | Broken
"""What a reader may find in a cell; a cell that is empty is not there at all."""


class Place(NamedTuple):
    """Where a cell is: the sheet's title (empty in CSV), row and column from 1; `file` where there are several."""

    sheet: str
    row: int
    column: int
    file: str = ""


WHOLE_FILE: Final = Place("", 1, 1)
"""Where a problem is that no single cell has."""


class Given(NamedTuple):
    """One row as it was found. `columns` gives the number of each column of its table."""

    reference: str
    values: Mapping[str, Value]
    sheet: str
    number: int
    columns: Mapping[str, int]
    file: str = ""

    def place(self, key: str) -> Place:
        """Where the column `key` of this row is."""
        column = self.columns.get(key, self.columns.get("reference", 1))
        return Place(self.sheet, self.number, column, self.file)


class CellProblem(NamedTuple):
    """Something wrong at a cell, not yet a diagnostic."""

    code: str
    message: str
    place: Place
    hint: str | None = None
    severity: Severity = Severity.ERROR


Key = tuple[str, str]
"""A row's kind of table and its reference."""
Rows = Mapping[Key, Given]


class Asked(NamedTuple):
    """A questionnaire as it was found: rows by table kind and reference, and what was wrong on the way.

    `sheets` are the titles of the sheets that hold a table; None where the file has no sheets. `point` is the sign
    before decimals that the file's own form settles, "" where it settles none.
    """

    rows: dict[Key, Given]
    problems: list[CellProblem]
    sheets: list[str] | None = None
    point: str = ""


FORMAT: Final = "btm-questionnaire/1"
MARK: Final = "Exported as"
"""The last, hidden column: a short digest of the row as it was exported, so that import can tell who changed what."""

_MARK = Column("exported_as", MARK, 14)


class Kind(NamedTuple):
    """One kind of table: a sheet of it is recognised by the headings of its columns, of which some are printed."""

    columns: tuple[Column, ...]
    printed: int = 0


_REFERENCE = Column("reference", "Reference", 30)
_KIND = Column("kind", "Kind", 11)

KINDS: Final = {
    "headline": Kind(
        (
            Column("name", "What it is", 28),
            Column("answer", "Value", 40, True),
            Column("statement", "How to fill it in", 56),
            Column("reference", "Field", 18),
            _MARK,
        ),
        printed=3,
    ),
    "questions": Kind(
        (
            Column("name", "Question", 17),
            Column("statement", "What it looks like", 50),
            Column("answer", "Answer", 11, True, "answer"),
            Column("evidence", "Evidence", 15, True, "keys"),
            Column("note", "Note", 25, True),
            Column("reason", "Reason for n/a", 15, True),
            Column("verified_by", "Verified by", 18, True),
            Column("approved_by", "Approved by", 18, True),
            _KIND,
            _REFERENCE,
            _MARK,
        ),
        printed=6,
    ),
    "aims": Kind(
        (
            Column("name", "What it is", 40),
            Column("in_scope", "In scope", 10, True, "yes"),
            Column("importance", "Importance", 12, True, "whole"),
            Column("owner", "Owner", 22, True),
            Column("target_level", "Target level", 12, True, "level"),
            Column("deadline", "Deadline", 12, True, "date"),
            Column("iteration", "Iteration", 10, True, "whole"),
            Column("left_out", "Left out of plan", 13, True, "yes"),
            _KIND,
            _REFERENCE,
            _MARK,
        ),
        printed=8,
    ),
    "evidence": Kind(
        (
            Column("reference", "Key", 17, True),
            Column("title", "Title", 34, True),
            Column("date", "Date", 11, True, "date"),
            Column("path", "Path", 26, True),
            Column("url", "URL", 22, True),
            Column("valid_until", "Valid until", 11, True, "date"),
            Column("owner", "Owner", 12, True),
            Column("sha256", "SHA-256", 20, True),
            _MARK,
        ),
        printed=7,
    ),
    "kept": Kind((Column("statement", "Kept exactly", 100), Column("reference", "Part", 8))),
}

TITLES: Final = {"headline": "Headline", "aims": "Targets and plan", "evidence": "Evidence", "kept": "Kept"}
UNREAD: Final = ("Start", "Instructions", "Lists", "Figures")
"""Sheets that say something and hold nothing."""


class Field(NamedTuple):
    """One row of the headline. `form` is text, number, date, word or aim; `locked` fields are not for editing."""

    reference: str
    name: str
    help: str
    form: str = "text"
    choices: str = ""
    locked: bool = False


SHEETS: Final = "sheets"
"""The field that names every sheet that was exported."""

FIELDS: Final = (
    Field("format", "Form of this questionnaire", "Leave as it is.", locked=True),
    Field("questions", "Whose questions these are", "Leave as it is: import takes them for no other.", locked=True),
    Field("standard", "Standard", "The standard that the answers file names.", locked=True),
    Field("enterprise", "Enterprise", "Its name. Needed."),
    Field("unit", "Unit", "The part of the enterprise these answers are about. Leave empty for the whole."),
    Field("unit/weight", "Weight of the unit", "For roll-ups, such as headcount: a number or a ratio.", "number"),
    Field("period", "Period", "Such as 2026-Q4."),
    Field("assessed_on", "Assessed on", "The day the answers hold for: YYYY-MM-DD. Needed before scoring.", "date"),
    Field("answered_by", "Answered by", "Who gives these answers: a person, a team or a department."),
    Field("answered_by/side", "Side", "Business, technology or independent.", "word", "sides"),
    Field("target", "Target", "A state or a level to reach. Exceptions are on the sheet of targets.", "aim", "aims"),
    Field("capacity", "Capacity", "Effort points for one iteration of the plan.", "number"),
    Field("depth", "Depth", "How deep the file is looked at: core (a few criteria a level) or full.", "word", "depths"),
    Field("note", "Remark", "One remark on the file as a whole."),
    Field("evidence_root", "Evidence root", "The folder that evidence paths start from; empty: the file's own."),
    Field("$schema", "Schema", "For editors; leave as it is."),
    Field(SHEETS, "Sheets of this questionnaire", "Leave as it is: import looks for each of them.", locked=True),
)


def diagnose_cell(problem: CellProblem, file: str) -> Diagnostic:
    """A problem at a cell."""
    return Diagnostic(problem.code, problem.severity, problem.message, _location(problem.place, file), problem.hint)


def diagnose(problem: Problem, places: Mapping[KeyPath, Place], file: str) -> Diagnostic:
    """A problem at a key path: at the cell it comes from, or the nearest that is known."""
    place = place_of(problem.path, places)
    return Diagnostic(problem.code, problem.severity, problem.message, _location(place, file), problem.hint)


def place_of(path: KeyPath, places: Mapping[KeyPath, Place]) -> Place:
    """The cell that the part at `path` comes from, or the nearest part around it that comes from one."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, WHOLE_FILE)


def _location(place: Place, file: str) -> Location:
    return Location(place.file or file, place.row, place.column, sheet=place.sheet)
