"""Workbooks and CSV files for tests of import: exported by btm, edited by openpyxl as a person would."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from btm_cli.exchange.questionnaire import questionnaire
from btm_cli.exchange.xlsx_write import write_workbook
from support.answers_files import tiny

DATA: dict[str, Any] = {
    "standard": "tiny 1",
    "enterprise": "Acme",
    "assessed_on": "2026-11-20",
    "evidence": {"charter": {"title": "Charter", "date": "2026-03-01", "url": "https://x.example"}},
    "answers": {
        "alpha": {"process": {"2a": "yes", "2b": {"rating": "half", "note": "so"}}, "people": 2},
        "beta": {"rating": "n/a", "reason": "none"},
    },
}

REFERENCES = {"Reference", "Field", "Key", "Part"}
"""Headings of the column that says which row it is."""


def workbook(data: dict[str, Any] | None = DATA) -> bytes:
    """The questionnaire of `data`, None: without answers; that of `DATA`, with which most tests begin, is made once."""
    return usual() if data is DATA else made(data)


@cache
def usual() -> bytes:
    return made(DATA)


def made(data: dict[str, Any] | None) -> bytes:
    """A questionnaire made for this call."""
    tables, problems = questionnaire(tiny(), data, cells_end=True)
    assert not problems
    return write_workbook(tables, tiny())


def edited(raw: bytes, changes: dict[tuple[str, str, str], Any]) -> bytes:
    """The workbook with cells changed: (sheet, reference, heading) -> value; a reference that is new gets a row."""
    book = load_workbook(io.BytesIO(raw))
    for (title, reference, heading), value in changes.items():
        cell_of(book, title, reference, heading).value = value
    return saved(book)


def cell_of(book: Any, title: str, reference: str, heading: str) -> Any:
    sheet = book[title]
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    names = next(cell.column for cell in sheet[1] if cell.value in REFERENCES)
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, names).value == reference]
    if not rows:
        rows = [next(row for row in range(2, sheet.max_row + 2) if sheet.cell(row, names).value is None)]
        sheet.cell(rows[0], names).value = reference
    return sheet.cell(rows[0], column)


def by_reference(sheet: Any) -> dict[str, dict[str, Any]]:
    """The cells of each row by heading, by the row's reference."""
    headings = [cell.value for cell in sheet[1]]
    rows = [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    [name] = REFERENCES & set(headings)
    return {row[name].value: row for row in rows}


def address(raw: bytes, title: str, reference: str, heading: str) -> tuple[int, int]:
    """Row and column of a cell."""
    cell = cell_of(load_workbook(io.BytesIO(raw)), title, reference, heading)
    return cell.row, cell.column


def saved(book: Any) -> bytes:
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def edit_csv(path: Path, changes: dict[tuple[str, str, str], str], delimiter: str = ",") -> None:
    """The CSV file with fields changed: (sheet, reference, column) -> text."""
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=text[len("sheet")]))
    for (sheet, reference, column), value in changes.items():
        [row] = [row for row in rows if (row["sheet"], row["reference"]) == (sheet, reference)]
        row[column] = value
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
