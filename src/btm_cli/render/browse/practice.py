"""Current practice by tag: `btm-practice/1`, its page and its rows.

In: the texts that bear a tag, the `Standard`. Out: blocks, plain data, rows. Every text is the standard's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.entries import PracticeWire, practice_data
from btm_cli.render.wire.rows import Layout, Rows
from btm_cli.render.wire.types import record
from btm_cli.standard.model import Standard
from btm_cli.standard.practice import Example


@record
class PracticeListWire(TypedDict):
    """What `btm standard list --tag TAG --format json` writes; informative, no score knows of it."""

    schema: Literal["btm-practice/1"]
    standard: str
    edition: str
    tags: list[str]
    practice: list[PracticeWire]


def practice_page(examples: Sequence[Example], tags: Sequence[str], standard: Standard) -> Iterator[Block]:
    """Every text under its cell, with the claims that it may show."""
    labels = Labels(standard)
    yield Heading(words("browse.practice.title", tags=", ".join(tags)))
    yield Paragraph(words("browse.practice.informative", n=len(examples)))
    cells = dict.fromkeys((each.capability, each.dimension) for each in examples)
    for capability, dimension in cells:
        yield Heading(labels.place(f"{capability}/{dimension}"), 2)
        here = [each for each in examples if (each.capability, each.dimension) == (capability, dimension)]
        yield Items(tuple((f"{claims_of(each)}:", each.text) for each in here))


def claims_of(example: Example) -> str:
    """The letters of the claims that a text may show: "3a, 3b"."""
    return ", ".join(each.rpartition("/")[2] for each in example.criteria)


def practice_list_data(examples: Sequence[Example], tags: Sequence[str], standard: Standard) -> PracticeListWire:
    """The same as the page."""
    return {
        "schema": "btm-practice/1",
        "standard": standard.id,
        "edition": standard.edition,
        "tags": list(tags),
        "practice": [practice_data(each) for each in examples],
    }


PRACTICE = Layout(
    "btm-practice-texts/1",
    "standard list --tag",
    columns("reference", "capability", "dimension", "criterion_level", "claims", "tags", "month", "practice"),
)


def practice_rows(examples: Sequence[Example]) -> Rows:
    """One row a text."""
    return Rows(
        PRACTICE,
        (
            (
                f"{each.capability}/{each.dimension}",
                each.capability,
                each.dimension,
                each.level,
                claims_of(each).split(", "),
                each.tags,
                each.as_of,
                each.text,
            )
            for each in examples
        ),
    )
