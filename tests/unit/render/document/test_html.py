"""Blocks as a page: every kind of block, and text that is only ever text."""

from __future__ import annotations

import base64
import hashlib
import re
from fractions import Fraction
from html.parser import HTMLParser

from btm_cli.render.document.blocks import (
    Band,
    Bar,
    Bars,
    Cell,
    Column,
    Heading,
    HeatMap,
    Items,
    Paragraph,
    Path,
    Row,
    Table,
)
from btm_cli.render.document.html import described, to_html

EVIL = "<script>alert(1)</script> & \"'\x1b[31m \u202e"


class Seen(HTMLParser):
    """The elements that hold text, with the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip() and self.tags[-1] not in ("style", "title"):
            self.found.append((self.tags[-1], data.strip()))


def test_every_kind_of_block() -> None:
    page = to_html(
        [
            Heading("Title"),
            Paragraph("Running text.", "Label"),
            Heading("Part", 2),
            Table((Column(""), Column("Number", right=True)), (("one", "1"), Row(("sum", "1")))),
            Items((("-", "a point"), ("", "another"))),
            Items((("1.20", "an entry"),)),
        ]
    )
    assert Seen(page).found == [
        ("h1", "Title"),
        ("strong", "Label:"),
        ("strong", "Running text."),  # after the label, in the same paragraph
        ("h2", "Part"),
        ("th", "Number"),
        ("th", "one"),
        ("td", "1"),
        ("th", "sum"),
        ("td", "1"),
        ("li", "a point"),
        ("li", "another"),
        ("dt", "1.20"),
        ("dd", "an entry"),
    ]
    assert "<title>Title</title>" in page
    assert 'aria-label="Table: Part"' in page
    assert '<th scope="col" class="number">Number</th>' in page
    assert re.search(r'<td class="number"[^>]*>1</td>', page)
    assert '<tr class="strong"><th scope="row">sum</th>' in page


def test_text_is_only_ever_text() -> None:
    blocks = [Heading(EVIL), Paragraph(EVIL, EVIL), Table((EVIL,), ((EVIL,),)), Items(((EVIL, EVIL),))]
    page = to_html(blocks)
    assert "script" not in Seen(page).tags
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert page.count("&lt;script&gt;") == page.count("alert(1)") >= 8


def test_nothing_is_loaded_from_anywhere() -> None:
    page = to_html([Heading("Title")])
    assert "default-src 'none'" in page
    assert "http:" not in page
    assert "https:" not in page


def test_the_policy_allows_just_the_style_sheet_of_the_page() -> None:
    page = to_html([Heading("Title")])
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert " style=" not in page


def test_every_table_has_a_name_of_its_own() -> None:
    table = Table(("A", "B"), (("1", "2"),))
    page = to_html([Heading("Part"), table, table, Heading("Other", 2), table])
    assert re.findall('aria-label="(.*?)"', page) == ["Table: Part", "Table: Part, 2", "Table: Other"]


def test_what_is_folded_ends_at_the_next_heading_as_high() -> None:
    page = [Heading("A", 3, fold=True), Heading("a", 4), Paragraph("in"), Heading("B", 3, fold=True), Heading("C", 2)]
    text = to_html([Heading("Title"), *page, Paragraph("out")])
    inside = re.findall(r"<details.*?</details>", text, re.S)
    assert len(inside) == 2
    assert "in</p>" in inside[0]
    assert "out" not in "".join(inside)


def test_a_bar_has_its_figures_under_their_names_and_marks_where_they_stand() -> None:
    bar = Bar("Claims", Fraction(1, 2), "3.01", None, Fraction(1, 4), Fraction(3, 4), ("2.45", "3.03"))
    text = to_html([Heading("Title"), Bars((bar,), "Below", ("Now", "Then", "Target"), ("1", "3", "5"))])
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)', text) == ["Now", "Then", "Target"]
    assert re.findall(r'<td class="[^"]*number"[^>]*>([^<]*)', text) == ["3.01", "2.45", "3.03"]
    assert 'class="was" d="M100 0' in text  # a quarter and three quarters of 400
    assert 'class="aim" d="M300 0' in text


def test_stacked_cells_know_their_column() -> None:
    [block] = described([Table(("Where", "Score"), (("Here", "3.01"),))], stacked=True)
    assert block["stacked"]
    [plain] = described([Table(("Where", "Score"), (("Here", "3.01"),))])
    assert not plain["stacked"]


def test_a_page_of_blocks_says_to_phones_what_each_value_is() -> None:
    """A row of a table or heat map stands value below value there; of more than a thousand rows it scrolls."""
    heat = HeatMap(
        ("Process",),
        (Column("Score"),),
        ((Band("Area", "A.", (), ("2.00",)), (Band("Cell", "C.", (Cell("3"),), ("3.01",)),)),),
    )
    text = to_html([Heading("Title"), heat])
    assert re.search(r'<td[^>]* data-name="Process">3</td>', text)
    assert '<td data-name="Score">3.01</td>' in text
    assert 'class="stacked"' in text
    assert 'class="map"' not in text

    def stacked(rows: int) -> bool:
        return "data-name=" in to_html([Table(("Where", "Score"), (("Here", "3.01"),) * rows)])

    assert (stacked(1000), stacked(1001)) == (True, False)


def test_what_has_fewer_names_or_notes_than_parts_goes_without() -> None:
    text = to_html([Path(("One", "Two"), 0, ("here",)), Bars((Bar("A", Fraction(1), "3", figures=("2", "1")),))])
    assert text.count("here</span>") == 1
    assert re.findall(r'<td class="[^"]*number"[^>]*>([^<]*)', text) == ["3", "2", "1"]
