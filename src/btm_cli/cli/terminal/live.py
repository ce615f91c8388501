"""Where something that moves may be shown: progress, a spinner.

In: nothing. Out: rich's console on stderr, None where nobody would see it move.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def live_console() -> Console | None:
    """A console that takes text as it is; None unless stderr is a terminal that can go back in a line."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return None
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, no_color=bool(os.environ.get("NO_COLOR")) or None)
