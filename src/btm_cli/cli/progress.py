"""A progress bar for work that takes long, on standard error and only where somebody watches.

In: how much there is to do, or the items to go through. Out: what to call once an item, or the same items, one by one.
Rich is imported only to draw the bar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from btm_cli.cli.live import live_console

Each = TypeVar("Each")

WORTH_A_BAR = 16
"""Fewer items are done before a bar could be read."""


def watched(items: Sequence[Each], doing: str) -> Iterator[Each]:
    """`items`, with a bar while they are gone through."""
    with progress(doing, len(items)) as advance:
        for item in items:
            yield item
            advance()


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr, where that is a terminal and there is enough to wait for; call what it gives once an item."""
    terminal = live_console() if total >= WORTH_A_BAR else None
    if terminal is None:
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Refreshed by hand: a thread of its own would be alive while processes are forked.
    with Progress(*columns, console=terminal, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=total)
        step = max(1, total // 200)
        done = 0

        def advance() -> None:
            nonlocal done
            done += 1
            if done % step == 0 or done == total:
                bar.update(task, completed=done, refresh=True)

        yield advance
