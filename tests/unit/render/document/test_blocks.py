"""One page description for a terminal, Markdown and HTML: what each writer makes of every kind of block."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from btm_cli.render.document.blocks import (
    Band,
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Curve,
    Heading,
    HeatMap,
    Items,
    Lines,
    Paragraph,
    Path,
    Row,
    Sentences,
    Table,
    Verbatim,
)
from btm_cli.render.document.html import to_html
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.terminal import written

PAGE: list[Block] = [
    Heading("Title"),
    Paragraph("What is done.", "Process"),
    Items((("2a", "One."), ("10a", "Two."))),
    Paragraph("", "Requires"),
    Items((("", "Beta"),), 1),
    Table((Column("Id"), Column("Count", right=True)), (("alpha", "3"), Row(("b", "12")))),
]
HALF = Fraction(1, 2)
SQUARES = (Cell("2.00", shade=1), Cell("3.00", shade=2, mark="c"))
HEAT = HeatMap(
    dimensions=("Process", "Organization"),
    figures=(Column("Score", right=True),),
    groups=((Band("Area One", "Area", (), ("2.50",), "strong"), (Band("First of all", "First", SQUARES, ("2.50",)),)),),
    total=Band("Overall", "Overall", (), ("2.50",), "strong"),
    legend="c claimed",
)
CURVES = Lines(
    places=(0, 10, 20),
    labels=("Q1", "Q2", "Q3"),
    low=1,
    high=5,
    curves=(
        Curve("Claimed", "c", (Fraction(1), Fraction(3), Fraction(5)), ("1.00", "3.00", "5.00")),
        Curve("Verified", "v", (Fraction(1), None, Fraction(1)), ("1.00", "-", "1.00")),
    ),
    stretches=((0, 1), (2,)),
    breaks=((1, "edition changed"),),
    caption="c claimed, v verified",
)


def text(blocks: list[Block], columns: int = 80, encoding: str = "utf-8") -> list[str]:
    return written(blocks, columns, encoding).splitlines()


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
        "────────────",
        "alpha      3",
        "b         12",
    ]


def test_a_console_without_the_characters_gets_others() -> None:
    lines = text([PAGE[-1], Path(("One", "Two"), 1), Bars((Bar("All", HALF, "2.50 – 3.00"),))], encoding="ascii")
    assert lines == [
        "Id     Count",
        "------------",
        "alpha      3",
        "b         12",
        "",
        "One > [Two]",
        "",
        f"All {'#' * 13}{'.' * 13} 2.50 - 3.00",  # a third of the page, half of it filled
    ]


def test_only_what_is_asked_for_is_coloured() -> None:
    assert "\x1b[" in written(PAGE, color=True)
    assert "\x1b" not in written(PAGE)


def test_columns_that_matter_least_give_way_and_are_named() -> None:
    names = ("Capability", Column("Score", right=True), Column("Evidenced", right=True, rank=1), Column("From", rank=2))
    table = Table(names, (("Strategy", "3.00", "2.00", "a" * 30),))
    assert text([table], 80) == [
        f"{'Capability':<10}  Score  Evidenced  From",
        "─" * 60,
        f"{'Strategy':<10}   3.00       2.00  {'a' * 30}",
    ]
    assert " ".join(text([table], 45)[3:]) == "No room here for: From. A wider window shows them."
    assert text([table], 24) == [
        "Capability  Score",
        "─────────────────",
        "Strategy     3.00",
        "No room here for:",
        "Evidenced, From. A wider",
        "window shows them.",
    ]


def test_a_text_that_has_no_room_beside_its_row_stands_below_it() -> None:
    columns = (Column("Claim", whole=True), Column("Left", right=True), Column("What it says", rank=1, below=True))
    table = Table(
        columns,
        (("governance/process/4c", "2", "Twice a year the council rules on what it saw."), ("a/b/2a", "10", "")),
    )
    assert text([table], 80)[0] == "Claim                  Left  What it says"
    assert text([table], 30) == [
        "Claim                  Left",
        "───────────────────────────",
        "governance/process/4c     2",
        "  Twice a year the council",
        "  rules on what it saw.",
        "a/b/2a                   10",
    ]


def test_a_table_without_room_stands_entry_by_entry() -> None:
    columns = (Column("Place"), *(Column(name, right=True) for name in ("First", "Second", "Third")))
    table = Table(columns, (("A", "1.00", "", "3.00"),))
    assert text([table], 16) == ["Place:", "A", "  First: 1.00", "  Third: 3.00"]
    nameless = Table((Column(""), *columns[1:]), table.rows)
    assert text([nameless], 16) == ["A", "  First: 1.00", "  Third: 3.00"]


def test_what_is_said_below_a_table_stays_below_its_entries() -> None:
    """What was left out, what marks mean: nothing of it may go where the page is narrow."""
    columns = (Column("What fell"), *(Column(name, right=True) for name in ("Before", "After")))
    table = Table(columns, (("A", "2.00", "1.00"),), "And 4 more cells.")
    assert text([table], 14) == ["What fell:", "A", "  Before: 2.00", "  After: 1.00", "And 4 more", "cells."]


def test_a_heat_map_has_short_names_where_the_page_is_narrow() -> None:
    assert text([HEAT], 60) == [
        "                Process  Organization  Score",
        "────────────────────────────────────────────",
        "Area One                                2.50",
        "  First of all  2.00     3.00c          2.50",
        "Overall                                 2.50",
        "c claimed",
    ]
    assert text([HEAT], 40)[:3] == [
        "                Proc.  Orga.  Score",
        "───────────────────────────────────",
        "Area One                       2.50",
    ]
    assert text([HEAT], 30)[:4] == [
        "         Proc.  Orga.  Score",
        "────────────────────────────",
        "Area                    2.50",
        "  First  2.00   3.00c   2.50",
    ]


def test_squares_that_have_no_room_give_way_one_by_one_and_are_named_in_full() -> None:
    assert text([HEAT], 22) == [
        "         Proc.  Score",
        "─────────────────────",
        "Area             2.50",
        "  First  2.00    2.50",
        "Overall          2.50",
        "c claimed",
        "No room here for:",
        "Organization. A wider",
        "window shows them.",
    ]


def test_curves_are_drawn_between_what_may_be_joined() -> None:
    lines = text([CURVES], 25)
    assert lines[0] == "5 ┤               ┊     c"
    assert lines[6] == "3 ┤          c    ┊"
    assert lines[12] == "1 ┤cv             ┊     v"  # both begin at 1: one stands beside the other
    assert lines[13:] == ["  └──────────────────────", "   Q1       Q2         Q3", "c claimed, v verified"]
    # Between the first two points the line rises; across the break nothing is drawn.
    assert sum(line.count("c") for line in lines[:13]) == 12


def test_what_is_copied_stays_on_one_line_where_the_page_is_narrow() -> None:
    place = "folder/" * 6 + "a b.yaml"
    jumped_by = Paragraph("is not a date", f"{place}:3:14", "error", "error[x]", whole=True)
    items = Items((("found", "three words here and some more of them"), ("rule", "p/" * 25), ("", "short")), whole=True)
    assert text([jumped_by, items], 40) == [
        f"{place}:3:14: error[x] is not a date",
        "  found three words here and some more",
        "        of them",
        f"  rule  {'p/' * 25}",
        "        short",
    ]
    assert to_markdown([jumped_by]) == f"**{place}:3:14:** error\\[x\\] is not a date\n"
    assert f'<p><strong>{place}:3:14:</strong> <span class="error">error[x]</span> is not a date</p>' in to_html(
        [jumped_by]
    )


def test_white_space_counts_in_lines_of_a_file() -> None:
    page = to_html([Verbatim(("a:", "    b:   1", "      <b>"))])
    assert '<pre tabindex="0">a:\n    b:   1\n      &lt;b&gt;\n</pre>' in page


def test_in_markdown() -> None:
    assert to_markdown(PAGE) == (
        "# Title\n\n**Process:** What is done.\n\n- **2a** One.\n- **10a** Two.\n\n**Requires:**\n  - Beta\n\n"
        "| Id | Count |\n| --- | --: |\n| alpha | 3 |\n| **b** | **12** |\n"
    )


def test_every_other_block_in_markdown() -> None:
    page = [
        Sentences((("Now", "It stands."),)),
        Path(("One", "Two"), 0),
        Bars((Bar("All", HALF, "2.50"),)),
        Verbatim(("  2a: ```", "  ^")),
        HEAT,
    ]
    assert to_markdown(page) == (
        "- **Now** It stands.\n\n**One** › Two\n\n- **All** 2.50\n\n````text\n  2a: ```\n  ^\n````\n\n"
        "|  | Process | Organization | Score |\n| --- | --- | --- | --: |\n"
        "| **Area One** |  |  | **2.50** |\n| First of all | 2.00 | 3.00c | 2.50 |\n| **Overall** |  |  | **2.50** |\n"
        "\nc claimed\n"
    )


def test_folded_parts_are_left_out_where_a_comment_has_no_room() -> None:
    page = [Heading("Title"), Heading("More", fold=True), Paragraph("Long text."), Heading("Yet more", fold=True)]
    whole = to_markdown(page)
    assert whole == (
        "# Title\n\n<details>\n<summary>More</summary>\n\nLong text.\n\n</details>\n"
        "\n<details>\n<summary>Yet more</summary>\n\n</details>\n"
    )
    assert to_markdown(page, "too long", 20) == "# Title\n\nMore: too long\n\nYet more: too long\n"


def test_markdown_makes_strong_what_is() -> None:
    assert to_markdown([Paragraph("It failed.", "a.yaml", "strong")]) == "**a.yaml:** **It failed.**\n"


def test_markdown_shows_every_character_as_itself() -> None:
    page = to_markdown([Paragraph("*a* <b> | [c](d)\n# e", "x_y_z")])
    assert page.count("\n") == 1
    for marked in ("*a*", " <b>", " |", "[c]("):
        assert marked not in page


ANY = st.text(max_size=60)
SHARE = st.fractions(0, 1)
CELL = ANY | st.builds(
    Cell,
    ANY,
    shade=st.none() | st.integers(0, 4),
    spark=st.lists(SHARE | st.none(), max_size=4).map(tuple),
    breaks=st.lists(st.integers(0, 3), max_size=2).map(tuple),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, ANY, st.integers(1, 4), fold=st.booleans()),
    st.builds(Paragraph, ANY, ANY, whole=st.just(False)),
    st.builds(Sentences, st.lists(st.tuples(ANY, ANY), max_size=3).map(tuple)),
    st.builds(Items, st.lists(st.tuples(ANY, ANY), max_size=3).map(tuple), st.integers(0, 2), whole=st.just(False)),
    st.builds(
        Table,
        st.tuples(st.builds(Column, ANY), st.builds(Column, ANY, st.booleans(), st.booleans(), st.integers(0, 2)), ANY),
        st.lists(st.tuples(CELL, st.just("1"), CELL), max_size=3).map(tuple),
        ANY,
    ),
    st.builds(Bars, st.lists(st.builds(Bar, ANY, SHARE, ANY), max_size=3).map(tuple)),
    st.builds(Path, st.lists(ANY, min_size=1, max_size=4).map(tuple), st.none() | st.integers(0, 3)),
    st.builds(Verbatim, st.lists(ANY, min_size=1, max_size=3).map(tuple), numbered=st.none()),
    st.builds(
        Verbatim,
        st.tuples(ANY),
        numbered=st.tuples(st.integers(1, 99_999), st.integers(1, 70), st.integers(1, 70)),
    ),
    st.just(CURVES),
)


@given(st.lists(BLOCKS, max_size=5), st.sampled_from([40, 80, 240]), st.sampled_from(["utf-8", "cp1252", "ascii"]))
def test_any_text_fits_the_page_and_its_console(blocks: list[Block], columns: int, encoding: str) -> None:
    page = written(blocks, columns, encoding)
    page.encode(encoding)
    for line in page.split("\n"):
        assert cell_len(line) <= columns
        assert line.isprintable() or not line.isascii()


@given(st.lists(BLOCKS, max_size=5))
def test_every_page_can_be_html_and_markdown(blocks: list[Block]) -> None:
    assert to_html(blocks).endswith("</html>\n")
    assert to_markdown(blocks) == to_markdown(blocks)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_headings_by_depth(depth: int) -> None:
    assert to_markdown([Heading("A", depth)]) == f"{'#' * depth} A\n"
