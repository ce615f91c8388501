"""What a room deep inside has to say while it works, such as that it waits; who listens is up to the program.

In: a sentence. Out: nothing; the command line puts it on standard error, a library's user hears nothing.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def listen(listener: Callable[[str], None]) -> None:
    """Have `listener` hear from now on, in place of whoever did."""
    _listeners[:] = [listener]


def tell(sentence: str) -> None:
    """Say `sentence` to whoever listens."""
    for listener in _listeners:
        listener(sentence)
