"""No text of a user's can move the cursor, hide or stop the program."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.render.document.safe import encodable, measurable, shortened, visible


def test_control_and_hidden_characters_show_as_escapes() -> None:
    assert visible("a\x1b[31mb\x00\u202ec\ufeff\x9b") == "a\\x1b[31mb\\x00\\u202ec\\ufeff\\x9b"


def test_white_space_becomes_single_spaces() -> None:
    assert visible("one\r\n two\tthree  ") == "one two three"


def test_emoji_sequences_and_accents_stay_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301"
    assert visible(family) == family


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "2 -> 3 ... ?"), ("cp1252", "2 -> 3 … é")])
def test_a_console_gets_substitutes_for_what_it_lacks(encoding: str, shown: str) -> None:
    assert encodable("2 → 3 … é", encoding) == shown


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Meridian", 8, "Meridian"),
        ("Meridian", 5, "Meri…"),
        ("one two", 5, "one…"),
        ("  one  \n two ", 7, "one two"),
        ("a" * 1_000_000, 4, "aaa…"),
        (" " * 1_000_000 + "a", 4, "…"),
    ],
)
def test_what_is_cut_says_so(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown


@given(
    st.text(st.characters(), max_size=200), st.sampled_from(["utf-8", "ascii", "cp1252", "cp437"]), st.integers(4, 60)
)
def test_any_text_can_be_shown_on_any_console(text: str, encoding: str, most: int) -> None:
    for shown in (visible(text), shortened(text, most)):
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)
        encodable(shown, encoding).encode(encoding)
    assert len(shortened(text, most)) <= most


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("e\u0301\u0323", "e\u0301\u0323"),
        ("e" + "\u0301" * 9 + "n", "e" + "\u0301" * 4 + "\u2026n"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\U0001f467"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),  # Devanagari needs its joiner
    ],
    ids=["plain", "marks", "too many marks", "emoji", "script"],
)
def test_emoji_stand_one_by_one_and_few_marks_on_a_character(text: str, shown: str) -> None:
    assert measurable(text) == shown
