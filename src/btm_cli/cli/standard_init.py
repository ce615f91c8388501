"""`btm standard init`: begin a standard of one's own."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem

HELP = """Write a small standard of your own into a new folder: two areas, two dimensions, three levels, valid as it is.

Change it from there; docs/writing-a-standard.md explains every key. Commands that score take it by --standard DIR.

Examples:

  btm standard init our-standard

  btm standard validate our-standard
"""


def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to write, new or empty.")],
) -> None:
    """Copy the small standard that btm brings along."""
    from btm_cli.render.document.words import words
    from btm_cli.saving.folder import copy_new
    from btm_cli.standard.bundled import data_folder

    if not copy_new(os.path.join(data_folder("examples"), "own-standard", "starter"), folder):
        raise UsageProblem(words("init.there", file=folder), words("init.example-elsewhere"))
    say(words("browse.own.written", folder=folder))
