"""No text of a user's can move the cursor, hide, overflow its columns or stop the program."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.document.typeset import Typesetter, width

ANY_TEXT = st.text(st.characters(), max_size=200)
ENCODINGS = st.sampled_from(["utf-8", "ascii", "cp1252", "cp437"])


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("全角", 4), ("e\u0301", 1), ("\U0001f600", 2)])
def test_width_is_in_columns_of_the_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [("Meridian", 8, "Meridian"), ("Meridian", 5, "Meri…"), ("全角文字", 6, "全角…"), ("a" * 10_000, 4, "aaa…")],
)
def test_what_is_cut_says_so(text: str, columns: int, cut: str) -> None:
    assert Typesetter().cut(text, columns) == cut


def test_a_heap_of_combining_marks_is_cut() -> None:
    assert len(Typesetter().cut("e" + "\u0301" * 10_000, 10)) < 60


def test_numbers_align_right_and_names_left() -> None:
    page = Typesetter()
    assert page.right("2.8", 5) + "|" + page.left("全", 4) + "|" == "  2.8|全  |"


def test_text_wraps_at_spaces_and_the_last_line_is_cut() -> None:
    text = "one two three four five six"
    assert Typesetter().wrap(text, 9, 2) == ["one two", "three fo…"]
    assert Typesetter().wrap(text, 9, 9) == ["one two", "three", "four five", "six"]
    assert Typesetter().wrap("abcdefghij", 4, 9) == ["abcd", "efgh", "ij"]


@given(ANY_TEXT, ENCODINGS, st.integers(4, 60))
def test_any_text_fits_any_column_of_any_console(text: str, encoding: str, columns: int) -> None:
    page = Typesetter(columns, encoding)
    for set_text in (page.cut(text, columns), *page.wrap(text, columns, 3)):
        assert width(set_text) <= columns
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in set_text)
        set_text.encode(encoding)
    assert width(page.left(text, columns)) == width(page.right(text, columns)) == columns
