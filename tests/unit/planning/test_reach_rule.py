"""The least that makes a state's own rule true, by hand and by trying every set."""

from __future__ import annotations

import builtins
from fractions import Fraction
from itertools import combinations

import pytest

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.planning.against import OldStep
from btm_cli.planning.reach_rule import RuleReach, rule_reach
from btm_cli.planning.what_if import take_steps
from btm_cli.scoring import assess
from btm_cli.standard.model import Ask, Standard, Theme
from support import build
from support.planning import settings, small_case

ALPHA = build.capability("alpha", {"process": build.cell("2a", "3a"), "people": build.cell("2a", "3a")})
BETA = build.capability(
    "beta", {"process": build.cell(build.criterion("2a", effort=5), "3a"), "people": build.cell("2a", "3a")}
)
STATES = (build.state("low", "1", 1, 2), build.state("high", "2", 2, 3))


def rule(standard: Standard, cells: dict[str, Claimed], state: int = 1, capacity: int = 4) -> RuleReach:
    answers = build.answers(cells, target=Target(level=3))
    card = assess(standard, answers, frozenset(), build.DAY)
    return rule_reach(standard, answers, card, settings(3, capacity), standard.states[state])


def cells(**levels: int) -> dict[str, Claimed]:
    return {name.replace("_", "/"): Claimed(level) for name, level in levels.items()}


def test_the_floor_alone_by_hand() -> None:
    """The score is 9/4 already; only beta/people is below the floor 2."""
    standard = build.standard({"north": [ALPHA, BETA]}, levels=(1, 2, 3), states=STATES)
    found = rule(standard, cells(alpha_process=3, alpha_people=3, beta_process=2, beta_people=1))
    assert [(step.reference, step.from_level, step.to_level) for step in found.steps] == [("beta/people", 1, 2)]
    assert (found.effort, found.effort_least, found.iterations, found.at_least) == (1, 1, 1, 1)


def test_the_score_is_raised_where_that_is_cheapest() -> None:
    """Floor 1, from 2 on: of score 6/4 two levels are lacking; three of four cells offer one for a point."""
    states = (STATES[0], STATES[1]._replace(floor=1))
    standard = build.standard({"north": [ALPHA, BETA]}, levels=(1, 2, 3), states=states)
    found = rule(standard, cells(alpha_process=2, alpha_people=2, beta_process=1, beta_people=1))
    assert found.effort == 2
    # Of the three pairs the first in the standard's order.
    assert [step.reference for step in found.steps] == ["alpha/process", "alpha/people"]


def test_what_is_reached_takes_nothing() -> None:
    standard = build.standard({"north": [ALPHA, BETA]}, levels=(1, 2, 3), states=STATES)
    found = rule(standard, cells(alpha_process=2, alpha_people=2, beta_process=2, beta_people=2))
    assert (found.effort, found.steps, found.iterations) == (0, (), 0)


def test_a_floor_that_no_step_reaches_is_named() -> None:
    bare = build.capability("beta", {"process": build.cell("3a"), "people": build.cell("2a")})
    standard = build.standard({"north": [ALPHA, bare]}, levels=(1, 2, 3), states=STATES)
    found = rule(standard, cells(alpha_process=3, alpha_people=3, beta_process=1, beta_people=2))
    assert found.effort is None
    assert found.obstacles == ("beta/process can't be brought to level 2, the floor of High",)


def test_an_ask_that_can_not_be_tested_is_named() -> None:
    themed = build.cell(build.criterion("2a")._replace(themes=("joint",)))
    high = STATES[1]._replace(asks=(Ask("joint", (2,), Fraction(1)),))
    only = build.capability("only", {"process": themed, "people": build.cell("2a")})
    standard = build.standard(
        {"north": [only]}, levels=(1, 2), states=(STATES[0], high), themes=(Theme("joint", "Joint", ""),)
    )
    answers = build.answers({"only/process": NotApplicable("no such thing"), "only/people": Claimed(1)})
    card = assess(standard, answers, frozenset(), build.DAY)
    found = rule_reach(standard, answers, card, settings(3, 4), high)
    assert found.obstacles == ("too much of what is asked for joint is not applicable",)


def taken(standard: Standard, answers, steps):
    """The state once the steps are done, by the engine."""
    done = [
        OldStep(1, build.DAY, one.capability, one.dimension, one.from_level, one.to_level, one.part, one.criteria, None)
        for one in steps
    ]
    return assess(standard, take_steps(standard, answers, done), frozenset(), build.DAY).overall.state


def waits_for(other, left_out) -> bool:
    """Whether a step builds on another one of its cell, or follows it."""
    return (
        other.capability == left_out.capability
        and other.to_level >= left_out.to_level
        and (other.dimension == left_out.dimension or left_out.dimension == "process")
    )


@pytest.mark.parametrize("with_highs", [True, False])
def test_its_steps_give_the_state_and_none_can_be_left_out(with_highs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if with_highs:
        pytest.importorskip("highspy")
    else:
        load = builtins.__import__

        def without(name: str, *rest):
            if name == "highspy":
                raise ImportError(name)
            return load(name, *rest)

        monkeypatch.setattr(builtins, "__import__", without)
    counted = 0
    for seed in range(40):
        standard, answers = small_case(seed)
        card = assess(standard, answers, frozenset(), build.DAY)
        found = rule_reach(standard, answers, card, settings(3, 9), standard.states[-1])
        if not found.steps:
            continue
        counted += 1
        assert taken(standard, answers, found.steps) == "high", seed
        assert found.effort_least <= found.effort == sum(step.effort for step in found.steps)
        assert (found.method == "proven by HiGHS") == with_highs
        for left_out in found.steps:
            kept = [one for one in found.steps if not waits_for(one, left_out)]
            if not any(standard.capabilities[name].requires for name in standard.capabilities):
                assert taken(standard, answers, kept) != "high", (seed, left_out.reference)
    assert counted > 15


def test_no_smaller_effort_gives_the_state() -> None:
    """Every set of levels that the cells could have, whatever requires or follows what, by the engine alone."""
    pytest.importorskip("highspy")
    counted = 0
    for seed in range(30):
        standard, answers = small_case(seed, follows=False)
        free = {name: one._replace(requires=()) for name, one in standard.capabilities.items()}
        standard = standard._replace(capabilities=free)
        card = assess(standard, answers, frozenset(), build.DAY)
        found = rule_reach(standard, answers, card, settings(3, 9), standard.states[-1])
        if not found.steps or found.effort is None:
            continue
        counted += 1
        best = found.effort
        options = []
        for place, said in answers.cells.items():
            cell = standard.cell(*place)
            assert cell is not None
            for level in range(said.level + 1, 4):
                effort = sum(
                    max(sum(one.effort for one in cell.criteria[each]), standard.least_effort)
                    for each in range(said.level + 1, level + 1)
                )
                options.append((place, level, effort))
        for many in range(1, len(answers.cells) + 1):
            for some in combinations(options, many):
                effort = sum(each for _, _, each in some)
                if effort >= best or len({place for place, _, _ in some}) < many:
                    continue
                raised = dict(answers.cells) | {place: Claimed(level) for place, level, _ in some}
                after = assess(standard, answers._replace(cells=raised), frozenset(), build.DAY)
                assert after.overall.state != "high", seed
    assert counted > 10
