"""What a plain scalar means, by the core table of YAML 1.2.

In: its text. Out: None, a bool, a number or the text itself. Only plain decimal integers become int; every other number
is an exact Decimal, so that `3.0`, `0x3` and `010` can be told from a level.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

LONGEST_NUMBER: Final = 4000
"""Characters; Python itself refuses to read more than 4300 digits."""
LARGEST_EXPONENT: Final = 999
"""A number like 1e999999999 is harmless as a Decimal, and fills the memory as soon as it is made an int."""

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
NUMBER_STARTS: Final = frozenset("+-.0123456789")
"""What a number may begin with; with another character only `WORDS` are something else than text."""

WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# As text: few values are one of these.
_NOT_FINITE: Final = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?0*([0-9]+))?")
_OTHER_BASE: Final = r"0o[0-7]+|0x[0-9a-fA-F]+"


class Refused(Exception):
    """The scalar is a number that no file may use; the arguments are the diagnostic's code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def plain_value(text: str) -> bool | int | Decimal | str | None:
    """The value of a plain scalar. Raises `Refused` for what is not finite, or too large to be meant."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in NUMBER_STARTS:
        return text
    decimal = _DECIMAL.fullmatch(text)
    if not decimal and not re.fullmatch(_OTHER_BASE, text):
        if re.fullmatch(_NOT_FINITE, text):
            raise Refused("not-a-number", f"{text} is not a number to reckon with")
        return text
    exponent = decimal.group(1) if decimal else None
    if len(text) > LONGEST_NUMBER or (exponent and int(exponent) > LARGEST_EXPONENT):
        raise Refused("number-too-large", "this number is too long or too large to be meant")
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if decimal else Decimal(int(text, 0))


class PlainValues(dict[str, bool | int | Decimal | str | None]):
    """The values of the plain scalars of one file, by their text: most stand there many times.

    Looking up another one raises `Refused` as `plain_value` does.
    """

    def __missing__(self, text: str) -> bool | int | Decimal | str | None:
        value = self[text] = plain_value(text)
        return value
