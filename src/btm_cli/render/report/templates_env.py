"""The templates of the report.

In: nothing. Out: an environment with the report's templates and those of pages of blocks. The wheel holds all of them
compiled by it.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from btm_cli.render.document.safe import shortened, visible
from btm_cli.render.document.templates_env import html_templates
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from jinja2 import Environment

TITLE_LENGTH = 160
FACT_LENGTH = 480
PLAIN = re.compile("[^A-Za-z0-9]")


def report_templates() -> Environment:
    """The environment: what a page is given is escaped, and long titles and facts are cut."""
    environment = html_templates(os.path.join(os.path.dirname(__file__), "templates"))
    environment.globals.update(words=words)
    environment.filters["short"] = lambda text: shortened(text, TITLE_LENGTH)
    environment.filters["fact"] = lambda text: shortened(text, FACT_LENGTH)
    environment.filters["css"] = css_text
    return environment


def css_text(text: str) -> Markup:
    """Text as a string of a style sheet, whatever is in it: all but letters and digits by their numbers."""
    return Markup('"' + PLAIN.sub(lambda found: f"\\{ord(found[0]):06x}", visible(text)) + '"')
