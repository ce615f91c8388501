"""Tables -> a workbook to fill in: drop-downs, what is not for editing locked, the same bytes for the same tables.

In: `Table`s and the `Standard` they ask about. Out: the bytes of an xlsx file. Text stays text, whatever it begins
with.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from btm_cli.answers.model import CORE, FULL, NOT_APPLICABLE, SIDES, UNKNOWN
from btm_cli.exchange.instructions import instructions
from btm_cli.exchange.layout import KINDS, SHEETS, TITLES, UNREAD
from btm_cli.exchange.tables import Column, Row, Table
from btm_cli.standard.model import Standard

_HEAD = PatternFill("solid", fgColor="1F3A5F")
_FILLS = {
    "capability": PatternFill("solid", fgColor="C9D6E8"),
    "area": PatternFill("solid", fgColor="C9D6E8"),
    "cell": PatternFill("solid", fgColor="E8EEF6"),
}
_INPUT = PatternFill("solid", fgColor="FFFBE6")
_LINE = Side(style="thin", color="C8CCD2")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP = Alignment(vertical="top", wrap_text=True)
_FIXED: Final = (1980, 1, 1, 0, 0, 0)
_POINTS_A_LINE: Final = 15
_HIGHEST: Final = 400
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_SPARE_EVIDENCE: Final = 200
"""Rows of the evidence sheet that are ready for new pieces."""


def write_workbook(tables: Sequence[Table], standard: Standard) -> bytes:
    """The bytes of the workbook."""
    book = Workbook(write_only=False)
    for sheet in book.worksheets:
        book.remove(sheet)
    _instructions(book.create_sheet(), standard, any(table.kind == "evidence" and table.rows for table in tables))
    lists = _lists(standard)
    for table in _with_titles(tables):
        _sheet(book.create_sheet(table.title), table, lists)
    _write_lists(book.create_sheet("Lists"), lists)
    book.active = 1
    book["Instructions"].sheet_view.tabSelected = False
    written = io.BytesIO()
    book.save(written)
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


def sheet_title(name: str, taken: set[str]) -> str:
    """A sheet title from an area's name: at most 31 characters, none that a title can't have, not yet taken."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", name).strip("' ") or "Area"
    title, number = plain[:31], 1
    while title.casefold() in taken:
        number += 1
        title = f"{plain[: 31 - len(str(number)) - 1]} {number}"
    taken.add(title.casefold())
    return title


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
            put(sheet, row, column, word)
    sheet.protection.sheet = True


def _instructions(sheet: Worksheet, standard: Standard, filled: bool) -> None:
    sheet.title = "Instructions"
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 110
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, (kind, text) in enumerate(instructions(standard, filled), 1):
        cell = put(sheet, number, 1, text)
        cell.alignment = _WRAP
        cell.font = Font(bold=kind != "text", size={"title": 18, "heading": 13}.get(kind, 11))
        lines = -(-len(text) // 105) or 1
        sheet.row_dimensions[number].height = 28 if kind == "title" else _POINTS_A_LINE * lines + 3
    sheet.protection.sheet = True


def _sheet(sheet: Worksheet, table: Table, lists: Mapping[str, Sequence[str | int]]) -> None:
    columns = KINDS[table.kind].columns
    for index, column in enumerate(columns, 1):
        cell = put(sheet, 1, index, column.heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        dimension.hidden = column.key == "exported_as"
    validations: dict[str, DataValidation] = {}
    spare = [Row("", {}, "evidence") for _ in range(_SPARE_EVIDENCE)] if table.kind == "evidence" else []
    for number, row in enumerate([*table.rows, *spare], 2):
        _row(sheet, number, row, columns, validations, lists)
    for validation in validations.values():
        sheet.add_data_validation(validation)
    _frame(sheet, table, len(columns), len(table.rows) + len(spare) + 1)


def _frame(sheet: Worksheet, table: Table, columns: int, rows: int) -> None:
    """What a sheet allows and how it is printed."""
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
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _row(
    sheet: Worksheet,
    number: int,
    row: Row,
    columns: Sequence[Column],
    validations: dict[str, DataValidation],
    lists: Mapping[str, Sequence[str | int]],
) -> None:
    lines = 1
    for index, column in enumerate(columns, 1):
        value = row.values.get(column.key)
        form = "date" if row.style == "date" and column.key == "answer" else column.form
        cell = put(sheet, number, index, value, form)
        if column.key == "exported_as":
            continue
        cell.alignment = _WRAP
        cell.border = _BORDER
        if column.edit and column.key not in row.locked:
            cell.protection = Protection(locked=False)
            cell.fill = _INPUT
        elif row.style in _FILLS:
            cell.fill = _FILLS[row.style]
        if column.key == "reference":
            cell.font = Font(size=9, color="5A6472")
        elif row.style in ("capability", "area") or (column.key == "name" and row.style in ("cell", "field", "date")):
            cell.font = Font(bold=True)
        if isinstance(value, str):
            width = max(1, column.width + (8 if column.key == "reference" else -2))
            lines = max(lines, sum(max(1, -(-len(line) // width)) for line in value.split("\n")))
        choice = row.choices.get(column.key)
        if choice is not None:
            _offer(validations, choice, lists).add(cell)
    if lines > 1:
        sheet.row_dimensions[number].height = min(_HIGHEST, lines * _POINTS_A_LINE)


def _offer(
    validations: dict[str, DataValidation], choice: str, lists: Mapping[str, Sequence[str | int]]
) -> DataValidation:
    """The drop-down for a list; other values are asked back, not refused, since import understands more."""
    if choice not in validations:
        letter = get_column_letter(list(lists).index(choice) + 1)
        words = ", ".join(str(word) for word in lists[choice])
        validations[choice] = DataValidation(
            type="list",
            formula1=f"Lists!${letter}$2:${letter}${len(lists[choice]) + 1}",
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            errorTitle="Not on the list",
            error=f"Offered here: {words}"[:220],
        )
    return validations[choice]


def put(sheet: Worksheet, row: int, column: int, value: str | int | None, form: str = "text") -> Any:
    """Write a cell. Text is text even where it looks like a formula or an error; dates become dates."""
    cell = sheet.cell(row, column)
    if form == "date":
        cell.number_format = "yyyy-mm-dd"
        if isinstance(value, str) and value >= "1900-03-01":  # earlier days are not the same in every program
            cell.value = date.fromisoformat(value)
            return cell
    elif form in ("text", "keys"):
        cell.number_format = "@"
    if value is not None:
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            if value.startswith(_FORMULA_STARTS):
                cell.quotePrefix = True
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
