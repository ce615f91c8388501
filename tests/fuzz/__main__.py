"""Fuzzing without end: `python -m tests.fuzz --minutes N [--seed N] [--keep FOLDER]`.

Prints how many inputs were tried; what failed is written to the folder, with why, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.harness import run
from fuzz.targets import targets


def main() -> int:
    """Run for so many minutes."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Feed btm with damaged files.")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed gives the same files")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="where failing files are written")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        found = run(targets(Path(folder)), asked.seed, sys.maxsize, asked.minutes * 60)
    for number, failure in enumerate(found.failures):
        asked.keep.mkdir(parents=True, exist_ok=True)
        (asked.keep / f"{number}-{failure.target}").write_bytes(failure.content)
        (asked.keep / f"{number}-{failure.target}.why").write_text(f"seed {failure.seed}\n{failure.why}", "utf-8")
    tried = ", ".join(f"{name} {number}" for name, number in found.tried.most_common())
    print(f"seed {asked.seed}: {found.tried.total()} inputs ({tried}), {len(found.failures)} failures")
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
