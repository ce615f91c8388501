"""What is begun with the capacity that is left, and shown after the plan's last iteration.

In: a `PlanProblem` and a plan that holds. Out: starts of further items (`scoring.md`, Plan: `begun_for_later`). They
keep the rules on order, requirements, what follows, capacities and focus, and are in no projected number.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.planning.model import OUT_OF_REACH, PlanProblem
from btm_cli.planning.placing import Rooms, rooms_of, take_room
from btm_cli.planning.violations import unmet_means


def begun_for_later(problem: PlanProblem, starts: Sequence[int]) -> dict[int, int]:
    """By item the iteration it begins in, the most value for its effort first; only what ends after the last one."""
    rooms, found = rooms_of(problem, starts), list(starts)
    waiting = sorted(
        (index for index, start in enumerate(starts) if start == problem.never and _free(problem, index)),
        key=lambda index: (-problem.items[index].gain / problem.items[index].effort, index),
    )
    later: dict[int, int] = {}
    moved = True
    while moved:
        moved = False
        for index in waiting:
            begin = _first(problem, rooms, index, found) if index not in later else problem.never
            if begin < problem.never:
                found[index] = later[index] = begin
                take_room(problem, rooms, index, begin)
                moved = True
    return later


def _free(problem: PlanProblem, index: int) -> bool:
    """Whether nobody demands when it begins."""
    return problem.latest[index] == problem.never and problem.earliest[index] < OUT_OF_REACH


def _first(problem: PlanProblem, rooms: Rooms, index: int, starts: Sequence[int]) -> int:
    """The first iteration in which it may begin without being credited within the plan."""
    item = problem.items[index]
    chain = problem.chains[item.chain]
    waits = [starts[required] + gap for required, gap in problem.before[index]]
    if any(starts[required] == problem.never for required, _ in problem.before[index]):
        return problem.never
    least = max([problem.earliest[index], problem.never - item.lasts + 1, *waits])
    for iteration in range(max(1, least), problem.never):
        met = next(unmet_means(problem, index, starts, iteration), None) is None
        if met and rooms.have(iteration, item.effort, chain.owner, chain.capability):
            return iteration
    return problem.never
