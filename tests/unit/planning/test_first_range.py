"""How far a first conversation may be off: three cells that weigh the same, worked out by hand."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from btm_cli.answers.model import CONVERSATION, Claimed, NotApplicable
from btm_cli.planning.first_range import FirstRange, first_range
from support import build

WRITTEN = build.full_cell()
STANDARD = build.standard({"north": [build.capability(name, {"process": WRITTEN}) for name in ("a", "b", "c")]})


def heard(level: int) -> Claimed:
    return Claimed(level, source=CONVERSATION)


def found(cells: dict[str, Any], **more: Any) -> FirstRange | None:
    return first_range(STANDARD, build.answers(cells, **more))


def test_what_was_heard_is_a_level_off_and_what_else_is_said_is_not() -> None:
    """Of a at 1, 2, 3 and b at 3 the mean; c, not assessed, can end at 1 as well as at 5."""
    assert found({"a/process": heard(2), "b/process": Claimed(3)}) == FirstRange(
        low=F(2), score=F(5, 2), high=F(3), cells=1, left=1, lowest=F(6, 3), highest=F(10, 3)
    )


def test_all_that_was_heard_is_off_at_once() -> None:
    three = found({"a/process": heard(2), "b/process": heard(3), "c/process": heard(4)})
    assert three == FirstRange(F(2), F(3), F(4), cells=3, left=0, lowest=F(3), highest=F(3))


@pytest.mark.parametrize(("level", "low", "high"), [(1, F(1), F(2)), (5, F(4), F(5))])
def test_nothing_is_below_the_lowest_level_or_above_the_highest(level: int, low: F, high: F) -> None:
    said = found({"a/process": heard(level), "b/process": NotApplicable("x"), "c/process": NotApplicable("x")})
    assert said == FirstRange(low, F(level), high, cells=1, left=0, lowest=F(level), highest=F(level))


def test_where_nothing_was_heard_there_is_no_range() -> None:
    assert found({}) is None
    assert found({"a/process": Claimed(2), "b/process": build.ratings("2a:f")}) is None


def test_what_was_heard_of_cells_that_do_not_count_gives_no_range() -> None:
    """Of a cell that the standard does not have, and of one out of scope."""
    assert found({"a/people": heard(2), "b/process": Claimed(3)}) is None
    assert found({"a/process": heard(2)}, scope=("b",)) is None
