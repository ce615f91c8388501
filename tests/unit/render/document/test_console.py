"""Colour only where it is wanted, columns as asked for, and bytes that no console changes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from btm_cli.render.document.console import open_console, write_document

LINES = [[("Score", "strong"), (" 2.83 ", "shade1")], []]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "choice", "environ", "colored"),
    [
        (Terminal, "auto", {}, True),
        (Terminal, "auto", {"NO_COLOR": "1"}, False),
        (Terminal, "auto", {"NO_COLOR": ""}, True),
        (Terminal, "auto", {"TERM": "dumb"}, False),
        (Terminal, "never", {}, False),
        (io.StringIO, "auto", {}, False),
        (io.StringIO, "always", {"NO_COLOR": "1"}, True),
    ],
)
def test_color_follows_the_choice_then_the_terminal(
    stream: type[io.StringIO], choice: str, environ: dict[str, str], colored: bool
) -> None:
    output = stream()
    open_console(output, choice, environ).print(LINES)
    assert ("\x1b[" in output.getvalue()) is colored


def test_without_color_the_text_is_all_there_is() -> None:
    output = io.StringIO()
    open_console(output, "never", {}).print(LINES)
    assert output.getvalue() == "Score 2.83\n\n"


def test_markup_in_text_stays_text_in_color() -> None:
    output = io.StringIO()
    open_console(output, "always", {}).print([[("[/b] [red]x[/red] :smile:", "strong")]])
    assert "[/b] [red]x[/red] :smile:" in output.getvalue()


@pytest.mark.parametrize(
    ("environ", "columns"), [({}, 80), ({"COLUMNS": "140"}, 140), ({"COLUMNS": "x"}, 80), ({"COLUMNS": "3"}, 40)]
)
def test_the_page_is_as_wide_as_asked_for(environ: dict[str, str], columns: int) -> None:
    assert open_console(io.StringIO(), "auto", environ).page.columns == columns


def test_machine_formats_are_utf8_on_every_console() -> None:
    raw = io.BytesIO()
    console = io.TextIOWrapper(raw, encoding="ascii", newline="\r\n")
    write_document("é →\n", console)
    assert raw.getvalue() == "é →\n".encode()


def test_a_reader_that_leaves_early_ends_the_program_quietly() -> None:
    program = (
        "import sys\n"
        "from btm_cli.render.document.console import open_console, quiet_broken_pipe\n"
        "with quiet_broken_pipe():\n"
        "    for _ in range(20000): open_console(sys.stdout).print([[('x' * 70, '')]])\n"
    )
    source = Path(__file__).parents[4] / "src"
    environ = {**os.environ, "PYTHONPATH": str(source)}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
