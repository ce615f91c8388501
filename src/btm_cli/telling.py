"""What a room deep inside has to say while it works: that it waits, how far it is; who listens is up to the program.

In: a sentence, or a measure of work. Out: nothing; the command line shows it on standard error, a library's user hears
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

_listeners: list[Callable[[str], None]] = []


def listen(listener: Callable[[str], None]) -> None:
    """Have `listener` hear from now on, in place of whoever did."""
    _listeners[:] = [listener]


def tell(sentence: str) -> None:
    """Say `sentence` to whoever listens."""
    for listener in _listeners:
        listener(sentence)


Meter = Callable[[str, int, bool], AbstractContextManager[Callable[[int], object]]]
"""From what is measured, how many bytes or, if so, items it has, to what is told how many more are done."""
_meters: list[Meter] = []


def show_with(meter: Meter) -> None:
    """Have `meter` show measured work from now on, in place of whoever did."""
    _meters[:] = [meter]


def measured(what: str, total: int, *, items: bool = False) -> AbstractContextManager[Callable[[int], object]]:
    """What to tell how many more of `total` bytes, or `items`, are done, for as long as the context lasts."""
    return _meters[0](what, total, items) if _meters else nullcontext(lambda _: None)
