"""Text of a known width, and nothing cut without a sign."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from btm_cli.render.document.terminal import fitted, wrapped


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [("Meridian", 8, "Meridian"), ("Meridian", 5, "Meri…"), ("全角文字", 5, "全角…"), ("a" * 10_000, 4, "aaa…")],
)
def test_what_is_cut_says_so(text: str, columns: int, cut: str) -> None:
    assert fitted(text, columns) == cut


def test_a_heap_of_combining_marks_is_cut() -> None:
    assert len(fitted("e" + "\u0301" * 10_000, 10)) < 60


def test_names_are_padded_by_their_width() -> None:
    assert fitted("全", 4, pad=True) + "|" == "全  |"


def test_text_wraps_at_spaces_and_the_last_line_is_cut() -> None:
    text = "one two three four five six"
    assert wrapped(text, 9, 2) == ["one two", "three fo…"]
    assert wrapped(text, 9, 9) == wrapped(text, 9) == ["one two", "three", "four five", "six"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("", 4) == [""]


@given(st.text(st.characters(), max_size=200), st.sampled_from(["utf-8", "ascii", "cp437"]), st.integers(4, 60))
def test_any_text_fits_any_column(text: str, encoding: str, columns: int) -> None:
    assert cell_len(fitted(text, columns, pad=True)) == columns
    for line in (fitted(text, columns), *wrapped(text, columns, 3), *wrapped(text, columns, encoding=encoding)):
        assert cell_len(line) <= columns
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in line)
    "".join(wrapped(text, columns, encoding=encoding)).encode(encoding)
