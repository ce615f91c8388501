"""One sheet of any spreadsheet format -> rows of a `Collector`: its headings found, and what can't be trusted named.

In: a `Grid`: the cells by row, with what a format says beside them (comments, merged cells). Out: rows, comments and
problems in the collector.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from btm_cli.diagnostics import short
from btm_cli.exchange.collecting import MOST_ROWS, Collector
from btm_cli.exchange.layout import KINDS, UNREAD, Kind
from btm_cli.exchange.tables import Place, Value
from btm_cli.exchange.typed import is_blank

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
    kind = KINDS[table.kind]
    answering = {table.columns[key] for key in _answering(kind) if key in table.columns}
    for cells in grid.merged:
        covered = range(cells.first_column, cells.last_column + 1)
        if cells.last_row <= table.row or not answering.intersection(covered):
            continue
        rows = cells.last_row - cells.first_row + 1
        message = "cells are merged here, in one row" if rows == 1 else f"{rows} rows are merged into one cell here"
        hint = "take the cells apart again, and give each row its own answer"
        collector.problem("merged-cells", message, Place(grid.title, cells.first_row, cells.first_column), hint)


def _answering(kind: Kind) -> Iterator[str]:
    yield "reference"
    for column in kind.columns:
        if column.edit:
            yield column.key
