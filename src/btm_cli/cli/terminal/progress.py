"""What moves while work takes long, on standard error and only where somebody watches.

In: what is done, and how much of it there is. Out: what to call as it gets done. Rich is imported only to draw.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from btm_cli.planning.exact import Watch

WORTH_A_BAR = 16
"""Fewer items are done before a bar could be read."""
WORTH_BYTES = 128 * 1024 * 1024
"""Fewer bytes are hashed before a bar could be read."""
OWNER = os.getpid()
"""Processes that this one starts have no terminal of their own."""


def live_console() -> Console | None:
    """A console that takes text as it is; None unless stderr is a terminal that can go back in a line."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, no_color=bool(os.environ.get("NO_COLOR")) or None)


@contextmanager
def progress(what: str, total: int, items: bool) -> Iterator[Callable[[int], object]]:
    """A bar for `total` bytes or items, as `telling.Meter`; call what it gives with how many more are done."""
    worth = total >= (WORTH_A_BAR if items else WORTH_BYTES) and os.getpid() == OWNER
    terminal = live_console() if worth else None
    if terminal is None:
        yield lambda _: None
        return
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from btm_cli.render.document.terminal import fitted

    counted = MofNCompleteColumn() if items else DownloadColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeRemainingColumn())
    # Refreshed by hand: a thread of its own would be alive while processes are forked.
    with Progress(*columns, console=terminal, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(fitted(what, 30), total=total)
        done = shown = 0

        def advance(more: int) -> None:
            nonlocal done, shown
            done += more
            if done - shown >= max(1, total // 200) or done == total:
                shown = done
                bar.update(task, completed=done, refresh=True)

        yield advance


@contextmanager
def proving() -> Iterator[Watch]:
    """A spinner with the proven gap on stderr where that is a terminal; an interrupt stops the solver.

    HiGHS runs for up to a minute outside of Python, where nobody would look at an interrupt before it ends.
    """
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    mine = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, stop) if mine else None
    try:
        terminal = live_console()
        with terminal.status("Looking for a plan to begin with") if terminal is not None else nullcontext() as status:

            def watch(gap: float) -> bool:
                if status is not None and gap < 1:
                    status.update(f"Proving the plan: no other leaves {gap:.2%} less of the gap")
                return stopped.is_set()

            yield watch
    finally:
        if mine:
            signal.signal(signal.SIGINT, before)
