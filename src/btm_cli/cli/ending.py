"""How a run ends: whatever goes wrong becomes a message and an exit code, never a traceback.

In: what is to be done. Out: its exit code, by the table in docs/exit-codes.md. No command and no library of the command
line is loaded for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from btm_cli.cli.terminal import following
from btm_cli.cli.terminal.printing import say
from btm_cli.cli.terminal.progress import progress
from btm_cli.errors import BtmError, ExitCode, InvalidFiles
from btm_cli.telling import listen, show_with


def ended(work: Callable[[], int]) -> int:
    """Do `work` with streams that can be written, listening to what it tells, and say at the end what comes next."""
    _open_missing_streams()
    listen(say)
    show_with(progress)
    following.begin(quiet=False)
    try:
        return _code_of(work)
    finally:
        following.end()


def _code_of(work: Callable[[], int]) -> int:
    try:
        return work()
    except InvalidFiles as error:
        from btm_cli.cli.terminal.printing import show_problems

        show_problems(error.diagnostics)
        return error.exit_code
    except BtmError as error:
        say(f"btm: error: {error.message}", error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:  # what is not put in better words where it happens, such as typer's help on a full disk
        from btm_cli.render.document.console import abandon

        abandon(sys.stdout)
        say(f"btm: error: {error}")
        return ExitCode.UNREADABLE
    except Exception as error:
        if os.environ.get("BTM_TRACEBACK"):
            raise
        hint = "run it again with BTM_TRACEBACK=1 and report what it prints"
        say(f"btm: this is a bug in btm: {type(error).__name__}: {error}", hint)
        return ExitCode.BUG


def _open_missing_streams() -> None:
    """With a stream closed (`>&-`, `<&-`, or started from a window) it writes to nowhere, and nothing is typed."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open until the process ends
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open until the process ends
