"""Why a place has no score: what is above cells follows from them."""

from __future__ import annotations

import pytest

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring import assess
from btm_cli.scoring.status import Status, is_unknown, said_of, status_above, statuses
from support import build

TWO = {"process": build.cell("2a", "2b"), "people": build.cell("2a")}
NONE = NotApplicable("none")


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("unanswered", "answered", "out_of_scope"), "answered"),
        (("unknown", "unanswered"), "unanswered"),
        (("unknown", "not_applicable", "absent"), "unknown"),
        (("not_applicable", "out_of_scope", "absent"), "not_applicable"),
        (("out_of_scope", "absent"), "out_of_scope"),
        (("absent", "absent"), "absent"),
        ((), "absent"),
    ],
)
def test_what_is_above_is_what_its_parts_are(parts: tuple[Status, ...], whole: Status) -> None:
    assert status_above(parts) == whole


@pytest.mark.parametrize(
    ("asked", "open_criteria", "unknown"),
    [
        ({"a/b"}, 9, True),
        ({"a/b/2a", "a/b/2b"}, 2, True),
        ({"a/b/2a"}, 2, False),
        ({"a/bc/2a"}, 1, False),
        (set(), 0, False),
    ],
)
def test_a_cell_is_not_known_where_all_that_is_open_was_asked(
    asked: set[str], open_criteria: int, unknown: bool
) -> None:
    assert is_unknown("a/b", open_criteria, asked) is unknown


def test_a_cell_is_said_to_be_left_out_at_any_height() -> None:
    assert [said_of("a/b", [name]) for name in ("a", "a/b", "a/b/2a", "b", "a/bc", "a/c")] == [True] * 3 + [False] * 3
    assert said_of("a/b", ["x", "a"])
    assert not said_of("a/b", [])


def test_every_place_has_its_reason() -> None:
    standard = build.standard(
        {
            "north": [build.capability(name, TWO) for name in ("a", "b", "c")],
            "south": [build.capability("d", TWO), build.capability("e", {"process": build.cell("2a")})],
            "west": [build.capability("f", TWO)],
        }
    )
    answers = build.answers(
        {"a/process": Claimed(2), "b/process": NONE, "c/process": build.ratings("2a:-"), "f/process": Claimed(2)},
        capability_not_applicable={"d": NONE},
        unknown=frozenset({"b/people", "c/process/2b", "c/people", "e/process/2a"}),
        scope=("north", "south"),
    )
    assert statuses(assess(standard, answers, frozenset(), build.DAY)) == {
        "a/process": "answered",
        "a/people": "unanswered",
        "a": "answered",
        "b/process": "not_applicable",
        "b/people": "unknown",
        "b": "unknown",
        "c/process": "unknown",  # all that is open of it was asked
        "c/people": "unknown",
        "c": "unknown",
        "north": "answered",
        "d/process": "not_applicable",
        "d/people": "not_applicable",
        "d": "not_applicable",
        "e/process": "unknown",
        "e/people": "absent",  # nobody has said so: the standard does not have it
        "e": "unknown",
        "south": "unknown",
        "f/process": "out_of_scope",
        "f/people": "out_of_scope",
        "f": "out_of_scope",
        "west": "out_of_scope",
        "overall": "answered",
    }
