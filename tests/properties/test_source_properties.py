"""No content makes reading fail, both parsers see the same, and places point at the text they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from btm_cli.diagnostics import KeyPath
from btm_cli.source import Document, parse
from btm_cli.source.outline import comments
from support.profile import examples

PIECES = [
    *["a", "b", "key", "1", "true", "null", "~", ".inf", "1e9999", "0x3", "é", "😀"],
    *["- ", "-", "? ", "?", ": ", ":", ", ", ",", "[", "]", "{", "}", '"', "'", "|", ">", "|-\n", ">2\n", "@"],
    *["\n", "\n  ", "\n    ", "\n ", " ", "  ", "\t", "\r\n", "\r", "#", " # c\n", "\\", "\\n", "\\ud800", "\\x0"],
    *["!x,", "!,", "!a!b", "!<x>", "!x]", "!..!!str ", "{!x, b}", "\xa0", "\xa0#", "\t"],
    *["&a ", "*a", "*a ", "!t ", "! ", "!!str ", "<<: ", "---\n", "---", "...\n", "%YAML 1.2\n", "\n%TAG ! x\n"],
    *["a: 1\n", "b: [x, y]\n", "- x\n", "{k: v}", '"q"', "'s'", "a: |\n  t\n", "\u2028", "\x00", "\ufeff"],
]
yamlish = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)

Places = dict[KeyPath, tuple[int, int, int]]
"""Line, column and width by path."""

names = st.text(st.sampled_from("abcä 1.-:#'\"[]{},?&*!|>%@`\\"), max_size=8)
leaves = st.one_of(names, st.integers(-99, 99), st.booleans())
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=15,
)


def paths(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from paths(value, (*path, number))


def seen(document: Document | None) -> list[object]:
    """All there is to a document: values with their kinds, and the places of values and keys."""
    if document is None:
        return []
    return [
        (path, type(value), str(value), document.locate(path), document.locate(path, at_key=True))
        for path, value in paths(document.data)
    ]


@given(st.binary(max_size=200))
@example(b"\xff\xfea\x00")
@example(b"%")
def test_no_bytes_make_it_fail(raw: bytes) -> None:
    for pure in (False, True):
        document, problems = parse(raw, "f", pure=pure)
        assert document is not None or problems


@given(st.text(max_size=100))
def test_no_text_makes_it_fail(text: str) -> None:
    for pure in (False, True):
        parse(text.encode("utf-8", "surrogatepass"), "f", pure=pure)


@settings(max_examples=examples(400))
@given(yamlish)
@example("{a: why? so, b: }")
@example("|#c\n x")
@example("|-\n!t\tx")
@example("{a: !x, b: 1}")
@example("a: {!x,a: 1\n")
@example("!a.!!str x")
@example("\xa0#\tx")
def test_both_parsers_give_the_same(text: str) -> None:
    raw = text.encode()
    native, native_problems = parse(raw, "f")
    pure, pure_problems = parse(raw, "f", pure=True)
    assert native_problems == pure_problems
    assert (native is None) == (pure is None)
    assert seen(native) == seen(pure)


@given(yamlish)
@example("a: 1\nb: [x, {a: 2}]\na: 3\n")
@example("&a {k: [1]}")
@example("x")
def test_places_that_are_read_again_are_the_same(text: str) -> None:
    once, problems = parse(text.encode(), "f")
    later, found = parse(text.encode(), "f", placing=False)
    assert seen(later) == seen(once)
    assert found == problems


@settings(max_examples=examples(300))
@given(yamlish)
@example("a: |  # why\n  # text\nb: 'x # y'  # c\n")
@example("- {a: 1,  # c\n  b: x#y} # d\n")
@example("a: x\n  y # c\n")
@example("'# a': \xa0# b # c\n")
def test_comments_are_what_means_nothing(text: str) -> None:
    document, problems = parse(text.encode(), "f")
    assume(document is not None and not problems)
    found = comments(text)
    assert all(text[start] == "#" for start, _ in found)
    without = text
    for start, end in found:
        without = without[:start] + " " * (end - start) + without[end:]
    bare, left = parse(without.encode(), "f")
    assert (bare and bare.data, left) == (document and document.data, [])
    assert comments(without) == []


@given(yamlish)
def test_every_place_is_in_the_file(text: str) -> None:
    raw = text.encode()
    document, problems = parse(raw, "f")
    last = text.count("\n") + text.count("\r") + 1
    locations = [problem.location for problem in problems]
    if document is not None:
        locations += [document.locate(path) for path, _ in paths(document.data)]
    for place in locations:
        assert 1 <= place.line <= last + 1
        assert 1 <= place.column <= len(place.source_line) + 1
        assert place.width >= 1
        assert "\n" not in place.source_line


def write(value: Any, at: tuple[int, int], found: Places, path: KeyPath, indent: int) -> str:
    """`value` as block YAML with quoted text, noting line, column and width of every value: an independent route."""
    line, column = at
    if isinstance(value, bool | int):
        text = str(value).lower()
    elif isinstance(value, str):
        text = "'" + value.replace("'", "''") + "'"
    elif not value:
        text = "[]" if isinstance(value, list) else "{}"
    else:
        return write_block(value, line, found, path, indent)
    found[path] = (line, column, 1 if isinstance(value, list | dict) else len(text))
    return text


def write_block(value: Any, line: int, found: Places, path: KeyPath, indent: int) -> str:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    text = ""
    for part, item in items:
        text += "\n" + " " * indent
        start = "- " if isinstance(value, list) else "'" + part.replace("'", "''") + "': "
        if not text.strip("\n "):
            found[path] = (line + 1, indent + 1, 1)
        text += start
        here = line + text.count("\n")
        text += write(item, (here, indent + len(start) + 1), found, (*path, part), indent + 2)
    return text


@given(trees)
def test_places_point_at_what_they_stand_for(tree: Any) -> None:
    expected: Places = {}
    text = write(tree, (1, 1), expected, (), 0)
    document, problems = parse(text.encode(), "f")
    assert problems == []
    assert document is not None
    assert document.data == tree
    for path, place in expected.items():
        found = document.locate(path)
        assert (found.line, found.column, found.width) == place
