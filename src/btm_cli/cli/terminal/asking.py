"""Questions at a terminal: asked on standard error, answered on standard input, nothing more to know.

In: a question, and what an empty line stands for. Out: what was typed. The end of the input counts as Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from btm_cli.cli.terminal.printing import say
from btm_cli.errors import UsageProblem

Meant = TypeVar("Meant")
LONGEST_LINE = 10_000
"""Characters of an answer that are read."""


def at_terminal() -> bool:
    """Whether somebody sits there: what is asked is read, and what is printed is no file or pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def ask(question: str, read: Callable[[str], Meant]) -> Meant:
    """What `read` makes of the answer; asked again where it raises UsageProblem.

    Raises KeyboardInterrupt at the end of the input: nobody wants to go on.
    """
    while True:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        line = sys.stdin.readline(LONGEST_LINE)
        if not line:
            sys.stderr.write("\n")
            raise KeyboardInterrupt
        try:
            return read(line.strip())
        except UsageProblem as problem:
            say(problem.message, problem.hint)


def agreed(question: str) -> bool:
    """Whether the answer is yes, which an empty line is too. Raises KeyboardInterrupt as `ask` does."""
    return ask(question, _yes)


def _yes(said: str) -> bool:
    word = said.casefold()
    if word in ("", "y", "yes"):
        return True
    if word in ("n", "no"):
        return False
    raise UsageProblem("y or n")
