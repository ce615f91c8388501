"""The page of a diagnostic code, docs/codes/CODE.md, for a terminal or as data.

In: the page's Markdown: a title, a summary, `## Example` with fenced text, `## What to do`. Out: lines, or plain data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from btm_cli.render.document.blocks import Heading, Paragraph, to_lines
from btm_cli.render.document.typeset import Line, Typesetter

FENCE = "```"
INDENT = 2
TALLEST = 20


@dataclass(frozen=True, slots=True)
class CodePage:
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
    example = "\n".join(parts.get("Example", [])).strip("\n").split("\n")
    return CodePage(code, _running(parts[""]), tuple(example), _running(parts.get("What to do", [])))


def _running(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())


def code_lines(found: CodePage, page: Typesetter) -> list[Line]:
    """The page on a terminal."""
    lines = to_lines([Heading(found.code), Paragraph(found.summary), Heading("Example", 2)], page)
    for line in found.example:
        text = line.lstrip()
        lead = " " * (INDENT + len(line) - len(text))
        lines += [[(lead, ""), (part, "")] for part in page.wrap(text, max(10, page.columns - len(lead)), TALLEST)]
    return [*lines, [], *to_lines([Heading("What to do", 2), Paragraph(found.advice)], page)]


def code_data(found: CodePage, schema: str) -> dict[str, Any]:
    """The page as plain data."""
    return {
        "schema": schema,
        "kind": "code",
        "reference": found.code,
        "summary": found.summary,
        "example": list(found.example),
        "what_to_do": found.advice,
    }
