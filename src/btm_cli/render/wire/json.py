"""Plain data as JSON text.

In: a scorecard's data (`scorecard_data`) or any other contract's. Out: JSON in the data's own key order, made to be
read and compared: below the first two levels, what holds no further records stands on one line. UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

HIDDEN = (
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What nobody sees, what turns the direction of reading around, and halves of characters, which UTF-8 can't carry."""
BROKEN_OUT = 2
"""So many levels always have a line for every key or entry."""
NESTED = (dict, list)

# The standard library indents in Python, but writes a line in C: a scorecard is ready in a third of the time.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode


def render_json(data: Any) -> str:
    """`data` as JSON, in which nothing is hidden: what can't be seen is an escape, to programs the same text."""
    return revealed(_lines(data, 0) + "\n", lambda hidden: json.dumps(hidden)[1:-1])


def revealed(text: str, written: Callable[[str], str]) -> str:
    """`text` with each character that is `HIDDEN` as `written` writes it."""
    if text.replace("\n", "").isprintable():
        return text  # nothing of it is printable; so wide a class takes long to compile
    return re.sub(HIDDEN, lambda found: written(found[0]), text)


def _lines(value: Any, depth: int) -> str:
    # A line is written in C, but what starts that costs more than most values.
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    if kind is int or (kind is float and isfinite(value)):
        return repr(value)
    if kind is bool:
        return "true" if value else "false"
    if not value or not isinstance(value, NESTED) or (depth >= BROKEN_OUT and not _holds_records(value)):
        return _encode(value)
    pad = "  " * (depth + 1)
    if isinstance(value, dict):
        entries = [f"{pad}{encode_basestring(key)}: {_lines(part, depth + 1)}" for key, part in value.items()]
        brackets = "{}"
    else:
        entries = [pad + _lines(part, depth + 1) for part in value]
        brackets = "[]"
    return brackets[0] + "\n" + ",\n".join(entries) + "\n" + "  " * depth + brackets[1]


def _holds_records(value: dict[str, Any] | list[Any]) -> bool:
    """Whether a mapping lies anywhere in `value`."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, NESTED) and (isinstance(part, dict) or _holds_records(part)):
            return True
    return False
