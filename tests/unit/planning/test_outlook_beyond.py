"""The state that a plan does not come to, and before when no plan does."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning.model import Settings
from btm_cli.planning.outlook import Beyond, beyond
from btm_cli.scoring import assess
from btm_cli.standard.model import Standard
from support import build

STATES = (build.state("early", "1", 1), build.state("steady", "3", 2, 3), build.state("joined", "4", 3, 4))
DAY = date(2026, 11, 20)


def house() -> Standard:
    """One cell, 2 points to each level."""
    return build.one_cell(
        build.cell(*(build.criterion(f"{level}a", effort=2) for level in (2, 3, 4, 5))), states=STATES
    )


def found(after: int, capacity: int, aim: Target | None = None, today: int = 1) -> Beyond | None:
    """Of one cell at level `today`, which a plan of two iterations of three months brings to `after`."""
    standard = house()
    [reference] = [f"{name}/{each}" for name, capability in standard.capabilities.items() for each in capability.cells]

    def at(level: int) -> Answers:
        return build.answers({reference: Claimed(level)}, target=aim)

    cards = (assess(standard, at(level), frozenset(), DAY) for level in (today, after))
    return beyond(standard, at(today), *cards, Settings(2, F(capacity), False, DAY, 3))


def test_the_next_state_needs_both_steps_and_so_two_iterations() -> None:
    """From 1 to 3 takes two steps of 2 points: at 2 an iteration not before the second one ends, at 4 the first."""
    state = STATES[1]
    assert found(2, 2) == Beyond(state, 2, date(2027, 5, 20))
    assert found(2, 4) == Beyond(state, 1, date(2027, 2, 20))


def test_a_step_too_large_for_an_iteration_is_never_there() -> None:
    assert found(1, 1) == Beyond(STATES[1], None, None)


def test_the_state_that_the_file_aims_at_comes_before_the_next_one() -> None:
    assert found(2, 2, Target(state="joined")) == Beyond(STATES[2], 3, date(2027, 8, 20))
    assert found(3, 2, Target(state="joined")) == Beyond(STATES[2], 3, date(2027, 8, 20))
    assert found(4, 2, Target(state="joined")) is None


@pytest.mark.parametrize("aim", [None, Target(level=5), Target(state="steady")])
def test_what_the_plan_reaches_is_not_beyond_it(aim: Target | None) -> None:
    assert found(3, 2, aim) is None
    assert found(5, 2, aim) is None


def test_above_the_highest_state_there_is_none() -> None:
    assert found(5, 2, today=4) is None
