"""The words that pages use, and what each means.

In: a word as somebody types it. Out: its entry; all of them. Their texts are data, in `words/en.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from btm_cli.names import loosely
from btm_cli.render.document.words import FALLBACK, entries

PREFIX = "word.of."
FILE = "answers-file"
"""The word that names its keys too."""
LIST = "words"
"""What lists them all."""


def glossary() -> Mapping[str, str]:
    """Every word, by the id that it is looked up by, in the order of the data."""
    found = entries(FALLBACK).items()
    return {key.removeprefix(PREFIX): text for key, text in found if key.startswith(PREFIX) and isinstance(text, str)}


def file_keys() -> Mapping[str, str]:
    """Every key at the top of an answers file and what it says, from its page. Raises UnreadableFile."""
    return all_keys()["the file"]


def all_keys() -> Mapping[str, Mapping[str, str]]:
    """Every key of an answers file and what it says, by its table's heading in lower case. Raises UnreadableFile."""
    from btm_cli.files import DiskFiles
    from btm_cli.standard.bundled import data_file

    page = DiskFiles().read(data_file("answers-file.md")).decode("utf-8")
    parts = re.split(r"^###? (.+)$", page, flags=re.M)[1:]
    row = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.M)
    tables = zip(parts[::2], parts[1::2], strict=True)
    return {heading.lower(): {key: _plain(says) for key, says in row.findall(text)} for heading, text in tables}


def _plain(markdown: str) -> str:
    """A cell of a table without links and code marks."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markdown).replace("`", "")


def find_word(said: str) -> str | None:
    """The id of the word that `said` is, in whatever case, with blanks or hyphens, as one or as many; None for none."""
    wanted = loosely(said)
    return next((word for word in glossary() if loosely(word) == wanted), None)
