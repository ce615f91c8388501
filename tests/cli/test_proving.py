"""What a user sees and can do while the exact solver works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from btm_cli.cli.terminal.progress import proving
from support.run import LONGEST

HARD = "standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers:\n"


def test_an_interrupt_is_kept_for_the_solver() -> None:
    before = signal.getsignal(signal.SIGINT)
    with proving() as watch:
        assert not watch(0.5)
        os.kill(os.getpid(), signal.SIGINT)
        assert watch(0.4)
    assert signal.getsignal(signal.SIGINT) is before


def test_nothing_is_written_where_nobody_looks(capfd: pytest.CaptureFixture[str]) -> None:
    with proving() as watch:
        watch(float("inf"))
        watch(0.01)
    assert capfd.readouterr() == ("", "")


def test_a_terminal_shows_the_proven_gap_and_hears_an_interrupt(tmp_path) -> None:
    """A real process on a pseudo-terminal: its spinner is awaited, then it gets Ctrl-C; nothing is left behind."""
    pytest.importorskip("highspy")
    pty = pytest.importorskip("pty")
    from support.planning import wide_case

    standard, answers = wide_case(24)
    lines = [
        f"  {capability}: {{" + ", ".join(_levels(answers, capability)) + "}" for capability in standard.capabilities
    ]
    importance = [f"  {name}: {value}" for name, value in answers.importance.items()]
    text = HARD + "\n".join(lines) + "\nimportance:\n" + "\n".join(importance) + "\n"
    (tmp_path / "hard.yaml").write_text(text, "utf-8")
    terminal, its_end = pty.openpty()
    command = [sys.executable, "-m", "btm_cli", "plan", "hard.yaml", "--target", "5", "--iterations", "16", "--exact"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=its_end, stdin=subprocess.DEVNULL
    ) as running:
        os.close(its_end)
        seen = _until(terminal, r"Proving the plan: no other leaves \d+\.\d\d% less of the gap")
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=LONGEST)[0] == b""
    os.close(terminal)
    assert seen
    assert running.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["hard.yaml"]


def _levels(answers, capability: str) -> list[str]:
    return [f"{dimension}: {claim.level}" for (name, dimension), claim in answers.cells.items() if name == capability]


def _until(terminal: int, pattern: str) -> bool:
    """Read what a process writes to its terminal until it has written that; False after a long time without it."""
    text, end = "", time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            text += os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:
            return False
        if re.search(pattern, text):
            return True
    return False
