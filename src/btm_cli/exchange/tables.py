"""The records that tables are made of, on their way out and on their way in.

In: nothing. Out: `Table` and `Row` (what a writer writes), `Given` and `Asked` (what a reader found, with its places).
Every row is known by its table's kind and its reference, never by where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from datetime import time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from btm_cli.diagnostics import Severity

NOTHING: Mapping[str, str] = MappingProxyType({})


class Column(NamedTuple):
    """One column. `key` is its name in CSV, `heading` in a workbook; `width` in characters.

    `edit` says whether people may change it; `form` is text, answer, keys, date, number, whole or yes.
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


class Asked(NamedTuple):
    """A questionnaire as it was found: rows by table kind and reference, and what was wrong on the way.

    `sheets` are the titles of the sheets that hold a table; None where the file has no sheets. `point` is the sign
    before decimals that the file's own form settles, "" where it settles none.
    """

    rows: dict[tuple[str, str], Given]
    problems: list[CellProblem]
    sheets: list[str] | None = None
    point: str = ""
