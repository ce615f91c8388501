"""The pictures of README.md, made from what the real command prints in colour.

In: nothing; run it as `python docs/make_pictures.py` where btm is installed. Out: the files of `PICTURES` in
docs/images/, the same bytes wherever they are made; and where there are Chromium and pymupdf, the board's first page.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 100
QUARTERS = [f"examples/meridian-insurance/2026-Q{number}.yaml" for number in (1, 2, 3, 4)]
ASSESS = ["assess", QUARTERS[3]]
PICTURES = {
    "assess.svg": (ASSESS, [], None, None),
    "priorities.svg": ([*ASSESS, "--full"], ["--top", "3"], "Steps one by one", "Not assessed yet"),
    "trend.svg": (["trend", *QUARTERS], [], "Meridian Insurance", None),
    "diff.svg": (["diff", *QUARTERS[1:3]], ["--top", "3"], None, None),
}
"""Picture to its command, options that only keep it short, and the part of the output that it shows: from the line that
begins so (None: the first), up to the one that begins so (None: the 44th at most)."""
TALLEST = 44

WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.S)
"""Rich points at fonts on a server; a picture that is only looked at should not fetch anything."""


def printed(name: str) -> list[Text]:
    """The lines of what a picture's command prints, in colour."""
    command, options, *_ = PICTURES[name]
    colours = {"COLUMNS": str(COLUMNS), "COLORTERM": "truecolor", "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | colours
    whole = [sys.executable, "-m", "btm_cli", *command, *options, "--color", "always"]
    output = subprocess.run(whole, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
    return list(Text.from_ansi(output.decode("utf-8")).split("\n"))


def picture(lines: list[Text], name: str) -> str:
    """The SVG of one picture: a terminal with its part of `lines`."""
    command, _, *ends = PICTURES[name]
    starts = [next(i for i, line in enumerate(lines) if line.plain.startswith(end)) if end else None for end in ends]
    first = starts[0] or 0
    shown = Text("\n").join(lines[first : starts[1] or first + TALLEST])
    shown.rstrip()
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(shown)
    title = " ".join(["btm", *(Path(word).name for word in command)])
    svg = console.export_svg(title=title, theme=DEFAULT_TERMINAL_THEME, unique_id=Path(name).stem)
    return WEB_FONT.sub("", svg)


def board(target: Path) -> None:
    """The first page of the board's report, as it is printed."""
    import pymupdf

    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "board.pdf")
        command = [sys.executable, "-m", "btm_cli", "report", "2026-Q4.yaml", "-o", str(pdf)]
        subprocess.run(command, cwd=ROOT / "examples" / "meridian-insurance", check=True)
        pymupdf.open(pdf)[0].get_pixmap(dpi=100).save(target)


def main() -> None:
    """Write every picture."""
    for name in PICTURES:
        target = ROOT / "docs" / "images" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(picture(printed(name), name), "utf-8", newline="\n")
        print(target.relative_to(ROOT))
    if shutil.which("chromium") and find_spec("pymupdf"):
        board(ROOT / "docs" / "images" / "board.png")
        print("docs/images/board.png")


if __name__ == "__main__":
    main()
