"""The steps of a plan in words of their own, and the order in which they are shown.

In: a problem and starts, with the `Standard`, `Answers`, `Scorecard` and `Settings` they come from. Out:
`RoadmapStep`s; parts of one step that lie in one iteration are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.dates import iteration_end
from btm_cli.planning.model import OUT_OF_REACH, Goal, PlanProblem, Settings, reached_for
from btm_cli.planning.owners import owner_of
from btm_cli.planning.windows import topological
from btm_cli.scoring.effort import days_of, money_of

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class RoadmapStep(NamedTuple):
    """A cell's step in the iteration it begins in. `part` is true where the step is too large and only some of it lies
    here.

    `shown_in` is the iteration at whose end it is credited, on the day `due`; one after the last where it is begun for
    later. `unlocks` are (capability, level) pairs that can be gone for afterwards. `days` and `money` are None where
    the standard has no scale, or the file no day rate.
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
    days: Fraction | None
    money: Fraction | None
    gain: Fraction
    owner: str | None
    unlocks: tuple[tuple[str, int], ...]
    pinned: bool
    holds_state: bool
    begun_in: int
    shown_in: int
    due: date

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"

    @property
    def id(self) -> str:
        """The same in every plan that has this step: the cell and the level, or the criteria of a part."""
        return f"{self.reference}/{'+'.join(self.criteria) if self.part else self.to_level}"


def goals_reached(problem: PlanProblem, starts: Sequence[int]) -> Iterator[tuple[Goal, int]]:
    """Each goal that the plan reaches, and the iteration at whose end."""
    left = problem.lasting(starts)
    for goal in problem.goals:
        more = reached_for(goal, left)
        if more:
            yield goal, problem.never - more


def steps_of(
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    settings: Settings,
    problem: PlanProblem,
    starts: Sequence[int],
) -> Iterator[RoadmapStep]:
    """Everything that begins, what is followed before its followers, else in the standard's order."""
    areas = {capability.id: capability.area for capability in card.capabilities}
    holding = {(step.reference, step.to_level) for step in card.priorities if step.holds_state}
    rank = {index: place for place, index in enumerate(topological(problem.before))}
    together: dict[tuple[int, int, int], list[int]] = {}
    for index in sorted(rank, key=rank.__getitem__):
        if starts[index] < problem.never:
            item = problem.items[index]
            together.setdefault((item.chain, item.step, starts[index]), []).append(index)
    places = {name: place for place, name in enumerate(areas)}
    by_capability = sorted(together, key=lambda key: places[problem.chains[key[0]].capability])
    for number, step, begun in by_capability:
        here = together[number, step, begun]
        chain, items = problem.chains[number], [problem.items[index] for index in here]
        last = items[-1]
        effort = Fraction(sum(item.effort for item in items), problem.effort_unit)
        shown_in = begun + max(item.lasts for item in items) - 1
        yield RoadmapStep(
            capability=chain.capability,
            dimension=chain.dimension,
            from_level=last.from_level,
            to_level=last.from_level + 1,
            level_after=last.level,
            score_after=last.score,
            part=len(items) < sum(problem.items[index].step == step for index in chain.items),
            criteria=tuple(name for item in items for name in item.criteria),
            effort=effort,
            days=days_of(standard, effort),
            money=money_of(standard, answers, effort),
            gain=Fraction(sum(item.gain for item in items), problem.gain_unit),
            owner=owner_of(answers, chain.capability, areas[chain.capability], chain.dimension),
            unlocks=tuple(_unlocks(problem, starts, here, shown_in)),
            pinned=any(must.item in here and must.source[1] == "pin" for must in problem.musts),
            holds_state=(chain.reference, last.from_level + 1) in holding,
            begun_in=begun,
            shown_in=shown_in,
            due=iteration_end(settings, shown_in),
        )


def in_order(steps: Sequence[RoadmapStep], finished: Sequence[Goal]) -> tuple[RoadmapStep, ...]:
    """Capability by capability: those with a step that holds a state, those finished here, the others."""
    holding = {step.capability for step in steps if step.holds_state}
    done = {goal.name for goal in finished if goal.kind == "level"}

    def place(step: RoadmapStep) -> int:
        return 0 if step.capability in holding else 1 if step.capability in done else 2

    return tuple(sorted(steps, key=place))


def _unlocks(
    problem: PlanProblem, starts: Sequence[int], here: Sequence[int], number: int
) -> Iterator[tuple[str, int]]:
    """What could not begin before an iteration's end and can afterwards, because of these items among others.

    Only that of which every requirement is met by then: one that is met opens nothing while another is not.
    """
    ours = {need for need in problem.reaching if set(here) & set(problem.contributing(need))}
    seen = set()
    for index, item in enumerate(problem.items):
        before = [need for need in item.needs if not problem.meets(need, starts, number - 1)]
        if not ours.isdisjoint(before) and problem.fastest[index] < OUT_OF_REACH:
            found = (problem.chains[item.chain].capability, item.from_level + 1)
            if found not in seen and all(problem.meets(need, starts, number) for need in before):
                seen.add(found)
                yield found
