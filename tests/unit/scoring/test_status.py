"""Why a place has no score: what is above cells follows from them."""

from __future__ import annotations

import pytest

from btm_cli.scoring.status import Status, is_unknown, said_of, status_above


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
