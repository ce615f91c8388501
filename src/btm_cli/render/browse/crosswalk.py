"""The crosswalk to other public frameworks, as a page to read and as plain data for JSON.

In: a `CrosswalkFile`, the `Standard` it goes with, and what was asked for. Out: blocks or mappings. A mapping is
informative, which every form says; no score knows of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph

if TYPE_CHECKING:
    from btm_cli.standard.companion_schema import CrosswalkFile, MappingEntry
    from btm_cli.standard.model import Standard

INFORMATIVE = (
    "Informative: where other frameworks speak of the same things. No score knows of it, and it is no claim of "
    "equivalence or certification. `recalled` marks what was not read again when it was written down."
)


def crosswalk_page(
    crosswalk: CrosswalkFile, standard: Standard, capabilities: Collection[str] = (), framework: str | None = None
) -> Iterator[Block]:
    """Frameworks and mappings; `capabilities` and `framework` are ids that narrow them (all, where not given)."""
    yield Heading(f"Crosswalk of {standard.title} {standard.edition}")
    yield Paragraph(INFORMATIVE)
    mappings = _wanted(crosswalk, standard, capabilities, framework)
    named = {mapping.framework for mapping in mappings}
    yield Items(
        tuple((f"{one.id}:", f"{one.title}. {one.publisher}.") for one in crosswalk.frameworks if one.id in named)
    )
    for capability in standard.ordered_capabilities():
        items = tuple(
            (f"{one.framework}:", f"{one.id} ({_remarks(one)})") for one in mappings if one.capability == capability.id
        )
        if items:
            yield Heading(capability.name, 2)
            yield Items(items)


def crosswalk_data(
    crosswalk: CrosswalkFile, standard: Standard, capabilities: Collection[str] = (), framework: str | None = None
) -> dict[str, Any]:
    """The same as data, key for key as the file has it."""
    mappings = _wanted(crosswalk, standard, capabilities, framework)
    named = {mapping.framework for mapping in mappings}
    return {
        "schema": "btm-crosswalk/1",
        "standard": standard.id,
        "edition": standard.edition,
        "frameworks": [one.model_dump() for one in crosswalk.frameworks if one.id in named],
        "mappings": [one.model_dump() for one in mappings],
    }


def _remarks(mapping: MappingEntry) -> str:
    level = f"mostly level {mapping.level}, " if mapping.level is not None else ""
    return level + mapping.confidence


def _wanted(
    crosswalk: CrosswalkFile, standard: Standard, capabilities: Collection[str], framework: str | None
) -> list[MappingEntry]:
    """The mappings asked for, by the standard's order of capabilities and then as the file has them."""
    order = {capability.id: place for place, capability in enumerate(standard.ordered_capabilities())}
    kept = [
        one
        for one in crosswalk.mappings
        if (not capabilities or one.capability in capabilities) and framework in (None, one.framework)
    ]
    return sorted(kept, key=lambda one: order[one.capability])
