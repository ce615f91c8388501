"""Dates as people and spreadsheet programs write them: every day that a text can mean.

In: a cell's text. Out: its readings; their style is the order of day, month and year. Nothing is guessed: a text with
two readings has two until its column, or the row as it was exported, settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Day
from typing import Final

from btm_cli.exchange.readings import Reading

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


def readings(text: str) -> list[Reading]:
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
