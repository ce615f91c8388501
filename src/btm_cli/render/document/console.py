"""How text gets to the terminal: its width, its encoding, its colours, and quietly out when nobody listens.

In: a stream, the user's choice of colour and the environment. Out: how wide to write and whether in colour; notes on
standard error and machine formats on standard output, which never need rich. In a CI job no line that leaves here is a
command to its runner.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Literal, TextIO

from btm_cli.errors import UnreadableFile
from btm_cli.render.document.safe import encodable, printable, uncommanding, visible

DEFAULT_COLUMNS = 80
FEWEST_COLUMNS = 40
MOST_COLUMNS = 240
JOBS = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""Variables that say that this runs in a CI job."""
_JSON = ("json", "sarif", "gitlab", "oscal", "oscal-assessment-plan", "oscal-catalog")
AS_CHARACTERS = {
    **dict.fromkeys((*_JSON, "yaml"), "\\u{:04x}"),
    **dict.fromkeys(("html", "svg", "junit"), "&#{};"),
}
"""How formats write a character by its number, so that it stays the same to who reads them; others show it."""


def wants_color(stream: TextIO, color: str, environ: Mapping[str, str]) -> bool:
    """Whether to colour: never into a pipe, with NO_COLOR or on a dumb terminal, unless it is asked for."""
    if color != "auto":
        return color == "always"
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def color_system(environ: Mapping[str, str]) -> Literal["auto", "standard"]:
    """Rich gives a dumb terminal no colour at all; who gets here asked for some."""
    return "standard" if environ.get("TERM") in ("dumb", "unknown") else "auto"


def columns_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """How wide a page on `stream` is: COLUMNS, else the terminal's width, else 80; from 40 to 240."""
    asked = environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        columns = int(asked)
    else:
        try:
            columns = os.get_terminal_size(stream.fileno()).columns or DEFAULT_COLUMNS
        except (OSError, ValueError, AttributeError):
            columns = DEFAULT_COLUMNS
    return max(FEWEST_COLUMNS, min(columns, MOST_COLUMNS))


def for_log(text: str, environ: Mapping[str, str], form: str = "") -> str:
    """`text` of the format `form`; in a CI job without anything that its runner would take for a command of ours.

    Problems as workflow commands (`github`) are meant to be commands, and have one a line.
    """
    if form == "github" or not any(environ.get(name) for name in JOBS):
        return text
    return uncommanding(text, lambda sign: AS_CHARACTERS.get(form, "\\x{:02x}").format(ord(sign)))


def lines_of_screen(stream: TextIO) -> int | None:
    """How many lines of `stream` a reader sees at once; None where it is no terminal."""
    try:
        return os.get_terminal_size(stream.fileno()).lines or None if stream.isatty() else None
    except (OSError, ValueError, AttributeError):
        return None


def columns_of_screen(stream: TextIO) -> int | None:
    """How many columns a line of `stream` has; None where it is no terminal."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or None if stream.isatty() else None
    except (OSError, ValueError, AttributeError):
        return None


def note(text: str, hint: str | None = None) -> None:
    """A line on stderr, and its hint below, in characters the console has and none that it could take as a command."""
    for line in [text] if hint is None else [text, f"  hint: {hint}"]:
        indent = line[: len(line) - len(line.lstrip())]
        pass_on(f"{indent}{visible(line)}")


def pass_on(text: str) -> None:
    """Lines on stderr, laid out as they are, and as harmless as a note."""
    stream = sys.stderr
    encoding = stream.encoding or "utf-8"
    with quiet_broken_pipe(stream):
        for line in text.splitlines():
            stream.write(for_log(f"{encodable(printable(line), encoding)}\n", os.environ))


def write_document(text: str, stream: TextIO, form: str = "") -> None:
    """Write the format `form` in UTF-8, lines as they are, so that it is the same bytes on every console."""
    text = for_log(text, os.environ, form)
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text)
        return
    stream.flush()
    binary.write(text.encode("utf-8"))


@contextmanager
def quiet_broken_pipe(stream: TextIO | None = None) -> Iterator[None]:
    """Ends what is inside, without a word, when the reader of `stream` has gone (`btm assess ... | head`).

    `stream` is standard output unless given. Raises UnreadableFile where that can't be written for another reason, such
    as a full disk; when it is standard error, nobody is left to be told.
    """
    stream = stream or sys.stdout
    try:
        yield
        stream.flush()
    except OSError as error:
        abandon(stream)
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            raise UnreadableFile(f"standard output can't be written: {error.strerror}") from None


def abandon(stream: TextIO) -> None:
    """Let what is still buffered in a stream that fails go nowhere: it would fail again when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
