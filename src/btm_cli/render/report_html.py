"""The report as one HTML file that needs nothing else: style, script and charts are inside it.

In: a `ReportView`. Out: HTML. All text is escaped by Jinja2; the Content-Security-Policy lets run what this module put
there, by its hash, and nothing else, and lets nothing be fetched.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from btm_cli.render.palette import SHADES
from btm_cli.render.report_view import ReportView
from btm_cli.render.typeset import visible


def render_report_html(view: ReportView) -> str:
    """The whole page, the same bytes for the same view."""
    environment = Environment(
        loader=PackageLoader("btm_cli.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["anchor"] = _anchor
    style = _shades() + environment.get_template("report.css").render()
    script = environment.get_template("report.js").render()
    # Markup that this module made of its own files; whatever a user wrote goes in as plain text and is escaped.
    return environment.get_template("report.html.j2").render(
        report=view, style=Markup(style), script=Markup(script), policy=_policy(style, script)
    )


def _clean(value: object) -> object:
    """Text from files on one line, without control characters; what is markup already stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _anchor(reference: str) -> str:
    """A reference as the fragment of a link."""
    return quote(reference, safe="/:")


def _policy(style: str, script: str) -> str:
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _shades() -> str:
    """The palette's shades as classes, so that the colours have one place."""
    return (
        "\n".join(
            f".s{index} {{ background: {background}; color: {ink}; }}" for index, (background, ink) in enumerate(SHADES)
        )
        + "\n"
    )
