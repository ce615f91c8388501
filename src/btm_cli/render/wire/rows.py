"""Results as rows: CSV for a spreadsheet, Parquet for a data frame, with the same columns.

In: `Rows`. Out: text, or a file's bytes. Numbers as in the JSON, nothing for what does not exist. Text in CSV is on one
line, and made harmless with an apostrophe where a spreadsheet would run it as a formula.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from btm_cli.render.document.safe import visible

FORMULA_STARTS = ("=", "+", "-", "@")

Kind = Literal["text", "number", "integer", "boolean", "date", "exact"]
"""What a column holds; `exact` is a fraction, written as text such as "-7/12"."""

PLAIN = frozenset({int, float, type(None)})
"""Values that stand in CSV as they are."""


class Rows(NamedTuple):
    """Column names with the kind of their values, and rows in the same order."""

    columns: Sequence[tuple[str, Kind]]
    rows: Iterable[Sequence[object]]


def to_csv(table: Rows) -> str:
    """A heading line and a line a row, ended by line feeds."""
    import csv

    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow([name for name, _ in table.columns])
    writer.writerows([value if type(value) in PLAIN else field(value) for value in row] for row in table.rows)
    return output.getvalue()


def to_parquet(table: Rows) -> bytes:
    """The same as a Parquet file. Raises ImportError without pyarrow."""
    import pyarrow
    from pyarrow import parquet

    types = {
        "text": pyarrow.string(),
        "number": pyarrow.float64(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "exact": pyarrow.string(),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in table.columns])
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    arrays = [pyarrow.array(_column(values), kind) for values, kind in zip(columns, schema.types, strict=True)]
    sink = io.BytesIO()
    parquet.write_table(pyarrow.table(arrays, schema=schema), sink)
    return sink.getvalue()


def field(value: object) -> object:
    """A CSV cell's value: lists on one line, text made harmless, dates as YYYY-MM-DD, booleans as in JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value)  # ours alone, and a minus sign in front of it belongs to the number
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, date):
        return value.isoformat()
    return _harmless(" ".join(value)) if isinstance(value, list | tuple) else value


def _column(values: Sequence[object]) -> Sequence[object]:
    """A column's values as pyarrow takes them."""
    if not any(isinstance(value, list | tuple | Fraction) for value in values):
        return values
    return [_plain(value) for value in values]


def _plain(value: object) -> object:
    """A list on one line, a fraction as text."""
    if isinstance(value, Fraction):
        return str(value)
    return " ".join(value) if isinstance(value, list | tuple) else value


@lru_cache(maxsize=4096)  # the same few names stand in row after row
def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
