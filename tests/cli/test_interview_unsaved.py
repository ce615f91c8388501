"""Two write one place: what an interview could not save is named, kept and printed, on both screens, by processes."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from btm_cli.standard.bundled import load_bundled
from support.run import plain_environment
from support.terminal import Terminal, wait_until

HEAD = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers:\n"
CELL = "strategic-and-tactical-governance"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD, "utf-8")
    return path


class Talk:
    """An interview line by line, in a process that waits for the next line."""

    def __init__(self, file: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "btm_cli", "interview", file.name, *options],
            cwd=file.parent,
            env=plain_environment() | {"COLUMNS": "300"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def heard(self, text: str, seconds: float = 60) -> None:
        out, seen, end = self._process.stdout, "", time.monotonic() + seconds
        assert out is not None
        while text not in seen:
            assert time.monotonic() < end, seen
            if select.select([out], [], [], 0.2)[0]:
                seen += os.read(out.fileno(), 65536).decode()

    def say(self, lines: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(lines.encode())
        self._process.stdin.flush()

    def ends(self) -> tuple[int, str]:
        _, complaint = self._process.communicate(timeout=60)
        return self._process.returncode, complaint.decode()


def told(complaint: str) -> Any:
    """The YAML below the line that announces it."""
    return yaml.safe_load(complaint.partition("by hand:\n\n")[2].partition("\n\n")[0])


def test_line_by_line_it_ends_with_what_was_not_saved(file: Path) -> None:
    talk = Talk(file, "--plain", "--depth", "criteria")
    talk.heard(f"({CELL}/process/2a)")
    theirs = HEAD + f"  {CELL}: {{process: {{2a: largely}}}} # theirs\n"
    file.write_text(theirs, "utf-8")
    talk.say("fully\n")
    code, complaint = talk.ends()
    assert code == 4
    assert f"a.yaml: {CELL}/process/2a was changed by another program" in complaint
    assert "Not saved. To put it into a.yaml by hand:" in complaint
    assert told(complaint) == {"answers": {CELL: {"process": {"2a": "fully"}}}}
    assert file.read_text("utf-8") == theirs


def test_a_note_survives_a_file_that_is_wrong_by_now(file: Path) -> None:
    talk = Talk(file, "--plain")
    talk.heard(f"({CELL}/process)")
    theirs = HEAD + f"  {CELL}: 44\n"
    file.write_text(theirs, "utf-8")
    talk.say("note it took two hours to say this\n")
    code, complaint = talk.ends()
    assert code == 4
    assert "line 5 is wrong now" in complaint
    assert "it took two hours to say this" in complaint
    assert file.read_text("utf-8") == theirs


def test_a_first_conversation_names_some_of_its_cells(file: Path) -> None:
    talk = Talk(file, "--plain", "--guided")
    talk.heard("q: end)")
    theirs = HEAD + "".join(f"  {name}: 1\n" for name in load_bundled().capabilities)
    file.write_text(theirs, "utf-8")
    talk.say("3 so they said\n")
    code, complaint = talk.ends()
    assert code == 4
    assert "was changed by another program" in complaint
    answer = told(complaint)["answers"]
    levels = [cell for capability in answer.values() for cell in capability.values()]
    assert {"level": 3, "source": "conversation", "note": "so they said"} in levels
    assert file.read_text("utf-8") == theirs


def test_the_screen_names_the_place_and_its_end_has_the_answer(file: Path) -> None:
    screen = Terminal(file, columns=200)
    screen.wait_for("Governance")
    theirs = HEAD + f"  {CELL}: {{process: 1}}\n"
    file.write_text(theirs, "utf-8")
    screen.send("5")
    screen.wait_for("NOT SAVED")
    screen.wait_for(f"{CELL}/process was changed")
    screen.send("q")
    screen.wait_for("process: 5")
    assert screen.ends() == 4
    assert file.read_text("utf-8") == theirs


def test_what_is_answered_again_is_not_told(file: Path) -> None:
    screen = Terminal(file, columns=200)
    screen.wait_for("Governance")
    file.write_text(HEAD + f"  {CELL}: {{process: 1}}\n", "utf-8")
    screen.send("5")
    screen.wait_for("NOT SAVED")
    screen.send("r")
    screen.wait_for("Read again")
    screen.send("4")
    wait_until(lambda: "process: 4" in file.read_text("utf-8"))
    screen.send("q")
    assert screen.ends() == 0
