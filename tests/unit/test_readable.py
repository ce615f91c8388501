"""What can be read of data with errors, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from btm_cli.diagnostics import KeyPath, Problem
from btm_cli.fields import Date, FileModel, Id, LevelNumber, ListOf, Number, Text
from btm_cli.readable import UNSAID, check_model, readable_part
from btm_cli.source import parse
from btm_cli.validation import validate_places


class Part(FileModel):
    id: Id
    day: Date
    level: LevelNumber | None = None


class Whole(FileModel):
    name: Text
    size: Number
    part: Part
    kind: Literal["large", "small"] = "small"
    code: Annotated[Text, Field(pattern="^[A-Z]{3}$")] | None = None
    names: ListOf[Text] = ()
    by_name: dict[Text, Part] = Field(default={})


GOOD: dict[str, Any] = {"name": "a", "size": 2, "part": {"id": "b", "day": "2026-11-20"}}


def read(data: Any, kept: Any = lambda path, value: None) -> Any:
    found, refused = validate_places(Whole, data)
    assert found is None
    return readable_part(Whole, data, refused, kept)


@pytest.mark.parametrize(
    ("wrong", "place", "stand_in"),
    [
        ({"name": 3}, ("name",), UNSAID),
        ({"size": "many"}, ("size",), 1),
        ({"kind": "huge"}, ("kind",), "small"),
        ({"code": "abc"}, ("code",), None),
        ({"names": "a"}, ("names",), ()),
        ({"by_name": [1]}, ("by_name",), {}),
    ],
)
def test_a_wrong_value_has_one_of_its_kind_for_it(wrong: dict[str, Any], place: KeyPath, stand_in: Any) -> None:
    readable = read(GOOD | wrong)
    assert getattr(readable.model, str(place[0])) == stand_in
    assert readable.stand_ins == {place}
    assert readable.model.part.id == "b"


def test_what_is_missing_has_a_stand_in_where_it_belongs() -> None:
    readable = read({"size": 2, "part": {"level": "3"}})
    assert readable.stand_ins == {("name",), ("part", "id"), ("part", "day"), ("part", "level")}
    assert readable.model.part == Part.model_construct(id="x", day=date(1, 1, 1), level=1)


def test_an_unknown_key_goes() -> None:
    readable = read(GOOD | {"nmae": 3, "names": ["a", 7, "c"]})
    assert readable.model.names == ("a", UNSAID, "c")
    assert readable.stand_ins == {("names", 1)}


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_nothing_is_read_of_what_is_no_mapping(data: Any) -> None:
    assert read(data) is None


class Coded(FileModel):
    code: Annotated[Text, Field(pattern="^[A-Z]{3}$")]


class Parts(FileModel):
    parts: ListOf[Coded] = ()
    at: dict[Text, Coded] = Field(default={})


def test_where_no_stand_in_fits_what_it_is_part_of_goes() -> None:
    data = {"parts": [{"code": "AAA"}, {"code": "b"}], "at": {"one": {"code": "AAA"}, "two": {"code": 2}}}
    _, refused = validate_places(Parts, data)
    readable = readable_part(Parts, data, refused)
    assert readable is not None
    assert (readable.model.parts, list(readable.model.at)) == ((), ["one"])
    _, refused = validate_places(Coded, {"code": 2})
    assert readable_part(Coded, {"code": 2}, refused) is None


def test_the_data_stays_as_it_is_and_what_is_used_twice_is_replaced_once() -> None:
    text = "{name: a, size: 2, part: &p {id: b, day: 2026-11-20, level: '3'}, by_name: {x: *p}, names: [1]}"
    document, _ = parse(text.encode(), "x.yaml")
    assert document is not None
    _, refused = validate_places(Whole, document.data)
    readable = readable_part(Whole, document.data, refused[:1])
    assert readable is not None
    again, _ = parse(text.encode(), "x.yaml")
    assert again is not None
    assert document.data == again.data
    assert {problem.path for problem in readable.further} == {("by_name", "x", "level"), ("names", 0)}


def test_what_can_be_kept_is_no_stand_in() -> None:
    def kept(path: KeyPath, value: Any) -> Any:
        return {"id": "c", "day": "2026-11-20"} if path == ("part",) else None

    readable = read(GOOD | {"part": 3}, kept)
    assert (readable.model.part.id, readable.stand_ins) == ("c", frozenset())


def test_a_check_says_nothing_of_stand_ins_but_of_their_keys() -> None:
    def check(whole: Whole) -> Iterator[Problem]:
        yield Problem("of-name", "", ("name",))
        for name in whole.by_name:
            yield Problem("of-value", "", ("by_name", name))
            yield Problem("of-key", "", ("by_name", name), at_key=True)
            yield Problem("of-level", "", ("by_name", name, "level"))
            yield Problem("of-level-key", "", ("by_name", name, "level"), at_key=True)

    part = {"id": "b", "day": "2026-11-20"}
    data = GOOD | {"by_name": {"good": part, "bad": part | {"level": "3"}}, "name": 3}
    model, found = check_model(Whole, data, check)
    assert model is None
    assert [(one.code, one.path[1:]) for one in found if one.code.startswith("of-")] == [
        ("of-value", ("good",)),
        ("of-key", ("good",)),
        ("of-level", ("good", "level")),
        ("of-level-key", ("good", "level")),
        ("of-value", ("bad",)),
        ("of-key", ("bad",)),
        ("of-level-key", ("bad", "level")),
    ]


def test_a_check_of_right_data_says_all_it_finds() -> None:
    model, found = check_model(Whole, GOOD, lambda whole: [Problem("of-name", whole.name, ("name",))])
    assert model is not None
    assert [one.message for one in found] == ["a"]
