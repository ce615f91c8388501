"""What a release says: `python .ci/release_notes.py vX.Y.Z FOLDER` writes FOLDER/notes.md.

In: the tag; the version of the package and CHANGELOG.md. Ends with a message where the tag is not the version, or the
changelog has no section for it that says when it came out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def notes(tag: str, version: str, changelog: str) -> str:
    """The section of `changelog` on `version`. Raises ValueError where there is none to release with `tag`."""
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, the version {version}")
    section = re.search(
        rf"^## {re.escape(version)} \(([^\n]*)\)\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL
    )
    if section is None:
        raise ValueError(f"CHANGELOG.md has no `## {version} (YYYY-MM-DD)`")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", section[1]):
        raise ValueError(f"CHANGELOG.md does not say when {version} came out, but: {section[1]}")
    return section[2].strip() + "\n"


def main(tag: str, folder: str) -> None:
    """Write the notes, or end with what is wrong."""
    source = (ROOT / "src" / "btm_cli" / "__init__.py").read_text("utf-8")
    version = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    try:
        text = notes(tag, version[1] if version else "unknown", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    except ValueError as problem:
        sys.exit(f"no release: {problem}")
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, "notes.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
