"""Tables -> a workbook to fill in: drop-downs, what is not for editing locked, the same bytes for the same tables.

In: `Table`s, the `Standard` they ask about, what the file's numbers are made of. Out: the bytes of an xlsx file. Text
stays text, whatever it begins with.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from btm_cli.answers.model import CORE, FULL, NOT_APPLICABLE, SIDES, UNKNOWN
from btm_cli.exchange.cutting import Counted
from btm_cli.exchange.estimate import FIGURES, figures
from btm_cli.exchange.tables import KINDS, SHEETS, TITLES, UNREAD, Column, Row, Table
from btm_cli.exchange.xlsx_cells import HIGHEST, POINTS_A_LINE, fill, lines_of, on_paper, put, sheet_title, stable
from btm_cli.exchange.xlsx_save import save
from btm_cli.exchange.xlsx_start import write_instructions, write_start
from btm_cli.exchange.xlsx_styles import DAY, GREY, HEAD, INPUT, TEXT, Look, Styles
from btm_cli.standard.model import Standard

_FILLS: Final = {"capability": "C9D6E8", "area": "C9D6E8", "cell": "E8EEF6"}
_SPARE_EVIDENCE: Final = 200
"""Rows of the evidence sheet that are ready for new pieces."""
EVERYTHING: Final = Counted()


def write_workbook(tables: Sequence[Table], standard: Standard, counted: Counted = EVERYTHING) -> bytes:
    """The bytes of the workbook."""
    book = Workbook(write_only=False)
    for sheet in book.worksheets:
        book.remove(sheet)
    styles, lists, titled = Styles(), _lists(standard), _with_titles(tables)
    shown = figures(titled, standard, counted)
    start = book.create_sheet("Start")
    filled = any(one.kind == "evidence" and one.rows for one in tables)
    write_instructions(book.create_sheet("Instructions"), styles, standard, filled)
    for table in titled:
        _sheet(book.create_sheet(table.title), styles, table, lists)
    _write_lists(book.create_sheet("Lists"), lists)
    hidden = book.create_sheet(FIGURES)
    hidden.sheet_state = "hidden"
    hidden.protection.sheet = True
    for address, value in shown.content.items():
        hidden.cell(*coordinate_to_tuple(address)).value = value  # formulas of our own, and references of the standard
    write_start(start, styles, standard, shown)
    for sheet in book.worksheets:
        on_paper(sheet)
    book.active = 0
    book.calculation.fullCalcOnLoad = True  # nothing is worked out yet in a file that no program has opened
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:  # `stable` packs it, once
        save(book, archive)
    return stable(written.getvalue())


def _with_titles(tables: Sequence[Table]) -> list[Table]:
    """The tables that become sheets, by titles that sheets can have, all of which the headline names."""
    taken = {*(title.casefold() for title in UNREAD), *(title.casefold() for title in TITLES.values())}
    titled = [
        table._replace(title=sheet_title(table.title, taken)) if table.kind == "questions" else table
        for table in tables
        if table.kind != "kept" or table.rows
    ]
    titles = "\n".join(table.title for table in titled)
    return [
        table._replace(rows=[_naming(row, titles) for row in table.rows]) if table.kind == "headline" else table
        for table in titled
    ]


def _naming(row: Row, titles: str) -> Row:
    return row._replace(values={**row.values, "answer": titles}) if row.reference == SHEETS else row


def _lists(standard: Standard) -> dict[str, list[str | int]]:
    """What drop-downs offer, by name."""
    levels: list[str | int] = [level.level for level in standard.levels]
    return {
        "ratings": [*standard.rating_scale, NOT_APPLICABLE, UNKNOWN],
        "levels": [*levels, NOT_APPLICABLE],
        "cells": [*levels, NOT_APPLICABLE, UNKNOWN],
        "numbers": levels,
        "aims": [*(state.id for state in standard.states), *levels],
        "sides": list(SIDES),
        "depths": [CORE, FULL],
        "importance": [1, 2, 3, 4, 5],
        "yes": ["yes"],
    }


def _write_lists(sheet: Worksheet, lists: Mapping[str, Sequence[str | int]]) -> None:
    sheet.sheet_state = "hidden"
    for column, (name, words) in enumerate(lists.items(), 1):
        for row, word in enumerate((name, *words), 1):
            cell = sheet.cell(row, column)
            cell.value = word
    sheet.protection.sheet = True


def _sheet(sheet: Worksheet, styles: Styles, table: Table, lists: Mapping[str, Sequence[str | int]]) -> None:
    columns = KINDS[table.kind].columns
    for index, column in enumerate(columns, 1):
        look = Look(TEXT, fill=HEAD, bold=True, color="FFFFFF", wrap=True, vertical="center")
        put(sheet, styles, 1, index, column.heading, look)
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        dimension.hidden = column.key == "exported_as"
    offered: dict[str, list[str]] = {}
    spare = [Row("", {}, "evidence") for _ in range(_SPARE_EVIDENCE)] if table.kind == "evidence" else []
    for number, row in enumerate([*table.rows, *spare], 2):
        _row(sheet, styles, number, row, columns, offered)
    for choice, cells in offered.items():
        sheet.add_data_validation(_drop_down(choice, cells, lists))
    _frame(sheet, table, len(columns), len(table.rows) + len(spare) + 1)


def _frame(sheet: Worksheet, table: Table, columns: int, rows: int) -> None:
    """What a sheet allows and how it is printed: what helps a program, such as references, stays off the paper."""
    sheet.freeze_panes = "A2"
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)
    if table.kind == "evidence":
        protection.insertRows = protection.deleteRows = False
    if table.kind == "kept":
        sheet.sheet_state = "hidden"
        return
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_area = f"A1:{get_column_letter(KINDS[table.kind].printed)}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"


def _row(
    sheet: Worksheet,
    styles: Styles,
    number: int,
    row: Row,
    columns: Sequence[Column],
    offered: dict[str, list[str]],
) -> None:
    lines = 1
    cells = [Cell(sheet, number, index) for index in range(1, len(columns) + 1)]
    sheet.append(cells)  # all at once, which openpyxl does in a third of what asking for each takes
    for cell, column in zip(cells, columns, strict=True):
        value = row.values.get(column.key)
        fill(cell, styles, value, _look(row.style, column, column.key in row.locked))
        if isinstance(value, str) and column.key not in ("exported_as", "reference"):
            lines = max(lines, lines_of(value, column.width))
        choice = row.choices.get(column.key)
        if choice is not None:
            offered.setdefault(choice, []).append(cell.coordinate)
    if lines > 1:
        sheet.row_dimensions[number].height = min(HIGHEST, lines * POINTS_A_LINE)


@cache
def _look(style: str, column: Column, locked: bool) -> Look:
    """What a cell looks like by its row and column."""
    form = "date" if style == "date" and column.key == "answer" else column.form
    written = {"date": DAY, "text": TEXT, "keys": TEXT}.get(form, "General")
    if column.key == "exported_as":
        return Look(written, vertical="bottom")
    unlocked = column.edit and not locked
    fill = INPUT if unlocked else _FILLS.get(style, "")
    if column.key in ("reference", "kind") and not column.edit:
        return Look(written, fill, size=9, color=GREY, border=True, wrap=column.key == "kind")
    named = column.key == "name" and style in ("cell", "field", "date")
    bold = style in ("capability", "area") or named
    beside = "left" if form == "date" else ""  # a date on the right runs into the text of the next column
    return Look(written, fill, bold, border=True, wrap=True, horizontal=beside, unlocked=unlocked)


def _drop_down(choice: str, cells: Sequence[str], lists: Mapping[str, Sequence[str | int]]) -> DataValidation:
    """The drop-down for a list; other values are asked back, not refused, since import understands more."""
    letter = get_column_letter(list(lists).index(choice) + 1)
    words = ", ".join(str(word) for word in lists[choice])
    return DataValidation(
        type="list",
        formula1=f"Lists!${letter}$2:${letter}${len(lists[choice]) + 1}",
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        errorTitle="Not on the list",
        error=f"Offered here: {words}"[:220],
        sqref=" ".join(cells),
    )
