"""Plain data as YAML text that is read back as exactly the same data: the one place that writes YAML.

In: None, bool, int, Decimal, date, text, lists and mappings with text keys. Out: text on one line. Text is quoted only
where reading it plain would give something else; what may not stand in a file as it is, is an escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from btm_cli.source.scalars import Refused, plain_value

NOT_PRINTABLE: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What JSON leaves as it is in a string and YAML does not allow there, takes for the end of a line, or what turns the
direction of reading around."""

_FIRST: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`<=~]")
"""A plain scalar may begin with these; some more are left out, which only costs quotes."""
_PLAIN_CHARACTERS: Final = re.compile(
    r"[^\x00-\x1f\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff,\[\]{}]+"
)

_COLON: Final = re.compile(r":(?![\w/])")
"""A colon before anything but a letter, a digit or a slash: parsers differ on some of these in brackets."""


def scalar(value: Any) -> str:
    """One value that holds no others, as it stands in a block or in brackets.

    Raises ValueError for what no file can hold: a float, or a number that would not be read back.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _is_plain(value) else quoted(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        text = format(value, "f")
        # A whole Decimal keeps its point: `3` would be read as an int.
        return text if "." in text else f"{text}.0"
    raise ValueError(f"{type(value).__name__} can't be written")


def flow(value: Any) -> str:
    """Any value on one line, lists and mappings in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(name)}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value)


def key(name: str) -> str:
    """A mapping's key: keys are always text, so `2` needs no quotes, but `null` and `<<` do."""
    return name if name != "null" and (_is_plain(name) or (name.isascii() and name.isdigit())) else quoted(name)


def quoted(text: str) -> str:
    """Text in double quotes, as JSON writes it, which is YAML too."""
    return escaped(json.dumps(text, ensure_ascii=False))


def escaped(json_text: str) -> str:
    """JSON as YAML that says the same: what YAML does not take as it is becomes an escape."""
    return NOT_PRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def _is_plain(text: str) -> bool:
    """Whether `text`, written without quotes, is read as this very text, in a block and in brackets."""
    if not _FIRST.match(text) or not _PLAIN_CHARACTERS.fullmatch(text) or text[-1] in " :":
        return False
    if _COLON.search(text) or " #" in text or text.startswith(("---", "...")):
        return False
    try:
        return plain_value(text) is text
    except Refused:
        return False
