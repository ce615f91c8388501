"""A workbook in any format of office programs -> `Asked`: .xlsx here, .ods and .xls by python-calamine.

In: the bytes of a file. Out: rows with their places, or why it can't be read. What it is, its first bytes say.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from btm_cli.exchange.collecting import MOST_COLUMNS, MOST_ROWS, Collector
from btm_cli.exchange.grid import Grid, Merged, read_grid
from btm_cli.exchange.ods_beside import Beside, beside
from btm_cli.exchange.tables import Asked, CellProblem, Formula, Value
from btm_cli.exchange.unpacking import OLE, WHOLE, broken, packed, parts_of, refused

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
    from btm_cli.exchange.xlsx_read import read_xlsx

    return read_xlsx(parts)


def _read_xls(raw: bytes) -> Asked:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return Asked({}, [refused("not-a-workbook", "the workbook is encrypted", "save it without a password")])
    collector = Collector()
    message = "an .xls workbook is read without its comments, and formulas as their last results"
    collector.problem("not-read", message, WHOLE, "save it as .xlsx where somebody commented on a cell", warn=True)
    return _read(raw, {}, collector)


def _read_ods(parts: dict[str, bytes]) -> Asked:
    try:
        more = beside(parts["content.xml"])
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
            said = more.get(title, Beside({}, {}, []))
            merged = [*said.merged, *(_merged(*ends) for ends in sheet.merged_cell_ranges or ())]
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


def _merged(first: tuple[int, int], last: tuple[int, int]) -> Merged:
    return Merged(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
