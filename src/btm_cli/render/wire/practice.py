"""A text on current practice as a record that several results carry.

In: an `Example`. Out: plain data in fixed key order.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from btm_cli.render.wire.types import record
from btm_cli.standard.practice import Example


@record
class PracticeWire(TypedDict):
    """What would show some claims of one level, as of a month; an example, no score knows of it."""

    reference: str
    criteria: list[str]
    text: str
    tags: list[str]
    as_of: str


def practice_data(example: Example) -> PracticeWire:
    """One text."""
    return {
        "reference": example.reference,
        "criteria": list(example.criteria),
        "text": example.text,
        "tags": list(example.tags),
        "as_of": example.as_of,
    }
