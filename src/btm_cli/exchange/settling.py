"""What a spreadsheet program made of dates and numbers, made what it was.

In: rows as a reader found them. Out: the same rows, with each date and number that has one reading in an answers file's
own form. Where a text has two, three things settle it, in this order: the row's mark (only one reading is what was
exported), the file's own form, and the column, where all its other texts follow one style. What none of them settles
stays as it is, for import to ask back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

from btm_cli.exchange.outward import mark_of
from btm_cli.exchange.readings import Reading, days_in, in_style, numbers_in, style_of
from btm_cli.exchange.tables import FIELDS, KINDS, Asked, Given, Key, Value
from btm_cli.exchange.typed import NotUnderstood

MOST_TRIED: Final = 64
"""Combinations of readings that are held to a row's mark; a row has two dates at most."""
READERS: Final = {"date": days_in, "number": numbers_in}
_FIELD_FORMS: Final = {field.reference: field.form for field in FIELDS}


class _Cell(NamedTuple):
    """A cell with a date or a number that is not in an answers file's own form."""

    row: Key
    column: str
    form: str
    readings: list[Reading]

    @property
    def whole_column(self) -> Key:
        return self.row[0], f"{self.column} {self.form}"


def mark_now(row: Given) -> str:
    """The row's mark as it stands; "?" where a cell says nothing certain."""
    try:
        return mark_of(row.values)
    except NotUnderstood:
        return "?"


def is_touched(row: Given) -> bool:
    """Whether somebody changed a row since its export."""
    return "exported_as" not in row.columns or mark_now(row) != row.values.get("exported_as", "")


def settled(asked: Asked) -> dict[Key, Given]:
    """The rows, with dates and numbers as an answers file has them wherever they can be only one."""
    rows = dict(asked.rows)
    shown: dict[Key, list[list[Reading]]] = defaultdict(list)
    left: list[_Cell] = []
    for key, row in asked.rows.items():
        cells = list(_cells(key, row))
        exported = _as_exported(row, cells) if cells else None
        if exported is None:
            left += cells
        else:
            rows[key] = _with(row, cells, exported)
        for number, cell in enumerate(cells):
            shown[cell.whole_column].append([exported[number]] if exported is not None else cell.readings)
    for cell in left:
        style = asked.point if cell.form == "number" and asked.point else style_of(shown[cell.whole_column])
        fitting = in_style(cell.readings, style)
        if len(fitting) == 1:
            rows[cell.row] = _with(rows[cell.row], [cell], fitting)
    return rows


def _cells(key: Key, row: Given) -> Iterator[_Cell]:
    for column in KINDS[key[0]].columns:
        said = row.values.get(column.key)
        form = _FIELD_FORMS.get(key[1], "text") if key[0] == "headline" and column.key == "answer" else column.form
        if isinstance(said, str) and form in READERS and (found := READERS[form](said)):
            yield _Cell(key, column.key, form, found)


def _as_exported(row: Given, cells: list[_Cell]) -> tuple[Reading, ...] | None:
    """The readings with which the row has the mark it was exported with: nobody touched it."""
    exported = row.values.get("exported_as")
    tries = 1
    for cell in cells:
        tries *= len(cell.readings)
    if not exported or tries > MOST_TRIED:
        return None
    for combined in product(*(cell.readings for cell in cells)):
        if mark_now(_with(row, cells, combined)) == exported:
            return combined
    return None


def _with(row: Given, cells: Sequence[_Cell], readings: Sequence[Reading]) -> Given:
    """The row with a reading in each cell; a number is one from then on, whose text no longer has two meanings."""
    said: dict[str, Value] = {
        cell.column: Decimal(one.value) if cell.form == "number" else one.value
        for cell, one in zip(cells, readings, strict=True)
    }
    return row._replace(values={**row.values, **said})
