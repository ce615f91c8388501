"""The short way to write a cell gives what et_xmlfile writes; what it can't write goes the long way."""

from __future__ import annotations

import io
from datetime import date
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZipFile

import openpyxl
import pytest
from et_xmlfile import xmlfile
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import XML_NS

from btm_cli.exchange.xlsx_save import plain_xml, save

TEXTS = ["", "plain", "a < b && c > d", 'said "so"', "two\nlines\r\nand\ta tab", "_x000D_", "Ünïcode \U0001f600", "]]>"]


def by_et_xmlfile(element: Element) -> str:
    written = io.BytesIO()
    with xmlfile(written) as file, file.element("row"):
        file.write(element)
    return written.getvalue().decode().removeprefix("<row>").removesuffix("</row>")


def cell(text: str | None) -> Element:
    element = Element("c", {"r": "A1", "s": text or "7", "t": "inlineStr"})
    SubElement(SubElement(element, "is"), "t").text = text
    return element


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_is_written_as_et_xmlfile_writes_it(text):
    assert plain_xml(cell(text)) == by_et_xmlfile(cell(text))


def test_an_element_alone_and_one_with_several_inside():
    several = Element("c", {"r": "B2"})
    SubElement(several, "f").text = "A1&A2"
    SubElement(several, "v")
    for element in (Element("c"), Element("c", {"r": "B2"}), several, cell(None)):
        assert plain_xml(element) == by_et_xmlfile(element)


def test_what_has_a_namespace_or_text_behind_it_goes_the_long_way():
    spaced = cell(" x ")
    spaced[0][0].set(f"{{{XML_NS}}}space", "preserve")
    followed = cell("x")
    followed[0].tail = "y"
    assert plain_xml(spaced) is None
    assert plain_xml(followed) is None
    assert plain_xml(Element("{urn:other}c")) is None


def every_kind() -> Workbook:
    """Cells of every kind that a workbook has, with and without a style, and rows with a height."""
    book = Workbook()
    sheet = book.active
    values = [None, *TEXTS, " x ", "   ", "=A1&B1", "=", '="<"', 3, 2.5, True, date(2026, 11, 29), "#N/A"]
    for column, value in enumerate(values, 1):
        sheet.cell(1, column, value)
        sheet.cell(2, column, value).font = Font(bold=True)
    sheet.cell(4, 1, "a link").hyperlink = "https://example.org/?a=1&b=2"
    sheet.cell(5, 1, "noted").comment = Comment("a note", "somebody")
    sheet.cell(5, 2, "beside")
    if openpyxl.__version__ != "3.1.2":  # the oldest that is allowed can't write it itself
        sheet.cell(7, 1, CellRichText("rich ", TextBlock(InlineFont(b=True), "text")))
    sheet.row_dimensions[2].height = 30
    sheet.row_dimensions[9].height = 12
    return book


def test_a_sheet_is_saved_as_openpyxl_saves_it() -> None:
    saved = []
    for by in (save, lambda book, archive: ExcelWriter(book, archive).save()):
        written = io.BytesIO()
        with ZipFile(written, "w") as archive:
            by(every_kind(), archive)
        with ZipFile(written) as archive:
            saved.append({name: archive.read(name) for name in archive.namelist() if "docProps" not in name})
    assert saved[0] == saved[1]
    assert b"<f>A1&amp;B1</f>" in saved[0]["xl/worksheets/sheet1.xml"]
