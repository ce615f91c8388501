"""The report as one HTML page that needs nothing else: no network, no other file, no script to be read.

In: a `ReportView`. Out: HTML. Jinja2 escapes all text; style and script lie in the page and are allowed by their
digests alone (Content-Security-Policy), so that nothing a user wrote could ever run.
"""

from __future__ import annotations

import base64
import hashlib
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from btm_cli.render.document.html import described
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import number
from btm_cli.render.document.palette import SHADES, shade_of
from btm_cli.render.document.safe import shortened
from btm_cli.render.document.templates_env import html_templates
from btm_cli.render.report.view import ReportView
from btm_cli.render.scorecard.figures import figures, marks
from btm_cli.render.scorecard.steps import blockers, claims, factors, reasons
from btm_cli.scoring.scorecard import CellScore

TITLE_LENGTH = 160


def render_report_html(report: ReportView) -> str:
    """The whole page, the same bytes for the same report."""
    environment = html_templates()
    environment.globals.update(_writers(report))
    environment.filters["short"] = lambda text: shortened(text, TITLE_LENGTH)
    style = environment.get_template("report.css.j2").render(shades=SHADES)
    script = environment.get_template("report.js").render()
    return environment.get_template("report.html.j2").render(
        report=report,
        head=report.head,
        links=report.links,
        change=described(report.change or (), report.links),
        plan=described(report.plan or (), report.links),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def _writers(report: ReportView) -> dict[str, Any]:
    """How the page writes what is exact: numbers, places, criteria, reasons."""
    standard, card = report.standard, report.shown.card
    labels = Labels(standard)

    def square(cell: CellScore) -> str:
        return figures(cell.numbers, labels).score if cell.assessed else cell.basis.replace("-", " ")

    def share(score: Fraction | None) -> str:
        """How much of the scale, in hundredths; nothing where there is no score."""
        return "0" if score is None else f"{float((score - standard.base) / (standard.top - standard.base) * 100):.1f}"

    return {
        "figures": lambda numbers: figures(numbers, labels),
        "marks": marks,
        "shade": lambda level: shade_of(level, standard.base, standard.top),
        "square": square,
        "share": share,
        "place": labels.place,
        "claims": lambda capability, dimension, wanted: claims(capability, dimension, wanted, labels),
        "factors": factors,
        "reasons": lambda step: reasons(step, card, labels),
        "blockers": lambda step: blockers(step, labels),
        "priority": lambda step: number(step.priority),
    }


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
