"""Blocks as Markdown (GitHub's), for a pull request or a wiki: text of people shows as it was typed.

In: blocks. Out: Markdown, ended by a newline. Whatever people wrote is never markup, HTML, a link or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from btm_cli.render.document import blocks as b
from btm_cli.render.document.excerpt import WIDE, quoted
from btm_cli.render.document.plain_blocks import as_table, parts_of
from btm_cli.render.document.plot import spark
from btm_cli.render.document.safe import markdown as escape
from btm_cli.render.document.safe import markdown_html, printable

COMMENT = 60_000
"""Characters that a comment on a code host may have: GitHub takes 65,536, less what stands around it."""


def to_markdown(page: Iterable[b.Block], too_long: str | None = None, limit: int = COMMENT) -> str:
    """The page; with `too_long`, these words replace each folded part that goes beyond `limit` characters."""
    text = ""
    for fold, part in _parts(page):
        written = "".join(part)
        if fold:
            written = f"\n<details>\n<summary>{markdown_html(fold)}</summary>\n{written}\n</details>\n"
        if too_long is not None and fold and len(text) + len(written) > limit:
            written = f"\n{escape(f'{fold}: {too_long}')}\n"
        text += written
    return text.lstrip("\n")


def _parts(page: Iterable[b.Block]) -> Iterator[tuple[str, list[str]]]:
    """The page in one part that is open and one for each foldable heading, called by it, up to the next such one."""
    fold, depth = "", 0
    part: list[str] = []
    for block in page:
        ends = isinstance(block, b.Heading) and fold and block.depth <= depth
        if isinstance(block, b.Heading) and (ends or (block.fold and not fold)):
            yield fold, part
            fold, depth = (block.text, block.depth) if block.fold else ("", 0)
            part = [] if block.fold else list(_written(block))
            continue
        part.extend(_written(block))
    yield fold, part


def _written(block: b.Block) -> Iterator[str]:
    match block:
        case b.Heading():
            yield f"\n{'#' * block.depth} {escape(block.text)}\n"
        case b.Sentences():
            yield "\n"
            yield from _entries(block.entries)
        case b.Paragraph():
            label = f"**{escape(block.label + ':')}**" if block.label else ""
            text = f"**{escape(block.text)}**" if block.tone == "strong" and block.text else escape(block.text)
            yield "\n" + " ".join(filter(None, (label, escape(block.mark), text))) + "\n"
        case b.Items():
            yield "" if block.depth else "\n"
            yield from _entries(block.items, "  " * block.depth)
        case b.Table():
            yield from _table(block)
        case b.HeatMap():
            yield from _table(as_table(block))
        case b.Bars():
            yield "\n"
            yield from _entries([(bar.label, b.said_of(block, bar)) for bar in block.bars])
            yield f"\n{escape(block.caption)}\n" if block.caption else ""
        case b.Lines():
            return  # the numbers stand in the table beside it
        case b.Path():
            stages = [escape(stage) for stage in block.stages]
            yield "\n" + " › ".join(f"**{s}**" if i == block.reached else s for i, s in enumerate(stages)) + "\n"
        case b.Screen():
            for part in parts_of(block):
                yield from _written(part)
        case b.Verbatim():
            lines = quoted(block, WIDE, printable)
            fence = "`" * max([3, *(len(run) + 1 for line in lines for run in re.findall("`+", line))])
            yield f"\n{fence}text\n" + "".join(f"{line}\n" for line in lines) + fence + "\n"


def _entries(pairs: Iterable[tuple[str, str]], indent: str = "") -> Iterator[str]:
    for mark, text in pairs:
        lead = f"**{escape(mark)}** " if mark.strip("-") else ""
        yield f"{indent}- {lead}{escape(text)}\n"


def _table(block: b.Table) -> Iterator[str]:
    columns = block.named()
    yield "\n" + _row(escape(column.name, begins=False) for column in columns)
    yield _row("--:" if column.right else "---" for column in columns)
    for cells, tone in block.squares():
        shown = [escape(spark(cell.spark) + cell.text + cell.mark, begins=False) for cell in cells]
        yield _row(f"**{text}**" if tone == "strong" and text else text for text in shown)
    if block.caption:
        yield f"\n{escape(block.caption)}\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
