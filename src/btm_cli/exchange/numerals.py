"""Numbers as people write them, with a point or a comma before the decimals: every number that a text can mean.

In: a cell's text. Out: its readings; their style is the sign before decimals.
`1.200` is 1.2 or 1200: it has two readings until its file settles it, never a silent one.
"""

from __future__ import annotations

import re
from typing import Final

from btm_cli.exchange.readings import Reading

POINT: Final = "."
COMMA: Final = ","
_PLAIN: Final = re.compile(r"-?\d+")
_ONE_SIGN: Final = re.compile(r"(-?\d+)([.,])(\d+)")
_SPACES: Final = re.compile(r"(?<=\d)[ '\u2019\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_GROUPED: Final = re.compile(r"(-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?")


def readings(text: str) -> list[Reading]:
    """Every number that the text can mean; none where it is no plain number (such as a ratio)."""
    said = _SPACES.sub("", text.strip())
    if not said.isascii():
        return []
    if _PLAIN.fullmatch(said):
        return [Reading(said, "")]
    found: list[Reading] = []
    if match := _ONE_SIGN.fullmatch(said):
        whole, sign, decimals = match.groups()
        found.append(Reading(f"{whole}.{decimals}", sign))
    if match := _GROUPED.fullmatch(said):
        whole, group, sign, decimals = match.groups()
        if sign != group:
            number = re.sub(r"[.,]", "", whole) + (f".{decimals}" if decimals else "")
            found.append(Reading(number, POINT if group == COMMA else COMMA))
    return found
