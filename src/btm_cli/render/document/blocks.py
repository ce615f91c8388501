"""A small document of headings, paragraphs, lists and tables, for what is browsed rather than scored.

In: blocks. Out: lines for a terminal, or Markdown. One page description serves both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from btm_cli.render.document.typeset import Line, Typesetter, width
from btm_cli.render.scorecard.markdown import escape

TALLEST = 200
"""Lines that one paragraph may take in a terminal: texts of a standard are short, but any standard may be loaded."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `depth` 1 is the title. `style` sets one off from the others on a terminal."""

    text: str
    depth: int = 1
    style: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, with an optional label in front."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a mark (may be empty) and its text. `depth` indents it, `hang` all but the first lines."""

    items: tuple[tuple[str, str], ...]
    depth: int = 0
    hang: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name; the last column takes what room is left, `least` or more where it needs that much.

    Numeric columns are named in `right`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()
    least: int = 10


Block = Heading | Paragraph | Items | Table


def to_lines(blocks: Iterable[Block], page: Typesetter) -> list[Line]:
    """The document on a terminal's page."""
    lines: list[Line] = []
    previous: Block | None = None
    for block in blocks:
        joined = isinstance(block, Items) and isinstance(previous, Items | Paragraph)
        if lines and not joined:
            lines.append([])
        match block:
            case Heading():
                lines.append(
                    [(page.cut(block.text, page.columns), block.style or ("title" if block.depth == 1 else "heading"))]
                )
            case Paragraph():
                lines += _paragraph(block, page)
            case Items():
                lines += _items(block, page)
            case Table():
                lines += _table(block, page)
        previous = block
    return lines


def to_markdown(blocks: Iterable[Block]) -> str:
    """The document as Markdown, ended by a newline."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                parts.append(f"\n{'#' * block.depth} {escape(block.text)}\n")
            case Paragraph():
                label = f"**{escape(block.label)}:** " if block.label else ""
                parts.append(f"\n{label}{escape(block.text)}".rstrip(" ") + "\n")
            case Items():
                parts.append("" if block.depth else "\n")
                indent = "  " * block.depth
                for mark, text in block.items:
                    lead = f"**{escape(mark)}** " if mark else ""
                    parts.append(f"{indent}- {lead}{escape(text)}\n")
            case Table():
                parts.append("\n" + _markdown_row(block.columns))
                parts.append(_markdown_row("--:" if name in block.right else "---" for name in block.columns))
                parts += [_markdown_row(map(escape, row)) for row in block.rows]
    return "".join(parts).lstrip("\n")


def _markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _paragraph(block: Paragraph, page: Typesetter) -> Iterator[Line]:
    label = f"{block.label}: " if block.label else ""
    label = label if block.text else label.rstrip()
    for position, line in enumerate(page.wrap(label + block.text, page.columns, TALLEST)):
        if position == 0 and label and line.startswith(label):
            yield [(label, "strong"), (line[len(label) :], "")]
        else:
            yield [(line, "")]


def _items(block: Items, page: Typesetter) -> Iterator[Line]:
    indent = 2 + 3 * block.depth
    widest = max((width(page.clean(mark)) for mark, _ in block.items), default=0)
    lead = min(widest, 24, page.columns // 3) + 1 if widest else 0
    for mark, text in block.items:
        room = max(10, page.columns - indent - lead - block.hang)
        for position, line in enumerate(page.wrap(text, room, TALLEST)):
            shown = page.left("" if position else mark, lead) if lead else ""
            yield [(" " * (indent + (block.hang if position else 0)), ""), (shown, "strong"), (line, "")]


def _table(block: Table, page: Typesetter) -> Iterator[Line]:
    texts: Sequence[Sequence[str]] = [block.columns, *block.rows]
    widths = [max(width(page.clean(row[index])) for row in texts) for index in range(len(block.columns))]
    spare = page.columns - sum(widths[:-1]) - 2 * (len(widths) - 1)
    least = max(10, min(block.least, widths[-1]))
    if spare < least:
        widths[0] = max(10, widths[0] - (least - spare))
        spare = page.columns - sum(widths[:-1]) - 2 * (len(widths) - 1)
    widths[-1] = max(4, min(widths[-1], spare))
    for number, row in enumerate(texts):
        spans: Line = []
        for name, text, columns in zip(block.columns, row, widths, strict=True):
            shown = page.right(text, columns) if name in block.right else page.left(text, columns)
            spans += [("  " if spans else "", ""), (shown, "heading" if number == 0 else "")]
        yield spans
