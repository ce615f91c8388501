"""Steps and their priorities, by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, NotApplicable, Rated, Target
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Blocker, Priority
from btm_cli.standard.model import Standard
from support import build

ALPHA = build.capability(
    "alpha",
    {
        "process": build.cell("2a", build.criterion("3a", effort=2), build.criterion("3b", effort=4), "4a"),
        "people": build.cell("2a", "3a", "4a"),
    },
)
BETA_CELLS = {"process": build.cell("2a", "3a", "4a"), "people": build.cell(build.criterion("3a", effort="0.1"))}
BETA = build.capability("beta", BETA_CELLS, requires=[("alpha", 3, 3)])
CELLS: dict[str, Any] = {
    "alpha/process": build.ratings("2a:f 3a:l"),
    "alpha/people": Claimed(3),
    "beta/process": Claimed(2),
    "beta/people": Claimed(2),
}


def steps(standard: Standard, cells: dict[str, Any], level: int = 4, **changes: Any) -> dict[str, Priority]:
    """The priorities by cell, in rank order."""
    answers = build.answers(cells, target=Target(level=level), **changes)
    return {step.reference: step for step in assess(standard, answers, frozenset(), build.DAY).priorities}


def test_every_factor_by_hand() -> None:
    found = steps(build.standard({"north": [ALPHA, BETA]}), CELLS, importance={"alpha": 5})
    assert list(found) == ["alpha/people", "alpha/process", "beta/people", "beta/process"]
    assert [step.rank for step in found.values()] == [1, 2, 3, 4]

    process = found["alpha/process"]  # a(3) = (2/3 + 0) / 2 = 1/3
    assert (process.from_level, process.to_level, process.gain) == (2, 3, Fraction(2, 3))
    assert (process.lift, process.enables) == (1, 1)  # alone at the lowest level, alone in holding beta up
    assert process.effort == Fraction(14, 3)  # 2 * 1/3 + 4
    assert process.criteria == ("3a", "3b")
    assert process.importance == 5
    assert process.priority == Fraction(20, 7)  # 5 * (2/3 + 1 + 1) / (14/3)
    assert process.blocked_by == ()

    people = found["alpha/people"]
    assert (people.gain, people.lift, people.enables, people.effort, people.priority) == (1, 0, 0, 1, 5)

    blocked = found["beta/people"]
    assert blocked.effort == Fraction(1, 2)  # 0.1 is less than the least effort
    assert (blocked.lift, blocked.priority) == (Fraction(1, 2), 9)  # 3 * (1 + 1/2) / (1/2)
    assert blocked.blocked_by == (Blocker("alpha", 3, 2),)
    assert found["beta/process"].priority == Fraction(9, 2)


def test_enabling_is_shared_among_the_cells_still_below_the_need() -> None:
    cells = CELLS | {"alpha/people": Claimed(2)}
    found = steps(build.standard({"north": [ALPHA, BETA]}), cells)
    assert found["alpha/process"].enables == found["alpha/people"].enables == Fraction(1, 2)


def test_nothing_is_enabled_beyond_the_target_of_the_one_that_waits() -> None:
    found = steps(build.standard({"north": [ALPHA, BETA]}), CELLS, level=3)
    assert found["alpha/process"].enables == 1
    answers = build.answers(CELLS, target=Target(level=4, levels={"beta": 2}))
    card = assess(build.standard({"north": [ALPHA, BETA]}), answers, frozenset(), build.DAY)
    assert {step.reference: step.enables for step in card.priorities} == {"alpha/people": 0, "alpha/process": 0}


def test_a_prerequisite_not_assessed_blocks_and_one_not_applicable_does_not() -> None:
    standard = build.standard({"north": [ALPHA, BETA]})
    beta = {name: said for name, said in CELLS.items() if name.startswith("beta")}
    assert steps(standard, beta)["beta/process"].blocked_by == (Blocker("alpha", 3, None),)
    none = NotApplicable("no such thing")
    left_out = steps(standard, beta | {"alpha/process": none, "alpha/people": none})
    assert left_out["beta/process"].blocked_by == ()
    assert steps(standard, CELLS, scope=("beta",))["beta/process"].blocked_by == ()


def test_a_prerequisite_of_a_higher_level_does_not_block_yet() -> None:
    beta = build.capability("beta", BETA_CELLS, requires=[("alpha", 4, 5)])
    found = steps(build.standard({"north": [ALPHA, beta]}), CELLS)
    assert found["beta/process"].blocked_by == ()


def test_no_step_beyond_the_target_or_without_criteria() -> None:
    standard = build.standard({"north": [build.capability("alpha", {"process": build.cell("2a", "4a")})]})
    assert steps(standard, {"alpha/process": Claimed(3)}, level=3) == {}
    assert steps(standard, {"alpha/process": Claimed(2)}, level=4) == {}
    assert list(steps(standard, {"alpha/process": Claimed(3)}, level=4)) == ["alpha/process"]


def test_ties_keep_the_standard_s_order() -> None:
    cells = {"people": build.cell("3a"), "process": build.cell("3a")}
    standard = build.standard({"south": [build.capability("zulu", cells)], "north": [build.capability("alpha", cells)]})
    claimed = {f"{name}/{dimension}": Claimed(2) for name in ("alpha", "zulu") for dimension in ("people", "process")}
    assert list(steps(standard, claimed)) == ["zulu/process", "zulu/people", "alpha/process", "alpha/people"]


def test_a_cumulative_step_takes_the_cheapest_in_level_order_until_the_gain_is_reached() -> None:
    # Score 0 + 1/4 (level 1: one of two half done) = 0.25, gain 0.75. Level 1 gives 0.75 when done: 1b (0.5, effort 1)
    # first, being cheaper than what is left of 1a (0.25, effort 4 * 1/2); level 2 is not needed.
    scale = {"no": Fraction(0), "half": Fraction(1, 2), "yes": Fraction(1)}
    cell = build.cell(build.criterion("1a", effort=4), build.criterion("1b", effort=1), "2a")
    standard = build.one_cell(cell, levels=range(4), level_rule="cumulative", rating_scale=scale, every_at_least=None)
    step = steps(standard, {"only/process": {"1a": Rated("half")}}, level=3)["only/process"]
    assert (step.gain, step.criteria, step.effort) == (Fraction(3, 4), ("1b", "1a"), 3)
    # With 2a done half as well the score is 0.75: 1b alone adds the missing 0.25.
    step = steps(standard, {"only/process": {"1a": Rated("half"), "2a": Rated("half")}}, level=3)["only/process"]
    assert (step.gain, step.criteria, step.effort) == (Fraction(1, 4), ("1b",), 1)
