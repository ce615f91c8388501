"""A framework's items as a page, each with the capabilities that speak of the same, and what answers cover of them.

In: the items, the framework, the `Standard`, perhaps a `Scorecard`. Out: blocks. A level reached is no compliance,
which the page says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.companion_schema import FrameworkEntry, MappingEntry
from btm_cli.standard.crosswalk import Item
from btm_cli.standard.model import Standard


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


def level_of(mapping: MappingEntry, card: Scorecard) -> tuple[int | None, bool | None]:
    """The capability's level as claimed, and whether that is at least the mapped one (None where either is missing)."""
    level = next((one.numbers.level for one in card.capabilities if one.id == mapping.capability), None)
    return level, None if level is None or mapping.level is None else level >= mapping.level


def _said(mapping: MappingEntry, card: Scorecard | None) -> str:
    key = "browse.crosswalk.item" if mapping.level is None else "browse.crosswalk.item-at-level"
    mapped = words(key, level=mapping.level, confidence=mapping.confidence)
    if card is None:
        return mapped
    level, reached = level_of(mapping, card)
    if level is None:
        return words("browse.crosswalk.not-assessed", mapped=mapped)
    now = {None: "at", True: "reached", False: "not-reached"}[reached]
    return words(f"browse.crosswalk.{now}", mapped=mapped, level=level)
