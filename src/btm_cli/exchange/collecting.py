"""One sheet of any spreadsheet format -> rows by kind and reference; what can't be trusted in it is named.

In: a `Grid`, the cells by row with what a format says beside them (comments, merged cells); or rows one by one, as of
CSV. Out: `Asked`. What can't be placed is a problem at its cell; a comment becomes a remark where a row has one, and is
named where none has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time, timedelta
from typing import Final, NamedTuple

from btm_cli.diagnostics import Severity, short
from btm_cli.exchange.questionnaire import reference_of
from btm_cli.exchange.tables import KINDS, UNREAD, Asked, CellProblem, Given, Kind, Place, Value
from btm_cli.exchange.typed import NotUnderstood, is_blank, plain

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
MOST_PROBLEMS: Final = 1000
MOST_SHOWN: Final = 200
"""Characters of a comment that are shown where it has no place."""
NOTE: Final = "note"
MINUTE: Final = timedelta(minutes=1)


class Collector:
    """Collects the rows of one questionnaire."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Given] = {}
        self._at: dict[tuple[str, int], tuple[str, str]] = {}
        self._problems: list[CellProblem] = []
        self._sheets: list[str] | None = None
        self._comments: list[tuple[Place, str]] = []

    def asked(self, point: str = "") -> Asked:
        """Everything so far; `point` is the sign before decimals that the file's own form settles."""
        for place, text in self._comments:
            self._remark(place, text.strip())
        self._comments = []
        return Asked(self._rows, self._problems[:MOST_PROBLEMS], self._sheets, point)

    def problem(self, code: str, message: str, place: Place, hint: str | None = None, *, warn: bool = False) -> None:
        """Note what is wrong, or what is only not read."""
        severity = Severity.WARNING if warn else Severity.ERROR
        self._problems.append(CellProblem(code, message, place, hint, severity))

    def sheet(self, title: str) -> None:
        """Note that a sheet holds a table."""
        self._sheets = [*(self._sheets or []), title]

    def comment(self, place: Place, text: str) -> None:
        """Note a comment on a cell; it is placed once all rows are there."""
        self._comments.append((place, text))

    def add(self, kind: str, sheet: str, number: int, columns: Mapping[str, int], values: dict[str, Value]) -> None:
        """One row of a table: `values` by column key, without empty cells; `columns` are the table's."""
        if not values:
            return
        place = Place(sheet, number, columns.get("reference", 1))
        try:
            reference = reference_of(kind, plain(_as_it_was(kind, values.get("reference", ""))))
        except NotUnderstood as doubt:
            self.problem(doubt.code, doubt.message, place, doubt.hint)
            return
        edited = any(column.edit and not is_blank(values.get(column.key)) for column in KINDS[kind].columns)
        if not reference:
            if edited and "reference" in columns:
                hint = "rows are known by their reference: put it back, or clear the row"
                self.problem("unknown-reference", "this row has no reference", place, hint)
            return
        before = self._rows.get((kind, reference))
        if before is not None:
            message = f"`{short(reference)}` is already there in row {before.number}"
            if before.sheet != sheet:
                message += f" of the sheet {short(before.sheet)}"
            self.problem("duplicate-row", message, place, "delete one of the two rows")
            return
        self._rows[kind, reference] = Given(reference, values, sheet, number, columns)
        self._at[sheet, number] = kind, reference

    def unread_column(self, heading: str, place: Place) -> None:
        """A column with something in it that is none of the questionnaire's."""
        name = f"the column `{short(heading)}`" if heading else "this column"
        message = f"{name} is none of the questionnaire's and was not read"
        self.problem("not-read", message, place, "move what it says into the notes", warn=True)

    def _remark(self, place: Place, text: str) -> None:
        """A comment, as the remark of the row that it stands in; named where that has none."""
        if not text:
            return
        kind, reference = self._at.get((place.sheet, place.row), ("", ""))
        key, column = (kind, reference), NOTE
        if kind == "headline":
            key, column = ("headline", NOTE), "answer"
        elif kind == "aims":
            key = ("questions", reference)
        row = self._rows.get(key)
        if row is None or key[0] not in ("headline", "questions"):
            message = f"the comment on this cell was not read: {short(' '.join(text.split()), MOST_SHOWN)}"
            self.problem("not-read", message, place, "move what it says into the notes", warn=True)
            return
        said = row.values.get(column, "")
        if not isinstance(said, str):
            return  # no text: it is a problem of its own
        if text not in said:
            self._rows[key] = row._replace(values={**row.values, column: f"{said}\n{text}" if said.strip() else text})


def _as_it_was(kind: str, reference: Value) -> Value:
    """The reference of a kept part, of which a spreadsheet program may have made a time of day."""
    if kind != "kept" or not isinstance(reference, time | timedelta):
        return reference
    passed = timedelta(hours=reference.hour, minutes=reference.minute) if isinstance(reference, time) else reference
    return "{}:{}".format(*divmod(passed // MINUTE, 60))


HEADINGS_WITHIN: Final = 20
"""Rows at the top of a sheet in which its headings are looked for."""


class Merged(NamedTuple):
    """Cells that were made one: from the first row and column to the last, all from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Grid(NamedTuple):
    """A sheet as it was found.

    `rows` are the cells by column from 1, without empty ones; `comments` are by row and column.
    """

    title: str
    rows: Iterable[Mapping[int, Value]]
    comments: Mapping[tuple[int, int], str]
    merged: Sequence[Merged] = ()


class _Table(NamedTuple):
    """A sheet's headings once they are found: the kind, its columns by key, the words above all columns, the row."""

    kind: str
    columns: dict[str, int]
    headings: Mapping[int, Value]
    row: int


def read_grid(grid: Grid, collector: Collector) -> None:
    """Every row of a sheet; one that holds no table of the questionnaire is mentioned where it holds anything."""
    table: _Table | None = None
    something = False
    told: set[int] = set()
    for number, values in enumerate(grid.rows, 1):
        if not values:
            continue
        if number > MOST_ROWS:
            message = f"the sheet has more than {MOST_ROWS:,} rows; the rest was not read"
            place = Place(grid.title, number, 1)
            collector.problem("too-large", message, place, "delete the rows that are not needed")
            break
        if table is None:
            something = True
            if number <= HEADINGS_WITHIN and (table := _headings(number, values)) is not None:
                collector.sheet(grid.title)
                check_headings(KINDS[table.kind], _said(values), Place(grid.title, number, 1), collector)
            continue
        for index in values.keys() - told - set(table.columns.values()):
            if not is_blank(values[index]):
                told.add(index)
                collector.unread_column(str(table.headings.get(index, "")), Place(grid.title, number, index))
        found = {key: values[at] for key, at in table.columns.items() if at in values}
        collector.add(table.kind, grid.title, number, table.columns, found)
    if something and table is None and grid.title not in UNREAD:
        message = f"the sheet {short(grid.title)} holds no questions of btm and was not read"
        collector.problem("not-read", message, Place(grid.title, 1, 1), warn=True)
    if table is not None:
        _merged(grid, table, collector)
    for (row, column), text in grid.comments.items():
        collector.comment(Place(grid.title, row, column), text)


def check_headings(kind: Kind, said: Sequence[tuple[int, str]], place: Place, collector: Collector) -> None:
    """Each column that was exported is there once, in any order; a doubt is a problem at the line of headings."""
    where: dict[str, list[int]] = {}
    for index, word in said:
        where.setdefault(word, []).append(index)
    for column in kind.columns:
        found = where.get(column.heading.casefold(), [])
        if not found:
            message = f"the column `{column.heading}` was exported and is not there, or has another heading"
            hint = f"call the column {column.heading} again, or export anew and copy the answers over"
            collector.problem("column-missing", message, place, hint)
        elif len(found) > 1:
            message = f"the column `{column.heading}` is there {len(found)} times"
            hint = "delete the one that is not meant, or give it another heading"
            collector.problem("column-twice", message, place._replace(column=found[1]), hint)


def _said(values: Mapping[int, Value]) -> list[tuple[int, str]]:
    return [(index, " ".join(word.casefold().split())) for index, word in values.items() if isinstance(word, str)]


def _headings(number: int, values: Mapping[int, Value]) -> _Table | None:
    """The table whose headings these are: one that has at least half of them; None for none."""
    said = {word: index for index, word in reversed(_said(values))}
    best: tuple[float, str] = (0.0, "")
    for name, kind in KINDS.items():
        share = sum(column.heading.casefold() in said for column in kind.columns) / len(kind.columns)
        best = max(best, (share, name), key=lambda found: found[0])
    share, name = best
    if share < 0.5:
        return None
    columns = {column.key: said.get(column.heading.casefold()) for column in KINDS[name].columns}
    return _Table(name, {key: index for key, index in columns.items() if index is not None}, values, number)


def _merged(grid: Grid, table: _Table, collector: Collector) -> None:
    """Merged cells have one value where rows have answers of their own: each is named."""
    keys = ["reference", *(column.key for column in KINDS[table.kind].columns if column.edit)]
    answering = {table.columns[key] for key in keys if key in table.columns}
    for cells in grid.merged:
        covered = range(cells.first_column, cells.last_column + 1)
        if cells.last_row <= table.row or not answering.intersection(covered):
            continue
        rows = cells.last_row - cells.first_row + 1
        message = "cells are merged here, in one row" if rows == 1 else f"{rows} rows are merged into one cell here"
        hint = "take the cells apart again, and give each row its own answer"
        collector.problem("merged-cells", message, Place(grid.title, cells.first_row, cells.first_column), hint)
