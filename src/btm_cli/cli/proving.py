"""While the exact solver works: a line that says how far the proof is, and Ctrl-C that is heard.

In: nothing. Out: what the solver calls now and then. HiGHS runs for up to a minute outside of Python, where nobody
would look at an interrupt before it ends.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from btm_cli.cli.terminal.progress import live_console

if TYPE_CHECKING:
    from btm_cli.planning.exact import Watch


@contextmanager
def proving() -> Iterator[Watch]:
    """A spinner with the proven gap on stderr where that is a terminal; an interrupt stops the solver."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    mine = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, stop) if mine else None
    try:
        with _status() as say:

            def watch(gap: float) -> bool:
                if gap < 1:
                    say(f"Proving the plan: no other leaves {gap:.2%} less of the gap")
                return stopped.is_set()

            yield watch
    finally:
        if mine:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _status() -> Iterator[Callable[[str], None]]:
    terminal = live_console()
    if terminal is None:
        yield lambda text: None
        return
    with terminal.status("Looking for a plan to begin with") as status:
        yield status.update
