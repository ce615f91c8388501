"""One page description for terminals and Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table, to_lines, to_markdown
from btm_cli.render.document.typeset import Typesetter, width

PAGE: list[Block] = [
    Heading("Title"),
    Paragraph("What is done.", "Process"),
    Items((("2a", "One."), ("10a", "Two."))),
    Paragraph("", "Requires"),
    Items((("", "Beta"),), 1),
    Table(("Id", "Count"), (("alpha", "3"), ("b", "12")), frozenset({"Count"})),
]


def text(blocks: list[Block], columns: int = 80) -> list[str]:
    return ["".join(span for span, _ in line).rstrip() for line in to_lines(blocks, Typesetter(columns))]


def test_on_a_terminal() -> None:
    assert text(PAGE) == [
        "Title",
        "",
        "Process: What is done.",
        "  2a  One.",
        "  10a Two.",
        "",
        "Requires:",
        "     Beta",
        "",
        "Id     Count",
        "alpha      3",
        "b         12",
    ]


def test_labels_stand_out() -> None:
    styles = [line[0] for line in to_lines([Paragraph("text", "Label"), Paragraph("", "Alone")], Typesetter()) if line]
    assert styles == [("Label: ", "strong"), ("Alone:", "strong")]


def test_in_markdown() -> None:
    assert to_markdown(PAGE) == (
        "# Title\n\n**Process:** What is done.\n\n- **2a** One.\n- **10a** Two.\n\n**Requires:**\n  - Beta\n\n"
        "| Id | Count |\n| --- | --: |\n| alpha | 3 |\n| b | 12 |\n"
    )


def test_markdown_shows_every_character_as_itself() -> None:
    page = to_markdown([Paragraph("*a* <b> | [c](d)\n# e", "x_y_z")])
    assert page.count("\n") == 1
    for marked in ("*a*", " <b>", " |", "[c]("):
        assert marked not in page


ANY = st.text(max_size=60)
BLOCKS = st.one_of(
    st.builds(Heading, ANY, st.integers(1, 4)),
    st.builds(Paragraph, ANY, ANY),
    st.builds(Items, st.lists(st.tuples(ANY, ANY), max_size=3).map(tuple), st.integers(0, 2)),
    st.builds(Table, st.just(("A", "B", "C")), st.lists(st.tuples(ANY, st.just("1"), ANY), max_size=3).map(tuple)),
)


@given(st.lists(BLOCKS, max_size=5), st.sampled_from([40, 80, 140]))
def test_any_text_fits_the_page(blocks: list[Block], columns: int) -> None:
    for line in to_lines(blocks, Typesetter(columns)):
        assert sum(width(span) for span, _ in line) <= columns
        assert all(span.isprintable() for span, _ in line if span.isascii())


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_headings_by_depth(depth: int) -> None:
    assert to_markdown([Heading("A", depth)]) == f"{'#' * depth} A\n"
