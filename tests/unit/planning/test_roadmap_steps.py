"""What a step of a roadmap says beside its place in time."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import Settings
from btm_cli.planning.roadmap_steps import steps_of
from btm_cli.scoring import assess
from support import build

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
