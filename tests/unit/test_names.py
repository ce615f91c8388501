"""When two names are one, and what nobody sees in a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.names import composed, folded, oddities, spelled
from support.profile import examples

FORMS = st.sampled_from(["NFC", "NFD"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M\u00fcller AG", "Mu\u0308ller AG"),
        ("M\u00dcLLER  ag", " mu\u0308ller AG "),
        ("Stra\u00dfe", "STRASSE"),
        ("Ana\u200b", "Ana"),
        ("A\u00adna", "Ana"),
        ("u\u200d\u0308", "\u00fc"),
        ("Internal\u00a0Audit", "internal audit"),
        ("\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"),
        ("\uac00", "\u1100\u1161"),
    ],
)
def test_typed_differently_it_is_the_same_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("M\u00fcller", "Muller"), ("\u0410cme", "Acme"), ("A B", "AB")])
def test_another_name_stays_another(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(name=st.text(max_size=12), form=FORMS)
@settings(max_examples=examples(200))
def test_the_form_makes_no_difference(name: str, form: str) -> None:
    assert folded(unicodedata.normalize(form, name)) == folded(name)
    assert folded(folded(name)) == folded(name)
    assert composed(unicodedata.normalize(form, name)) == composed(name)


def test_a_path_is_spelled_as_the_folder_spells_it() -> None:
    there, asked = "Gescha\u0308ft.txt", "Gesch\u00e4ft.txt"
    assert spelled(asked, ["other.txt", there]) == there
    assert spelled(asked, [there, asked]) == asked
    assert spelled(asked, ["GESCHA\u0308FT.TXT"]) == asked


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Claims", []),
        ("Ana N\u00fa\u00f1ez", []),
        ("\u041e\u0442\u0434\u0435\u043b IT", []),
        ("\u682a\u5f0f\u4f1a\u793eABC", []),
        ("\u03b2-Team", []),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", []),
        ("\U0001f469\u200d\U0001f4bb", []),
        ("A\u200cB", ["invisible-character U+200C (ZERO WIDTH NON-JOINER)"]),
        ("\u200dAna", ["invisible-character U+200D (ZERO WIDTH JOINER)"]),
        ("\u0645\u200c\u200d", ["invisible-character U+200D (ZERO WIDTH JOINER)"]),
        ("Acme\u2066", ["invisible-character U+2066 (LEFT-TO-RIGHT ISOLATE)"]),
        ("Acme\u3164", ["invisible-character U+3164 (HANGUL FILLER)"]),
        ("\u0410cme", ["mixed-scripts U+0410 (CYRILLIC CAPITAL LETTER A)"]),
        (
            "Ac\u200bm\u0435",
            ["invisible-character U+200B (ZERO WIDTH SPACE)", "mixed-scripts U+0435 (CYRILLIC SMALL LETTER IE)"],
        ),
    ],
)
def test_what_nobody_sees_is_named(name: str, found: list[str]) -> None:
    assert [f"{odd.code} {odd.point}" for odd in oddities(name)] == found
