"""What could not be saved: kept until it is, and written out as YAML that says the same."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from btm_cli.answers.edit import REMOVE, Change
from btm_cli.tui.unsaved import Unsaved, in_the_way

CELL = ("answers", "alpha", "process")
HOSTILE = "a: b # c\n::error::x\u202e{[\x1b[31m"


def kept(*changes: Change) -> Unsaved:
    unsaved = Unsaved()
    unsaved.keep(changes)
    return unsaved


def test_what_is_kept_is_written_as_in_an_answers_file() -> None:
    note = {"rating": "fully", "note": HOSTILE}
    unsaved = kept(
        Change((*CELL, "2a"), note),
        Change(("answers", "alpha", "technology"), 3),
        Change(("evidence", "the key"), {"title": "T", "url": "https://x.example"}),
    )
    text = unsaved.text()
    assert yaml.safe_load(text) == {
        "answers": {"alpha": {"process": {"2a": note}, "technology": 3}},
        "evidence": {"the key": {"title": "T", "url": "https://x.example"}},
    }
    assert text.startswith("answers:\n  alpha:\n    process:\n      2a: {rating: fully, ")
    assert text.isprintable() or set(filter(lambda sign: not sign.isprintable(), text)) == {"\n"}


def test_nothing_that_was_said_takes_the_place_of_something_else() -> None:
    """A note on a cell, and then a level of it, say two things: the second has a layout of its own."""
    unsaved = kept(Change((*CELL, "note"), "why"), Change(("evidence", "k"), {"title": "T"}), Change(CELL, 3))
    first, second = unsaved.text().split("\n\n")
    assert yaml.safe_load(first) == {
        "answers": {"alpha": {"process": {"note": "why"}}},
        "evidence": {"k": {"title": "T"}},
    }
    assert yaml.safe_load(second) == {"answers": {"alpha": {"process": 3}}}
    unsaved.keep([Change(CELL, 4)])
    assert "process: 4" in unsaved.text()
    assert "process: 3" not in unsaved.text()


def test_what_only_takes_away_is_no_answer() -> None:
    assert not kept(Change(CELL, None), Change(("answers", "beta"), REMOVE))
    assert kept(Change(CELL, 0))


@pytest.mark.parametrize(
    ("saved", "data", "left"),
    [
        (CELL, {"answers": {"alpha": {"process": 2}}}, False),  # answered again, otherwise
        (("answers", "beta"), {"answers": {"alpha": {"process": {"level": 5, "note": "n", "evidence": ["e"]}}}}, False),
        (("answers", "beta"), {"answers": {"alpha": {"process": {"level": 5}}}}, True),  # the note is in no file
        (("answers", "beta"), {"answers": {"alpha": {"process": 5}}}, True),
        (("answers", "alpha"), {"answers": {"alpha": 5}}, True),
        ((*CELL, "note"), {"answers": None}, True),
    ],
)
def test_it_is_kept_until_the_file_says_it_or_it_is_answered_again(
    saved: tuple[str, ...], data: Any, left: bool
) -> None:
    unsaved = kept(Change(CELL, {"level": 5, "note": "n"}))
    unsaved.saved([Change(saved, 1)], data)
    assert bool(unsaved) is left
    assert bool(unsaved.text()) is left


def test_places_in_the_way_are_named_as_people_write_them() -> None:
    known = {"answers": {"alpha": {"process": 2}}}
    now = {"answers": {"alpha": {"process": {"2a": "fully"}, "technology": 1}, "beta": 3}, "evidence": {"k": {}}}
    assert in_the_way([Change((*CELL, "2a"), "not")], known, now) == "alpha/process/2a"
    assert in_the_way([Change(("answers", "gamma", "process"), 1)], known, now) == ""
    assert in_the_way([Change(("evidence", "k"), {"title": "T"})], known, now) == "evidence/k"
    assert in_the_way([Change(("answers",), {})], known, now) == "answers"
    every = [Change(("answers", *path), 1) for path in (("alpha", "technology"), ("alpha",), ("beta",), ("beta", "x"))]
    assert in_the_way(every, known, now) == "alpha/technology, alpha, beta and 1 more"
    assert len(in_the_way([Change(("answers", "x" * 5000), 1)], {}, {"answers": {"x" * 5000: 2}})) <= 80
