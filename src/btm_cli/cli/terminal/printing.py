"""What commands print beside their results: problems and notes, on stderr.

In: problems, texts. Out: nothing but what is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from btm_cli.diagnostics import Diagnostic
from btm_cli.render.document.console import columns_of_screen, note, quiet_broken_pipe
from btm_cli.render.document.words import words


def show_problems(problems: Sequence[Diagnostic], files: Sequence[str] = ()) -> None:
    """The problems on stderr, file by file; `files` are all that were looked at."""
    from btm_cli.render.document.terminal import print_blocks
    from btm_cli.render.problems.page import problems_page

    concerned = {problem.location.file for problem in problems}
    with quiet_broken_pipe(sys.stderr):
        print_blocks(problems_page(problems, [*{*files, *concerned}]), sys.stderr)


def say(text: str, hint: str | None = None) -> None:
    """A line on stderr, and its hint below; at a terminal broken between words, not within them."""
    columns, indent = columns_of_screen(sys.stderr), len(text) - len(text.lstrip())
    if columns is None or len(text) <= columns:
        note(text, hint)
        return
    from btm_cli.render.document.terminal import wrapped

    hang = " " * 2 * indent
    first, *lines = wrapped(text.lstrip(), columns - len(hang))
    for line in (f"{text[:indent]}{first}", *(f"{hang}{line}" for line in lines)):
        note(line)
    if hint is not None:
        note(f"  hint: {hint}")


def say_warnings(warnings: Sequence[Diagnostic], file: str) -> None:
    """How many warnings there are about a file that was read all the same, and how to see them; nothing for none."""
    if warnings:
        say(words("problem.warned", n=len(warnings), file=file))
