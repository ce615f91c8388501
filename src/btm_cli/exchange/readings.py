"""Dates and numbers as people and spreadsheet programs write them: every meaning of a text, one, several or none.

In: a cell's text; or the readings of a column's texts. Out: its readings, each with the way of writing in which it
means that (the order of day, month and year; the sign before decimals); the style in which that column is written.
Nothing is guessed: a text with two readings has two until its column, its file or the row as it was exported settles
it. `03/04/2026` is two days, and `1.200` is 1.2 or 1200.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Day
from typing import Final, NamedTuple


class Reading(NamedTuple):
    """One value that a text can mean, as an answers file has it.

    `style` is the way of writing in which it means that, "" where every way agrees.
    """

    value: str
    style: str


def style_of(column: Iterable[list[Reading]]) -> str:
    """The one style that a column's texts show; "" where they show none, or more than one.

    In: the readings of each text. A text shows a style where it has one reading only.
    """
    shown = {found[0].style for found in column if len(found) == 1 and found[0].style}
    return shown.pop() if len(shown) == 1 else ""


def in_style(found: list[Reading], style: str) -> list[Reading]:
    """The readings that follow a style, or all of them where none does."""
    return [one for one in found if style and one.style == style] or found


DAY_FIRST: Final = "day"
MONTH_FIRST: Final = "month"
YEAR_FIRST: Final = "year"

_MIDNIGHT: Final = r"(?:[T ]\s*0?0:00(?::00(?:\.0+)?)?(?:\s*Z|[+-]00:?00)?)?"
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _MIDNIGHT)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})" + _MIDNIGHT)
_DAY_NAMED: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})")
_MONTH_NAMED: Final = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_CENTURY: Final = 2000
_SURELY_OURS: Final = 70
"""Years of two digits from here on may be of the last century."""


def days_in(text: str) -> list[Reading]:
    """Every day that the text can mean, in a fixed order; none where it is no date, or has a time of day.

    Dots mean day first wherever they are used with the year last; slashes and hyphens don't say.
    """
    said = " ".join(text.casefold().split()).upper()
    if match := _YEAR_FIRST.fullmatch(said):
        return _days([(match[1], match[3], match[4], "")])
    if match := _YEAR_LAST.fullmatch(said):
        first, sign, second, last = match.groups()
        if sign == ".":
            return _days([(last, second, first, "")])
        orders = [(last, second, first, DAY_FIRST), (last, first, second, MONTH_FIRST)]
        if len(last) < len("2026"):
            orders.append((first, second, last, YEAR_FIRST))
        return _days(orders)
    low = said.casefold()
    if match := _DAY_NAMED.fullmatch(low):
        return _days([(match[3], _month(match[2]), match[1], "")])
    if match := _MONTH_NAMED.fullmatch(low):
        return _days([(match[3], _month(match[1]), match[2], "")])
    return []


def _month(name: str) -> str:
    begun = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(name) or name == "sept"]
    return str(begun[0] if name != "sept" else 9) if begun else "0"


def _days(orders: Iterable[tuple[str, str, str, str]]) -> list[Reading]:
    found: dict[str, Reading] = {}
    for year, month, day, order in orders:
        years = [int(year)] if len(year) > len("26") else _in_full(int(year))
        for one in years:
            try:
                said = Day(one, int(month), int(day)).isoformat()
            except ValueError:
                continue
            found[said] = Reading(said, order if said not in found else "")
    return list(found.values())


def _in_full(year: int) -> list[int]:
    ours = _CENTURY + year
    return [ours] if year < _SURELY_OURS else [ours, ours - 100]


POINT: Final = "."
COMMA: Final = ","
_PLAIN: Final = re.compile(r"-?\d+")
_ONE_SIGN: Final = re.compile(r"(-?\d+)([.,])(\d+)")
_SPACES: Final = re.compile(r"(?<=\d)[ '\u2019\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_GROUPED: Final = re.compile(r"(-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?")


def numbers_in(text: str) -> list[Reading]:
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
