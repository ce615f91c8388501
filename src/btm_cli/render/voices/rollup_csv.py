"""A roll-up as a table: one row for each unit and capability, ready for a spreadsheet or a data frame.

In: a `Rollup` and its `Standard`. Out: CSV text, or a Parquet file's bytes; both have the same columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.rows import field
from btm_cli.standard.model import Standard
from btm_cli.voices.rollup import Rollup

TEXT = (
    "enterprise",
    "unit",
    "file",
    "period",
    "standard",
    "assessed_on",
    "as_of",
    "area",
    "capability",
)
NUMBERS = ("weight", "score", "evidenced", "verified")
COLUMNS = (*TEXT, *NUMBERS, "level")


def render_rollup_csv(rollup: Rollup, standard: Standard) -> str:
    """Every unit's capabilities, in the standard's order."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(rollup, standard, field))
    return output.getvalue()


def render_rollup_parquet(rollup: Rollup, standard: Standard) -> bytes:
    """The same as Parquet: text, float64 and int8. Raises ImportError without pyarrow."""
    import pyarrow
    from pyarrow import parquet

    types = {**dict.fromkeys(TEXT, pyarrow.string()), **dict.fromkeys(NUMBERS, pyarrow.float64())}
    schema = pyarrow.schema([*types.items(), ("level", pyarrow.int8())])
    columns = list(zip(*_rows(rollup, standard, lambda text: text), strict=True))
    table = pyarrow.table(
        [pyarrow.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)], schema=schema
    )
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


def _rows(rollup: Rollup, standard: Standard, written: Callable[[str | None], object]) -> Iterator[tuple[Any, ...]]:
    """Rows whose texts are `written` once a unit; its numbers are as in the JSON."""
    capabilities = [(written(one.area), written(one.id)) for one in standard.ordered_capabilities()]
    for unit, weight in zip(rollup.call.units, rollup.call.weights, strict=True):
        texts = (unit.enterprise, unit.title, unit.file, unit.period, unit.standard, unit.assessed_on, unit.as_of)
        head = tuple(map(written, texts))
        share = json_number(weight)
        for (area, capability), scores in zip(capabilities, unit.capabilities, strict=True):
            yield (
                *head,
                area,
                capability,
                share,
                json_number(scores.score),
                json_number(scores.evidenced),
                json_number(scores.verified),
                scores.level,
            )
