"""Text on its way into cells and back: what a cell can hold, keys in one cell, formulas in CSV.

In: text. Out: text. Each pair of functions leads there and back without loss; what a cell can't hold exactly is shown
in another form and kept beside (`exchange.kept`).
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 32_767
"""What a cell of a workbook holds, in UTF-16 units, as Excel counts."""

_ESCAPE = re.compile(r"_(x[0-9A-Fa-f]{4})_")
_MANGLED = re.compile(r"x005F_")
_CARRIAGE_RETURN = re.compile(r"_x000[dD]_")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of reading around: a cell would show another text than it holds."""
_BREAK = re.compile(r"\r\n?")
_RUNS = re.compile(r"(?s)('*)(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_GUESSED = re.compile(r"('*)([^'].{0,63}|)")
_WORDS = re.compile(r"[^\W\d_]+")
_TRUTH = frozenset({"true", "false", "wahr", "falsch", "vrai", "faux", "verdadero", "falso", "vero", "waar", "onwaar"})
_UNITS = frozenset({"am", "pm", "e", "t", "z", "h"})
_MONTHS = (
    *("jan", "gen", "ene", "feb", "fev", "fév", "mar", "mär", "mrt", "apr", "abr", "avr", "may", "mai", "mei", "mag"),
    *("jun", "jui", "giu", "jul", "lug", "aug", "ago", "aoû", "sep", "set", "oct", "okt", "out", "ott", "nov"),
    *("dec", "déc", "dez", "dic"),
)
_LONGEST_MONTH = 10
_UNSAFE_KEY = re.compile(r'[,;"\n\t]|^\s|\s$')
_KEY = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,;\n"\s][^,;\n]*)|)\s*(?:[,;\n]|\Z)')


def shown(text: str) -> str:
    """The text as a cell shows it: lines end in LF, and nothing looks like the escapes that workbooks use.

    Controls of direction are shown as escapes.
    """
    text = _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return _MANGLED.sub("x005F-", _ESCAPE.sub(r"_\1-", _BREAK.sub("\n", text)))


def found(text: str) -> str:
    """A cell's text with LF at the end of each line, however the program that saved it wrote line ends."""
    return _BREAK.sub("\n", _CARRIAGE_RETURN.sub("\r", text).replace("\r\n", "\n"))


def too_long(text: str) -> int:
    """By how many UTF-16 units the text exceeds a cell; 0 where it fits."""
    if len(text) * 2 <= LONGEST:
        return 0
    return max(0, len(text.encode("utf-16-le", "surrogatepass")) // 2 - LONGEST)


def guessable(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a number, a date, a time of day or a truth value."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    if not any(character.isdigit() for character in text):
        return words[:1] == words and "".join(words) in _TRUTH
    return all(word in _UNITS or (word.startswith(_MONTHS) and len(word) <= _LONGEST_MONTH) for word in words)


def guard(text: str) -> str:
    """The text for CSV: one apostrophe more where a spreadsheet could take it for a formula, or for no text."""
    return f"'{text}" if _needs_guard(text) else text


def unguard(text: str) -> str:
    """The text without the apostrophe that `guard` adds."""
    return text[1:] if text.startswith("'") and _needs_guard(text) else text


def _needs_guard(text: str) -> bool:
    """Whether the text runs or is guessed at, behind however many apostrophes."""
    if _RUNS.match(text):
        return True
    guessed = _GUESSED.fullmatch(text)
    return guessed is not None and guessable(guessed[2])


def join_keys(keys: list[str]) -> str:
    """Evidence keys in one cell, such as `charter, "minutes, June"`."""
    return ", ".join(f'"{key.replace(chr(34), chr(34) * 2)}"' if _UNSAFE_KEY.search(key) else key for key in keys)


def split_keys(text: str) -> list[str]:
    """The keys of a cell: apart by commas, semicolons or line breaks; in double quotes where a key has those itself.

    Raises ValueError where a quote is not closed.
    """
    keys: list[str] = []
    at = 0
    while at < len(text):
        match = _KEY.match(text, at)
        if match is None:
            raise ValueError
        quoted, plain = match.groups()
        if quoted is not None:
            keys.append(quoted.replace('""', '"'))
        elif plain is not None:
            keys.append(plain.strip())
        at = match.end()
    return keys
