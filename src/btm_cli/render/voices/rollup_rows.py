"""A roll-up as rows: one for each unit and capability, ready for a spreadsheet or a data frame.

In: a `Rollup` and its `Standard`. Out: rows, made while they are written, since there may be hundreds of thousands.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import EXTENT_COLUMNS, extent_columns
from btm_cli.render.wire.rows import Kind, Rows
from btm_cli.standard.model import Standard
from btm_cli.voices.rollup import Rollup

COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("enterprise", "text"),
    ("unit", "text"),
    ("file", "text"),
    ("period", "text"),
    ("standard", "text"),
    ("assessed_on", "text"),
    ("as_of", "text"),
    *EXTENT_COLUMNS,
    ("area", "text"),
    ("capability", "text"),
    ("weight", "number"),
    ("score", "number"),
    ("evidenced", "number"),
    ("verified", "number"),
    ("level", "integer"),
    ("standing", "text"),
    ("covered_by", "integer"),
    ("units", "integer"),
)


def rollup_rows(rollup: Rollup, standard: Standard) -> Rows:
    """Every unit's capabilities, in the standard's order; numbers are as in the JSON.

    `standing` is whether the unit covers the capability, `covered_by` how many of the `units` do.
    """
    return Rows(COLUMNS, _rows(rollup, standard))


def _rows(rollup: Rollup, standard: Standard) -> Iterator[tuple[object, ...]]:
    capabilities = [(one.area, one.id) for one in standard.ordered_capabilities()]
    covered = [part.assessed for part in rollup.capabilities]
    for unit, weight in zip(rollup.call.units, rollup.call.weights, strict=True):
        who = (unit.enterprise, unit.title, unit.file, unit.period, unit.standard, unit.assessed_on, unit.as_of)
        head = (*who, *extent_columns(unit))
        share = json_number(weight)
        places = zip(capabilities, unit.capabilities, unit.standings, covered, strict=True)
        for (area, capability), scores, standing, covered_by in places:
            yield (
                *head,
                area,
                capability,
                share,
                json_number(scores.score),
                json_number(scores.evidenced),
                json_number(scores.verified),
                scores.level,
                standing,
                covered_by,
                len(rollup.call.units),
            )
