"""Lists that are shown in part, and say so.

In: a list's title, how many entries it has, how many are shown. Out: its heading.
"""

from __future__ import annotations

from btm_cli.render.document.blocks import Heading
from btm_cli.render.document.words import words


def heading_of(title: str, found: int, top: int | None, whole_in: str) -> Heading:
    """The heading of a list of `found` entries of which the first `top` are shown (None: all).

    Where some are left out it names the format that has them all.
    """
    if top is None or found <= top:
        return Heading(title, 2)
    return Heading(words("voices.shortened", title=title, shown=top, found=found, format=whole_in), 2)
