"""The words that pages use and the codes of problems, and what each means.

In: a word as somebody types it; a code. Out: its entry; all of them; the page of a code, as shipped. The words' texts
are data, in `words/en.yaml`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from btm_cli.errors import UnreadableFile
from btm_cli.names import loosely
from btm_cli.render.document.words import FALLBACK, entries

if TYPE_CHECKING:
    from btm_cli.render.wire.code_page import CodePage

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


def code_paths() -> dict[str, str]:
    """Every diagnostic code with the file of its page. Raises UnreadableFile for a broken installation."""
    from btm_cli.standard.bundled import data_folder

    folder = data_folder("codes")
    return {name.removesuffix(".md"): os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".md")}


@cache
def page_of(code: str) -> CodePage | None:
    """The page of `code`, None where it has none. Raises UnreadableFile."""
    from btm_cli.render.wire.code_page import read_page

    path = code_paths().get(code)
    if path is None:
        return None
    try:
        with open(path, encoding="utf-8") as file:
            return read_page(code, file.read())
    except OSError as error:
        raise UnreadableFile(f"{path} can't be read: {error.strerror}") from error
