"""How Sphinx builds the site: furo, MyST, nothing from elsewhere. `build.py` gives it what `staging.py` laid out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

from btm_cli import __version__  # noqa: E402 - the path comes first
from btm_cli.intake.address import repository  # noqa: E402 - as above

project = "btm"
author = "The btm contributors"
copyright = author
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4

# Pages on what is wrong show it: their examples can't be read as what they are.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = True
nitpick_ignore_regex = [
    # Python's own types, whose documentation is elsewhere: an inventory of it would be a request.
    ("py:class", r"(date|datetime\.date|Sequence|collections\.abc\.Sequence|.*Exception)"),
    # The records: what is in them stands on the page of each JSON contract; a problem is one of `diagnostics`.
    ("py:class", r".*Wire|Diagnostic"),
]
# What stands between single backticks in a docstring is code, as in Markdown.
default_role = "code"
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True

# `--full` stays two hyphens: much here is to be typed.
smartquotes = False
html_theme = "furo"
html_title = f"btm {release}"
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
# A summary of each page found would be fetched, which a browser refuses for files on a disk.
html_show_search_summary = False
# Made for contrast: others have colours that many can't read on the ground of code.
pygments_style = "a11y-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_theme_options = {
    "navigation_with_keys": True,
    "light_css_variables": {"color-brand-primary": "#1f5fbf", "color-brand-content": "#1f5fbf"},
    "dark_css_variables": {"color-brand-primary": "#8ab4f8", "color-brand-content": "#8ab4f8"},
}
if (address := repository()) is not None:
    html_theme_options |= {"source_repository": address, "source_branch": "main", "source_directory": ""}


def setup(app: Any) -> None:
    """Let the keyboard scroll code that is wider than the page."""

    def with_focus(_app: Any, _page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
        if "body" in context:
            context["body"] = context["body"].replace("<pre>", '<pre tabindex="0">')

    app.connect("html-page-context", with_focus)
