"""The words of every page: data, one entry a text, one file a language (`btm_cli/words/`).

In: an entry's key and its values. Out: text. An entry is a template, or one template for each plural category (CLDR)
of the one count that it names in `by`. A language that lacks an entry has it in English.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "words")
FALLBACK = "en"
Entry = str | Mapping[str, str]

PLURALS: Mapping[str, Callable[[int], str]] = {"en": lambda count: "one" if count == 1 else "other"}
"""The plural category of a whole number, by language; a language that is not here has one form, `other`."""


def words(key: str, /, **values: object) -> str:
    """The text called `key`, filled in. Raises KeyError for an entry or a value that there is not."""
    return fill(entries(FALLBACK)[key], values)


def is_known(key: str) -> bool:
    """Whether there is such an entry."""
    return key in entries(FALLBACK)


def series(texts: Iterable[str]) -> str:
    """One or more texts as "a", "a and b" or "a, b and c"."""
    *most, last = texts
    return words("document.series", most=", ".join(most), last=last) if most else last


def few(texts: Sequence[str], most: int = 1) -> str:
    """The first `most` of one or more texts, and how many more there are: "a, b and 3 more"."""
    first, more = ", ".join(texts[:most]), len(texts) - most
    return words("document.few", names=first, n=more) if more > 0 else first


def fill(entry: Entry, values: Mapping[str, object], language: str = FALLBACK) -> str:
    """`entry` with `values` in their places, in the plural form that its count asks for."""
    if isinstance(entry, str):
        return entry.format_map(values)
    count = values[entry["by"]]
    assert isinstance(count, int)
    category = PLURALS[language](count) if language in PLURALS else "other"
    return entry.get(category, entry["other"]).format_map(values)


@cache
def entries(language: str) -> Mapping[str, Entry]:
    """Every entry of a language by its whole key ("trend.heading.places")."""
    compiled = os.path.join(FOLDER, f"{language}.json")
    if os.path.exists(compiled):
        with open(compiled, encoding="utf-8") as file:
            found: Mapping[str, Entry] = json.load(file)
        return found
    with open(os.path.join(FOLDER, f"{language}.yaml"), encoding="utf-8") as file:
        return flattened(file.read())


def flattened(text: str) -> Mapping[str, Entry]:
    """A language file's text as entries by whole key. Raises ValueError for what is no language file."""
    from btm_cli.source import parse

    document, problems = parse(text.encode(), "words")
    if document is None or problems:
        raise ValueError(f"not a file of words: {problems}")
    found: dict[str, Entry] = {}
    _flatten(document.data, "", found)
    return found


def _flatten(part: Mapping[str, Any], prefix: str, found: dict[str, Entry]) -> None:
    for key, value in part.items():
        if isinstance(value, str) or (isinstance(value, dict) and "by" in value):
            found[prefix + key] = value
        elif isinstance(value, dict):
            _flatten(value, f"{prefix}{key}.", found)
        else:
            raise ValueError(f"{prefix}{key} is no text")


def written_day(day: date) -> str:
    """A day in words, such as "20 February 2027"."""
    return words("document.day", day=day.day, month=words(f"document.month.m{day.month}"), year=day.year)
