"""A progress bar for work that takes long, on standard error and only where somebody watches.

In: the items to go through. Out: the same items, one by one. Rich is imported only to draw the bar.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Each = TypeVar("Each")

WORTH_A_BAR = 30
"""Fewer items are done before a bar could be read."""


def watched(items: Sequence[Each], doing: str) -> Iterator[Each]:
    """`items`, with a bar on standard error while they are gone through; without one when it is no terminal."""
    if len(items) < WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=doing, console=Console(stderr=True, markup=False), transient=True)
