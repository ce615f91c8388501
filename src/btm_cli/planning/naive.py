"""What a plan is measured against: the priorities taken as they come.

In: a `Standard`, `Answers`, their `Scorecard`, a `PlanProblem`. Out: a plan that keeps every rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.placing import Placer, Rooms, take_room
from btm_cli.planning.project import answers_after, project
from btm_cli.planning.violations import holds, unmet_means
from btm_cli.planning.windows import last_starts

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


def naive_plan(standard: Standard, answers: Answers, card: Scorecard, problem: PlanProblem) -> Starts | None:
    """The priorities in their order, iteration by iteration, as far as each still fits; None where that is no plan.

    What is demanded is placed first; then, after every iteration, the engine ranks anew.
    """
    demanded = [index for index, latest in enumerate(problem.latest) if latest < problem.never]
    placed = Placer(problem).place(sorted(demanded, key=lambda index: (problem.latest[index], index)))
    starts, rooms, last = list(placed), Rooms(problem), last_starts(problem)
    for index, start in enumerate(placed):
        if start < problem.never:
            take_room(problem, rooms, index, start)
    by_cell = {chain.reference: chain for chain in problem.chains}
    current = card
    for iteration in range(1, problem.never):
        taken = False
        for step in current.priorities:
            chain = by_cell.get(step.reference)
            left = [index for index in chain.items if starts[index] == problem.never] if chain else []
            for index in left:
                if problem.items[index].step != problem.items[left[0]].step or iteration > last[index]:
                    break
                if not _may_begin(problem, rooms, index, starts, iteration):
                    break
                starts[index], taken = iteration, True
                take_room(problem, rooms, index, iteration)
        another = iteration + 1 < problem.never
        if another and (taken or any(start < problem.never for start in placed)):
            current = project(standard, answers_after(answers, problem, starts, iteration), card)
    return tuple(starts) if holds(problem, starts) else None


def _may_begin(problem: PlanProblem, rooms: Rooms, index: int, starts: Sequence[int], iteration: int) -> bool:
    """Whether everything an item waits for is done in time, its window is open and there is room."""
    chain = problem.chains[problem.items[index].chain]
    return (
        problem.earliest[index] <= iteration
        and all(starts[required] + gap <= iteration for required, gap in problem.before[index])
        and next(unmet_means(problem, index, starts, iteration), None) is None
        and rooms.have(iteration, problem.items[index].effort, chain.owner, chain.capability)
    )
