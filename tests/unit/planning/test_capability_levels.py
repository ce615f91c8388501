"""Levels by means, by hand: which items raise a capability's mean by how much, and when a need is met."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning import windows
from btm_cli.planning.capability_levels import CapabilityLevels
from btm_cli.planning.model import Need, PlanProblem
from btm_cli.planning.windows import earliest_starts
from btm_cli.standard.model import Standard
from support import build
from support.planning import built, settings

DIMENSIONS = (build.dimension("process"), build.dimension("people", 2), build.dimension("technology", 4))
ALPHA = build.capability(
    "alpha", {"process": build.cell("2a", "2b", "3a"), "people": build.cell("3a"), "technology": build.cell("2a")}
)


def problem() -> tuple[Standard, Answers, PlanProblem, CapabilityLevels]:
    """Process (weight 1) is at 1 + 1/2, people (2) at 2, technology (4) is not assessed: the mean is 11/6."""
    standard = build.standard({"north": [ALPHA]}, dimensions=DIMENSIONS, levels=(1, 2, 3), capability_level="mean")
    cells = {"alpha/process": build.ratings("2a:f 2b:n"), "alpha/people": Claimed(2)}
    answers = build.answers(cells, target=Target(level=3))
    found, card = built(standard, answers, settings(4, 9))
    made = found.problem
    return standard, answers, made, CapabilityLevels(standard, card, made.chains, made.items)


def test_a_mean_rises_by_the_share_of_each_item_in_what_is_assessed() -> None:
    _, _, made, _ = problem()
    mean = made.means["alpha"]
    assert [(made.chains[item.chain].dimension, item.level) for item in made.items] == [
        ("process", 2),
        ("process", 3),
        ("people", 3),
    ]
    assert F(mean.base, mean.denominator) == F(11, 6)
    # (2 - 3/2) / 3, then (3 - 2) / 3, and 2 (3 - 2) / 3
    assert {index: F(rise, mean.denominator) for index, rise in mean.rises.items()} == {
        0: F(1, 6),
        1: F(1, 3),
        2: F(2, 3),
    }


def test_a_need_is_met_as_soon_as_the_mean_is_there() -> None:
    _, _, _, levels = problem()
    two, three = Need("alpha", 2), Need("alpha", 3)
    assert not levels.met(two, {0: 0, 2: 0})
    assert levels.met(two, {0: 1, 2: 0})  # 11/6 + 1/6 is 2
    assert levels.met(two, {0: 0, 2: 1})
    assert not levels.met(three, {0: 2, 2: 0})
    assert not levels.met(three, {0: 1, 2: 1})
    assert levels.met(three, {0: 2, 2: 1})
    assert levels.reachable(three)
    assert not levels.reachable(Need("alpha", 4))
    assert not levels.met(Need("beta", 2), {})


def test_what_needs_a_mean_begins_after_the_item_that_brings_it_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "OUT_OF_REACH", 1000)  # what waits for itself is counted up to it
    _, _, made, _ = problem()
    mean = made.means
    # the third item needs level 2 of alpha: the first, credited in iteration 1, is enough
    measured = ((), (), (Need("alpha", 2),))
    assert earliest_starts(made.items, ((), (), ()), measured, mean, (), {}) == (1, 1, 2)
    # level 3 needs all three: the item that needs it never begins, since it would have to come before itself
    measured = ((), (), (Need("alpha", 3),))
    assert earliest_starts(made.items, ((), (), ()), measured, mean, (), {})[2] > 4
    # what already holds is no reason to wait, and two items that wait for the first one wait once each
    measured = ((), (Need("alpha", 1),), (Need("alpha", 1),))
    assert earliest_starts(made.items, ((), (), ()), measured, mean, (), {}) == (1, 1, 1)
    assert earliest_starts(made.items, ((), ((0, 1),), ((1, 1),)), ((),) * 3, mean, (), {}) == (1, 2, 3)


def test_who_waits_is_looked_at_again_once_what_it_waits_for_has_moved() -> None:
    """Items that come before in the list and wait for later ones."""
    _, _, made, _ = problem()
    assert earliest_starts(made.items, (((1, 1),), ((2, 1),), ()), ((),) * 3, {}, (), {}) == (3, 2, 1)


def test_a_problem_by_means_tells_when_they_are_met() -> None:
    _, _, made, _ = problem()
    assert made.never == 5
    two = Need("alpha", 2)
    assert not made.mean_met(two, (2, 5, 5), 1)
    assert made.mean_met(two, (2, 5, 5), 2)
    assert not made.mean_met(two, (5, 5, 5), 4)
    assert not made.mean_met(Need("beta", 1), (1, 2, 1), 4)  # it has no mean: nothing says that it is met
