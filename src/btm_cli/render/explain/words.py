"""What a word of btm's pages means, or what all of them do.

In: words and their meanings. Out: blocks, and records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.document.blocks import Block, Heading, Paragraph
from btm_cli.render.document.words import words
from btm_cli.render.wire.types import record
from btm_cli.standard.vocabulary import NOTHING


class WordEntryWire(TypedDict):
    """A word and its meaning."""

    word: str
    meaning: str


@record
class WordExplanationWire(TypedDict):
    """What one word means, or each of all words; `keys` are those of the file that it names, each with its meaning."""

    schema: Literal["btm-explanation/1"]
    kind: Literal["word", "words"]
    reference: str
    words: list[WordEntryWire]
    keys: list[WordEntryWire]


def word_page(word: str, meaning: str, keys: Mapping[str, str] = NOTHING) -> Iterator[Block]:
    """One word; `keys` are those of the file that it names."""
    yield Heading(spelled(word))
    yield Paragraph(meaning)
    if keys:
        yield Heading(words("word.keys"), 2)
    for key, says in keys.items():
        yield Paragraph(says, label=key)


def words_page(found: Mapping[str, str]) -> Iterator[Block]:
    """All of them."""
    yield Heading(words("word.title"))
    yield Paragraph(words("word.lead"))
    for word, meaning in found.items():
        yield Paragraph(meaning, label=spelled(word))


def words_data(reference: str, found: Mapping[str, str], keys: Mapping[str, str] = NOTHING) -> WordExplanationWire:
    """The same as data."""
    return {
        "schema": "btm-explanation/1",
        "kind": "word" if reference in found else "words",
        "reference": reference,
        "words": [{"word": spelled(word), "meaning": meaning} for word, meaning in found.items()],
        "keys": [{"word": key, "meaning": says} for key, says in keys.items()],
    }


def spelled(word: str) -> str:
    """A word as it is read: blanks for hyphens, but in the name of a file."""
    return word if word == "answers-file" else word.replace("-", " ")
