"""What an .ods workbook says beside its cells' values: comments, merged cells, formulas.

In: its part content.xml. Out: all three by sheet title; the library that reads its values has none of them.
"""

from __future__ import annotations

import io
from typing import Final, NamedTuple
from xml.etree import ElementTree as Xml

from btm_cli.exchange.collecting import MOST_COLUMNS, MOST_ROWS
from btm_cli.exchange.grid import Merged
from btm_cli.exchange.xlsx_beside import signed

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


class Beside(NamedTuple):
    """Comments and formulas by row and column from 1, and merged cells, of one sheet."""

    comments: dict[tuple[int, int], str]
    formulas: dict[tuple[int, int], str]
    merged: list[Merged]


def beside(content: bytes) -> dict[str, Beside]:
    """All of every sheet, by its title. Raises ParseError for what is no XML."""
    found: dict[str, Beside] = {}
    for _, element in Xml.iterparse(io.BytesIO(content)):
        if element.tag == f"{_TABLE}table":
            found[element.get(f"{_TABLE}name", "")] = _sheet(element)
            element.clear()
    return found


def _sheet(table: Xml.Element) -> Beside:
    said = Beside({}, {}, [])
    row = 1
    for line in table.iter(f"{_TABLE}table-row"):
        if row > MOST_ROWS:
            break
        column = 1
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            _cell(cell, row, column, said)
            column += _number(cell, "number-columns-repeated")
            if column > MOST_COLUMNS:
                break
        row += _number(line, "number-rows-repeated")
    return said


def _cell(cell: Xml.Element, row: int, column: int, said: Beside) -> None:
    formula = cell.get(f"{_TABLE}formula")
    if formula is not None:
        said.formulas[row, column] = formula
    rows, columns = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        said.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))
    for comment in cell.iter(f"{_OFFICE}annotation"):
        text = "\n".join("".join(line.itertext()) for line in comment.iter(f"{_TEXT}p")).strip()
        if text:
            said.comments[row, column] = signed(comment.findtext(_CREATOR, ""), text)


def _number(element: Xml.Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1
