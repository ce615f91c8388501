"""A roll-up as one HTML file that needs nothing else.

In: a `Rollup`, its `Standard` and flags. Out: HTML. The heat map has every unit; the rest is what the terminal shows.
Names and texts of users are made harmless by `html_templates`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, short_number, short_score
from btm_cli.render.document.palette import SHADES, shade_of
from btm_cli.render.document.templates_env import html_templates
from btm_cli.render.voices.rollup_page import headline, rollup_page, weakest_first
from btm_cli.standard.model import Standard
from btm_cli.voices.roll_call import Flag
from btm_cli.voices.rollup import Rollup
from btm_cli.voices.unit import Scores

LISTED = 100
"""Entries of a list; the heat map has all units."""


def render_rollup_html(rollup: Rollup, standard: Standard, flags: Sequence[Flag]) -> str:
    """The page as text."""
    labels = Labels(standard)
    page = list(rollup_page(rollup, standard, flags, LISTED))
    facts = next(block for block in page if isinstance(block, Items))
    environment = html_templates()
    return environment.get_template("rollup.html.j2").render(
        title=next(block.text for block in page if isinstance(block, Heading)),
        headline=headline(rollup, standard, labels),
        facts=facts.items,
        shades=SHADES,
        capabilities=[part.name for part in rollup.capabilities],
        rows=[_row(rollup, place, standard, labels) for place in weakest_first(rollup)],
        sections=list(_sections(page)),
    )


def _row(rollup: Rollup, place: int, standard: Standard, labels: Labels) -> dict[str, Any]:
    unit = rollup.call.units[place]
    return {
        "name": unit.title,
        "weight": short_number(rollup.call.weights[place]) if rollup.call.weighed else NOTHING,
        "squares": [_square(scores, standard, labels) for scores in (unit.overall, *unit.capabilities)],
    }


def _square(scores: Scores, standard: Standard, labels: Labels) -> tuple[str, int | None]:
    shade = shade_of(scores.level, standard.base, standard.top)
    return short_score(scores.score, labels.thresholds), shade


def _sections(page: Iterable[Block]) -> Iterable[dict[str, Any]]:
    """The tables and lists of the terminal's page but for its heat map, each with its heading."""
    title = ""
    for block in page:
        if isinstance(block, Heading):
            title = block.text
        elif title.startswith("Heat map") or isinstance(block, Paragraph):
            continue
        elif isinstance(block, Table):
            yield {
                "title": title,
                "columns": [column.name for column in block.named()],
                "right": [column.name for column in block.named() if column.right],
                "rows": block.rows,
            }
        elif isinstance(block, Items) and block.items and block.items[0][0] != "Evidenced":
            yield {"title": title, "columns": (), "right": (), "rows": block.items}
