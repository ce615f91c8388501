"""The templates of HTML pages.

In: nothing. Out: an environment in which whatever a page is given is escaped and its control characters are in sight;
a name that a template does not get is an error.
"""

from __future__ import annotations

import base64
import os
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined, __version__
from markupsafe import Markup

from btm_cli.digest import bytes_digest
from btm_cli.render.document.safe import visible
from btm_cli.standard.bundled import PACKAGE

COMPILED = os.path.join(PACKAGE, "_data", "templates", __version__)
"""Where a wheel has all templates compiled by this version of Jinja, which takes longer than to write a report."""


def html_templates(*folders: str) -> Environment:
    """The environment, with the templates of `folders` beside the ones of pages of blocks.

    Statements on lines of their own leave no blank lines; `fragment` makes an id fit for a link.
    """
    return _environment(folders, COMPILED if os.path.isdir(COMPILED) else None)


@cache
def _environment(folders: tuple[str, ...], compiled: str | None) -> Environment:
    """One for all pages of a process: where nothing is compiled, it compiles each template once."""
    sources = FileSystemLoader([*folders, os.path.join(os.path.dirname(__file__), "templates")])
    environment = Environment(
        loader=ChoiceLoader([ModuleLoader(compiled), sources]) if compiled is not None else sources,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fragment"] = lambda name: quote(visible(name), safe="/:")
    return environment


def security_policy(style: str, script: str | None = None) -> Markup:
    """The Content-Security-Policy of every page: this style, this script, and nothing else, from nowhere else."""
    scripts = "" if script is None else f" script-src '{_digest(script)}';"
    policy = f"default-src 'none'; style-src '{_digest(style)}';{scripts} base-uri 'none'; form-action 'none'"
    return Markup(policy)  # nothing of a user's is in it


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(bytes.fromhex(bytes_digest(text.encode()))).decode()


def _clean(value: Any) -> Any:
    """Text with its control characters in sight; what the template itself made stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
