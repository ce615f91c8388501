"""The roadmap: iterations with their steps, what each unlocks, what the engine says afterwards, what is left over.

In: a solved problem with its `Standard`, `Answers` and `Scorecard`. Out: a `Roadmap` of plain records, exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.against import targets_of
from btm_cli.planning.dates import iteration_end
from btm_cli.planning.demands import ENDS
from btm_cli.planning.model import OUT_OF_REACH, End, Item, Need, PlanProblem, Reason, Settings, Solution, Solver
from btm_cli.planning.project import answers_after, project
from btm_cli.planning.violations import mean_met

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.costs import Cost
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class RoadmapStep(NamedTuple):
    """A cell's step in an iteration. `part` is true where the step is too large and only some of it lies here.

    `unlocks` are (capability, level) pairs that can be gone for afterwards.
    """

    capability: str
    dimension: str
    from_level: int
    to_level: int
    level_after: int
    score_after: Fraction
    part: bool
    criteria: tuple[str, ...]
    effort: Fraction
    gain: Fraction
    owner: str | None
    unlocks: tuple[tuple[str, int], ...]
    pinned: bool

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"


class Iteration(NamedTuple):
    """One iteration; `remaining` is the importance-weighted mean gap at its end, `card` the engine's word on it."""

    number: int
    start: date
    end: date
    steps: tuple[RoadmapStep, ...]
    effort: Fraction
    remaining: Fraction
    card: Scorecard


class LeftOver(NamedTuple):
    """A cell still below its target at the end; `effort` is that of all its steps that were not taken."""

    reference: str
    level: int
    target: int
    effort: Fraction
    reason: Reason
    message: str


class Roadmap(NamedTuple):
    """A whole plan. Values are means over cells weighted by share and importance, summed over the iterations."""

    settings: Settings
    card: Scorecard
    iterations: tuple[Iteration, ...]
    left_over: tuple[LeftOver, ...]
    idle: Fraction
    value: Fraction
    bound: Fraction
    naive: Fraction
    solver: Solver
    method: str
    costs: tuple[Cost, ...] = ()

    @property
    def share(self) -> Fraction:
        """What the plan wins of what any plan could win at most, 0..1."""
        return self.value / self.bound if self.bound else Fraction(1)

    @property
    def targets(self) -> dict[str, int]:
        """The target level of every assessed cell, as the plan was made for."""
        return targets_of(self.card)


def make_roadmap(
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    settings: Settings,
    problem: PlanProblem,
    solution: Solution,
    naive: int,
    solver: Solver,
    costs: tuple[Cost, ...] = (),
) -> Roadmap:
    """Put a solution into words that stand by themselves."""
    unit = problem.gain_unit
    iterations = []
    for number in range(1, problem.never):
        after = project(standard, answers_after(answers, problem, solution.starts, number), card)
        steps = tuple(_steps(answers, card, problem, solution.starts, number))
        won = sum(item.gain for item, start in zip(problem.items, solution.starts, strict=True) if start <= number)
        remaining = Fraction(problem.idle // problem.iterations - won, unit)
        effort = sum((step.effort for step in steps), Fraction(0))
        start, end = iteration_end(settings, number - 1), iteration_end(settings, number)
        iterations.append(Iteration(number, start, end, steps, effort, remaining, after))
    return Roadmap(
        settings=settings,
        card=card,
        iterations=tuple(iterations),
        left_over=tuple(_left_over(problem, solution.starts)),
        idle=Fraction(problem.idle, unit),
        value=Fraction(solution.value, unit),
        bound=Fraction(solution.bound, unit),
        naive=Fraction(naive, unit),
        solver=solver,
        method=solution.method,
        costs=costs,
    )


def _steps(
    answers: Answers, card: Scorecard, problem: PlanProblem, starts: Sequence[int], number: int
) -> Iterator[RoadmapStep]:
    """The steps of one iteration in the standard's order; parts of one step as one."""
    areas = {capability.id: capability.area for capability in card.capabilities}
    for chain in problem.chains:
        here = [index for index in chain.items if starts[index] == number]
        if not here:
            continue
        items = [problem.items[index] for index in here]
        last = items[-1]
        criteria = tuple(name for item in items for name in item.criteria)
        whole = sum(problem.items[index].step == last.step for index in chain.items)
        yield RoadmapStep(
            capability=chain.capability,
            dimension=chain.dimension,
            from_level=last.from_level,
            to_level=last.from_level + 1,
            level_after=last.level,
            score_after=last.score,
            part=len(items) < whole,
            criteria=criteria,
            effort=Fraction(sum(item.effort for item in items), problem.effort_unit),
            gain=Fraction(sum(item.gain for item in items), problem.gain_unit),
            owner=owner_of(answers, chain.capability, areas[chain.capability], chain.dimension),
            unlocks=tuple(_unlocks(problem, starts, here, number)),
            pinned=any(must.item in here and must.source[1] == "pin" for must in problem.musts),
        )


def owner_of(answers: Answers, capability: str, area: str, dimension: str) -> str | None:
    """The owner named for the cell, else for its capability, else for its area."""
    names = (f"{capability}/{dimension}", capability, area)
    return next((answers.owners[name] for name in names if name in answers.owners), None)


def _unlocks(
    problem: PlanProblem, starts: Sequence[int], here: Sequence[int], number: int
) -> Iterator[tuple[str, int]]:
    """What could not begin before this iteration's end and can afterwards, because of these items among others."""
    seen = set()
    for need, required in problem.reaching.items():
        if not set(here) & set(required) or max(starts[index] for index in required) != number:
            continue
        for item in problem.items:
            if need in item.needs:
                found = (problem.chains[item.chain].capability, item.from_level + 1)
                if found not in seen:
                    seen.add(found)
                    yield found


def _left_over(problem: PlanProblem, starts: Sequence[int]) -> Iterator[LeftOver]:
    """Every cell that ends below its target, and what stands in its way first."""
    for chain in problem.chains:
        done = [index for index in chain.items if starts[index] < problem.never]
        left = [index for index in chain.items if starts[index] == problem.never]
        level = problem.items[done[-1]].level if done else chain.level
        if level >= chain.target:
            continue
        effort = Fraction(sum(problem.items[index].effort for index in left), problem.effort_unit)
        reason, message = _why(problem, starts, left, chain.ends)
        yield LeftOver(chain.reference, level, chain.target, effort, reason, message)


def _why(problem: PlanProblem, starts: Sequence[int], left: Sequence[int], ends: End) -> tuple[Reason, str]:
    if not left:
        assert ends  # a cell that could climb on would have steps left
        return ends, ENDS[ends]
    index = left[0]
    item = problem.items[index]
    waits = [need for need in item.needs if not _met(problem, need.capability, need.level, starts)]
    said = " and ".join(f"{need.capability} at level {need.level}" for need in waits)
    if problem.earliest[index] == OUT_OF_REACH:
        return "requires", f"requires {said or _needed(item)}, which no plan reaches"
    if waits:
        return "requires", f"requires {said}, which this plan does not reach in time"
    if problem.earliest[index] > problem.iterations:
        return "time", "can't begin before the last iteration ends"
    return "capacity", "other steps win more for their effort"


def _needed(item: Item) -> str:
    return " and ".join(f"{need.capability} at level {need.level}" for need in item.needs) or "an iteration of its own"


def _met(problem: PlanProblem, capability: str, level: int, starts: Sequence[int]) -> bool:
    """Whether a need is met early enough for the last iteration."""
    if problem.means:
        return mean_met(problem, capability, level, starts, problem.iterations - 1)
    required = problem.reaching[Need(capability, level)]
    return bool(required) and all(starts[index] < problem.iterations for index in required)
