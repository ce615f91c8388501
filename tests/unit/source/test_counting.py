"""How many values a file may hold: told from its text, and counted while it is read."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.source import parse
from btm_cli.source.counting import Stop, counted, may_be_crowded
from btm_cli.source.limits import MOST_COLLECTIONS, MOST_VALUES
from btm_cli.source.syntax import open_parser

# Lists and mappings, and values in all, keys included.
TEXTS = {
    "[]": (1, 1),
    "[[], {}]": (3, 3),
    "{a: [1, 2], b: }": (2, 7),
    "[a, b, c, d]": (1, 5),
    "a:": (1, 3),
    "a: {b: c}\nd: [e]\n": (3, 8),
    "- - - x": (3, 4),
    "? a\n? b\n": (1, 5),
    "{a, b}": (1, 5),
    "[a: b]": (2, 4),
    "- a: &x [1]\n- *x\n": (3, 6),
    "text": (0, 1),
    "'[[[,,,{{{:::'": (0, 1),
}


def read_within(text: str, collections: int, values: int, pure: bool) -> tuple[int, list[str]]:
    """How many events are taken from the parser, and what is said."""
    parser, taken, said = open_parser(text, pure), 0, []

    def get_event() -> Any:
        nonlocal taken
        taken += 1
        return parser.get_event()

    def report(code: str, message: str, event: Any, hint: str) -> None:
        said.append(f"{code}: {message}")

    following = counted(get_event, report, collections, values)
    try:
        while type(following()).__name__ != "StreamEndEvent":
            pass
    except Stop:
        assert said
    return taken, said


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("text", TEXTS)
def test_as_many_as_allowed_are_read_and_not_one_more(text: str, pure: bool) -> None:
    collections, values = TEXTS[text]
    assert read_within(text, collections, values, pure)[1] == []
    if collections:
        most = f"too-large: the file has more than {collections - 1} lists and mappings"
        assert read_within(text, collections - 1, values, pure)[1] == [most]
    most = f"too-large: the file has more than {values - 1} keys and values"
    assert read_within(text, collections, values - 1, pure)[1] == [most]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_has_too_many_is_always_suspected(text: str) -> None:
    collections, values = TEXTS[text]
    assert may_be_crowded(text, collections - 1, 1000) or not collections
    assert may_be_crowded(text, 1000, values - 1)


def test_most_texts_are_not_even_looked_through() -> None:
    assert not may_be_crowded("a: b\n" * 1000)
    assert not may_be_crowded("[,:-" * 5, 20, 61)
    assert may_be_crowded("[,:-" * 5, 19, 61)  # 20 separators: 19 lists are fewer
    assert may_be_crowded("[,:-" * 5, 20, 60)  # or 3 * 20 + 1 values


def test_reading_ends_where_it_is_too_much() -> None:
    """A thousand times the text behind that place costs nothing more."""
    few, many = ("[" + "[]," * count + "]" for count in (20, 20_000))
    taken, said = read_within(few, 5, 1000, False)
    assert read_within(many, 5, 1000, False) == (taken, said)
    assert taken == 2 + 1 + 2 * 4 + 1  # stream and document, the outer list, four lists, the one too many


def test_a_file_may_hold_what_is_allowed() -> None:
    inside = b"[" + b"[]," * (MOST_COLLECTIONS - 1) + b"]"
    assert parse(inside, "f", placing=False)[1] == []
    _, (problem,) = parse(inside[:-1] + b"[]]", "f", placing=False)
    assert (problem.code, problem.location.column) == ("too-large", 1 + 3 * (MOST_COLLECTIONS - 1) + 1)
    assert "250,000" in problem.message
    assert problem.hint is not None
    _, (problem,) = parse(b"[" + b"1," * MOST_VALUES + b"]", "f", placing=False)
    assert (problem.code, problem.location.column) == ("too-large", 1 + 2 * (MOST_VALUES - 1) + 1)
    assert "1,500,000" in problem.message
