"""Strict YAML: the bytes of a file become plain data, and every key path keeps its line and column.

In: bytes and the name to show for them. Out: a `Document` (data and places from one parse) and the diagnostics of
everything that is wrong with the text itself, by the rules of the file formats: YAML 1.2 core scalars, keys are text,
and nothing that makes a file mean something else than what a reader sees. Nothing outside this package reads YAML.
"""

from __future__ import annotations

import re
from typing import Final

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.source.characters import clean, decode
from btm_cli.source.document import Document, Lines
from btm_cli.source.limits import MOST_VALUES
from btm_cli.source.reader import Reader

__all__ = ["LARGEST_FILE", "Document", "parse"]

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes."""
_TAG: Final = r"(?<!\w)!"
"""Where a tag may begin. The parsers differ on where one ends and what may be in it. None is allowed: the parser in
Python has the last word on a text where one may be what is wrong."""


def parse(
    text: bytes, file: str, *, pure: bool = False, placing: bool = True
) -> tuple[Document | None, list[Diagnostic]]:
    """Read one YAML document strictly.

    Args:
        text: the file as it is on disk: UTF-8, with or without a byte order mark, any line ends.
        file: the name to show in diagnostics.
        pure: use the parser written in Python even where libyaml is there; the result is the same.
        placing: keep the places of everything. Without it they are read again once one is asked for; the result is the
            same, sooner for a file in which nothing is wrong, and later for others.

    Returns:
        The document and every problem found, in the order of their places. The document is None where the text could
        not be read to its end (an empty file is a document with data None). What can't be kept, such as the second
        value of a key, is left out of the data; a refused number is kept as text. Never raises for any content.
    """
    if len(text) > LARGEST_FILE:
        message = f"the file has {len(text):,} bytes; the most that is read is {LARGEST_FILE:,}"
        return None, [Diagnostic("too-large", Severity.ERROR, message, Location(file))]
    if len(text) > MOST_VALUES and (most := _most_values(text)) > MOST_VALUES:
        message = f"the file may hold {most:,} values; the most that is read is {MOST_VALUES:,}"
        return None, [Diagnostic("too-large", Severity.ERROR, message, Location(file))]
    characters, undecodable = decode(text, file)
    if undecodable is not None:
        return None, [undecodable]
    if not characters.endswith("\n"):
        characters += "\n"  # the two parsers place the end of a text differently unless it is the end of a line
    lines = Lines(file, characters)
    cleaned, unclean = clean(characters, lines)
    reader = Reader(cleaned, lines, pure, placing)
    document = reader.document()
    tagged = bool(reader.problems) and re.search(_TAG, cleaned) is not None
    if reader.problems and (tagged or not placing):  # some problems name other places
        reader = Reader(cleaned, lines, pure or tagged)
        document = reader.document()
    problems = reader.problems
    if unclean:
        # A syntax error from there on may be nothing but a consequence of what was cleaned away.
        first = min(problem.location.line for problem in unclean)
        problems = [p for p in problems if p.code != "yaml-syntax" or p.location.line < first]
    return document, sorted(unclean + problems, key=lambda problem: problem.sort_key)


def _most_values(text: bytes) -> int:
    """No YAML text holds more than this: each value but the first begins a line or collection, or follows a comma."""
    return max(text.count(b"\n"), text.count(b"\r")) + sum(map(text.count, (b"[", b"{", b",")))
