"""What it takes to bring every assessed cell to a level: effort, iterations, capacity, the longest chain.

In: a `Standard`, `Answers` with the target set, their `Scorecard`, `Settings`. Out: a `Reach`. Lower limits are proven;
the figures beside them are those of a plan that was found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.demands import ENDS
from btm_cli.planning.filling import schedule_all
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import OUT_OF_REACH, Chain, PlanProblem, Settings
from btm_cli.planning.reach_rule import MOST_ITERATIONS, RuleReach

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


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
