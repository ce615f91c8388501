"""The one line that says what comes next: the last one on standard error, and only where somebody reads it.

In: a command to type, proposed by whatever command has run. Out: `next: ...`, printed once that command has ended.
"""

from __future__ import annotations

import shlex
import sys

from btm_cli.render.document.console import note
from btm_cli.render.document.words import words

_proposed: list[tuple[str, str | None]] = []
"""The command line, and why."""
_quiet: list[bool] = []


def begin(*, quiet: bool) -> None:
    """Forget what was proposed; `quiet` for a run that must not propose anything."""
    _proposed.clear()
    _quiet[:] = [quiet]


def propose(*command: str, why: str | None = None) -> None:
    """Propose to type `btm` with these words next, `why` in a few words; what was proposed before is forgotten."""
    _proposed[:] = [(shlex.join(("btm", *command)), why)]


def end() -> None:
    """Print what was proposed, where standard error is a terminal and nobody asked for quiet."""
    if _proposed and not any(_quiet) and sys.stderr.isatty() and _wanted():
        command, why = _proposed[0]
        line = words("next.line", command=command)
        note(line if why is None else words("next.why", line=line, why=why))
    _proposed.clear()


def _wanted() -> bool:
    """Whether `btm.toml` lets it; one that is wrong says nothing here."""
    from btm_cli.errors import BtmError
    from btm_cli.intake.settings import settings

    try:
        return settings().hints
    except BtmError:
        return False
