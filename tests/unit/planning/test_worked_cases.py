"""The cases that the model was made for: Meridian's fourth quarter and a uniform enterprise, on edition 1.0."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.planning import find_reach, make_plan, plan_settings
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import Settings
from btm_cli.planning.what_if import answers_after, project
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


PLACES = [(name, dimension) for name in ("Alpha", "Beta") for dimension in ("process", "technology")]
"""The cells of the example in `docs/plan.md`, in the standard's order."""


def example(root: Path) -> tuple[str, list[int]]:
    """The example as it is told, on one line, and its efforts by cell."""
    page = (root / "docs" / "plan.md").read_text("utf-8")
    told = page[page.index("### One example by hand") : page.index("## The rules")]
    rows = dict(re.findall(r"^\| (Alpha|Beta) \| (.+) \|$", told, re.MULTILINE))
    efforts = [int(cell.removesuffix("s").removesuffix(" point")) for row in rows.values() for cell in row.split(" | ")]
    return " ".join(told.split()), efforts


def remains(done: Collection[int]) -> Fraction:
    """R(t) with these cells at level 3, the others at 2: half of each mean gap and of each unfinished level."""
    left = Fraction(0)
    for cells in ((0, 1), (2, 3)):
        lacking = sum(cell not in done for cell in cells)
        left += Fraction(1, 2) * (Fraction(lacking, 2) + (1 if lacking else 0))
    return left


def won(starts: Sequence[int]) -> Fraction:
    """What two iterations win over doing nothing in both of them."""
    after = [remains([cell for cell, start in enumerate(starts) if start <= iteration]) for iteration in (1, 2)]
    return 2 * remains([]) - sum(after)


def test_the_example_of_the_documentation_is_right(root: Path) -> None:
    """Every number of the page, from the rule's own words and the efforts that the page gives."""
    told, efforts = example(root)
    assert len(efforts) == 4
    assert (remains([]), 2 * remains([])) == (2, 4)
    assert "1/2 × (1 + 1), twice, makes 2. Doing nothing for two iterations costs 4." in told
    alpha_first, bit_of_each, beta_first = (1, 1, 2, 2), (1, 2, 1, 2), (2, 2, 1, 1)
    for starts in (alpha_first, bit_of_each, beta_first):
        assert [sum(size for size, at in zip(efforts, starts, strict=True) if at == now) for now in (1, 2)] == [4, 4]
    assert (remains([0, 1]), won(alpha_first), 4 - won(alpha_first)) == (1, 3, 1)
    assert (
        "After iteration 1 only Beta is missing: 1. After iteration 2 nothing is. The plan costs 1 and wins 3." in told
    )
    assert (remains([0, 2]), 4 - won(bit_of_each), won(bit_of_each)) == (Fraction(3, 2), Fraction(3, 2), Fraction(5, 2))
    assert "1/2 × (1/2 + 1), twice, makes 3/2. It costs 3/2 and wins 5/2." in told
    assert won(beta_first) == 3
    assert "*Beta first* wins 3 as well." in told


def test_no_plan_of_the_example_wins_more_and_the_planner_says_the_same(root: Path) -> None:
    """All 81 plans of it by the rule's own words; then the program, on the page's efforts."""
    _, efforts = example(root)

    def keeps_the_rules(starts: Sequence[int]) -> bool:
        room = all(sum(e for e, at in zip(efforts, starts, strict=True) if at == now) <= 4 for now in (1, 2))
        return room and all(starts[process] <= starts[process + 1] for process in (0, 2))

    plans = [starts for starts in product((1, 2, 3), repeat=4) if keeps_the_rules(starts)]
    assert max(map(won, plans)) == 3
    dimensions = (build.dimension("process"), build.dimension("technology")._replace(follows=("process",)))
    capabilities = [
        build.capability(
            name.lower(),
            {
                dimension: build.cell(build.criterion("3a", effort=effort))
                for (place, dimension), effort in zip(PLACES, efforts, strict=True)
                if place == name
            },
        )
        for name in ("Alpha", "Beta")
    ]
    standard = build.standard({"north": capabilities}, dimensions=dimensions)
    said = {f"{name.lower()}/{dimension}": Claimed(2) for name, dimension in PLACES}
    answers = build.answers(said, target=Target(level=3))
    card = assess(standard, answers, frozenset(), build.DAY)
    problem = build_problem(standard, answers, card, Settings(2, Fraction(4), False, build.DAY, 3)).problem
    assert all(Fraction(problem.value(starts), problem.gain_unit) == won(starts) for starts in plans)
    found = solve_fast(problem)
    assert found is not None
    assert found.starts == (1, 1, 2, 2)  # as much as Beta first, and earlier in the standard
