"""What the standard's own words are printed under: a label never says what its text then begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from btm_cli.render.document.blocks import Items, Paragraph
from btm_cli.render.explain.page import meaning_page
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named
from support.firms import STANDARD


def said_twice(named: Named, standard: Standard = STANDARD) -> list[tuple[str, str]]:
    """The labels whose first words (two, or the only one) are also those of what stands behind them."""
    found = []
    for block in meaning_page(named, standard):
        pairs = block.items if isinstance(block, Items) else ()
        if isinstance(block, Paragraph):
            pairs = ((block.label, block.text),)
        for label, text in pairs:
            first, second = (re.findall(r"\w+", said.casefold()) for said in (label, text))
            length = min(len(first), 2)
            if length and first[:length] == second[:length]:
                found.append((label, text))
    return found


def everything() -> Iterator[Named]:
    yield from (Named(kind, kind) for kind in ("overall", "rating", "effort"))
    parts = {"area": STANDARD.areas, "state": STANDARD.states, "theme": STANDARD.themes, "term": STANDARD.terms}
    yield from (Named(kind, each.id) for kind, some in parts.items() for each in some)
    yield from (Named("level", str(each.level)) for each in STANDARD.levels)
    for name, capability in STANDARD.capabilities.items():
        yield Named("capability", name, name)
        for dimension, cell in capability.cells.items():
            place = f"{name}/{dimension}"
            yield Named("cell", place, name, dimension)
            yield from (
                Named("criterion", f"{place}/{each.id}", name, dimension, each.id) for each in cell.all_criteria()
            )


def test_no_label_says_what_its_text_begins_with() -> None:
    pages = list(everything())
    assert len(pages) > 500
    assert {named.id: said for named in pages if (said := said_twice(named))} == {}


def test_how_numbers_and_totals_are_read_is_said_under_words_of_its_own() -> None:
    labels = {
        block.label: block.text
        for block in meaning_page(Named("rating", "rating"), STANDARD)
        if isinstance(block, Paragraph)
    }
    assert labels["Numbers"].startswith("A claim with a number of its own is fully met")
    assert labels["Totals and several parts"].startswith("All, each, every, no, none:")


def test_a_word_of_several_words_is_headed_as_it_is_read() -> None:
    heading, _, others = meaning_page(Named("term", "past-year"), STANDARD)
    assert heading.text == "past year"
    assert others.text == "this year, last year, past twelve months."
