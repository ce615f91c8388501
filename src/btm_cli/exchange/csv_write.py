"""Tables -> CSV: one row a row of any table, the column `sheet` saying which.

In: `Table`s. Out: text that opens in a spreadsheet program (UTF-8 with a byte order mark, commas, CRLF). Where one
could take text for a formula, a number, a date or a time, an apostrophe stands before it; import takes it away. Whole
numbers and dates in columns of their own are plain: import understands what programs make of those.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from btm_cli.exchange import dates
from btm_cli.exchange.layout import KINDS
from btm_cli.exchange.tables import Row, Table
from btm_cli.exchange.text import guard

SHEET = "sheet"


def columns() -> list[str]:
    """The heading line: every column of any kind, once."""
    keys = ("reference", "kind", "name", "statement", "answer", "evidence")
    every = [column.key for kind in KINDS.values() for column in kind.columns]
    return list(dict.fromkeys([SHEET, *keys, *(key for key in every if key != "exported_as"), "exported_as"]))


def write_csv(tables: Sequence[Table]) -> str:
    """The text of the CSV file, without its byte order mark."""
    names = columns()
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(names)
    for table in tables:
        for row in table.rows:
            values = {SHEET: table.kind, **row.values}
            days = _dates(table.kind, row)
            writer.writerow([_field(values.get(name, ""), name in days) for name in names])
    return output.getvalue()


def _dates(kind: str, row: Row) -> set[str]:
    """The columns that hold a date in this row."""
    answer = {"answer"} if row.style == "date" else set()
    return answer | {column.key for column in KINDS[kind].columns if column.form == "date"}


def _field(value: str | int, date: bool) -> str:
    return str(value) if isinstance(value, int) or (date and dates.readings(value)) else guard(value)
