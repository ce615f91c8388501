"""Tables -> CSV: one row a row of any table, the column `sheet` saying which.

In: `Table`s. Out: text that opens in a spreadsheet program (UTF-8 with a byte order mark, commas, CRLF). Where one
could take text for a formula, an apostrophe stands before it, which import takes away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from btm_cli.exchange.layout import KINDS
from btm_cli.exchange.tables import Table
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
            writer.writerow([guard(str(values.get(name, ""))) for name in names])
    return output.getvalue()
