"""The crosswalk to other public frameworks, as a page to read.

In: what was asked for of a crosswalk, and the `Standard` it goes with. Out: blocks. A mapping is informative, which
the page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.standard.companion_schema import CrosswalkFile, MappingEntry
    from btm_cli.standard.model import Standard


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
