"""A scorecard as a table: one row a cell, ready to stack over enterprises and periods.

In: a `Scorecard`. Out: CSV text (commas, a heading line, line feeds). Numbers as in the JSON, empty for what does not
exist. Text is on one line, and made harmless with an apostrophe where a spreadsheet would run it as a formula.
"""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from typing import Any

from btm_cli.render.document.typeset import visible
from btm_cli.render.scorecard.wire import cell_data
from btm_cli.scoring.scorecard import Scorecard

FORMULA_STARTS = ("=", "+", "-", "@")


def render_csv(card: Scorecard) -> str:
    """Every cell of the standard, in its order."""
    subject = {
        "enterprise": card.enterprise,
        "unit": card.unit,
        "period": card.period,
        "as_of": card.as_of.isoformat(),
    }
    rows = []
    for capability in card.capabilities:
        for cell in capability.cells:
            data = cell_data(cell)
            place = {"area": capability.area, "capability": capability.id, "dimension": data.pop("id")}
            rows.append([field(value) for value in (subject | place | data).values()])
            names = [*subject, *place, *data]
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerows([names, *rows])
    return output.getvalue()


def field(value: Any) -> Any:
    """A cell's value: lists on one line, text made harmless, numbers as they are."""
    if isinstance(value, list):
        return " ".join(value)
    return _harmless(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)  # the same few names stand in row after row
def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line."""
    text = visible(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
