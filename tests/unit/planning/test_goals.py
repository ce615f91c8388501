"""Which goals a plan has, and what each takes, by hand: levels of capabilities, states with floors and asks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as F
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.goals import whole_threshold
from btm_cli.planning.model import Goal, PlanProblem, Threshold
from btm_cli.standard.model import Ask, Standard, Theme
from support import build
from support.planning import built, settings

TWO = {"process": build.cell("2a", "3a"), "people": build.cell("2a", "3a")}
STATES = (build.state("low", "1", 1, 2), build.state("middle", "2", 2, 3), build.state("high", "5/2", 2, 3))


def standard(*names: str, **changes: Any) -> Standard:
    made = [build.capability(name, TWO) for name in names]
    return build.standard({"north": made}, **({"levels": (1, 2, 3)} | changes))


def planned(rules: Standard, cells: Mapping[str, Any], target: Target | None = None, **more: Any) -> PlanProblem:
    answers = build.answers(cells, target=target or Target(level=3), **more)
    return built(rules, answers, settings(4, 9))[0].problem


def goals(problem: PlanProblem, kind: str) -> list[tuple[str, int]]:
    return [(goal.name, goal.level) for goal in problem.goals if goal.kind == kind]


def test_levels_go_up_to_the_highest_target_of_any_cell() -> None:
    cells = {"alpha/process": Claimed(1), "alpha/people": Claimed(1)}
    aims = Target(level=2, levels={"alpha/people": 3})
    assert goals(planned(standard("alpha"), cells, aims), "level") == [("alpha", 2), ("alpha", 3)]


def test_from_no_state_the_first_one_is_wanted_next() -> None:
    """The mean 2 would be "middle", but alpha, at 1, is below the floor 2 of every state here."""
    strict = tuple(state._replace(floor=2) for state in STATES)
    cells = {"alpha/process": Claimed(3), "alpha/people": Claimed(1)}
    assert goals(planned(standard("alpha", states=strict), cells), "state") == [("low", 0)]
    to_high = planned(standard("alpha", states=strict), cells, Target(state="high"))
    assert goals(to_high, "state") == [("low", 0), ("middle", 1), ("high", 2)]
    at_low = {"alpha/process": Claimed(1), "alpha/people": Claimed(1)}
    assert goals(planned(standard("alpha", states=STATES), at_low), "state") == [("middle", 1)]


@pytest.mark.parametrize(("states", "cells"), [(STATES, {}), ((), {"alpha/process": Claimed(1)})])
def test_without_a_score_or_without_states_none_is_wanted(states: Any, cells: dict[str, Any]) -> None:
    problem = planned(standard("alpha", states=states), cells)
    assert goals(problem, "state") == []
    # What remains is the gap 2 of process and both its levels, in each of four iterations; no half for a state.
    assert F(problem.idle, problem.gain_unit) == (4 * (2 + 2) if cells else 0)


def test_a_floor_takes_what_is_below_it_and_leaves_out_what_is_not_assessed() -> None:
    rules = standard("alpha", "beta", "gamma", states=STATES)
    cells = {"alpha/process": Claimed(2), "alpha/people": Claimed(1), "beta/process": Claimed(3)}
    [middle] = [goal for goal in planned(rules, cells).goals if goal.kind == "state"]
    # alpha/process to 3, alpha/people to 2 and 3: of these the floor needs the second one
    assert middle.items == (1,)
    # The score: alpha 3/2 and beta 3 are 9/4 already.
    assert middle.thresholds == ()


def test_a_floor_by_means_is_a_sum() -> None:
    rules = standard("alpha", "beta", states=STATES, capability_level="mean")
    cells = {"alpha/process": Claimed(1), "alpha/people": Claimed(2), "beta/process": Claimed(3)}
    [middle] = [goal for goal in planned(rules, cells).goals if goal.kind == "state"]
    assert middle.items == ()
    # alpha is at 3/2 and lacks 1/2: each of its steps is a half of a level. The score is 9/4 already; beta is above.
    assert middle.thresholds == (Threshold({0: 1, 1: 1, 2: 1}, 1),)


def test_a_floor_from_nothing_at_all_is_lacking_as_a_whole() -> None:
    """Levels from 0, a mean of 0: up to the floor 1 the whole 1 is lacking."""
    cells = {"process": build.cell("1a", "2a")}
    states = (build.state("none", "0", 0, 1), build.state("some", "0", 1, 2))
    rules = build.standard(
        {"north": [build.capability("alpha", cells)]},
        dimensions=("process",),
        levels=(0, 1, 2),
        states=states,
        capability_level="mean",
    )
    [some] = [
        goal for goal in planned(rules, {"alpha/process": Claimed(0)}, Target(level=2)).goals if goal.kind == "state"
    ]
    assert some.thresholds == (Threshold({0: 1, 1: 1}, 1),)


def asking(share: F, scope: tuple[str, ...] = (), **said: Any) -> Goal:
    """The goal "high", which asks for `share` of a theme at the levels 2 and 3; alpha/process bears it, and beta's."""
    themed = build.cell(*(build.criterion(name, themes=["joint"]) for name in ("2a", "2b", "3a")))
    states = (build.state("low", "0", 0), build.state("high", "0", 0)._replace(asks=(Ask("joint", (2, 3), share),)))
    made = [build.capability(name, {"process": themed}) for name in ("alpha", "beta")]
    rules = build.standard(
        {"north": made},
        dimensions=("process",),
        levels=(1, 2, 3),
        states=states,
        themes=(Theme("joint", "Joint", ""),),
    )
    cells = {f"{name}/process": value for name, value in said.items()}
    [high] = [
        goal for goal in planned(rules, cells, Target(state="high", level=3), scope=scope).goals if goal.kind == "state"
    ]
    return high


def test_an_ask_is_a_sum_of_what_each_step_adds_in_scope() -> None:
    """Three criteria; of alpha 2a is met: the step to 2 adds 2b, the one to 3 adds 3a."""
    rated = build.ratings("2a:f 2b:n 3a:n")
    [threshold] = asking(F(1), scope=("alpha",), alpha=rated).thresholds
    assert (threshold.rises, threshold.need) == ({0: 1, 1: 1}, 2)
    [threshold] = asking(F(2, 3), scope=("alpha",), alpha=rated).thresholds
    assert (threshold.rises, threshold.need) == ({0: 1, 1: 1}, 1)


def test_a_threshold_is_in_the_smallest_whole_units_and_of_what_adds_something() -> None:
    assert whole_threshold({0: F(0), 1: F(1, 2), 2: F(1, 3)}, F(1)) == Threshold({1: 3, 2: 2}, 6)
    assert whole_threshold({1: F(1)}, F(0)) is None
    assert whole_threshold({1: F(1)}, F(-1)) is None
