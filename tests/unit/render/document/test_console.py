"""Colour only where it is wanted, columns as asked for, and bytes that no console changes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from btm_cli.render.document.blocks import Cell, Paragraph, Table
from btm_cli.render.document.console import columns_of, write_document
from btm_cli.render.document.terminal import print_blocks

PAGE = [Paragraph("[/b] [red]x[/red] :smile:", "Score", "strong"), Table(("Level",), ((Cell("2", shade=1),),))]


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
    print_blocks(PAGE, output, choice, environ)
    assert ("\x1b[" in output.getvalue()) is colored


def test_without_color_the_text_is_all_there_is() -> None:
    output = io.StringIO()
    print_blocks(PAGE, output, "never", {})
    assert output.getvalue() == "Score: [/b] [red]x[/red] :smile:\n\nLevel\n─────\n2\n"


def test_markup_in_text_stays_text_in_color() -> None:
    output = io.StringIO()
    print_blocks(PAGE, output, "always", {})
    assert "[/b] [red]x[/red] :smile:" in output.getvalue()


@pytest.mark.parametrize(
    ("environ", "columns"), [({}, 80), ({"COLUMNS": "140"}, 140), ({"COLUMNS": "x"}, 80), ({"COLUMNS": "3"}, 40)]
)
def test_the_page_is_as_wide_as_asked_for(environ: dict[str, str], columns: int) -> None:
    assert columns_of(io.StringIO(), environ) == columns


def test_machine_formats_are_utf8_on_every_console() -> None:
    raw = io.BytesIO()
    console = io.TextIOWrapper(raw, encoding="ascii", newline="\r\n")
    write_document("é →\n", console)
    assert raw.getvalue() == "é →\n".encode()


def test_a_reader_that_leaves_early_ends_the_program_quietly() -> None:
    program = (
        "import sys\n"
        "from btm_cli.render.document.blocks import Paragraph\n"
        "from btm_cli.render.document.console import quiet_broken_pipe\n"
        "from btm_cli.render.document.terminal import print_blocks\n"
        "with quiet_broken_pipe():\n"
        "    for _ in range(200): print_blocks([Paragraph('x ' * 5000)], sys.stdout)\n"
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
