"""`btm` at a terminal of its own: what is typed, and what the screen showed.

In: arguments, a folder, pairs of what to wait for and what to type then. Out: the exit code and everything shown.
Skips where there is no pseudo-terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.run import plain_environment


def typed(
    *arguments: object, cwd: Path, said: Sequence[tuple[str, str]] = (), columns: int = 80, **environment: str
) -> tuple[int, str]:
    """Run to the end. Of what is typed, "^C" is Ctrl-C and "^D" the end of the input, each alone."""
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "btm_cli", *map(str, arguments)],
        cwd=str(cwd),
        encoding="utf-8",
        env=plain_environment() | {"TERM": "xterm", "NO_COLOR": "1"} | environment,
        dimensions=(24, columns),
        timeout=60,
    )
    shown = ""
    for expected, answer in said:
        child.expect_exact(expected)
        shown += child.before + child.after
        if answer == "^C":
            child.sendintr()
        elif answer == "^D":
            child.sendeof()
        else:
            child.sendline(answer)
    child.expect(pexpect.EOF)
    shown += child.before
    child.close()
    assert child.exitstatus is not None, shown
    return child.exitstatus, shown.replace("\r\n", "\n")
