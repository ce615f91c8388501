"""What it takes to bring every assessed cell to a level, and the least that makes a state's own rule true.

In: a `Standard`, `Answers`, their `Scorecard`, `Settings`, a level (which is the card's target) or a state. Out: a
`Reach`: effort, iterations, capacity, the longest chain; or a `RuleReach`. Lower limits are proven; the figures beside
them are those of a plan that was found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Target
from btm_cli.planning.closed_set import Chosen, cheapest
from btm_cli.planning.demands import ENDS
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import OUT_OF_REACH, Chain, PlanProblem, Settings
from btm_cli.planning.placing import schedule, schedule_all
from btm_cli.scoring import assess
from btm_cli.scoring.states import is_at_least

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
    """The least that makes the state's own rule true from `today`: its score, its floors, its asks.

    Every assessed cell may climb to the top; pins, deadlines, exclusions, focus, owners' capacities, importance and the
    file's targets are left out (`scoring.md`, Plan: Reach). With HiGHS the steps are proven, without it the limit is.
    """
    if is_at_least(standard.states, today.overall.state, state.id):
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
        why = tuple(_obstacles(card, problem, standard.states[: standard.states.index(state) + 1]))
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


class Link(NamedTuple):
    """One step of the longest chain: the earliest iteration it can lie in, whatever the capacity."""

    reference: str
    from_level: int
    to_level: int
    iteration: int
    effort: Fraction


class Reach(NamedTuple):
    """The answer: `rule` for a state's own rule, None for a level; all else for bringing every cell there.

    `iterations` at the settings' capacity, `capacity` for the settings' iterations; None: not possible.
    `unreachable` are cells that no plan brings to the target, each with the reason.
    """

    level: int
    steps: int
    effort: Fraction
    iterations: int | None
    iterations_least: int
    capacity: Fraction | None
    capacity_least: Fraction
    chain: tuple[Link, ...]
    unreachable: tuple[tuple[str, str], ...]
    assess_first: tuple[str, ...]
    rule: RuleReach | None = None


class Work(NamedTuple):
    """What brings every assessed cell to a level: points of effort, and the iterations that it takes at the least."""

    effort: Fraction
    iterations: int


class StateWorks(NamedTuple):
    """The work that each state (by id) takes, where it can be told, what that was worked out with, and from where."""

    by_state: Mapping[str, Work]
    settings: Settings
    card: Scorecard


def work_for(standard: Standard, answers: Answers, card: Scorecard, settings: Settings) -> Work:
    """A proven lower limit for `card`, whose target is the level everywhere: capacity, and how long practice must run.

    As `reach`, without looking for a plan.
    """
    free = answers._replace(pinned={}, excluded=(), capacities={})
    long = settings._replace(iterations=MOST_ITERATIONS, focus=None)
    return _work(build_problem(standard, free, card, long).problem)


def _work(problem: PlanProblem) -> Work:
    reachable = [index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH]
    effort = sum(problem.items[index].effort for index in reachable)
    soonest = max((problem.credited(index, problem.fastest) for index in reachable), default=0)
    least = max(soonest, -(-effort // problem.capacity)) if problem.capacity else MOST_ITERATIONS
    return Work(Fraction(effort, problem.effort_unit), least)


def reach(standard: Standard, answers: Answers, card: Scorecard, settings: Settings, level: int) -> Reach:
    """What it takes from `card`, whose target is `level` everywhere.

    Pins, deadlines, exclusions, focus and owners' capacities are left out.
    """
    free = answers._replace(pinned={}, excluded=(), capacities={})
    settings = settings._replace(focus=None)
    long = settings._replace(iterations=MOST_ITERATIONS)
    problem = build_problem(standard, free, card, long).problem
    reachable = [index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH]
    total, least = _work(problem)
    starts = schedule_all(problem)
    chain = tuple(_longest(problem))
    blocked = {chain.reference for chain in problem.chains if _blocked(problem, chain) is not None}
    capacity = _capacity_for(standard, free, card, settings, total, blocked) if reachable else Fraction(0)
    return Reach(
        level=level,
        steps=len({(problem.items[index].chain, problem.items[index].step) for index in reachable}),
        effort=total,
        iterations=None if starts is None else max((problem.credited(index, starts) for index in reachable), default=0),
        iterations_least=least,
        capacity=capacity,
        capacity_least=Fraction(-(-total // settings.iterations)),
        chain=chain,
        unreachable=tuple(_unreachable(problem)),
        assess_first=card.assess_first,
    )


def _capacity_for(
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    settings: Settings,
    total: Fraction,
    blocked: Collection[str],
) -> Fraction | None:
    """The smallest whole capacity for which a plan within the iterations is found, None where they are too few.

    Cells that are `blocked` whatever the capacity, by reference, are in no such plan.
    """

    def fits(capacity: int) -> bool:
        problem = build_problem(standard, answers, card, settings._replace(capacity=Fraction(capacity))).problem
        if any(chain.ends == "too-large" and chain.reference not in blocked for chain in problem.chains):
            return False
        return schedule_all(problem) is not None

    least = max(1, int(-(-total // settings.iterations)))
    most = int(total) + 1
    if not fits(most):
        return None
    return Fraction(next((capacity for capacity in range(least, most) if fits(capacity)), most))


def _longest(problem: PlanProblem) -> Iterator[Link]:
    """The chain of steps that alone decides how soon everything can be done, from its first step on."""
    possible = [index for index, start in enumerate(problem.fastest) if start < OUT_OF_REACH]
    if not possible:
        return
    index = max(possible, key=lambda each: (problem.credited(each, problem.fastest), -each))
    links = []
    while True:
        item = problem.items[index]
        chain = problem.chains[item.chain]
        effort = Fraction(item.effort, problem.effort_unit)
        links.append(Link(chain.reference, item.from_level, item.level, problem.fastest[index], effort))
        waits = [(problem.fastest[required] + gap, -required) for required, gap in problem.before[index]]
        if not waits or problem.fastest[index] == 1:
            break
        index = -max(waits)[1]
    yield from reversed(links)


def _unreachable(problem: PlanProblem) -> Iterator[tuple[str, str]]:
    for chain in problem.chains:
        blocked = _blocked(problem, chain)
        if blocked is not None:
            needs = problem.items[blocked].needs
            said = " and ".join(f"{need.capability} at level {need.level}" for need in needs)
            what = f"requires {said}" if said else "follows a cell"
            yield chain.reference, f"{what}, which no such plan reaches"
        elif chain.ends:
            yield chain.reference, ENDS[chain.ends]


def _blocked(problem: PlanProblem, chain: Chain) -> int | None:
    """The first item of a chain that no plan reaches."""
    return next((index for index in chain.items if problem.earliest[index] == OUT_OF_REACH), None)
