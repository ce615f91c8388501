"""The validation engine's errors in the words of the file's author."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, StrictBool, StrictInt

from btm_cli.answers.schema import AnswersFile
from btm_cli.fields import FileModel, Id, Text
from btm_cli.gate.policy import PolicyFile
from btm_cli.standard.schema import CapabilityFile, StandardFile
from btm_cli.validation import describe, did_you_mean, one_of, validate_model


class Inner(FileModel):
    colour: Literal["red", "green"] = "red"
    flag: StrictBool = True


class Outer(FileModel):
    name: Text
    start: StrictInt = Field(default=1, alias="from")
    parts: list[Inner] = Field(default=[])
    pair: list[Text] = Field(default=["a", "b"], min_length=2)
    count: Annotated[StrictInt, Field(ge=1, le=5)] = 1
    by_id: dict[Id, Inner] = Field(default={})


@pytest.mark.parametrize(
    ("data", "code", "message", "path", "hint", "at_key"),
    [
        ({}, "missing-key", "`name` is missing", (), "add `name:`", False),
        ({"name": "a", "nmae": 1}, "unknown-key", "unknown key `nmae`", ("nmae",), "did you mean `name`?", True),
        ({"name": "a", "start": 1}, "unknown-key", "unknown key `start`", ("start",), "did you mean `parts`?", True),
        (
            {"name": "a", "parts": [{}, {"zzz": 1}]},
            "unknown-key", "unknown key `zzz`", ("parts", 1, "zzz"), "known keys: colour, flag", True,
        ),
        (
            {"name": "a", "parts": [{"colour": "gren"}]},
            "wrong-value", "`colour` must be one of red, green, not the text 'gren'", ("parts", 0, "colour"),
            "did you mean `green`?", False,
        ),
        ({"name": "a", "parts": {}}, "wrong-type", "`parts` must be a list, not a mapping", ("parts",), None, False),
        (
            {"name": "a", "parts": [3]},
            "wrong-type", "this entry must be a mapping, not the number 3", ("parts", 0), None, False,
        ),
        (
            {"name": "a", "from": "1"},
            "wrong-type", "`from` must be a plain whole number, not the text '1'", ("from",),
            "write it without quotes and without a decimal point", False,
        ),
        (
            {"name": "a", "count": 6},
            "wrong-value", "`count` must be at most 5, not the number 6", ("count",), None, False,
        ),
        (
            {"name": "a", "count": 0},
            "wrong-value", "`count` must be at least 1, not the number 0", ("count",), None, False,
        ),
        ({"name": "a", "pair": ["a"]}, "wrong-value", "`pair` needs at least 2 entries", ("pair",), None, False),
        (
            {"name": "a", "by_id": {"A": {}}}, "wrong-value", "the text 'A' is not an id", ("by_id", "A"),
            "ids are lower-case words joined by hyphens", True,
        ),
        ([], "wrong-type", "the file must be a mapping, not a list", (), None, False),
        (None, "wrong-type", "the file must be a mapping, not nothing", (), None, False),
    ],
)  # fmt: skip
def test_plain_words_at_the_right_place(
    data: object, code: str, message: str, path: tuple[str | int, ...], hint: str | None, at_key: bool
) -> None:
    model, [problem] = validate_model(Outer, data)
    assert model is None
    assert (problem.code, problem.message, problem.path) == (code, message, path)
    assert (problem.hint, problem.at_key) == (hint, at_key)


def test_all_problems_at_once_below_a_path() -> None:
    _, problems = validate_model(Outer, {"from": None, "count": 9}, ("here",))
    assert [(each.code, each.path) for each in problems] == [
        ("missing-key", ("here",)),
        ("wrong-type", ("here", "from")),
        ("wrong-value", ("here", "count")),
    ]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("aproval", "did you mean `approval`?"),
        ("APPROVAL", "did you mean `approval`?"),
        ("appr", "did you mean `approval`?"),
        ("app", None),
        ("zebra", None),
        ("x" * 100_000, None),
    ],
)
def test_near_misses(word: str, hint: str | None) -> None:
    assert did_you_mean(word, ["approval", "risk"]) == hint


def test_lists_are_cut() -> None:
    assert one_of("abc") == "a, b, c"
    assert one_of("abcd", limit=2) == "a, b, ... (2 more)"


def test_values_are_described_and_cut() -> None:
    assert describe("x" * 100) == f"the text '{'x' * 36}..."
    assert [describe(value) for value in (None, False, 3, "no", [], {})] == [
        "nothing", "false", "the number 3", "the text 'no'", "a list", "a mapping",
    ]  # fmt: skip


WORDS = st.sampled_from(
    [
        "standard",
        "answers",
        "level",
        "rating",
        "2a",
        "process",
        "a",
        "[parts]",
        "[key]",
        "require",
        "target",
        "dimensions",
        "1",
    ]
)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(TREES, st.sampled_from([AnswersFile, CapabilityFile, PolicyFile, StandardFile]))
def test_any_tree_gives_a_model_or_problems_that_lead_into_it(data: object, model: type[FileModel]) -> None:
    found, problems = validate_model(model, data)
    assert (found is None) == bool(problems)
    for problem in problems:
        value = data
        for part in problem.path:
            value = value[part]  # type: ignore[index]
        assert "Input should" not in problem.message
