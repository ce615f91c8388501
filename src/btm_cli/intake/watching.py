"""How long work tells whoever waits: a progress bar, in the rooms that have a screen; nothing here.

In: what is being done and how many times. Out: what to call once an item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Watch = Callable[[str, int], AbstractContextManager[Callable[[], None]]]


@contextmanager
def unwatched(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Nobody waits: what it gives does nothing."""
    yield lambda: None
