"""The page of a diagnostic code, docs/codes/CODE.md, in its parts: for `btm explain` and for rule help in SARIF.

In: the page's Markdown: a title, a summary, `## Example` with fenced text, `## What to do`. Out: a `CodePage`.
"""

from __future__ import annotations

from typing import NamedTuple

from btm_cli.render.document.words import words

FENCE = "```"


class CodePage(NamedTuple):
    """What a code means, a file that has the problem, and what to do about it."""

    code: str
    summary: str
    example: tuple[str, ...]
    advice: str


def read_page(code: str, text: str) -> CodePage:
    """The parts of a page; what a page lacks is empty."""
    parts: dict[str, list[str]] = {"": []}
    current = ""
    fenced = False
    for line in text.splitlines():
        if line.startswith(FENCE):
            fenced = not fenced
        elif line.startswith("## ") and not fenced:
            current = line[3:].strip()
            parts[current] = []
        elif fenced or not line.startswith("# "):
            parts[current].append(line)
    example = "\n".join(parts.get(words("explain.code.example"), [])).strip("\n").split("\n")
    return CodePage(
        code, _running(parts[""]), tuple(example), _running(parts.get(words("explain.code.what-to-do"), []))
    )


def _running(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())
