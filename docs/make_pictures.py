"""The pictures of README.md, made from what the real commands print in colour.

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
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 100
PICTURES = {
    "assess.svg": ["assess", "examples/meridian-insurance/2026-Q4.yaml", "--top", "3"],
}
"""Picture to the arguments of btm that it shows."""

WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.S)
"""Rich points at fonts on a server; a picture that is only looked at should not fetch anything."""


def picture(name: str) -> str:
    """The SVG of one picture: a terminal of `COLUMNS` columns with the command's output."""
    environment = os.environ | {"COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "btm_cli", *PICTURES[name], "--color", "always"]
    output = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(Text.from_ansi(output.decode("utf-8")))
    title = " ".join(["btm", *PICTURES[name]])
    return WEB_FONT.sub("", console.export_svg(title=title, theme=MONOKAI, unique_id=Path(name).stem))


def main() -> None:
    """Write every picture."""
    for name in PICTURES:
        target = ROOT / "docs" / "images" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(picture(name), "utf-8", newline="\n")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
