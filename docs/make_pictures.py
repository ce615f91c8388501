"""The pictures of README.md, made from what the real command prints in colour.

In: nothing; run it as `python docs/make_pictures.py` where btm is installed. Out: the files of `PICTURES` in
docs/images/, the same bytes wherever they are made.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 100
COMMAND = ["assess", "examples/meridian-insurance/2026-Q4.yaml"]
PICTURES = {
    "assess.svg": ("Meridian Insurance", "Largest gaps"),
    "priorities.svg": ("Next iteration", "Not assessed yet"),
}
"""Picture to the part of the output that it shows: from the line that begins so, up to the one that begins so."""

WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.S)
"""Rich points at fonts on a server; a picture that is only looked at should not fetch anything."""


def printed() -> list[Text]:
    """The lines of the command's output, in colour."""
    colours = {"COLUMNS": str(COLUMNS), "COLORTERM": "truecolor", "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | colours
    command = [sys.executable, "-m", "btm_cli", *COMMAND, "--top", "3", "--color", "always"]
    output = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
    return list(Text.from_ansi(output.decode("utf-8")).split("\n"))


def picture(lines: list[Text], name: str) -> str:
    """The SVG of one picture: a terminal with its part of `lines`."""
    first, last = (next(i for i, line in enumerate(lines) if line.plain.startswith(text)) for text in PICTURES[name])
    shown = Text("\n").join(lines[first:last])
    shown.rstrip()
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(shown)
    title = " ".join(["btm", *COMMAND])
    svg = console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME, unique_id=Path(name).stem)
    return WEB_FONT.sub("", svg)


def main() -> None:
    """Write every picture."""
    lines = printed()
    for name in PICTURES:
        target = ROOT / "docs" / "images" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(picture(lines, name), "utf-8", newline="\n")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
