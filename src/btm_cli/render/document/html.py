"""Blocks as one HTML file that needs nothing else, loads nothing and runs nothing.

In: blocks. Out: HTML whose Content-Security-Policy allows its own style sheet and no more. Names and texts of
users are made harmless by the environment of `templates_env`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from btm_cli.render.document import blocks as b
from btm_cli.render.document.drawing import draw_bars, draw_lines, draw_spark
from btm_cli.render.document.excerpt import WIDE, quoted
from btm_cli.render.document.palette import SHADES
from btm_cli.render.document.plain_blocks import as_table, parts_of
from btm_cli.render.document.safe import printable
from btm_cli.render.document.templates_env import html_templates, security_policy
from btm_cli.render.document.words import words

MOST_STACKED = 1000
"""Rows of a table, each cell of which has its column's name."""


def to_html(page: Iterable[b.Block]) -> str:
    """The page as text; its title is its first heading's."""
    written = [part for block in page for part in (parts_of(block) if isinstance(block, b.Screen) else (block,))]
    environment = html_templates()
    style = environment.get_template("page.css.j2").render(shades=SHADES)
    title = next((block.text for block in written if isinstance(block, b.Heading)), "")
    return environment.get_template("page.html.j2").render(
        title=title,
        style=Markup(style),  # ours alone: nothing of a user's is in it
        policy=security_policy(style),
        blocks=described(written, stacked=True, designed=False),
    )


def described(
    page: Iterable[b.Block],
    links: Mapping[str, str] = MappingProxyType({}),
    heading: str = "",
    *,
    stacked: bool = False,
    designed: bool = True,
) -> list[dict[str, Any]]:
    """What the templates need to know of each block; a table is named after the last heading before it.

    `links` has the names of the page's own places, by the references that cells are about; `heading` stands above. With
    `stacked` each cell knows its column's name, for a page that sets a row's values one below the other on a phone; a
    table of very many rows scrolls there. Heat maps that are no `maps` are tables like any other.
    """
    found = []
    named: Counter[str] = Counter()
    for block in page:
        heading = block.text if isinstance(block, b.Heading) else heading
        named[heading] += isinstance(block, b.Table | b.HeatMap)
        more = {
            "label": _label(heading, named[heading]),
            "links": links,
            "map": False,
            **_more(block),
        }
        plain = not designed and isinstance(block, b.Lines)
        more["map"] = more["map"] and designed
        more["stacked"] = stacked and not plain and len(getattr(block, "rows", ())) <= MOST_STACKED
        found.append({"kind": type(block).__name__.lower(), "block": block, **more})
    return found


def _label(heading: str, number: int) -> str:
    """The name of a table for those who hear the page, one of its own where a heading has several."""
    return words("document.table-number" if number > 1 else "document.table", name=heading, number=number)


def _more(block: b.Block) -> dict[str, Any]:
    """What a template can't work out by itself."""
    match block:
        case b.Table():
            return {"table": block, "spark": draw_spark, "classes": _classes}
        case b.HeatMap():
            names = [cells[0].text for cells, _ in as_table(block, short_names=True).squares()]
            more = {"spark": draw_spark, "classes": _classes, "short_names": names}
            return {"kind": "table", "map": True, "table": as_table(block), **more}
        case b.Items():
            return {"plain": all(mark in ("", "-") for mark, _ in block.items)}
        case b.Lines():
            return {"drawing": draw_lines(block)}
        case b.Bars():
            return {"drawing": draw_bars(block)}
        case b.Verbatim():
            return {"lines": [escape(line) for line in quoted(block, WIDE, printable)]}  # their spaces stay
        case _:
            return {}


@cache
def _classes(right: bool, shade: int | None, tone: b.Tone, run: b.Run, whole: bool = False) -> Markup:
    """The class attribute of a square, "" for none; there may be hundreds of thousands of them."""
    names = [
        "number" if right else "",
        "" if shade is None else f"shade{shade}",
        tone,
        run and f"run {run}",
        "whole" if whole else "",
    ]
    found = " ".join(filter(None, names))
    return Markup(f' class="{found}"' if found else "")  # nothing of a user's is in it
