"""A bar while large evidence is hashed or many files are read: at a terminal alone, by the process that has it."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from btm_cli.cli.terminal import progress
from btm_cli.errors import TooLarge
from btm_cli.files import PIECE, DiskFiles
from btm_cli.telling import measured, show_with


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(progress, "WORTH_BYTES", PIECE)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "OWNER", os.getpid())
    show_with(progress.progress)
    path = tmp_path / "\x1b[31mminutes.pdf"
    path.write_bytes(b"x" * (3 * PIECE + 7))
    return path


@pytest.mark.parametrize("watched", [True, False])
def test_a_bar_is_drawn_where_somebody_watches(large: Path, watched: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal() if watched else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    assert DiskFiles().sha256(str(large)) == hashlib.sha256(large.read_bytes()).hexdigest()
    assert ("minutes.pdf" in stream.getvalue()) == watched
    assert "\x1b[31mminutes" not in stream.getvalue()


def test_a_bar_counts_items_where_there_are_enough(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with measured("Reading units", progress.WORTH_A_BAR - 1, items=True) as advance:
        advance(1)
    assert stream.getvalue() == ""
    with measured("Reading units", progress.WORTH_A_BAR, items=True) as advance:
        for _ in range(progress.WORTH_A_BAR):
            advance(1)
    assert "Reading units" in stream.getvalue()
    assert "7/16" in stream.getvalue()
    assert "16/16" in stream.getvalue()


def test_other_processes_and_small_files_draw_none(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "OWNER", os.getpid() + 1)
    DiskFiles().sha256(str(large))
    monkeypatch.setattr(progress, "OWNER", os.getpid())
    with measured("small", PIECE - 1) as advance:
        advance(PIECE - 1)
    assert stream.getvalue() == ""


def test_what_grows_beyond_the_limit_meanwhile_is_given_up(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("btm_cli.files._most_hashed", lambda: 3 * PIECE + 7)
    real = os.fstat

    def grows(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        with open(large, "ab") as file:
            file.write(b"x")
        return found

    monkeypatch.setattr("btm_cli.files.os.fstat", grows)
    with pytest.raises(TooLarge):
        DiskFiles().sha256(str(large))
