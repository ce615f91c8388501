"""A workbook is saved as openpyxl saves it, its cells by a shorter way to the same text.

In: a workbook and an archive. Out: nothing; the archive holds it. et_xmlfile looks for namespaces in every cell, of
which a cell has none, and that takes more than making it: whatever it writes, byte for byte, is written here at once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
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
        super().write_row(_Plain(xf, write) if callable(write) else xf, row, row_idx)


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
