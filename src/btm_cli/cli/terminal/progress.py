"""Progress bars for work that takes long, on standard error and only where somebody watches.

In: what is done and how many times. Out: what to call once an item.
Rich is imported only to draw the bar.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from btm_cli.cli.terminal.live import live_console

WORTH_A_BAR = 16
"""Fewer items are done before a bar could be read."""
WORTH_BYTES = 128 * 1024 * 1024
"""Fewer bytes are hashed before a bar could be read."""
OWNER = os.getpid()
"""Processes that this one starts have no terminal of their own."""


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


@contextmanager
def hashing(what: str, total: int) -> Iterator[Callable[[int], object]]:
    """A bar for a file of `total` bytes, as `telling.Meter`; call what it gives with how many more are done."""
    terminal = live_console() if total >= WORTH_BYTES and os.getpid() == OWNER else None
    if terminal is None:
        yield lambda _: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from btm_cli.render.document.fitting import fitted

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(fitted(what, 30), total=total)
        done = shown = 0

        def advance(more: int) -> None:
            nonlocal done, shown
            done += more
            if done - shown >= total // 200:
                shown = done
                bar.update(task, completed=done, refresh=True)

        yield advance
