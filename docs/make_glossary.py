"""Write docs/glossary.md from the words that `btm explain words` shows: `python docs/make_glossary.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from btm_cli.intake.glossary import glossary  # noqa: E402 - the path comes first
from btm_cli.render.document.markdown import to_markdown  # noqa: E402
from btm_cli.render.explain.words import words_page  # noqa: E402


def text() -> str:
    """The page as it must be."""
    return to_markdown(words_page(glossary()))


if __name__ == "__main__":
    (ROOT / "docs" / "glossary.md").write_text(text(), "utf-8")
