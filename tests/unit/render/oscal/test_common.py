"""Text and numbers as OSCAL takes them: Markdown in which every character is itself, and exact beside rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from btm_cli.render.oscal.common import address, amount, line, markup, title, uid
from support.hostile import HOSTILE

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ALPHABET = "ab1 \n\\`*_{}[]<>#|~&;:!.)-+=^\"'/"


def read(text: str) -> str:
    """What another program's Markdown makes of a text, which must be nothing but text."""
    found: list[Token] = []
    for token in READER.parse(text):
        found += token.children or [token]
    assert {token.type for token in found} <= {
        "paragraph_open",
        "paragraph_close",
        "text",
        "softbreak",
        "text_special",
    }, text
    return "".join("\n" if token.type in ("softbreak", "paragraph_close") else token.content for token in found)


def plain(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.splitlines() if each.strip()]


@given(st.text(ALPHABET, max_size=30))
def test_every_character_is_itself(text: str) -> None:
    assert plain(read(markup(text))) == plain(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text(name: str) -> None:
    assert plain(read(markup(HOSTILE[name]))) == plain(HOSTILE[name])
    assert "\n" not in title(HOSTILE[name])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("snake_case, a-b (c) 3.5 a&b", "snake_case, a-b (c) 3.5 a&b"),
        ("_b_ *c* `d`", r"\_b\_ \*c\* \`d\`"),
        ("<script>&lt;", r"\<script\>\&lt;"),
        ("{{ insert: param, x }}", r"\{{ insert: param, x }}"),
        ("# a\n- b\n1. c\n    d", "\\# a\n\\- b\n1\\. c\nd"),
        ("a^2^ b~c~ | d", r"a\^2\^ b\~c\~ \| d"),
    ],
)
def test_only_what_would_act_is_escaped(text: str, written: str) -> None:
    assert markup(text) == written


def test_numbers_are_exact_beside_rounded() -> None:
    assert [(each["name"], each["value"]) for each in amount("gap", Fraction(2, 3))] == [
        ("gap", "0.67"),
        ("gap-exact", "2/3"),
    ]
    assert list(amount("gap", None)) == []


def test_a_value_is_one_line_and_an_address_has_no_space() -> None:
    assert line(" a\n b\t") == "a b"
    assert line("\n") == "-"
    assert address("https://x.test/a b\n?c=%20&d=<e>") == "https://x.test/a%20b%0A?c=%20&d=%3Ce%3E"


def test_names_that_join_to_the_same_text_are_not_the_same() -> None:
    assert uid("party", "a", "b c") != uid("party", "a b", "c")
    assert uid("party", "a", "b") == uid("party", "a", "b") != uid("risk", "a", "b")
