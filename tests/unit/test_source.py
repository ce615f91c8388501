from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from btm_cli.diagnostics import Location, Problem, Severity
from btm_cli.source import LARGEST_FILE, Document, parse

BOTH = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


def read(text: str | bytes, pure: bool = False) -> Document:
    """The document of a text that has nothing wrong with it."""
    raw = text.encode() if isinstance(text, str) else text
    document, problems = parse(raw, "f.yaml", pure=pure)
    assert problems == []
    assert document is not None
    return document


def places(text: str | bytes, pure: bool = False) -> list[tuple[str, int, int]]:
    """Code, line and column of all that is wrong with a text."""
    raw = text.encode() if isinstance(text, str) else text
    return [(p.code, p.location.line, p.location.column) for p in parse(raw, "f.yaml", pure=pure)[1]]


@BOTH
@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("n/a", "n/a"),
        ("0", 0),
        ("-17", -17),
        ("3.0", Decimal("3.0")),
        ("1.10", Decimal("1.10")),
        ("1/3", "1/3"),
        ("+3", Decimal(3)),
        ("010", Decimal(10)),
        ("0x3", Decimal(3)),
        ("0xfF", Decimal(255)),
        ("0o17", Decimal(15)),
        ("0b1", "0b1"),
        ("1e3", Decimal("1e3")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("-.5E-2", Decimal("-0.005")),
        ("1e999", Decimal("1e999")),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("2026-11-20", "2026-11-20"),
        (".", "."),
        ("'3'", "3"),
        ('"true"', "true"),
        ("''", ""),
        ('"tab\\tbreak\\n"', "tab\tbreak\n"),
        ("|\n  3", "3\n"),
    ],
)
def test_plain_scalars_follow_the_core_table(scalar: str, value: Any, pure: bool) -> None:
    found = read(f"a: {scalar}\n", pure).data["a"]
    assert (type(found), found) == (type(value), value)


@BOTH
def test_keys_are_their_source_text(pure: bool) -> None:
    text = "2: a\n3.0: b\ntrue: c\n2026-11-20: d\n'null': e\n'<<': f\n0x1: g\n"
    assert list(read(text, pure).data) == ["2", "3.0", "true", "2026-11-20", "null", "<<", "0x1"]


@BOTH
@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "\ufeff", "---\n...\n"])
def test_an_empty_file_has_no_data(text: str, pure: bool) -> None:
    assert read(text, pure).data is None


@BOTH
def test_a_question_mark_inside_brackets_is_text(pure: bool) -> None:
    assert read("{note: why? so, end: what?, url: 'x?y', list: [a?b, c]}", pure).data == {
        "note": "why? so",
        "end": "what?",
        "url": "x?y",
        "list": ["a?b", "c"],
    }


@BOTH
def test_aliases_stand_for_the_same_value(pure: bool) -> None:
    document = read("a: &x {k: [1, two]}\nb: *x\n", pure)
    assert document.data == {"a": {"k": [1, "two"]}, "b": {"k": [1, "two"]}}
    assert document.locate(("b",)).column == 4
    assert document.locate(("b", "k", 1)) == document.locate(("a", "k", 1))


# One mistake each; the place was counted in the text by hand.
@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("{a: 1, 'a': 2}\n", [("duplicate-key", 1, 8)]),
        ("1: x\n'1': y\n", [("duplicate-key", 2, 1)]),
        ("? [x]\n: 1\n", [("key-not-text", 1, 3)]),
        ("? {x: y}\n: 1\n", [("key-not-text", 1, 3)]),
        ("null: 1\n", [("key-not-text", 1, 1)]),
        ("b: 1\n~: 1\n", [("key-not-text", 2, 1)]),
        ("b: 1\n?\n: 1\n", [("key-not-text", 2, 2)]),
        ("a: {b: 1, ? : 2}\n", [("key-not-text", 1, 4)]),
        ("b: 1\n: 1\n", [("yaml-syntax", 2, 1)]),
        ("a: &x b\n*x : 1\n", [("key-not-text", 2, 1)]),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", [("merge-key", 3, 3)]),
        ("a: !!str 3\n", [("explicit-tag", 1, 4)]),
        ("a: ! 3\n", [("explicit-tag", 1, 4)]),
        ("a: !own {b: 1}\n", [("explicit-tag", 1, 4)]),
        ("!!str a: 1\n", [("explicit-tag", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
        ("a: 1\n...\n---\n", [("several-documents", 3, 1)]),
        ("a: *x\n", [("undefined-alias", 1, 4)]),
        ("a: &x [1, *x]\n", [("recursive-alias", 1, 11)]),
        ("a: &x\n  b: *x\n", [("recursive-alias", 2, 6)]),
        ("a: .nan\n", [("not-a-number", 1, 4)]),
        ("[1, -.Inf]\n", [("not-a-number", 1, 5)]),
        ("a: 1e1000\n", [("number-too-large", 1, 4)]),
        ("a: 1e-99999999999999999999\n", [("number-too-large", 1, 4)]),
        (f"a: {'9' * 5000}\n", [("number-too-large", 1, 4)]),
        (f"a: 0x{'f' * 5000}\n", [("number-too-large", 1, 4)]),
        ('a: "\\0"\n', [("control-character", 1, 4)]),
        ('a: "\\e[31m"\n', [("control-character", 1, 4)]),
        ("a: b\x00c\n", [("control-character", 1, 5)]),
        ("a: é\x9bc\n", [("control-character", 1, 5)]),
        ("a: b\u2028c\n", [("control-character", 1, 5)]),
        ("a: b\ufeffc\n", [("control-character", 1, 5)]),
        ("a: b\n\tc: d\n", [("tab", 2, 1)]),
        ("a:\tb\n", [("tab", 1, 3)]),
        ("a: b\tc\n", [("tab", 1, 5)]),
        ("a: b\t# c\n", [("tab", 1, 5)]),
        ("a: b\n\t\nc: d\n", [("tab", 2, 1)]),
        ("a: [1,\t2]\n", [("tab", 1, 7)]),
        ("a: it is 'b\tc'\n", [("tab", 1, 12)]),
        ("a: b\n  'c\td'\n", [("tab", 2, 5)]),
        ("a: |\n  b\nc:\td\n", [("tab", 3, 3)]),
        ("a: |\n\tb\n", [("tab", 2, 1)]),
        ("a: b: c\n", [("yaml-syntax", 1, 5)]),
        ("a: [1, 2\nb: 3\n", [("yaml-syntax", 2, 2)]),
        ("a: 'b\nc: d\n", [("yaml-syntax", 1, 4)]),
        ('a: "\\q"\n', [("yaml-syntax", 1, 4)]),
        ('a: "\\ud800"\n', [("yaml-syntax", 1, 4)]),
        ('a: "\\Uffffffff"\n', [("yaml-syntax", 1, 4)]),
        ("a: @b\n", [("yaml-syntax", 1, 4)]),
        ("a:\n    b: 1\n   c: 2\n", [("yaml-syntax", 3, 4)]),
        ("%YAML 1.1\n---\na: 1\n", [("yaml-syntax", 1, 1)]),
        ("%TAG ! x\n---\na: 1\n", [("yaml-syntax", 1, 1)]),
        ("{a: b, [x:]}\n", [("yaml-syntax", 1, 10)]),
    ],
)
def test_a_mistake_is_found_at_its_place(text: str, expected: list[tuple[str, int, int]], pure: bool) -> None:
    assert places(text, pure) == expected


@BOTH
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 'x\ty'\n", {"a": "x\ty"}),
        ('a: "x\ty"\n', {"a": "x\ty"}),
        ("# x\ty\na: 1\n", {"a": 1}),
        ("a: 1 # x\ty\n", {"a": 1}),
        ("a: |\n  x\ty\n  \tz\t\n", {"a": "x\ty\n\tz\t\n"}),
        ("a: >-\n    x\t# y\n\n    z\tz\nb: 1\n", {"a": "x\t# y\nz\tz", "b": 1}),
        ("- - |\n    x\ty\n  - 'a\tb'\n", [["x\ty\n", "a\tb"]]),
        ("a: |2\n   x\ty\n", {"a": " x\ty\n"}),
        ("a: 'x\n\ty'\n", {"a": "x y"}),
        ('{"a":"x\ty"}\n', {"a": "x\ty"}),
    ],
)
def test_tabs_in_quotes_comments_and_block_scalars_are_fine(text: str, data: object, pure: bool) -> None:
    assert read(text, pure).data == data


def test_every_mistake_is_reported_in_one_run() -> None:
    text = "a: 1\na: 2\nb: .inf\nc:\td\n? [k]\n: !t x\ne: *no\nf: \x01\n---\ng: 1\n"
    assert places(text) == [
        ("duplicate-key", 2, 1),
        ("not-a-number", 3, 4),
        ("tab", 4, 3),
        ("key-not-text", 5, 3),
        ("explicit-tag", 6, 3),
        ("undefined-alias", 7, 4),
        ("control-character", 8, 4),
        ("several-documents", 9, 1),
    ]


def test_what_can_be_kept_is_kept() -> None:
    document, problems = parse(b"a: 1\na: 2\n<<: {z: 1}\nb: .inf\n? [k]\n: 3\nc: {d: e}\n", "f")
    assert len(problems) == 4
    assert document is not None
    assert document.data == {"a": 1, "b": ".inf", "c": {"d": "e"}}
    assert document.locate(("c", "d")).line == 7


def test_a_tab_is_not_reported_as_a_syntax_error_too() -> None:
    assert places("a:\n\tb: 1\n  c: 2\n") == [("tab", 2, 1)]
    assert places("a: b: c\n\td: 1\n") == [("yaml-syntax", 1, 5), ("tab", 2, 1)]


def test_the_first_line_of_a_duplicate_key_is_named() -> None:
    assert "line 1" in parse(b"a: 1\nb: 2\na: 3\n", "f")[1][0].message


@pytest.mark.parametrize("raw", [b"a: 1\nb\xc3\xa9: \xe9\n", b"\xef\xbb\xbfa: 1\nb\xc3\xa9: \xe9\n"])
def test_the_first_byte_that_is_not_utf8_is_named(raw: bytes) -> None:
    document, (problem,) = parse(raw, "f")
    assert document is None
    assert (problem.code, problem.location.line, problem.location.column) == ("not-utf8", 2, 5)
    assert "0xE9" in problem.message


def test_utf16_is_named() -> None:
    _, (problem,) = parse("a: 1\n".encode("utf-16"), "f")
    assert problem.code == "not-utf8"
    assert problem.hint is not None
    assert "UTF-16" in problem.hint


def test_many_problems_in_one_line_share_its_text() -> None:
    _, problems = parse(b"{a: 1, a: 2, a: 3}\n", "f")
    first, second = (problem.location.source_line for problem in problems)
    assert first is second


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    full = b"#" * (LARGEST_FILE - 1) + b"\n"
    assert parse(full, "f")[1] == []
    document, (problem,) = parse(full + b"\xff", "f")
    assert document is None
    assert problem.code == "too-large"


@pytest.mark.parametrize("many", [b"[],", b"-\n", b"-\r", b"{},"])
def test_a_file_with_too_many_values_is_not_even_begun(many: bytes) -> None:
    def codes(times: int) -> list[str]:
        flow = many.endswith(b",")
        return [found.code for found in parse((b"[" if flow else b"") + many * times + (b"]" if flow else b""), "a")[1]]

    assert codes(1_000_001) == ["too-large"]
    assert "too-large" not in codes(1000)


@BOTH
def test_depth_ends_at_64(pure: bool) -> None:
    assert places("[" * 64 + "]" * 64, pure) == []
    assert places("[" * 65 + "]" * 65, pure) == [("too-deep", 1, 65)]
    assert places("[" * 100_000, pure) == [("too-deep", 1, 65)]
    assert places("a: 1\na: 2\nb: " + "[" * 2000, pure) == [("duplicate-key", 2, 1), ("too-deep", 3, 67)]


def test_far_behind_much_text_the_parsers_own_limit_will_do() -> None:
    """Which libyaml has from 0.2.6 on: the place is then where that is reached."""
    [(code, line, column)] = places("# " + "x" * 300_000 + "\n" + "[" * 100_000)
    assert (code, line) == ("too-deep", 2)
    assert column in (65, 1001)


def test_depth_counts_what_aliases_stand_for() -> None:
    half = f"a: &x {'[' * 40}{']' * 40}\n"
    assert places(f"{half}b: {'[' * 23}*x{']' * 23}\n") == []  # 1 + 23 + 40 = 64
    assert places(f"{half}b: {'[' * 24}*x{']' * 24}\n") == [("too-deep", 2, 28)]


def test_a_hundred_aliases_are_enough() -> None:
    assert places("a: &x 1\nb: [" + "*x, " * 100 + "]\n") == []
    assert places("a: &x 1\nb: [" + "*x, " * 102 + "]\n") == [("too-many-aliases", 2, 5 + 100 * 4)]


@BOTH
def test_an_alias_bomb_is_defused(pure: bool) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    document, problems = parse(bomb.encode(), "f", pure=pure)
    assert [problem.code for problem in problems] == ["too-many-aliases"]
    assert document is not None
    assert len(str(document.data)) < 200_000


def test_a_hopeless_file_is_given_up() -> None:
    document, problems = parse(b"a: 1\n" * 5000, "f")
    assert document is None
    assert len(problems) == 1000


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@BOTH
def test_places_in_files_of_every_origin(ends: str, mark: str, pure: bool) -> None:
    text = mark + ends.join(["# Ä", "a:", "  b: [x, 'ü y', 3.0]", "  'c d': |", "    text", ""])
    document = read(text, pure)
    assert document.data == {"a": {"b": ["x", "ü y", Decimal("3.0")], "c d": "text\n"}}
    line = "  b: [x, 'ü y', 3.0]"
    assert document.locate(()) == Location("f.yaml", 2, 1, "a:", 1)
    assert document.locate(("a",), at_key=True) == Location("f.yaml", 2, 1, "a:", 1)
    assert document.locate(("a", "b")) == Location("f.yaml", 3, 6, line, 1)
    assert document.locate(("a", "b", 1)) == Location("f.yaml", 3, 10, line, 5)
    assert document.locate(("a", "b", 2)) == Location("f.yaml", 3, 17, line, 3)
    assert document.locate(("a", "c d"), at_key=True) == Location("f.yaml", 4, 3, "  'c d': |", 5)
    assert document.locate(("a", "c d")) == Location("f.yaml", 4, 10, "  'c d': |", 1)


def test_what_is_missing_is_placed_at_its_parent() -> None:
    document = read("a:\n  - b: 1\n    c:\n      d: 2\n")
    assert document.locate(("a", 0, "c", "gone")).line == 3
    assert document.locate(("a", 0, "c", "gone", "deeper", 7)) == document.locate(("a", 0, "c"), at_key=True)
    assert document.locate(("a", 5)) == document.locate(("a",), at_key=True)
    assert document.locate(("a", "0")) == document.locate(("a",), at_key=True)
    assert document.locate(("gone",)) == Location("f.yaml", 1, 1, "a:", 1)


@BOTH
def test_an_empty_value_is_placed_at_its_key(pure: bool) -> None:
    document = read("a:\n  bc: # later\n  d: {ef: , g: 1}\n", pure)
    assert document.locate(("a", "bc")) == Location("f.yaml", 2, 3, "  bc: # later", 2)
    assert document.locate(("a", "d", "ef")) == Location("f.yaml", 3, 7, "  d: {ef: , g: 1}", 2)


def test_text_over_several_lines_is_as_wide_as_its_first() -> None:
    document = read("a: one\n  two\nb: 'three\n  four'\n")
    assert document.locate(("a",)).width == 3
    assert document.locate(("b",)).width == 6


def test_a_source_line_is_safe_to_print() -> None:
    document, _ = parse("a: 'x\ty\u202ez' # \x1b[31m\n".encode(), "f")
    assert document is not None
    assert document.locate(("a",)).source_line == "a: 'x y\ufffdz' # \ufffd[31m"


def test_a_message_does_not_carry_control_characters() -> None:
    _, problems = parse('"a\\e": 1\n"a\\e": 2\n"\u202eb": 1\n"\u202eb": 2\n'.encode(), "f")
    assert len(problems) == 4
    assert all(problem.message.isprintable() for problem in problems)


def test_a_problem_becomes_a_diagnostic() -> None:
    document = read("a: {b: wrong}\n")
    found = document.diagnose(Problem("some-code", "it is wrong", ("a", "b"), "a hint", Severity.WARNING))
    assert (found.code, found.severity, found.message, found.hint) == ("some-code", "warning", "it is wrong", "a hint")
    assert found.location == Location("f.yaml", 1, 8, "a: {b: wrong}", 5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 'b\n", "never closed"),
        ("a: b: c\n", "out of place"),
        ("a: {b\n", "closing `}`"),
        ("a: [b\n", "closing `]`"),
        ("a: %b\n", "can't start a value"),
        ("a: 1\n  b\nc\n", "a key with a `:`"),
        ("a: |b\n", "comes a new line"),
        ("a:\n  - b\n c: d\n", "indentation"),
    ],
)
@BOTH
def test_a_syntax_error_is_said_in_plain_words(text: str, words: str, pure: bool) -> None:
    _, (problem,) = parse(text.encode(), "f", pure=pure)
    assert words in problem.message
