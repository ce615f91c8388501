"""What a text can mean: one value, several, or none.

In: the readings of a column's texts. Out: the style in which that column is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Reading(NamedTuple):
    """One value that a text can mean, as an answers file has it.

    `style` is the way of writing in which it means that, "" where every way agrees.
    """

    value: str
    style: str


def style_of(column: Iterable[list[Reading]]) -> str:
    """The one style that a column's texts show; "" where they show none, or more than one.

    In: the readings of each text. A text shows a style where it has one reading only.
    """
    shown = {found[0].style for found in column if len(found) == 1 and found[0].style}
    return shown.pop() if len(shown) == 1 else ""


def in_style(found: list[Reading], style: str) -> list[Reading]:
    """The readings that follow a style, or all of them where none does."""
    return [one for one in found if style and one.style == style] or found
