"""Write every golden output anew: `python tests/golden/update.py`. Read the diff before committing it."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from support.golden import CASES, FOLDER, produce  # noqa: E402 - the path comes first

KEPT = {"update.py", "README.md", "broken.yaml", "infeasible.yaml"}


def main() -> None:
    """Write the files that changed, remove those of no case, and say which."""
    for case in CASES:
        found = produce(case)
        if not case.path.exists() or case.path.read_bytes() != found:
            case.path.write_bytes(found)
            print(f"wrote {case.name}")
    for path in sorted(FOLDER.iterdir()):
        if path.is_file() and path.name not in KEPT | {case.name for case in CASES}:
            path.unlink()
            print(f"removed {path.name}")


if __name__ == "__main__":
    main()
