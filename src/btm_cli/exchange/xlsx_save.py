"""A workbook is saved as openpyxl saves it, its cells by a shorter way to the same text.

In: a workbook and an archive. Out: nothing; the archive holds it. For every cell openpyxl makes a tree of elements, in
which et_xmlfile looks for namespaces, of which there are none: that takes many times as long as the text itself.
Whatever they write, byte for byte, is written here at once; what is no text, formula or empty cell goes their way.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell._writer import write_cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

# What ElementTree, and et_xmlfile with it, writes texts with: rules of our own could differ from theirs.
_element_tree: Any = ElementTree
_escaped: Callable[[str], str] = _element_tree._escape_cdata
_escaped_attribute: Callable[[str], str] = _element_tree._escape_attrib


def save(book: Workbook, archive: ZipFile) -> None:
    """Write the workbook into the archive; nothing of its styles may change any more."""
    found: Any = book
    _number_once(found._cell_styles)
    _BookWriter(book, archive).save()


def _number_once(styles: Any) -> None:
    """Let openpyxl ask for the number of a style once, not at each of the thousands of cells that share it."""
    numbers: dict[int, int] = {}
    add = styles.add

    def known(style: Any) -> int:
        number = numbers.get(id(style))
        if number is None:
            number = numbers[id(style)] = add(style)
        return number

    styles.add = known


class _BookWriter(ExcelWriter):
    _archive: Any  # openpyxl's; its stubs leave it out

    def write_worksheet(self, ws: Any) -> None:
        """As openpyxl's, but for the writer of the sheet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        writer: Any = _SheetWriter(ws)
        writer.write()
        ws._rels = writer._rels
        self._archive.write(writer.out, ws.path[1:])
        self.manifest.append(ws)
        writer.cleanup()


class _SheetWriter(WorksheetWriter):
    def write_row(self, xf: Any, row: Any, row_idx: Any) -> None:
        """As openpyxl's, by the shorter way where there is one: with lxml or an old et_xmlfile there is none."""
        write = getattr(xf, "_file", None)
        if not callable(write) or any(cell._comment is not None for cell in row):
            super().write_row(xf, row, row_idx)
            return
        sheet: Any = self.ws
        plain = _Plain(xf, write)
        with xf.element("row", {"r": f"{row_idx}"} | dict(sheet.row_dimensions.get(row_idx, {}))):
            for cell in row:
                text = cell_text(cell)
                if text is None:
                    write_cell(plain, sheet, cell, cell.has_style)
                else:
                    write(text)


class _Plain:
    """An open XML file to which elements without namespaces are written as they are."""

    __slots__ = ("_file", "_write", "element")

    def __init__(self, file: Any, write: Callable[[str], object]) -> None:
        self._file = file
        self._write = write
        self.element: Callable[..., AbstractContextManager[None]] = file.element

    def write(self, element: Any) -> None:
        """Write an element; one with a namespace somewhere by the long way."""
        text = plain_xml(element)
        if text is None:
            self._file.write(element)
        else:
            self._write(text)


def cell_text(cell: Any) -> str | None:
    """A cell as openpyxl would write it: "" where it has nothing, None where it is not one of the usual kinds."""
    value, kind = cell._value, cell.data_type
    if cell._hyperlink is not None:
        return None
    style = f' s="{cell.style_id}"' if cell.has_style else ""
    if value is None and not style:
        return ""
    start = f'<c r="{get_column_letter(cell.column)}{cell.row}"{style}'
    if value is None and kind == "n":
        return f'{start} t="n" />'
    if type(value) is not str or not value:
        return None
    if kind == "s" and value == value.strip():
        return f'{start} t="inlineStr"><is><t>{_escaped(value)}</t></is></c>'
    if kind == "f" and len(value) > 1:
        return f"{start}><f>{_escaped(value[1:])}</f><v /></c>"
    return None


def plain_xml(element: ElementTree.Element) -> str | None:
    """An element as text, as et_xmlfile would write it; None where a name in it has a namespace, or text follows."""
    start = element.tag
    if start[:1] == "{" or element.tail:
        return None
    for name, value in element.items():
        if name[:1] == "{":
            return None
        start += f' {name}="{value if value.isalnum() else _escaped_attribute(value)}"'
    inner = _escaped(element.text) if element.text else ""
    for child in element:
        text = plain_xml(child)
        if text is None:
            return None
        inner += text
    return f"<{start}>{inner}</{element.tag}>" if inner else f"<{start} />"
