"""Rows as a Parquet file, typed: days are date32, words of a category dictionaries, lists are lists.

In: `Rows`. Out: a file's bytes. A decimal is a double, as data frames calculate with, and beside it the exact fraction
as text: of a roll-up of thousands its numerator fits no integer that a column could have. Each column carries its
sentence of the data dictionary; under the key `btm` the file says, as JSON, which table it is, of which version of btm,
scored by which standards.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from btm_cli import __version__
from btm_cli.render.wire.columns import Column
from btm_cli.render.wire.rows import Rows, flat

GROUP = 50_000
"""Rows that are held and written together."""
KEY = b"btm"
"""The file's own piece of metadata."""


def to_parquet(table: Rows) -> bytes:
    """The rows, typed. Raises ImportError without pyarrow."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([field for column in table.columns for field in _fields(column, pyarrow)])
    schema = schema.with_metadata({KEY: json.dumps(_about(table))})
    sink, rows = io.BytesIO(), flat(table)
    with parquet.ParquetWriter(sink, schema) as writer:
        for group in _groups(rows):
            arrays = [
                pyarrow.array([_storable(value) for value in values], field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pyarrow.table(arrays, schema=schema))
    return sink.getvalue()


def _groups(rows: Iterator[list[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    while group := list(islice(rows, GROUP)):
        yield group


def _fields(column: Column, pyarrow: Any) -> Iterator[Any]:
    types = {
        "text": pyarrow.string(),
        "category": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
        "integer": pyarrow.int64(),
        "decimal": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "ids": pyarrow.list_(pyarrow.string()),
        "texts": pyarrow.list_(pyarrow.string()),
    }
    for name, kind in zip(column.names, (types[column.kind], pyarrow.string()), strict=False):
        yield pyarrow.field(name, kind, metadata={"description": column.about})


def _about(table: Rows) -> dict[str, Any]:
    return {"schema": table.layout.schema, "version": __version__, "standards": [one._asdict() for one in table.by]}


def _storable(value: Any) -> Any:
    """Text as UTF-8 can have it: a file's name may be of other bytes."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return list(value) if isinstance(value, tuple) else value
