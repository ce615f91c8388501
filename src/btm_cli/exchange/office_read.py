"""A workbook in any format of office programs -> `Asked`: .xlsx by openpyxl, .ods and .xls by python-calamine.

In: the bytes of a file. Out: rows with their places, or why it can't be read. What it is, its first bytes say. Nothing
in it is run; what is too large, packed too tightly or broken is refused before it takes memory.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final

from btm_cli.exchange.beside import NOTHING, Beside, beside_ods, beside_xlsx
from btm_cli.exchange.collecting import MOST_COLUMNS, MOST_ROWS, Collector, Grid, Merged, read_grid
from btm_cli.exchange.tables import WHOLE_FILE, Asked, Broken, CellProblem, Formula, Value
from btm_cli.exchange.unpacking import OLE, broken, packed, parts_of, refused

MOST_SHEETS: Final = 100
OFFICE: Final = "pip install python-calamine"
"""What brings the reader of .ods and .xls; a plain install reads .xlsx and .csv."""


class NeedsOffice(Exception):
    """The reader of .ods and .xls is not installed."""


def read_workbook(raw: bytes) -> Asked:
    """Every row of every sheet; for any content: a file that is no workbook is one problem. Raises NeedsOffice."""
    if raw.startswith(OLE):
        return _read_xls(raw)
    parts = parts_of(raw)
    if isinstance(parts, CellProblem):
        return Asked({}, [parts])
    if "content.xml" in parts and "[Content_Types].xml" not in parts:
        return _read_ods(parts)
    return _read_xlsx(parts)


def _read_xlsx(parts: dict[str, bytes]) -> Asked:
    from openpyxl import load_workbook

    collector = Collector()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and extensions, which hold no answers
            more = beside_xlsx(parts)
            book = load_workbook(packed(parts), read_only=True, keep_links=False)
            for sheet in book.worksheets[:MOST_SHEETS]:
                sheet.reset_dimensions()
                rows = (
                    {index: value for index, cell in enumerate(row, 1) if (value := _value(cell)) is not None}
                    for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
                )
                said = more.get(sheet.title, NOTHING)
                read_grid(Grid(sheet.title, rows, said.comments, said.merged), collector)
    except Exception as error:  # whatever a broken part does to the libraries
        return Asked({}, [broken(type(error).__name__)])
    return collector.asked()


def _read_xls(raw: bytes) -> Asked:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return Asked({}, [refused("not-a-workbook", "the workbook is encrypted", "save it without a password")])
    collector = Collector()
    message = "an .xls workbook is read without its comments, and formulas as their last results"
    collector.problem("not-read", message, WHOLE_FILE, "save it as .xlsx where somebody commented on a cell", warn=True)
    return _read(raw, {}, collector)


def _read_ods(parts: dict[str, bytes]) -> Asked:
    try:
        more = beside_ods(parts["content.xml"])
    except Exception as error:  # whatever broken XML does to the parser
        return Asked({}, [broken(type(error).__name__)])
    return _read(packed(parts).getvalue(), more, Collector())


def _read(raw: bytes, more: Mapping[str, Beside], collector: Collector) -> Asked:
    try:
        from python_calamine import load_workbook
    except ImportError:
        raise NeedsOffice from None
    try:
        book = load_workbook(io.BytesIO(raw))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            said = more.get(title, NOTHING)
            ranges = sheet.merged_cell_ranges or ()
            merged = [*said.merged, *(Merged(*(number + 1 for end in ends for number in end)) for ends in ranges)]
            rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
            read_grid(Grid(title, _values(rows, said), said.comments, merged), collector)
    except BaseException as error:  # whatever a broken part does to the library, whose panics are no Exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        return Asked({}, [broken(type(error).__name__)])
    return collector.asked()


def _values(rows: list[list[Any]], said: Beside) -> Iterator[dict[int, Value]]:
    """The cells of each row; a formula as its text, not its result."""
    for number, row in enumerate(rows, 1):
        values: dict[int, Value] = {}
        for column, value in enumerate(row[:MOST_COLUMNS], 1):
            if (number, column) in said.formulas:
                values[column] = Formula(said.formulas[number, column])
            elif value != "":
                values[column] = value
        yield values


def _value(cell: Any) -> Value | None:
    """What a cell holds; a formula as its text, not its result."""
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Formula(str(getattr(value, "text", None) or value))
    if cell.data_type == "e":
        return Broken(str(value))
    known: Value = value
    return known
