"""The crosswalk to other public frameworks, `btm-crosswalk/1`, and read backwards, `btm-crosswalk-items/1`.

In: what was asked for of a crosswalk, the `Standard` it goes with; items of a framework, perhaps a `Scorecard`. Out:
blocks, plain data in fixed key order, rows. A mapping is informative, and a level reached is no compliance, which the
pages say.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.wire.card import ExtentWire, extent_data
from btm_cli.render.wire.columns import HEAD, columns
from btm_cli.render.wire.rows import NOBODY, Layout, Rows, by_all, by_standard, head
from btm_cli.render.wire.types import record
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.companion_schema import CrosswalkFile, FrameworkEntry, MappingEntry
from btm_cli.standard.crosswalk import Item
from btm_cli.standard.model import Standard


class FrameworkWire(TypedDict):
    """Another public framework."""

    id: str
    title: str
    publisher: str
    note: str


class MappingWire(TypedDict):
    """An item of a framework that speaks of the same thing, mostly at `level` where one is given."""

    capability: str
    level: int | None
    framework: str
    id: str
    confidence: Literal["read", "recalled"]


@record
class CrosswalkWire(TypedDict):
    """What `btm standard crosswalk --format json` writes; informative, no score knows of it."""

    schema: Literal["btm-crosswalk/1"]
    standard: str
    edition: str
    frameworks: list[FrameworkWire]
    mappings: list[MappingWire]


def crosswalk_page(crosswalk: CrosswalkFile, standard: Standard) -> Iterator[Block]:
    """Frameworks, and mappings by capability."""
    yield Heading(words("browse.crosswalk.title", standard=f"{standard.title} {standard.edition}"))
    yield Paragraph(words("browse.crosswalk.informative"))
    yield Items(tuple((f"{one.id}:", f"{one.title}. {one.publisher}.") for one in crosswalk.frameworks))
    for capability in standard.ordered_capabilities():
        items = tuple(
            (f"{one.framework}:", _mapping(one)) for one in crosswalk.mappings if one.capability == capability.id
        )
        if items:
            yield Heading(capability.name, 2)
            yield Items(items)


def _mapping(one: MappingEntry) -> str:
    key = "browse.crosswalk.mapped" if one.level is None else "browse.crosswalk.mapped-at-level"
    return words(key, id=one.id, level=one.level, confidence=one.confidence)


def crosswalk_data(crosswalk: CrosswalkFile, standard: Standard) -> CrosswalkWire:
    """The same as the page, key for key as the file has it."""
    return {
        "schema": "btm-crosswalk/1",
        "standard": standard.id,
        "edition": standard.edition,
        "frameworks": [
            {"id": one.id, "title": one.title, "publisher": one.publisher, "note": one.note}
            for one in crosswalk.frameworks
        ],
        "mappings": [
            {
                "capability": one.capability,
                "level": one.level,
                "framework": one.framework,
                "id": one.id,
                "confidence": one.confidence,
            }
            for one in crosswalk.mappings
        ],
    }


CROSSWALK = Layout(
    "btm-mappings/1",
    "standard crosswalk",
    columns("standard", "edition", "capability", "mapped_level", "framework", "item", "confidence"),
)


def crosswalk_rows(crosswalk: CrosswalkFile, standard: Standard) -> Rows:
    """One row a mapping."""
    name = (standard.id, standard.edition)
    rows = ((*name, one.capability, one.level, one.framework, one.id, one.confidence) for one in crosswalk.mappings)
    return Rows(CROSSWALK, rows, (by_standard(standard),))


def items_page(
    items: Sequence[Item], framework: FrameworkEntry, standard: Standard, card: Scorecard | None = None
) -> Iterator[Block]:
    """Every item; with a scorecard also the level of each capability, and whether it is the one mapped."""
    labels = Labels(standard)
    names = {"framework": framework.title, "standard": f"{standard.title} {standard.edition}"}
    yield Heading(words("browse.crosswalk.backwards", **names))
    yield Paragraph(words("browse.crosswalk.informative"))
    if card is not None:
        yield Paragraph(
            words("browse.crosswalk.covered", who=who(card.enterprise, card.unit), day=card.as_of.isoformat())
        )
        yield from extent_block(card, labels)
    for item in items:
        yield Heading(item.id, 2)
        yield Items(tuple((f"{labels.name(one.capability)}:", _said(one, card)) for one in item.mappings))


def _level_of(mapping: MappingEntry, card: Scorecard | None) -> tuple[int | None, bool | None]:
    """The capability's level as claimed, and whether that is at least the mapped one (None where either is missing)."""
    capabilities = card.capabilities if card is not None else ()
    level = next((one.numbers.level for one in capabilities if one.id == mapping.capability), None)
    return level, None if level is None or mapping.level is None else level >= mapping.level


def _said(mapping: MappingEntry, card: Scorecard | None) -> str:
    key = "browse.crosswalk.item" if mapping.level is None else "browse.crosswalk.item-at-level"
    mapped = words(key, level=mapping.level, confidence=mapping.confidence)
    if card is None:
        return mapped
    level, reached = _level_of(mapping, card)
    if level is None:
        return words("browse.crosswalk.not-assessed", mapped=mapped)
    now = {None: "at", True: "reached", False: "not-reached"}[reached]
    return words(f"browse.crosswalk.{now}", mapped=mapped, level=level)


class MappedWire(TypedDict):
    """A capability that speaks of the same, mostly at `level` where one is given.

    `now` is its level as claimed in the answers, `reached` whether that is at least `level`; null without answers.
    """

    capability: str
    level: int | None
    confidence: Literal["read", "recalled"]
    now: int | None
    reached: bool | None


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
        "items": [{"id": item.id, "mappings": [_mapped(one, card) for one in item.mappings]} for item in items],
    }


def _mapped(one: MappingEntry, card: Scorecard | None) -> MappedWire:
    now, reached = _level_of(one, card)
    return {
        "capability": one.capability,
        "level": one.level,
        "confidence": one.confidence,
        "now": now,
        "reached": reached,
    }


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
        ((*subject, framework.id, item.id, *_mapped(one, card).values()) for item in items for one in item.mappings),
        by_all([card] if card is not None else []),
    )
