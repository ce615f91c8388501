"""What a workbook looks like on paper: pages as wide as their sheets, rows as high as their texts."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from btm_cli.exchange.plain_book import Sheet, write_sheets
from btm_cli.exchange.xlsx_cells import lines_of
from support.libreoffice import converted, needs_libreoffice
from support.run import ROOT, in_process

EXAMPLE = str(ROOT / "examples/meridian-insurance/2026-Q4.yaml")
A4 = "9"
A4_WIDE = 7.47
"""Inches of an upright A4 page between margins of 0.4."""
WIDEST = 8 / 96
"""Inches of a character where a column's own font is not there and a wider one stands in: 8 of 96 pixels."""


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("12345678", 10, 1), ("123456789", 10, 2), ("1\n2", 10, 2), ("123456789\n\n1", 10, 4), ("12", 1, 2)],
)
def test_lines_that_a_text_takes(text: str, width: int, lines: int) -> None:
    """Two characters are kept free; an empty line is one."""
    assert lines_of(text, width) == lines


def test_a_plain_sheet_has_rows_as_high_as_their_longest_text() -> None:
    """Of 20 characters 18 are filled: 54 are 3 lines of 15 points, 360 would be 20, 9000 more than a row may have."""
    rows = (("a", "b"), ("a" * 54, "b"), ("a", "b" * 360), ("a", "b" * 9000))
    sheet = load_workbook(io.BytesIO(write_sheets([Sheet("One", (("A", 20), ("B", 20)), rows)])))["One"]
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4, 5)] == [15, 45, 300, 400]
    setup = sheet.page_setup
    assert (str(setup.paperSize), setup.orientation, setup.fitToWidth, setup.fitToHeight) == (A4, "landscape", 1, 0)


@pytest.fixture(scope="module")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("book") / "q.xlsx"
    assert in_process("export", EXAMPLE, "-o", str(file)).code == 0
    return load_workbook(file)


def test_the_instructions_are_no_wider_than_their_page(questionnaire: Any) -> None:
    """One column is not made smaller by a program that fits columns to a page, so what is beyond it would be lost."""
    assert questionnaire["Instructions"].column_dimensions["A"].width * WIDEST <= A4_WIDE


def test_a_day_stands_on_the_left_of_its_cell(questionnaire: Any) -> None:
    """On the right it runs into the text beside it."""
    days = [cell for row in questionnaire["Evidence"]["A2:I10"] for cell in row if cell.is_date and cell.value]
    assert len(days) > 9
    assert {cell.alignment.horizontal for cell in days} == {"left"}


@needs_libreoffice
def test_what_is_asked_for_can_be_read_on_paper(tmp_path: Path) -> None:
    """Nothing of a text lies over another: each line of a page keeps its distance from the next in its column."""
    pymupdf = pytest.importorskip("pymupdf")
    arguments = (EXAMPLE, "--as-of", "2026-11-24", "--owner", "Chief Risk Officer", "-o", str(tmp_path / "r.xlsx"))
    assert in_process("evidence", "request", *arguments).code == 0
    converted(tmp_path, ["r.xlsx"], "pdf")
    with pymupdf.open(tmp_path / "out" / "r.pdf") as document:
        spans = [
            (page.number, round(span["bbox"][0]), span["origin"][1], span["size"])
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
        widest = max(page.rect.width for page in document)
    assert round(widest) == 842  # points of A4 on its side
    assert min(size for *_, size in spans) > 7
    columns: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for page, left, base, size in spans:
        columns.setdefault((page, left), []).append((base, size))
    for lines in columns.values():
        lines.sort()
        assert all(below - above > size * 0.8 for (above, size), (below, _) in pairwise(lines))
