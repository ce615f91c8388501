"""The contract of a crosswalk read backwards, `btm-crosswalk-items/1`: its records, and what fills them; and as rows.

In: the items, the framework, the `Standard`, perhaps a `Scorecard`. Out: plain data in fixed key order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.browse.items_page import level_of
from btm_cli.render.wire.card import ExtentWire, extent_data
from btm_cli.render.wire.columns import HEAD, columns
from btm_cli.render.wire.rows import NOBODY, Layout, Rows, by_all, head
from btm_cli.render.wire.types import record
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.companion_schema import FrameworkEntry
from btm_cli.standard.crosswalk import Item
from btm_cli.standard.model import Standard


@record
class MappedWire(TypedDict):
    """A capability that speaks of the same, mostly at `level` where one is given.

    `now` is its level as claimed in the answers, `reached` whether that is at least `level`; null without answers.
    """

    capability: str
    level: int | None
    confidence: Literal["read", "recalled"]
    now: int | None
    reached: bool | None


@record
class ItemWire(TypedDict):
    """One item of the framework."""

    id: str
    mappings: list[MappedWire]


@record
class CrosswalkItemsWire(TypedDict):
    """What `btm standard crosswalk --from ID --format json` writes; informative, no claim of compliance."""

    schema: Literal["btm-crosswalk-items/1"]
    standard: str
    edition: str
    framework: str
    enterprise: str | None
    extent: ExtentWire | None
    """How much of the standard the answers are about."""
    items: list[ItemWire]


def items_data(
    items: Sequence[Item], framework: FrameworkEntry, standard: Standard, card: Scorecard | None = None
) -> CrosswalkItemsWire:
    """The same as the page."""
    return {
        "schema": "btm-crosswalk-items/1",
        "standard": standard.id,
        "edition": standard.edition,
        "framework": framework.id,
        "enterprise": card.enterprise if card is not None else None,
        "extent": extent_data(card) if card is not None else None,
        "items": [{"id": item.id, "mappings": _mapped(item, card)} for item in items],
    }


def _mapped(item: Item, card: Scorecard | None) -> list[MappedWire]:
    found: list[MappedWire] = []
    for one in item.mappings:
        now, reached = level_of(one, card) if card is not None else (None, None)
        entry: MappedWire = {
            "capability": one.capability,
            "level": one.level,
            "confidence": one.confidence,
            "now": now,
            "reached": reached,
        }
        found.append(entry)
    return found


ITEMS = Layout(
    "btm-mapped-items/1",
    "standard crosswalk --from",
    columns(*HEAD, "framework", "item", "capability", "mapped_level", "confidence", "level", "reached"),
)


def items_rows(items: Sequence[Item], framework: FrameworkEntry, card: Scorecard | None = None) -> Rows:
    """One row a mapping; without answers nobody is named."""
    subject = head(card) if card is not None else NOBODY
    return Rows(
        ITEMS,
        ((*subject, framework.id, item.id, *one.values()) for item in items for one in _mapped(item, card)),
        by_all([card] if card is not None else []),
    )
