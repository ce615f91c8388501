"""How a value becomes a cell, and a workbook bytes that depend on nothing else.

In: values and looks, names, a saved workbook. Out: cells in which text stays text, titles, the same bytes for the same
workbook.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any, Final

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from btm_cli.exchange.xlsx_styles import DAY, Look, Styles

_FIXED: Final = (1980, 1, 1, 0, 0, 0)
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FIRST_DAY: Final = "1900-03-01"
"""Earlier days are not the same in every program."""
POINTS_A_LINE: Final = 15
HIGHEST: Final = 400
"""Points that a row may have; programs refuse more than 409."""


def sheet_title(name: str, taken: set[str]) -> str:
    """A sheet title from an area's name: at most 31 characters, none that a title can't have, not yet taken."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", name).strip("' ") or "Area"
    title, number = plain[:31], 1
    while title.casefold() in taken:
        number += 1
        title = f"{plain[: 31 - len(str(number)) - 1]} {number}"
    taken.add(title.casefold())
    return title


def put(sheet: Worksheet, styles: Styles, row: int, column: int, value: str | int | None, look: Look) -> Any:
    """Write a cell, as `fill` does."""
    return fill(sheet.cell(row, column), styles, value, look)


def fill(cell: Any, styles: Styles, value: str | int | None, look: Look) -> Any:
    """Give a cell its value. Text is text even where it looks like a formula or an error; dates become dates."""
    text = isinstance(value, str)
    day = text and look.format == DAY and str(value) >= _FIRST_DAY
    quoted = text and not day and str(value).startswith(_FORMULA_STARTS)
    styles.give(cell, look._replace(quoted=True) if quoted else look)
    if day:
        cell.value = date.fromisoformat(str(value))
    elif value is not None:
        cell.value = value
        if text:
            cell.data_type = "s"
    return cell


_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def stable(raw: bytes) -> bytes:
    """The same archive without the time of writing."""
    stable = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, data)
    return stable.getvalue()


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of `width` characters, as far as that is known without its font."""
    room = max(1, width - 2)
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))


def on_paper(sheet: Worksheet) -> None:
    """A4, one page wide, with margins that leave room to read."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.4)
