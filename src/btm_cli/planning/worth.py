"""What plans of one problem win, where many of them are compared.

In: a `PlanProblem` and starts. Out: whole numbers, in units of the objective; the same as `PlanProblem.value`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby
from typing import NamedTuple

from btm_cli.planning.model import Goal, PlanProblem, Starts, reached_for


class Run(NamedTuple):
    """The items of one capability (`first` up to, not with, `end`) and the goals that they reach by themselves.

    `known` has what they win by their starts, as far as it was worked out.
    """

    first: int
    end: int
    goals: tuple[Goal, ...]
    known: dict[Starts, int]


class Worth:
    """What plans of one problem win: in `runs` what one capability wins by itself, and all goals that are `spread`.

    `place` says of every item in which run it is.
    """

    def __init__(self, problem: PlanProblem) -> None:
        self._problem, self.runs = problem, list[Run]()
        taken = [{*goal.items, *chain.from_iterable(sums.rises for sums in goal.thresholds)} for goal in problem.goals]
        alone: set[int] = set()
        for _, run in groupby(range(len(problem.items)), lambda at: problem.chains[problem.items[at].chain].capability):
            items = set(run)
            own = [place for place, needed in enumerate(taken) if needed <= items and place not in alone]
            alone.update(own)
            goals = tuple(problem.goals[place] for place in own)
            self.runs.append(Run(min(items), max(items) + 1, goals, {}))
        self.place = [place for place, run in enumerate(self.runs) for _ in range(run.first, run.end)]
        self.spread = tuple(goal for place, goal in enumerate(problem.goals) if place not in alone)

    def of(self, starts: Starts) -> int:
        """What a plan wins over doing nothing, in units of the objective."""
        won = sum([self.part(run, starts) for run in self.runs])
        if self.spread:
            lasting = self._problem.lasting(starts)
            won += sum([goal.worth * reached_for(goal, lasting) for goal in self.spread])
        return won

    def part(self, run: Run, starts: Sequence[int]) -> int:
        """What the items of one capability win by themselves."""
        part = tuple(starts[run.first : run.end])
        won = run.known.get(part)
        if won is None:
            end, left = self._problem.iterations + 2, {}
            won = 0
            for index in range(run.first, run.end):
                item = self._problem.items[index]
                more = end - starts[index] - item.lasts
                left[index] = more = more if more > 0 else 0
                won += item.gain * more
            for goal in run.goals:
                won += goal.worth * reached_for(goal, left)
            run.known[part] = won
        return won
