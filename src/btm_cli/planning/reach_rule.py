"""The least that makes a state's own rule true: its score, its floors, what it asks for (`scoring.md`, Plan: Reach).

In: a `Standard`, `Answers`, `Settings`, a state. Out: a `RuleReach`: the steps with the least effort, and the limit
below which no steps are enough. Every assessed cell may climb to the top; pins, deadlines, exclusions, focus, owners'
capacities and importance are left out. With HiGHS the steps are proven, without it the limit is stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Target
from btm_cli.planning.closed_set import Chosen, cheapest
from btm_cli.planning.filling import schedule
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import OUT_OF_REACH, PlanProblem, Settings
from btm_cli.scoring import assess

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard, State

MOST_ITERATIONS = 400
"""Nobody plans further; at a capacity that needs more the answer is None."""


class RuleStep(NamedTuple):
    """One step, or a part of one that is too large for an iteration; `iteration` is the one it begins in."""

    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    criteria: tuple[str, ...]
    effort: Fraction
    iteration: int | None

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"


class RuleReach(NamedTuple):
    """The steps that make the rule true, none where it is true already.

    `effort_least` is proven: no steps with less are enough. In `iterations` of the settings' capacity they can be done,
    and not in fewer than `at_least`. `obstacles` say what stands in the way where the rule can't be made true; then
    there are no figures.
    """

    state: str
    steps: tuple[RuleStep, ...]
    effort: Fraction | None
    effort_least: Fraction | None
    method: str
    iterations: int | None
    at_least: int | None
    obstacles: tuple[str, ...] = ()


def rule_reach(standard: Standard, answers: Answers, today: Scorecard, settings: Settings, state: State) -> RuleReach:
    """The least that makes the state's own rule true from `today`; its targets are of no importance."""
    ids = [each.id for each in standard.states]
    if today.overall.state is not None and ids.index(today.overall.state) >= ids.index(state.id):
        nothing = Fraction(0)
        return RuleReach(state.id, (), nothing, nothing, "reached today", 0, 0)
    top = Target(state=state.id, levels={area.id: standard.top for area in standard.areas})
    free = answers._replace(target=top, pinned={}, excluded=(), capacities={}, importance={})
    card = assess(standard, free, frozenset(), today.as_of)
    asked = settings._replace(iterations=MOST_ITERATIONS, focus=None)
    problem = build_problem(standard, free, card, asked).problem
    goal = next((each for each in problem.goals if each.kind == "state" and each.name == state.id), None)
    chosen = cheapest(problem, goal) if goal is not None else None
    if goal is None or chosen is None:
        why = tuple(_obstacles(card, problem, standard.states[: ids.index(state.id) + 1]))
        return RuleReach(state.id, (), None, None, "not possible", None, None, why)
    effort = sum(problem.items[index].effort for index in chosen.items)
    starts = schedule(problem, chosen.items)
    floors = [problem.credited(index, problem.fastest) for index in goal.items]
    return RuleReach(
        state=state.id,
        steps=tuple(_steps(problem, chosen, starts)),
        effort=Fraction(effort, problem.effort_unit),
        effort_least=Fraction(chosen.least, problem.effort_unit),
        method=chosen.method,
        iterations=None
        if starts is None
        else max((problem.credited(index, starts) for index in chosen.items), default=0),
        at_least=max([-(-effort // problem.capacity), *floors]),
    )


def _steps(problem: PlanProblem, chosen: Chosen, starts: Sequence[int] | None) -> Iterator[RuleStep]:
    for index in chosen.items:
        item = problem.items[index]
        chain = problem.chains[item.chain]
        yield RuleStep(
            capability=chain.capability,
            dimension=chain.dimension,
            from_level=item.from_level,
            to_level=item.from_level + 1,
            part=item.part >= 0,
            criteria=item.criteria,
            effort=Fraction(item.effort, problem.effort_unit),
            iteration=None if starts is None else starts[index],
        )


def _obstacles(card: Scorecard, problem: PlanProblem, states: Sequence[State]) -> Iterator[str]:
    """Which floor, ask or score can't be met, as far as one can see it by itself."""
    found = False
    floor = max(state.floor for state in states)
    for capability in card.capabilities:
        level = capability.numbers.level
        if level is None or level >= floor:
            continue
        for chain in problem.chains:
            if chain.capability != capability.id or chain.level >= floor:
                continue
            reached = [problem.items[index] for index in chain.items if problem.earliest[index] < OUT_OF_REACH]
            if max((item.level for item in reached), default=chain.level) < floor:
                found = True
                yield f"{chain.reference} can't be brought to level {floor}, the floor of {states[-1].name}"
    for ask in card.overall.asks:
        if ask.state in {state.id for state in states} and not ask.testable:
            found = True
            yield f"too much of what is asked for {ask.theme} is not applicable"
    if not found:
        yield f"its score from {states[-1].from_score}, or what it asks for, is beyond what the assessed cells can give"
