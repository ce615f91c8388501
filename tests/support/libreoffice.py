"""Files opened and saved by LibreOffice, which people have; a start of it takes as long as five of our commands.

In: a folder, names in it, the format to save as, more options. Out: the files in `out/`, with everything worked out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from support.profile import PROFILE
from support.run import LONGEST

needs_libreoffice = pytest.mark.skipif(
    PROFILE == "quick" or shutil.which("soffice") is None,
    reason="needs LibreOffice, and HYPOTHESIS_PROFILE=ci, as .ci/run has it for the wheel",
)


def converted(folder: Path, names: Iterable[str], to: str, *more: str) -> None:
    """One start for all of `names`."""
    subprocess.run(
        ["soffice", "--headless", *more, "--convert-to", to, "--outdir", "out", *names],
        cwd=folder,
        env=os.environ | {"HOME": str(folder)},
        capture_output=True,
        check=True,
        timeout=LONGEST,
    )
