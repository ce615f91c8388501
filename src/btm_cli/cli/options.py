"""Options that several commands share, so that each has one name and one line of help.

In: nothing. Out: types for the parameters of commands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


StandardOption = Annotated[
    str | None,
    typer.Option("--standard", metavar="DIR", help="Use the standard in this folder instead of the shipped one."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE|today", help="The date evidence is judged on. Default: the file's assessed_on."
    ),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to a file, whole or not at all.")
]
ColorOption = Annotated[
    Color, typer.Option("--color", help="Colour the text. auto: in a terminal, unless NO_COLOR is set.")
]
