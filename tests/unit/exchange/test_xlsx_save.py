"""The short way to write a cell gives what et_xmlfile writes; what it can't write goes the long way."""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element, SubElement

import pytest
from et_xmlfile import xmlfile
from openpyxl.xml.constants import XML_NS

from btm_cli.exchange.xlsx_save import plain_xml

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
