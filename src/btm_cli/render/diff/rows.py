"""A comparison as rows, tidy: one for each calculation in each place that moved, the whole first and always.

In: a `Comparison`. Out: rows with the numbers of the JSON, and beside each the fraction that it was rounded from.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.compare.comparison import ASSURANCES, CAUSES, OVERALL, Change, Comparison
from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.card import EXTENT_COLUMNS, extent_columns
from btm_cli.render.wire.rows import Kind, Rows

PLACE: tuple[tuple[str, Kind], ...] = (
    ("height", "text"),
    ("reference", "text"),
    ("name", "text"),
    ("old_basis", "text"),
    ("new_basis", "text"),
    ("calculation", "text"),
)
LEVELS: tuple[tuple[str, Kind], ...] = (("old_level", "integer"), ("new_level", "integer"))
SIDES = ("old", "new")
AMOUNTS = ("old", "new", "change", *CAUSES)


def diff_rows(comparison: Comparison) -> Rows:
    """Everything that moved, claimed, evidenced and verified; causes are empty where they can't be told."""
    rounded: list[tuple[str, Kind]] = [(name, "number") for name in AMOUNTS]
    exact: list[tuple[str, Kind]] = [(f"exact_{name}", "exact") for name in AMOUNTS]
    extents: list[tuple[str, Kind]] = [(f"{side}_{name}", kind) for side in SIDES for name, kind in EXTENT_COLUMNS]
    return Rows((*PLACE, *rounded, *LEVELS, *exact, *extents), _rows(comparison))


def _rows(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    extents = (*extent_columns(comparison.old), *extent_columns(comparison.new))
    for movement in comparison.movements():
        if not movement.moved and movement.reference != OVERALL:
            continue
        place = (movement.height, movement.reference, movement.name, movement.old_basis, movement.new_basis)
        for name, change in zip(ASSURANCES, movement.changes, strict=True):
            yield (*place, name, *_amounts(change), *extents)


def _amounts(change: Change) -> Iterator[object]:
    amounts = (change.old, change.new, change.delta, *(change.causes or (None,) * len(CAUSES)))
    yield from map(json_number, amounts)
    yield from (change.old_level, change.new_level)
    yield from amounts
