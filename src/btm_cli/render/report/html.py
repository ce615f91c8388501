"""The report as one HTML page that needs nothing else: no network, no other file, no script to be read.

In: `ReportInput`, which edition, which paper. Out: HTML. Jinja2 escapes all text; style and the full
edition's script lie in the page, allowed by their digests alone (Content-Security-Policy): nothing a user wrote could
ever run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from markupsafe import Markup

from btm_cli.render.document.html import described
from btm_cli.render.document.palette import DARK_SHADES, PAPER_SHADES
from btm_cli.render.document.safe import shortened
from btm_cli.render.document.templates_env import security_policy
from btm_cli.render.document.words import words
from btm_cli.render.report.board import ReportInput, make_board
from btm_cli.render.report.front import facts, marking, running_foot, title
from btm_cli.render.report.page import Edition, Part, report_parts
from btm_cli.render.report.templates_env import report_templates
from btm_cli.render.scorecard.shown import Shown
from btm_cli.standard.model import EMPTY_CELL

Paper = Literal["A4", "Letter"]
FOOTER_LENGTH = 70


class Section(NamedTuple):
    """A part of the page, ready for the template."""

    id: str
    heading: str
    blocks: list[dict[str, Any]]
    page: bool


def report_html(given: ReportInput, edition: Edition = "board", paper: Paper = "A4") -> str:
    """The whole page, the same bytes for the same report."""
    board = make_board(given)
    environment = report_templates()
    links = _links(given) if edition == "full" else {}
    style = environment.get_template("report.css.j2").render(
        light=PAPER_SHADES, dark=DARK_SHADES, paper=paper, footer=shortened(running_foot(board), FOOTER_LENGTH)
    )
    script = environment.get_template("report.js").render() if edition == "full" else None
    return environment.get_template("report.html.j2").render(
        title=title(board),
        marking=marking(board),
        facts=facts(board),
        sections=[_section(part, links) for part in report_parts(board, edition)],
        edition=edition,
        notice=given.standard.notice if edition == "full" else "",
        style=Markup(style),
        script=Markup(script or ""),
        policy=security_policy(style, script),
    )


def _section(part: Part, links: Mapping[str, str]) -> Section:
    blocks = described(part.blocks, links, part.heading or words("report.title.front"), stacked=True)
    return Section(part.id, part.heading, blocks, part.page)


def _links(given: ReportInput) -> Mapping[str, str]:
    """Every reference that can be jumped to, and the name of that place in the page."""
    links: dict[str, str] = {}
    for row in Shown(given.card).capabilities:
        links |= {name: f"r:{name}" for name in (row.id, *(cell.reference for cell in row.cells))}
        for cell in row.cells:
            written = given.standard.cell(*cell.place) or EMPTY_CELL
            links |= {f"{cell.reference}/{each.id}": f"r:{cell.reference}" for each in written.all_criteria()}
        links.setdefault(row.area, f"r:{row.id}")
    return links
