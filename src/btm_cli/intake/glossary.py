"""The words that pages use, and what each means.

In: a word as somebody types it. Out: its entry; all of them. Their texts are data, in `words/en.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from btm_cli.names import loosely
from btm_cli.render.document.words import FALLBACK, entries

PREFIX = "word.of."
LIST = "words"
"""What lists them all."""


def glossary() -> Mapping[str, str]:
    """Every word, by the id that it is looked up by, in the order of the data."""
    found = entries(FALLBACK).items()
    return {key.removeprefix(PREFIX): text for key, text in found if key.startswith(PREFIX) and isinstance(text, str)}


def find_word(said: str) -> str | None:
    """The id of the word that `said` is, in whatever case, with blanks or hyphens, as one or as many; None for none."""
    wanted = loosely(said)
    return next((word for word in glossary() if loosely(word) == wanted), None)
