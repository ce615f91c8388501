"""A small document of blocks as one HTML file that needs nothing else and loads nothing.

In: blocks, the first of them the title. Out: HTML. Names and texts of users are made harmless by `html_templates`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.templates_env import html_templates


def render_page_html(blocks: Iterable[Block]) -> str:
    """The page as text."""
    page = list(blocks)
    environment = html_templates(trimmed=False)
    title = next((block.text for block in page if isinstance(block, Heading)), "")
    return environment.get_template("page.html.j2").render(title=title, blocks=list(_described(page, title)))


def _described(page: Iterable[Block], heading: str) -> Iterable[dict[str, Any]]:
    """What the template needs to know of each block; a table is named after the last heading before it."""
    for block in page:
        if isinstance(block, Heading):
            heading = block.text
            yield {"kind": "heading", "text": block.text, "depth": block.depth}
        elif isinstance(block, Paragraph):
            yield {"kind": "paragraph", "text": block.text, "label": block.label}
        elif isinstance(block, Items) and all(mark in ("", "-") for mark, _ in block.items):
            yield {"kind": "list", "texts": [text for _, text in block.items]}
        elif isinstance(block, Items):
            yield {"kind": "items", "items": block.items}
        else:
            yield {
                "kind": "table",
                "title": heading,
                "columns": block.columns,
                "right": block.right,
                "rows": block.rows,
            }
