"""The report as one HTML page that needs nothing else: no network, no other file, no script to be read.

In: a `ReportView`. Out: HTML. Jinja2 escapes all text; style and script lie in the page and are allowed by their
digests alone (Content-Security-Policy), so that nothing a user wrote could ever run.
"""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from btm_cli.render.document.html import described
from btm_cli.render.document.palette import SHADES
from btm_cli.render.document.safe import shortened
from btm_cli.render.document.templates_env import html_templates
from btm_cli.render.report.view import ReportView

TITLE_LENGTH = 160


def render_report_html(report: ReportView) -> str:
    """The whole page, the same bytes for the same report."""
    environment = html_templates()
    environment.filters["short"] = lambda text: shortened(text, TITLE_LENGTH)
    style = environment.get_template("report.css.j2").render(shades=SHADES)
    script = environment.get_template("report.js").render()
    return environment.get_template("report.html.j2").render(
        report=report,
        view=report.view,
        links=report.links,
        change=described(report.change or (), report.links),
        plan=described(report.plan or (), report.links),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
