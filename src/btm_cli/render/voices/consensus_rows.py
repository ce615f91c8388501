"""A consensus as rows: one an item.

In: a `Consensus` and its `Standard`. Out: rows; what single people said has a column for each of them, and none where
they are protected. A level is text here, since a column holds words of ratings as well.
"""

from __future__ import annotations

from btm_cli.render.voices.consensus_wire import ItemWire, item_data
from btm_cli.render.wire.card import EXTENT_COLUMNS, extent_columns
from btm_cli.render.wire.rows import Kind, Rows, field
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Consensus

COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("reference", "text"),
    ("scale", "text"),
    ("consensus", "text"),
    ("respondents", "integer"),
    ("lowest", "text"),
    ("highest", "text"),
    ("not_applicable", "integer"),
    ("r_wg", "number"),
    ("strength", "text"),
    ("disagreement", "number"),
    ("standing_out", "text"),
    *EXTENT_COLUMNS,
)


def consensus_rows(found: Consensus, standard: Standard) -> Rows:
    """Every item, in the standard's order."""
    extent = extent_columns(found.answers)
    people = [one.name for one in found.respondents]
    asked: list[tuple[str, Kind]] = [(str(field(name)), "text") for name in people]
    return Rows((*COLUMNS, *asked), (_row(item_data(item, found, standard), extent, people) for item in found.items))


def _row(item: ItemWire, extent: tuple[str, ...], people: list[str]) -> tuple[object, ...]:
    return (
        item["reference"],
        item["scale"],
        _text(item["consensus"]),
        item["respondents"],
        _text(item["lowest"]),
        _text(item["highest"]),
        item["not_applicable"],
        item["r_wg"],
        item["strength"],
        item["disagreement"],
        "; ".join(item["standing_out"]),
        *extent,
        *(_text(item["said"].get(name)) for name in people),
    )


def _text(word: str | int | None) -> str | None:
    return None if word is None else str(word)
