"""Colours, encodings and widths: what a terminal is and is not told."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from support.run import in_process, process

MERIDIAN = "examples/meridian-insurance/2026-Q4.yaml"
BROKEN = "tests/golden/broken.yaml"
ANSI = re.compile(rb"\x1b\[[0-9;]*m")


def columns(text: str) -> int:
    """How many columns a terminal gives a line, by Unicode's own tables."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) - sum(map(bool, map(unicodedata.combining, text))) + wide


@pytest.mark.parametrize("width", [40, 80, 140, 200])
@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", MERIDIAN],
        ["assess", "examples/harbor-foods/answers.yaml"],
        ["standard", "list"],
        ["standard", "show"],
        ["explain", "approval/process", "--answers", MERIDIAN],
        ["what-if", MERIDIAN, "--set", "approval/process=4"],
        ["plan", MERIDIAN, "--reach", "sync"],
    ],
    ids=" ".join,
)
def test_no_line_is_longer_than_the_terminal(arguments: list[str], width: int) -> None:
    ran = in_process(*arguments, COLUMNS=str(width))
    assert ran.code == 0
    assert [line for line in ran.text.splitlines() if columns(line) > width] == []


def test_only_the_line_that_editors_jump_by_may_be_longer() -> None:
    ran = in_process("validate", BROKEN, COLUMNS="40")
    long = [line for line in ran.text.splitlines() if columns(line) > 40]
    assert long
    assert all(line.startswith(f"{BROKEN}:") for line in long)


def test_a_pipe_gets_no_colour_unless_asked_for() -> None:
    plain = in_process("assess", MERIDIAN)
    assert b"\x1b" not in plain.out
    assert in_process("assess", MERIDIAN, "--color", "auto").out == plain.out
    for environment in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "xterm-256color"}):
        colored = in_process("assess", MERIDIAN, "--color", "always", **environment).out
        assert b"\x1b[" in colored
        stripped = [line.rstrip() for line in ANSI.sub(b"", colored).splitlines()]
        assert stripped == plain.out.splitlines()


def test_machine_formats_are_never_coloured() -> None:
    for form in ("json", "csv", "markdown"):
        assert b"\x1b" not in in_process("assess", MERIDIAN, "--format", form, "--color", "always").out


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16"])
@pytest.mark.parametrize("arguments", [["assess", MERIDIAN], ["validate", BROKEN], ["standard", "list"], ["--help"]])
def test_every_console_can_show_it(arguments: list[str], encoding: str) -> None:
    # Python writes a byte order mark to memory and none to a pipe.
    ran = (process if encoding == "utf-16" else in_process)(*arguments, PYTHONIOENCODING=encoding)
    assert ran.code == (3 if "validate" in arguments else 0)
    assert ran.err == b""
    text = ran.out.decode(encoding)
    assert text
    if encoding != "utf-16":
        assert "\\u" not in text


def test_an_ascii_console_gets_the_same_numbers() -> None:
    rich = in_process("assess", MERIDIAN).text
    poor = process("assess", MERIDIAN, PYTHONIOENCODING="ascii").out.decode("ascii")
    numbers = re.compile(r"\d+\.\d\d")
    assert numbers.findall(poor) == numbers.findall(rich)


def test_machine_formats_are_utf_8_everywhere() -> None:
    for encoding in ("cp1252", "ascii"):
        ran = in_process("assess", MERIDIAN, "--format", "json", PYTHONIOENCODING=encoding)
        assert ran.code == 0
        assert json.loads(ran.out.decode("utf-8"))["schema"] == "btm-scorecard/2"


def test_the_c_locale_is_enough() -> None:
    """Without Python's own rescue into UTF-8."""
    settings = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PYTHONIOENCODING": ""}
    for arguments in (["assess", MERIDIAN], ["standard", "list"]):
        ran = process(*arguments, **settings)
        assert (ran.code, ran.err) == (0, b"")
        ran.out.decode("ascii")
    for arguments in (["assess", "müller-→.yaml"], ["standard", "show", "→"]):
        ran = process(*arguments, **settings)
        assert ran.code in (2, 4)
        assert b"Traceback" not in ran.err
        ran.err.decode("ascii")
