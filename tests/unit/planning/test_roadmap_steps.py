"""What a step of a roadmap says beside its place in time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import Goal, Settings
from btm_cli.planning.roadmap_steps import RoadmapStep, in_order, steps_of
from btm_cli.scoring import assess
from btm_cli.standard.model import Standard
from support import build
from support.planning import settings

STEP = build.cell("2a")
STANDARD = build.standard(
    {
        "north": [
            build.capability("alpha", {"process": STEP}),
            build.capability("beta", {"process": STEP}),
            build.capability("gamma", {"process": STEP}, requires=[("alpha", 2, 2), ("beta", 2, 2)]),
        ]
    }
)


def test_a_step_unlocks_only_what_lacks_nothing_any_more() -> None:
    answers = build.answers({f"{name}/process": Claimed(1) for name in STANDARD.capabilities}, target=Target(level=2))
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    asked = Settings(4, Fraction(9), False, build.DAY, 3)
    problem = build_problem(STANDARD, answers, card, asked).problem
    assert [problem.chains[item.chain].capability for item in problem.items] == ["alpha", "beta", "gamma"]
    # Alpha alone opens nothing, since gamma needs beta as well; both at once do so together.
    for starts, unlocked in (
        ((1, 2, 3), {"alpha": (), "beta": (("gamma", 2),), "gamma": ()}),
        ((2, 1, 3), {"beta": (), "alpha": (("gamma", 2),), "gamma": ()}),
        ((1, 1, 2), {"alpha": (("gamma", 2),), "beta": (("gamma", 2),), "gamma": ()}),
        ((1, problem.never, problem.never), {"alpha": ()}),
    ):
        steps = steps_of(STANDARD, answers, card, asked, problem, starts)
        assert {step.capability: step.unlocks for step in steps} == unlocked


def steps(
    standard: Standard, starts: tuple[int, ...], level: int = 2, capacity: int = 9, **more: Any
) -> list[RoadmapStep]:
    """From level 1 everywhere to `level`, in four iterations, begun in these."""
    cells = {
        f"{each.id}/{dimension}": Claimed(1) for each in standard.ordered_capabilities() for dimension in each.cells
    }
    answers = build.answers(cells, **({"target": Target(level=level)} | more))
    card, asked = assess(standard, answers, frozenset(), build.DAY), settings(4, capacity)
    problem = build_problem(standard, answers, card, asked).problem
    return list(steps_of(standard, answers, card, asked, problem, starts))


def unlocked(standard: Standard, starts: tuple[int, ...], level: int = 2, **more: Any) -> dict[str, object]:
    return {step.id: step.unlocks for step in steps(standard, starts, level, **more)}


def test_a_step_that_nothing_waits_for_unlocks_nothing_beside_one_that_something_waits_for() -> None:
    names = [build.capability(name, {"process": STEP}) for name in ("alpha", "beta")]
    waits = build.capability("gamma", {"process": STEP}, requires=[("alpha", 2, 2)])
    found = unlocked(build.standard({"north": [*names, waits]}), (1, 1, 2))
    assert found == {"alpha/process/2": (("gamma", 2),), "beta/process/2": (), "gamma/process/2": ()}


def test_what_was_unlocked_before_is_not_unlocked_again() -> None:
    """Gamma waits for a mean of 2, which alpha's first step brings; its second raises the mean further."""
    alpha = build.capability("alpha", {"process": build.cell("2a", "3a")})
    gamma = build.capability("gamma", {"process": STEP}, requires=[("alpha", 2, 2)])
    standard = build.standard({"north": [alpha, gamma]}, capability_level="mean", levels=(1, 2, 3))
    more = {"target": Target(levels={"alpha": 3, "gamma": 2})}
    found = unlocked(standard, (1, 2, 3), **more)
    assert found == {"alpha/process/2": (("gamma", 2),), "alpha/process/3": (), "gamma/process/2": ()}


def test_what_no_plan_brings_about_is_not_unlocked() -> None:
    """Gamma's people follow its process, which is excluded."""
    alpha = build.capability("alpha", {"process": STEP})
    gamma = build.capability("gamma", {"process": STEP, "people": STEP}, requires=[("alpha", 2, 2)])
    dimensions = (build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
    standard = build.standard({"north": [alpha, gamma]}, dimensions=dimensions)
    assert unlocked(standard, (1, 5), excluded=("gamma/process",)) == {"alpha/process/2": ()}


def test_parts_that_begin_together_are_one_step_shown_once_the_longest_has_run() -> None:
    """Level 2 takes five points of four: 2a and 2b begin in 1, where 2b runs for two iterations, 2c in 2."""
    criteria = [build.criterion(name, effort=effort) for name, effort in {"2a": 1, "2b": 1, "2c": 3, "3a": 2}.items()]
    criteria[1] = criteria[1]._replace(takes=6)
    criteria[2] = criteria[2]._replace(takes=3)
    standard = build.one_cell(build.cell(*criteria), levels=(1, 2, 3))
    found = steps(standard, (1, 1, 2, 4), 3, 4)
    assert [(each.criteria, each.part, each.begun_in, each.shown_in, each.effort) for each in found] == [
        (("2a", "2b"), True, 1, 2, 2),
        (("2c",), True, 2, 2, 3),
        (("3a",), False, 4, 4, 2),
    ]
    assert [each.id for each in found] == ["only/process/2a+2b", "only/process/2c", "only/process/3"]


def test_a_step_is_pinned_by_a_pin_of_its_own_and_not_by_a_deadline() -> None:
    north = [build.capability(name, {"process": STEP}) for name in ("alpha", "beta", "gamma")]
    target = Target(level=2, deadlines={"beta/process": date(2027, 8, 20)})
    found = steps(build.standard({"north": north}), (1, 1, 1), target=target, pinned={"alpha/process": 1})
    assert {each.capability: each.pinned for each in found} == {"alpha": True, "beta": False, "gamma": False}


def test_what_is_finished_comes_before_the_others_and_a_state_finishes_no_capability() -> None:
    north = [build.capability(name, {"process": STEP}) for name in ("alpha", "beta", "gamma")]
    found = steps(build.standard({"north": north}), (1, 1, 1))

    def order(*finished: Goal) -> list[str]:
        return [each.capability for each in in_order(found, finished)]

    assert order() == ["alpha", "beta", "gamma"]
    assert order(Goal("level", "beta", 2, 1, (1,))) == ["beta", "alpha", "gamma"]
    assert order(Goal("state", "beta", 2, 1, (1,))) == ["alpha", "beta", "gamma"]
    holding = [each._replace(holds_state=each.capability == "gamma") for each in found]
    assert [each.capability for each in in_order(holding, [Goal("level", "beta", 2, 1, (1,))])] == [
        "gamma",
        "beta",
        "alpha",
    ]
