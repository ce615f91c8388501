"""What each limit costs: the plan made again without it.

In: what the plan was made from, and the plan. Out: `Cost`s, the dearest first: one more point of capacity, each pin,
each deadline, each exclusion, the focus, each owner's capacity, each capability that others require. Every figure is a
difference of two plans of the fast solver, the second one begun from the first, so that less limits never seem to win
less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from btm_cli.answers.model import Answers
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import Limit, PlanProblem, Settings, Starts

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


Entry = TypeVar("Entry")


class Cost(NamedTuple):
    """What the plan would win without a limit."""

    kind: Limit
    reference: str
    value: Fraction


Relaxed = tuple[Limit, str, Answers, Settings, tuple[str, ...]]
"""Which limit, and what a plan is made from without it: the last are capabilities that are not required any more."""


def limits_by_cost(
    standard: Standard, answers: Answers, card: Scorecard, settings: Settings, problem: PlanProblem, starts: Starts
) -> tuple[Cost, ...]:
    """The limits that cost something, the dearest first; ties in the order of the kinds and of the file."""
    value = Fraction(problem.value(starts), problem.gain_unit)
    placed = {
        (problem.chains[item.chain].reference, item.criteria): start
        for item, start in zip(problem.items, starts, strict=True)
    }
    costs = []
    for kind, reference, said, asked, without in _relaxed(standard, answers, settings, problem):
        relaxed = build_problem(standard, said, card, asked, settings.capacity, without).problem
        begin = tuple(
            min(placed.get((relaxed.chains[item.chain].reference, item.criteria), relaxed.never), relaxed.never)
            for item in relaxed.items
        )
        solution = solve_fast(relaxed, [begin])
        if solution is not None:
            won = Fraction(solution.value, relaxed.gain_unit) - value
            if won > 0:
                costs.append(Cost(kind, reference, won))
    return tuple(sorted(costs, key=lambda cost: -cost.value))


def _relaxed(standard: Standard, answers: Answers, settings: Settings, problem: PlanProblem) -> Iterator[Relaxed]:
    yield "capacity", "1", answers, settings._replace(capacity=settings.capacity + 1), ()
    for name in answers.pinned:
        yield "pin", name, answers._replace(pinned=_but(answers.pinned, name)), settings, ()
    target = answers.target
    if target is not None:
        for name in target.deadlines:
            later = target._replace(deadlines=_but(target.deadlines, name))
            yield "deadline", name, answers._replace(target=later), settings, ()
    for name in answers.excluded:
        kept = tuple(each for each in answers.excluded if each != name)
        yield "exclude", name, answers._replace(excluded=kept), settings, ()
    if settings.focus is not None:
        yield "focus", str(settings.focus), answers, settings._replace(focus=None), ()
    for name in answers.capacities:
        yield "owner", name, answers._replace(capacities=_but(answers.capacities, name)), settings, ()
    required = dict.fromkeys(need.capability for item in problem.items for need in item.needs)
    for capability in standard.ordered_capabilities():
        if capability.id in required:
            yield "requires", capability.id, answers, settings, (capability.id,)


def _but(entries: Mapping[str, Entry], name: str) -> dict[str, Entry]:
    return {key: value for key, value in entries.items() if key != name}
