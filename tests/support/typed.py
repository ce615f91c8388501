"""`btm` at a terminal of its own: what is typed, and what the screen showed.

In: arguments, a folder, pairs of what to wait for and what to type then. Out: the exit code and everything shown.
Skips where there is no pseudo-terminal.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import pytest

from btm_cli.__main__ import main
from support.run import LONGEST, bundled_once, plain_environment


def typed(
    *arguments: object,
    cwd: Path,
    said: Sequence[tuple[str, str]] = (),
    columns: int = 80,
    anew: bool = False,
    **environment: str,
) -> tuple[int, str]:
    """Run to the end. Of what is typed, "^C" is Ctrl-C and "^D" the end of the input, each alone.

    What runs is a process with a terminal of its own; unless it is started `anew`, one that begins with all that this
    process has imported, which takes a tenth of the time.
    """
    pexpect = pytest.importorskip("pexpect")
    settings = plain_environment() | {"TERM": "xterm", "NO_COLOR": "1"} | environment
    words = [str(argument) for argument in arguments]
    child = pexpect.spawn(
        sys.executable,
        ["-m", "btm_cli", *words],
        cwd=str(cwd),
        encoding="utf-8",
        env=settings,
        dimensions=(24, columns),
        timeout=LONGEST,
        preexec_fn=None if anew else lambda: _run_here(words, settings),
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


def _run_here(arguments: list[str], settings: dict[str, str]) -> NoReturn:
    """In the new process, whose streams are the terminal, instead of starting Python: be `btm`, and end."""
    code = 70
    try:
        os.closerange(3, 1024)  # one of them tells pexpect that the program runs, by being closed
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(settings)
        sys.argv = ["btm", *arguments]
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            # Not the number itself: where pytest has loaded readline, Python would read from that one by it.
            stream = open(os.dup(number), "w" if number else "r", encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        with patch("btm_cli.standard.bundled.load_bundled", bundled_once):
            code = main()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
