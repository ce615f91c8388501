"""What commands print beside their results: problems and notes on stderr; and results that are written already.

In: problems, texts. Out: nothing but what is printed or written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.render.document.blocks import Block


def show_problems(problems: Sequence[Diagnostic], files: Sequence[str] = ()) -> None:
    """The problems on stderr, file by file; `files` are all that were looked at."""
    from btm_cli.render.document.console import quiet_broken_pipe
    from btm_cli.render.document.terminal import print_blocks
    from btm_cli.render.problems.page import problems_page

    concerned = {problem.location.file for problem in problems}
    with quiet_broken_pipe(sys.stderr):
        print_blocks(problems_page(problems, [*{*files, *concerned}]), sys.stderr)


def print_page(page: Iterable[Block], output: str | None, color: str) -> None:
    """A page of blocks as text: to the terminal, or into a file."""
    from btm_cli.render.emit import Result, Where, emit

    emit(Result(page=lambda: page), Where("text", output, color))


def write_result(text: str | bytes, output: str | None, form: str = "yaml") -> None:
    """What is written already, as `form`: to stdout, or to a file whole or not at all; bytes are for a file alone."""
    from btm_cli.render.emit import put

    put(text, output, form)


def say(text: str, hint: str | None = None) -> None:
    """A line on stderr, and its hint below; at a terminal broken between words, not within them."""
    from btm_cli.render.document.console import columns_of_screen, note

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
    from btm_cli.render.document.words import words

    if warnings:
        say(words("problem.warned", n=len(warnings), file=file))
