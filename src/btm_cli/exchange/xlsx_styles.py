"""How the cells of a workbook look, each look made once.

In: a cell and what it should look like. Out: nothing; the cell has its style. Making a style through openpyxl's setters
costs more than all the rest of writing a cell, so that a finished one is remembered and given to every cell alike.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

HEAD = "1F3A5F"
GREY = "5A6472"
INPUT = "FFFBE6"
DAY = "yyyy-mm-dd"
TEXT = "@"
_LINE = Side(style="thin", color="C8CCD2")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


class Look(NamedTuple):
    """A look, in values that compare: `fill` and `color` as RGB, `format` as spreadsheets write it.

    `quoted` keeps a program from taking a text for a formula when somebody edits it.
    """

    format: str = "General"
    fill: str = ""
    bold: bool = False
    size: int = 11
    color: str = ""
    border: bool = False
    wrap: bool = False
    vertical: str = "top"
    horizontal: str = ""
    unlocked: bool = False
    quoted: bool = False


class Styles:
    """The finished styles of one workbook: they are numbers into its own tables."""

    def __init__(self) -> None:
        self._finished: dict[Look, Any] = {}

    def give(self, cell: Any, look: Look) -> None:
        """Make a cell look so; nothing else may set its style afterwards, since others have the same one."""
        finished = self._finished.get(look)
        if finished is None:
            cell.number_format = look.format
            cell.font = _font(look.bold, look.size, look.color)
            cell.alignment = _alignment(look.wrap, look.vertical, look.horizontal)
            if look.fill:
                cell.fill = filled(look.fill)
            if look.border:
                cell.border = _BORDER
            if look.unlocked:
                cell.protection = Protection(locked=False)
            if look.quoted:
                cell.quotePrefix = True
            self._finished[look] = cell._style
        else:
            cell._style = finished


@cache
def filled(color: str) -> PatternFill:
    """A background of one color."""
    return PatternFill("solid", fgColor=color, bgColor=color)


@cache
def _font(bold: bool, size: int, color: str) -> Font:
    return Font(name="Calibri", bold=bold, size=size, color=color or None)


@cache
def _alignment(wrap: bool, vertical: str, horizontal: str) -> Alignment:
    return Alignment(vertical=vertical, wrap_text=wrap, horizontal=horizontal or None)
