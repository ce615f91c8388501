"""The least that makes a state's own rule true, by hand and by trying every set."""

from __future__ import annotations

import builtins
from fractions import Fraction
from itertools import combinations

import pytest

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.planning.against import OldStep
from btm_cli.planning.reach import RuleReach, rule_reach
from btm_cli.planning.what_if import take_steps
from btm_cli.scoring import assess
from btm_cli.standard.model import Ask, Standard
from btm_cli.standard.vocabulary import Theme
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
    assert (found.effort, found.effort_least, found.steps, found.iterations, found.at_least) == (0, 0, (), 0, 0)


def test_a_floor_that_no_step_reaches_is_named() -> None:
    bare = build.capability("beta", {"process": build.cell("3a"), "people": build.cell("2a")})
    standard = build.standard({"north": [ALPHA, bare]}, levels=(1, 2, 3), states=STATES)
    found = rule(standard, cells(alpha_process=3, alpha_people=3, beta_process=1, beta_people=2))
    assert found.effort is None
    assert found.obstacles == ("beta/process can't be brought to level 2, the floor of High",)


HIGHER = (*STATES, build.state("top", "5/2", 3, 3))
BARE = build.cell("3a")  # no criteria for level 2: nothing leads there


def obstacles(standard: Standard, levels: dict[str, Claimed], state: int = 1) -> tuple[str, ...]:
    found = rule(standard, levels, state)
    assert (found.effort, found.steps, found.iterations, found.at_least) == (None, (), None, None)
    return found.obstacles


def test_floors_are_those_up_to_the_state_and_no_further() -> None:
    """Alpha, at 2, is at the floor of "high"; the floor 3 of "top" is another state's. Beta can't leave 1."""
    beta = build.capability("beta", {"process": BARE, "people": BARE})
    standard = build.standard({"north": [ALPHA, beta]}, levels=(1, 2, 3), states=HIGHER)
    levels = cells(alpha_process=2, alpha_people=2, beta_process=1, beta_people=2)
    assert obstacles(standard, levels) == ("beta/process can't be brought to level 2, the floor of High",)
    levels = cells(alpha_process=2, alpha_people=2, beta_process=1, beta_people=1)
    assert obstacles(standard, levels) == (
        "beta/process can't be brought to level 2, the floor of High",
        "beta/people can't be brought to level 2, the floor of High",
    )


def test_every_capability_answers_for_its_own_cells_and_what_is_not_assessed_for_none() -> None:
    """Alpha and beta have one cell each that can't leave 1; gamma is not assessed."""
    made = [build.capability(name, {"process": BARE, "people": build.cell("2a", "3a")}) for name in ("alpha", "beta")]
    gamma = build.capability("gamma", {"process": BARE, "people": BARE})
    standard = build.standard({"north": [*made, gamma]}, levels=(1, 2, 3), states=STATES)
    assert obstacles(standard, cells(alpha_process=1, alpha_people=1, beta_process=1, beta_people=2)) == (
        "alpha/process can't be brought to level 2, the floor of High",
        "beta/process can't be brought to level 2, the floor of High",
    )


def test_a_cell_that_climbs_in_two_steps_is_no_obstacle_and_one_whose_steps_wait_for_ever_is() -> None:
    """To the floor 3 alpha/process has two steps. Beta requires gamma, which is not assessed, for 3."""
    beta = build.capability("beta", {"process": build.cell("2a", "3a")}, requires=[("gamma", 3, 2)])
    gamma = build.capability("gamma", {"process": build.cell("2a")})
    standard = build.standard({"north": [ALPHA, beta, gamma]}, levels=(1, 2, 3), states=HIGHER)
    levels = cells(alpha_process=1, alpha_people=1, beta_process=1)
    assert obstacles(standard, levels, 2) == ("beta/process can't be brought to level 3, the floor of Top",)


def test_a_score_that_no_cell_can_give_is_all_that_can_be_said() -> None:
    """Everything is above the floor 1; the only cell can't leave 2, and "far" begins at 5/2."""
    states = (build.state("near", "1", 1, 2), build.state("far", "5/2", 1, 3))
    standard = build.standard(
        {"north": [build.capability("alpha", {"process": build.cell("2a")})]},
        dimensions=("process",),
        levels=(1, 2, 3),
        states=states,
    )
    said = "its score from 5/2, or what it asks for, is beyond what the assessed cells can give"
    assert obstacles(standard, cells(alpha_process=2)) == (said,)


def test_by_means_a_capability_at_the_floor_has_no_cell_in_the_way() -> None:
    """Alpha's mean is 2, with process at 1, which can't climb: the floor is met, the score 3 is what can't be."""
    states = (build.state("near", "1", 1, 2), build.state("far", "3", 2, 3))
    alpha = build.capability("alpha", {"process": BARE, "people": build.cell("2a", "3a")})
    standard = build.standard({"north": [alpha]}, levels=(1, 2, 3), states=states, capability_level="mean")
    said = "its score from 3, or what it asks for, is beyond what the assessed cells can give"
    assert obstacles(standard, cells(alpha_process=1, alpha_people=3)) == (said,)


def test_an_ask_that_can_be_tested_or_is_of_another_state_is_no_obstacle() -> None:
    """ "high" asks for a theme that the assessed cell bears, "top" for one that nothing bears: beta's floor remains."""
    themed = build.cell(build.criterion("2a")._replace(themes=("joint",)), "3a")
    asks = [
        STATES[1]._replace(asks=(Ask("joint", (2,), Fraction(1)),)),
        HIGHER[2]._replace(asks=(Ask("rare", (2,), Fraction(1)),)),
    ]
    alpha = build.capability("alpha", {"process": themed, "people": build.cell("2a")})
    beta = build.capability("beta", {"process": BARE, "people": build.cell("2a")})
    standard = build.standard(
        {"north": [alpha, beta]},
        levels=(1, 2, 3),
        states=(STATES[0], *asks),
        themes=(Theme("joint", "Joint", ""), Theme("rare", "Rare", "")),
    )
    levels = cells(alpha_process=1, alpha_people=2, beta_process=1, beta_people=2)
    assert obstacles(standard, levels) == ("beta/process can't be brought to level 2, the floor of High",)


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
