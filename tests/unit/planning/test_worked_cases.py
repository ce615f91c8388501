"""The cases that the model was made for: Meridian's fourth quarter and a uniform enterprise, on edition 1.0."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.planning import find_reach, make_plan, plan_settings
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import Settings
from btm_cli.planning.project import answers_after, project
from btm_cli.scoring import assess
from btm_cli.standard.bundled import load_bundled
from support import build

MERIDIAN = str(Path(__file__).parent / "meridian-q4-edition-1.0.yaml")
"""The example as it was rated by edition 1.0."""


def test_the_one_step_that_changes_the_state_comes_first() -> None:
    assessment = assess_file(MERIDIAN, Standards(None))
    first = assessment.card.priorities[0]
    assert (first.reference, first.from_level, first.holds_state) == ("asset-rationalization/technology", 1, True)
    roadmap = make_plan(assessment, plan_settings(assessment, 4, None))
    step = roadmap.iterations[0].steps[0]
    assert (step.reference, step.to_level, step.holds_state) == ("asset-rationalization/technology", 2, True)
    assert roadmap.iterations[0].states == ("alignment",)


def test_alignment_takes_four_points_by_its_own_rule_and_many_for_every_cell() -> None:
    assessment = assess_file(MERIDIAN, Standards(None), None, "alignment")
    found, _ = find_reach(assessment, "alignment", plan_settings(assessment, 4, None))
    assert found.rule is not None
    assert (found.rule.effort, len(found.rule.steps)) == (4, 1)
    assert round(found.effort, 2) == Fraction("66.67")


def uniform(level: int, target: int) -> tuple:
    """Every cell claimed at a level, with technology following process as from edition 1.1 on."""
    standard = load_bundled("1.0")
    dimensions = tuple(
        each._replace(follows=("process",)) if each.id == "technology" else each for each in standard.dimensions
    )
    standard = standard._replace(dimensions=dimensions)
    cells = {
        (capability.id, dimension.id): Claimed(level)
        for capability in standard.ordered_capabilities()
        for dimension in standard.dimensions
    }
    answers = Answers("Uniform", build.DAY, cells, target=Target(level=target))
    return standard, answers, assess(standard, answers, frozenset(), build.DAY)


def test_a_uniform_enterprise_finishes_capabilities() -> None:
    """At level 2, aiming at 3, in twelve iterations of 24 points: nine at level 3, where the mean gap gave three."""
    standard, answers, card = uniform(2, 3)
    asked = Settings(12, Fraction(24), False, build.DAY, 3)
    problem = build_problem(standard, answers, card, asked).problem
    found = solve_fast(problem)
    assert found is not None
    after = project(standard, answers_after(answers, problem, found.starts, 12), card)
    assert sum(capability.numbers.level == 3 for capability in after.capabilities) >= 9
    process = {chain.capability: chain.items[0] for chain in problem.chains if chain.dimension == "process"}
    for chain in problem.chains:
        if chain.dimension == "technology":
            assert found.starts[process[chain.capability]] <= found.starts[chain.items[0]]


def test_the_example_of_the_documentation() -> None:
    """`docs/plan.md`: finishing one capability after the other wins 3, a bit of each 5/2."""

    def cells(process: int, technology: int) -> dict:
        efforts = {"process": process, "technology": technology}
        return {name: build.cell(build.criterion("3a", effort=effort)) for name, effort in efforts.items()}

    dimensions = (build.dimension("process"), build.dimension("technology")._replace(follows=("process",)))
    capabilities = [build.capability("alpha", cells(3, 1)), build.capability("beta", cells(1, 3))]
    standard = build.standard({"north": capabilities}, dimensions=dimensions)
    said = {f"{name}/{dimension}": Claimed(2) for name in ("alpha", "beta") for dimension in ("process", "technology")}
    answers = build.answers(said, target=Target(level=3))
    card = assess(standard, answers, frozenset(), build.DAY)
    problem = build_problem(standard, answers, card, Settings(2, Fraction(4), False, build.DAY, 3)).problem
    found = solve_fast(problem)
    assert found is not None
    assert found.starts in ((1, 1, 2, 2), (2, 2, 1, 1))
    assert Fraction(problem.idle, problem.gain_unit) == 4
    assert Fraction(found.value, problem.gain_unit) == 3
    assert Fraction(problem.value((1, 2, 1, 2)), problem.gain_unit) == Fraction(5, 2)
