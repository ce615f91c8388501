"""A workbook -> `Asked`: sheets are known by their headings, rows by their references.

In: the bytes of a file that should be an xlsx workbook. Out: rows with their places, or why it can't be read. Nothing
in it is run; what is too large, packed too tightly or broken is refused before it takes memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import Any, Final

from openpyxl import load_workbook

from btm_cli.exchange.collecting import MOST_COLUMNS, MOST_ROWS, Collector
from btm_cli.exchange.grid import Grid, read_grid
from btm_cli.exchange.tables import Asked, Broken, Formula, Value
from btm_cli.exchange.unpacking import broken, packed
from btm_cli.exchange.xlsx_beside import Beside, beside

MOST_SHEETS: Final = 100


def read_xlsx(parts: dict[str, bytes]) -> Asked:
    """Every row of every sheet of a workbook's unpacked parts. Never raises for any content."""
    collector = Collector()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and extensions, which hold no answers
            more = beside(parts)
            book = load_workbook(packed(parts), read_only=True, keep_links=False)
            for sheet in book.worksheets[:MOST_SHEETS]:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
                said = more.get(sheet.title, Beside({}, []))
                read_grid(Grid(sheet.title, _values(rows), said.comments, said.merged), collector)
    except Exception as error:  # whatever a broken part does to the libraries
        return Asked({}, [broken(type(error).__name__)])
    return collector.asked()


def _values(rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[int, Value]]:
    for row in rows:
        yield {index: value for index, cell in enumerate(row, 1) if (value := _value(cell)) is not None}


def _value(cell: Any) -> Value | None:
    """What a cell holds; a formula as its text, not its result."""
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", None) or value))
    if cell.data_type == "e":
        return Broken(str(value))
    known: Value = value
    return known
