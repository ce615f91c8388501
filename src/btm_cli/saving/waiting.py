"""Waiting for another program that writes the same file: said after a moment, given up after a while.

In: what is waited for. Out: a little time, or `UnreadableFile` where it has been enough.
"""

from __future__ import annotations

import time

from btm_cli.errors import UnreadableFile
from btm_cli.telling import tell

PATIENCE = 30.0
"""Seconds that another program is waited for."""
SILENCE = 1.0
"""Seconds of waiting before it is said."""
STEP = 0.02
"""Seconds between two looks at a lock."""


class Wait:
    """One wait for `who`, which writes `path`; `hint` is what to do where it is never done."""

    def __init__(self, path: str, who: str = "another btm", hint: str = "try again in a moment") -> None:
        self._path, self._who, self._hint = path, who, hint
        self._began = time.monotonic()
        self._told = False

    def step(self) -> None:
        """Wait a little longer. Raises UnreadableFile where it has been enough."""
        waited = time.monotonic() - self._began
        if waited > PATIENCE:
            raise UnreadableFile(f"{self._who} is writing {self._path} just now; nothing is written", hint=self._hint)
        if waited > SILENCE and not self._told:
            tell(f"waiting for {self._who} that is writing {self._path}")
            self._told = True
        time.sleep(STEP)
