"""`btm textconv`: what git runs to show an answers file in a diff, once `btm git-setup` has told it to."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from btm_cli.cli.options import AnyStandard
from btm_cli.files import DiskFiles
from btm_cli.render.document.console import quiet_broken_pipe, write_document

HELP = """Print an answers file the way git's diff shows it; what is no answers file is printed as it is.

Example: btm textconv answers.yaml
"""


def textconv(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An answers file, or a copy that git made of one.")],
    *,
    standards: AnyStandard,
) -> None:
    """Convert, or pass through: git's diff must work on a broken version too."""
    from btm_cli.answers.load import load_answers
    from btm_cli.render.scorecard.textconv import render_textconv
    from btm_cli.scoring import assess

    loaded, _ = load_answers(file, DiskFiles(), standards.find, standards.names())
    with quiet_broken_pipe():
        if loaded is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(DiskFiles().read(file))
            return
        answers = loaded.answers
        card = assess(loaded.standard, answers, frozenset(), answers.assessed_on)
        write_document(render_textconv(card, answers, loaded.standard), sys.stdout)
