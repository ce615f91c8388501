"""A workbook of plain tables to be read, printed and written into: no formulas, no locks, the same bytes every time.

In: `Sheet`s. Out: the bytes of an xlsx file. Text stays text, whatever it begins with.
"""

import io
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from btm_cli.exchange.xlsx_cells import HIGHEST, POINTS_A_LINE, lines_of, on_paper, put, sheet_title, stable
from btm_cli.exchange.xlsx_styles import HEAD, TEXT, Look, Styles


class Sheet(NamedTuple):
    """One table: its title, its columns with their widths in characters, its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


def write_sheets(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; without sheets it has one that is empty."""
    book = Workbook()
    first = book.active
    taken: set[str] = set()
    styles, body = Styles(), Look(TEXT, border=True, wrap=True)
    head = Look(TEXT, fill=HEAD, bold=True, color="FFFFFF", border=True, vertical="bottom")
    for each in sheets:
        sheet = book.create_sheet(sheet_title(each.title, taken))
        for column, (heading, width) in enumerate(each.columns, 1):
            put(sheet, styles, 1, column, heading, head)
            sheet.column_dimensions[get_column_letter(column)].width = width
        for number, row in enumerate(each.rows, 2):
            for column, text in enumerate(row, 1):
                put(sheet, styles, number, column, text, body)
            lines = max((lines_of(text, width) for text, (_, width) in zip(row, each.columns, strict=False)), default=1)
            sheet.row_dimensions[number].height = min(HIGHEST, lines * POINTS_A_LINE)
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        on_paper(sheet)
    if sheets and first is not None:
        book.remove(first)
    written = io.BytesIO()
    book.save(written)
    return stable(written.getvalue())
