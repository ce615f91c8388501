"""The first sheets of a workbook: what to do, how far it is and the picture as it stands, by formula; instructions.

In: an empty sheet, the `Standard`, the figures on the hidden sheet. Out: nothing; the sheet is written. Import reads
nothing of it.
"""

from __future__ import annotations

from typing import Any, Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.exchange.estimate import Figures
from btm_cli.exchange.xlsx_cells import POINTS_A_LINE, lines_of, put
from btm_cli.exchange.xlsx_styles import GREY, HEAD, TEXT, Look, Styles, filled
from btm_cli.standard.model import Standard

_LIGHTEST: Final = (0xE8, 0xEE, 0xF6)
_DARKEST: Final = (0x1F, 0x3A, 0x5F)
_WHITE_FROM: Final = 0.55
"""How dark a shade is, from 0 to 1, on which white reads better than black."""
_NAMES: Final = 36
_SQUARE: Final = 11
_LINE: Final = 16
_HOW: Final = (
    "1. Fill in the sheet Headline: whose answers these are, and of which day.",
    "2. Answer on the sheets of the areas, in the yellow cells. Empty means not answered.",
    "3. Send the workbook back: btm import names every cell that it does not understand.",
)
_INSTRUCTIONS: Final = """\
# {standard.title}: questionnaire
Edition {standard.edition} ({standard.name}). Fill in the yellow cells; everything else is locked.
## 1. Headline
Name the enterprise, the day the answers hold for, and who answers. The rest may stay empty.
## 2. One sheet for each area
Quick: choose a level ({standard.base} to {standard.top}) in the row of a capability, or in the row of each of its \
cells, beside the statements of all levels.
Thorough: leave those rows empty and rate the criteria below them: {ratings}.
Answer on one height only: a capability or its cells, a cell or its criteria. Empty means not answered.
What does not exist in this enterprise is {not_applicable}, always with a reason.
What was asked and nobody knows is {unknown}. A note may stand beside anything, open or not.
To see capabilities, cells or criteria only, filter the column Kind.
## 3. Evidence
Give each document a short key and register it on the sheet Evidence, with its title, its date and either a path or a \
URL. Cite it by its key in the column Evidence; several keys are separated by commas.
## 4. Targets and plan
Wishes for areas, capabilities or cells: importance (1 to 5), owner, target, deadline. All optional.
## Good to know
Rows are known by their reference: you may filter, sort or delete them. A deleted row changes nothing.
Write values, not formulas. Dates are YYYY-MM-DD. Sheets are protected without a password, against slips.
Send the workbook back; `btm import` reads it and names each cell it does not understand.
"""
_FILLED: Final = "Answers that are there already come from the answers file. Change them where they are wrong."
_SIZES: Final = {"# ": 18, "## ": 13, "": 11}
"""Points of the title, the headings and the text."""
_WIDTH: Final = 80
"""Characters: one column is never scaled to a page that is too narrow for it, and some have no font as narrow."""


def write_start(sheet: Worksheet, styles: Styles, standard: Standard, shown: Figures) -> None:
    """Write the whole sheet: a heading, what to do, progress, the estimate where there is one, the grid."""
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = _NAMES
    estimated = shown.overall is not None
    dimensions = [dimension.name for dimension in standard.dimensions]
    heads = ["", *dimensions, *(["All"] if estimated else [])]
    for index in range(2, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = _SQUARE
    row = _lines(sheet, styles, standard)
    _say(sheet, styles, row, "Answered", f'={shown.answered}&" of {shown.asked} cells"')
    if shown.overall is not None:
        row += 1
        _say(sheet, styles, row, "Score so far", f"={shown.overall}", form="0.00", bold=True)
        row += 1
        note = "Estimate from what is typed here; btm's own figure counts. Evidence is not looked at."
        _put(sheet, styles, row, 1, note, Look(color=GREY, size=10))
    row += 2
    for index, head in enumerate(heads, 1):
        look = Look(fill=HEAD, bold=True, color="FFFFFF", wrap=True, vertical="center", size=10)
        _put(sheet, styles, row, index, head, look._replace(horizontal="" if index == 1 else "center"))
    first = row + 1
    for area in standard.areas:
        for name in area.capabilities:
            if (name, standard.dimensions[0].id) in shown.cells:
                row += 1
                _capability(sheet, styles, row, name, standard, shown)
    if estimated and row >= first:
        _shades(sheet, standard, f"B{first}:{get_column_letter(len(heads))}{row}", f"B{first}")
    legend = "? open   – n/a" + ("   numbers: the level, and how far the next one is" if estimated else "")
    _put(sheet, styles, row + 1, 1, legend, Look(color=GREY, size=10))
    sheet.page_setup.orientation = "portrait"
    sheet.print_area = f"A1:{get_column_letter(len(heads))}{row + 1}"
    sheet.protection.sheet = True


def write_instructions(sheet: Worksheet, styles: Styles, standard: Standard, has_evidence: bool) -> None:
    """Write how to fill in a questionnaire for this standard; `has_evidence`: some is registered already."""
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = _WIDTH
    ratings = ", ".join(standard.rating_scale)
    body = _SIZES[""]
    for number, line in enumerate([*_INSTRUCTIONS.splitlines(), *([_FILLED] if has_evidence else [])], 1):
        mark = next(mark for mark in _SIZES if line.startswith(mark))
        text = line.removeprefix(mark).format(
            standard=standard, ratings=ratings, not_applicable=NOT_APPLICABLE, unknown=UNKNOWN
        )
        size = _SIZES[mark]
        put(sheet, styles, number, 1, text, Look(TEXT, bold=mark != "", size=size, wrap=True))
        lines = lines_of(text, (_WIDTH - 2) * body // size)
        sheet.row_dimensions[number].height = POINTS_A_LINE * lines * size // body + 3
    sheet.protection.sheet = True


def _lines(sheet: Worksheet, styles: Styles, standard: Standard) -> int:
    """The heading and what to do. Out: the row after it."""
    _put(sheet, styles, 1, 1, f"{standard.title}: questionnaire", Look(bold=True, size=16))
    _put(sheet, styles, 2, 1, f"Edition {standard.edition} ({standard.name})", Look(color=GREY))
    sheet.row_dimensions[1].height = 24
    row = 4
    for line in _HOW:
        _put(sheet, styles, row, 1, line, Look())
        row += 1
    return row + 1


def _capability(sheet: Worksheet, styles: Styles, row: int, name: str, standard: Standard, shown: Figures) -> None:
    """One row of the grid: a name, and a square for each cell and for all of them."""
    sheet.row_dimensions[row].height = _LINE
    _put(sheet, styles, row, 1, standard.capabilities[name].name, Look(border=True, vertical="center"))
    square = Look("0.0", border=True, vertical="center", horizontal="center")
    estimated = shown.overall is not None
    for column, dimension in enumerate(standard.dimensions, 2):
        address = shown.cells[name, dimension.id]
        found = address if estimated else f'IF(ISNUMBER({address}),"✓",{address})'
        _put(sheet, styles, row, column, f'=IF({address}="","?",{found})', square)
    if name in shown.capabilities:
        address = shown.capabilities[name]
        look = square._replace(bold=True)
        _put(sheet, styles, row, len(standard.dimensions) + 2, f'=IF({address}="","?",{address})', look)


def _shades(sheet: Worksheet, standard: Standard, where: str, first: str) -> None:
    """A shade for each level, the darker the higher."""
    steps = max(1, standard.top - standard.base)
    for level in standard.levels:
        depth = (level.level - standard.base) / steps
        shade = "".join(
            f"{round(light + (dark - light) * depth):02X}" for light, dark in zip(_LIGHTEST, _DARKEST, strict=True)
        )
        font = Font(color="FFFFFF" if depth >= _WHITE_FROM else "000000")
        look = DifferentialStyle(font=font, fill=filled(shade))
        test = f"AND(ISNUMBER({first}),INT({first})={level.level})"
        sheet.conditional_formatting.add(where, Rule(type="expression", dxf=look, formula=[test]))


def _say(
    sheet: Worksheet, styles: Styles, row: int, label: str, formula: str, form: str = "General", bold: bool = False
) -> None:
    _put(sheet, styles, row, 1, label, Look(bold=True))
    _put(sheet, styles, row, 2, formula, Look(form, bold=bold, size=14 if bold else 11))


def _put(sheet: Worksheet, styles: Styles, row: int, column: int, value: str, look: Look) -> Any:
    """Write a text or a formula of our own: nothing here comes from a file but names of the standard."""
    cell = sheet.cell(row, column)
    styles.give(cell, look)
    cell.value = value
    if not value.startswith("="):
        cell.data_type = "s"
    return cell
