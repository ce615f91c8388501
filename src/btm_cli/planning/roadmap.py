"""The roadmap: iterations with their steps, what each unlocks, what the engine says afterwards, what is left over.

In: a solved problem with its `Standard`, `Answers` and `Scorecard`. Out: a `Roadmap` of plain records, exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.against import targets_of
from btm_cli.planning.dates import iteration_end
from btm_cli.planning.left_over import LeftOver, begun_for_later, left_over
from btm_cli.planning.model import Settings, Solver
from btm_cli.planning.outlook import Beyond, beyond
from btm_cli.planning.roadmap_steps import RoadmapStep, goals_reached, in_order, steps_of
from btm_cli.planning.what_if import answers_after, project

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.costs import Cost
    from btm_cli.planning.solve import Solved
    from btm_cli.scoring.scorecard import CapabilityScore, Scorecard
    from btm_cli.standard.model import Standard


class Iteration(NamedTuple):
    """One iteration: the `steps` that begin in it, those begun earlier and `shown` at its end, the (capability, level)
    pairs `finished` by then, the `states` reached.

    `remaining` is what is left of the objective at its end, `card` the engine's word on it.
    """

    number: int
    start: date
    end: date
    steps: tuple[RoadmapStep, ...]
    shown: tuple[RoadmapStep, ...]
    finished: tuple[tuple[str, int], ...]
    states: tuple[str, ...]
    effort: Fraction
    remaining: Fraction
    card: Scorecard


class Roadmap(NamedTuple):
    """A whole plan. Values are those of the objective, summed over the iterations; `parts` of `value` by what wins it.

    `later` are steps begun with the capacity that is left and shown after the last iteration. `owners_missing` names
    the capabilities of planned steps that nobody owns; `complete` those with every assessed cell at its target at the
    end, and not before. `currency` is that of the steps' money, None without a day rate. `beyond` is the state that it
    is for and does not reach.
    """

    settings: Settings
    card: Scorecard
    iterations: tuple[Iteration, ...]
    later: tuple[RoadmapStep, ...]
    left_over: tuple[LeftOver, ...]
    idle: Fraction
    value: Fraction
    parts: Mapping[str, Fraction]
    bound: Fraction
    naive: Fraction
    solver: Solver
    method: str
    owners_missing: tuple[str, ...]
    complete: tuple[str, ...]
    costs: tuple[Cost, ...] = ()
    currency: str | None = None
    beyond: Beyond | None = None

    @property
    def share(self) -> Fraction:
        """What the plan wins of what any plan could win at most, 0..1."""
        return self.value / self.bound if self.bound else Fraction(1)

    @property
    def targets(self) -> dict[str, int]:
        """The target level of every assessed cell, as the plan was made for."""
        return targets_of(self.card)

    @property
    def steps(self) -> tuple[RoadmapStep, ...]:
        """Everything that is begun."""
        return (*(step for each in self.iterations for step in each.steps), *self.later)

    @property
    def unclosed(self) -> tuple[LeftOver, ...]:
        """What is left over and not begun either, or not all of it, to be shown after the last iteration."""
        begun: dict[str, Fraction] = {}
        for step in self.later:
            begun[step.reference] = begun.get(step.reference, Fraction(0)) + step.effort
        return tuple(
            each for each in self.left_over if each.reference not in begun or begun[each.reference] < each.effort
        )


def make_roadmap(
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    settings: Settings,
    solved: Solved,
    solver: Solver,
    costs: tuple[Cost, ...] = (),
) -> Roadmap:
    """Put a solution into words that stand by themselves. The problem must have been solved."""
    problem, solution = solved.problem, solved.solution
    if solution is None:
        raise AssertionError("there is no plan without a solution")
    unit, starts = problem.gain_unit, solution.starts
    steps = tuple(steps_of(standard, answers, card, settings, problem, starts))
    later = begun_for_later(problem, starts)
    further = [later.get(index, problem.never) for index in range(len(problem.items))]
    reached = list(goals_reached(problem, starts))
    iterations = []
    for number in range(1, problem.never):
        after = project(standard, answers_after(answers, problem, starts, number), card)
        here = tuple(step for step in steps if step.begun_in == number)
        finished = [goal for goal, when in reached if when == number]
        iterations.append(
            Iteration(
                number=number,
                start=iteration_end(settings, number - 1),
                end=iteration_end(settings, number),
                steps=in_order(here, finished),
                shown=tuple(step for step in steps if step.shown_in == number > step.begun_in),
                finished=tuple((goal.name, goal.level) for goal in finished if goal.kind == "level"),
                states=tuple(goal.name for goal in finished if goal.kind == "state"),
                effort=sum((step.effort for step in here), Fraction(0)),
                remaining=Fraction(problem.remaining(starts, number), unit),
                card=after,
            )
        )
    owners = {step.capability for step in steps if step.owner is None}
    return Roadmap(
        settings=settings,
        card=card,
        iterations=tuple(iterations),
        later=tuple(steps_of(standard, answers, card, settings, problem, further)),
        left_over=tuple(left_over(problem, starts, later)),
        idle=Fraction(problem.idle, unit),
        value=Fraction(solution.value, unit),
        parts={name: Fraction(won, unit) for name, won in problem.parts(starts).items()},
        bound=Fraction(solution.bound, unit),
        naive=Fraction(solved.naive, unit),
        solver=solver,
        method=solution.method,
        owners_missing=tuple(capability.id for capability in card.capabilities if capability.id in owners),
        complete=tuple(
            new.id
            for old, new in zip(card.capabilities, iterations[-1].card.capabilities, strict=True)
            if _at_target(new) and not _at_target(old)
        ),
        costs=costs,
        currency=answers.day_rate.currency if answers.day_rate is not None else None,
        beyond=beyond(standard, answers, card, iterations[-1].card, settings),
    )


def _at_target(capability: CapabilityScore) -> bool:
    """Whether every assessed cell is at its target."""
    return all(
        cell.numbers.level >= cell.numbers.target
        for cell in capability.cells
        if cell.numbers.level is not None and cell.numbers.target is not None
    )
