"""A standard as pages to browse: the list of its capabilities, and the whole of it.

In: a `Standard`. Out: blocks. Every sentence of substance is the standard's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Table
from btm_cli.render.document.entries import (
    area_blocks,
    ask_text,
    capability_blocks,
    conditions,
    effort_blocks,
    rating_blocks,
)
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.words import words
from btm_cli.standard.model import Capability, Standard, State


def list_page(standard: Standard) -> Iterator[Block]:
    """Every area and capability with how much of it is written."""
    yield Heading(f"{standard.title} {standard.edition}")
    heads = (
        Column(words("browse.list.id"), whole=True),
        Column(words("browse.list.criteria"), right=True),
        Column(words("browse.list.capability")),
    )
    for area in standard.areas:
        yield Heading(area.name, 2)
        yield Table(heads, tuple(_listed(standard.capabilities[name]) for name in area.capabilities))
    cells = sum(
        standard.cell(capability, dimension.id) is not None
        for capability in standard.capabilities
        for dimension in standard.dimensions
    )
    summary = words(
        "browse.list.summary",
        capabilities=len(standard.capabilities),
        areas=len(standard.areas),
        cells=cells,
        levels=len(standard.levels),
        criteria=sum(capability.criteria for capability in standard.capabilities.values()),
    )
    yield Paragraph(summary)


def whole_page(standard: Standard) -> Iterator[Block]:
    """The whole standard, from its levels to its last criterion."""
    yield Heading(f"{standard.title} {standard.edition}")
    if standard.notice:
        yield Paragraph(standard.notice)
    yield Heading(words("browse.levels"), 2)
    yield Items(tuple((f"{entry.level} {entry.name}:", entry.meaning) for entry in standard.levels))
    yield Heading(words("browse.dimensions"), 2)
    yield Items(tuple((f"{entry.name}:", entry.meaning) for entry in standard.dimensions))
    if standard.states:
        yield Heading(words("browse.states"), 2)
        yield Items(tuple((f"{state.name}:", _state(state, standard)) for state in standard.states))
    yield from _words_of(standard)
    for area in standard.areas:
        yield from area_blocks(area, standard, 2)
        for name in area.capabilities:
            yield from capability_blocks(standard.capabilities[name], standard, 3)
    if standard.sources:
        yield Heading(words("browse.sources"), 2)
        yield Items(tuple((f"{source.title}.", source.note) for source in standard.sources))


def _state(state: State, standard: Standard) -> str:
    asks = [words("browse.also-asks", ask=ask_text(ask, standard)) for ask in state.asks]
    return " ".join((state.meaning, conditions(state), *asks))


def _words_of(standard: Standard) -> Iterator[Block]:
    """Themes, terms, ratings, effort and kinds of evidence, where the standard has them."""
    lists = {
        "themes": [(f"{theme.name}:", theme.meaning) for theme in standard.themes],
        "terms": [(f"{term.id}:", term.meaning) for term in standard.terms],
        "kinds": [(f"{kind.id}:", kind.name) for kind in standard.evidence_kinds],
    }
    for key, entries in lists.items():
        if entries:
            yield Heading(words(f"browse.{key}"), 2)
            yield Items(tuple(entries))
    for blocks in (rating_blocks(standard) if standard.rating_meanings else (), effort_blocks(standard)):
        yield from (Heading(each.text, 2) if isinstance(each, Heading) else each for each in blocks)


def _listed(capability: Capability) -> tuple[str, ...]:
    return (capability.id, str(capability.criteria) if capability.written else NOTHING, capability.name)
