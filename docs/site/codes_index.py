"""The list of all diagnostic codes with what each means, made from their pages."""

from __future__ import annotations

from pathlib import Path

HEAD = """# Codes

What can be wrong, by the code that stands in brackets behind each message. `btm explain CODE` shows the same page in
the terminal.

| code | means |
|---|---|
"""


def codes_page(folder: Path) -> str:
    """A table of the pages in `folder`, each with the first paragraph of its text."""
    pages = sorted(folder.glob("*.md"))
    rows = [f"| [{page.stem}](../docs/codes/{page.name}) | {_meaning(page)} |" for page in pages]
    return HEAD + "\n".join([*rows, ""])


def _meaning(page: Path) -> str:
    _, meaning = page.read_text("utf-8").split("\n\n")[:2]
    return " ".join(meaning.split()).replace("|", r"\|")
