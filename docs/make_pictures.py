"""The pictures of README.md, made from what the real commands print.

In: nothing; run it as `python docs/make_pictures.py` where btm is installed. Out: the files of `PICTURES` in
docs/images/.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "assess.svg": ["assess", "examples/meridian-insurance/2026-Q4.yaml", "--format", "svg"],
}
"""Picture to the arguments of btm that print it."""


def picture(name: str) -> bytes:
    """The bytes of one picture, the same wherever it is made."""
    environment = {**os.environ, "COLUMNS": "110", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "btm_cli", *PICTURES[name]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    """Write every picture."""
    for name in PICTURES:
        target = ROOT / "docs" / "images" / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture(name))
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
