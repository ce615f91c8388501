"""A scorecard as tables: one row a cell, or one row a criterion, ready to stack over enterprises and periods.

In: a `Scorecard`. Out: CSV text (commas, a heading line, line feeds). Numbers as in the JSON, empty for what does not
exist. Text is on one line, and made harmless with an apostrophe where a spreadsheet would run it as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from btm_cli.render.scorecard_data import cell_data
from btm_cli.render.typeset import visible
from btm_cli.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from btm_cli.render.report_view import CapabilityPart

CRITERION = (
    "area",
    "capability",
    "dimension",
    "reference",
    "criterion",
    "level",
    "answer",
    "standing",
    "evidence",
    "verified_by",
    "note",
    "claim",
)
FORMULA_STARTS = ("=", "+", "-", "@")


def render_csv(card: Scorecard) -> str:
    """Every cell of the standard, in its order."""
    subject = _subject(card)
    rows = []
    for capability in card.capabilities:
        for cell in capability.cells:
            data = cell_data(cell)
            place = {"area": capability.area, "capability": capability.id, "dimension": data.pop("id")}
            rows.append([field(value) for value in (subject | place | data).values()])
            names = [*subject, *place, *data]
    return _written([names, *rows])


def render_criteria_csv(card: Scorecard, parts: Iterable[CapabilityPart]) -> str:
    """Every criterion of the capabilities in scope with its answer, in the standard's order."""
    subject = [field(value) for value in _subject(card).values()]
    areas = {row.id: row.area for row in card.capabilities}
    rows: list[list[Any]] = [[*_subject(card), *CRITERION]]
    for part in parts:
        for cell in part.cells:
            for row in cell.criteria:
                values: list[Any] = [areas[part.id], part.id, cell.reference.partition("/")[2], row.reference, row.id]
                values += [row.level, row.answer or None, row.standing or None, [key for key, _ in row.evidence]]
                values += [row.verified_by or None, row.note or None, row.claim]
                rows.append([*subject, *map(field, values)])
    return _written(rows)


def _subject(card: Scorecard) -> dict[str, str | None]:
    return {
        "enterprise": card.enterprise,
        "unit": card.unit,
        "period": card.period,
        "as_of": card.as_of.isoformat(),
    }


def _written(rows: Iterable[Sequence[Any]]) -> str:
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows(rows)
    return output.getvalue()


def field(value: Any) -> Any:
    """A cell's value: lists on one line, text made harmless, numbers as they are."""
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, str):
        text = visible(value)
        return f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return value
