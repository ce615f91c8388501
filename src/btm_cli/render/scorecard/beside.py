"""What a file says beside its answers: remarks, and what was asked and is not known.

In: what is `Shown` of a scorecard. Out: blocks, none where there is nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Heading, Items
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.shown import Shown


def to_find_out(shown: Shown, labels: Labels, height: int = 2) -> Iterator[Block]:
    """What somebody was asked and did not know, by cell, under a heading of a `height`."""
    found: dict[str, list[str]] = {}
    for reference in filter(shown.has, shown.card.to_find_out):
        capability, dimension, *criterion = reference.split("/")
        found.setdefault(labels.place(f"{capability}/{dimension}"), []).extend(criterion)
    if found:
        whole = words("scorecard.whole-cell")
        yield Heading(words("scorecard.to-find-out"), height)
        yield Items(tuple((place, ", ".join(criteria) or whole) for place, criteria in found.items()))


def remarks(shown: Shown, labels: Labels, height: int = 2) -> Iterator[Block]:
    """What people noted, each at the place that it is about, under a heading of a `height`."""
    found = [one for one in shown.card.remarks if not one.reference or shown.has(one.reference)]
    if found:
        file = words("scorecard.whole-file")
        yield Heading(words("scorecard.remarks"), height)
        yield Items(tuple((labels.place(one.reference) or file, one.text) for one in found))
