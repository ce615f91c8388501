"""What a plan leaves below its target and why, and what is begun with the capacity that is left, to be shown later.

In: a `PlanProblem` and a plan that holds. Out: `LeftOver`s, in the standard's order, and starts of further items. Every
reason is looked up in the plan: the first step that is not taken is tried in every iteration in which it could begin
and still be shown in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.planning.demands import ENDS
from btm_cli.planning.model import OUT_OF_REACH, End, PlanProblem, Reason
from btm_cli.planning.placing import Rooms, fits, ready, rooms_of, take_room


class LeftOver(NamedTuple):
    """A cell still below its target at the end; `effort` is that of all its steps that were not taken."""

    reference: str
    level: int
    target: int
    effort: Fraction
    reason: Reason
    message: str


def left_over(problem: PlanProblem, starts: Sequence[int], later: Mapping[int, int]) -> Iterator[LeftOver]:
    """Every cell that ends below its target, and what stands in its way first; `later` is what is begun for later."""
    for chain in problem.chains:
        done = [index for index in chain.items if starts[index] < problem.never]
        left = [index for index in chain.items if starts[index] == problem.never]
        level = problem.items[done[-1]].level if done else chain.level
        if level >= chain.target:
            continue
        effort = Fraction(sum(problem.items[index].effort for index in left), problem.effort_unit)
        reason, message = _why(problem, starts, left, chain.ends)
        if left and left[0] in later:
            message += f"; begun in iteration {later[left[0]]}, its next step is shown after the plan ends"
        yield LeftOver(chain.reference, level, chain.target, effort, reason, message)


def _why(problem: PlanProblem, starts: Sequence[int], left: Sequence[int], ends: End) -> tuple[Reason, str]:
    """Of the first step, or part of one, that finds no place; those before it are taken for begun where they fit."""
    tried, rooms = list(starts), rooms_of(problem, starts)
    for index in left:
        # Where it can begin beside the rest of the plan, and be shown before the plan ends.
        window = [start for start in range(1, _last(problem, index) + 1) if ready(problem, tried, index, start)]
        free = next((start for start in window if fits(problem, rooms, index, start)), None)
        if free is None:
            return _full(problem, rooms, index, window) if window else _too_late(problem, tried, index)
        tried[index] = free
        take_room(problem, rooms, index, free)
    if ends:
        return ends, ENDS[ends]
    return "time", "what is left of it wins nothing before the plan ends"


def _last(problem: PlanProblem, index: int) -> int:
    """The last iteration in which a step can begin and be shown before the plan ends; below 1 for none."""
    return problem.never - problem.items[index].lasts


def _full(problem: PlanProblem, rooms: Rooms, index: int, window: Sequence[int]) -> tuple[Reason, str]:
    """Why none of the iterations takes a step: its points, those of its owner, or the focus."""
    item, last = problem.items[index], window[-1]
    owner = problem.chains[item.chain].owner
    roomy = [start for start in range(window[0], problem.never) if rooms.left[start] >= item.effort]
    inside = [start for start in roomy if start in window]
    if inside:
        lacking = [] if owner is None else [each for each in inside if rooms.left_of(owner, each) < item.effort]
        why = [f"{owner} has too few of them"] if lacking else []
        if len(lacking) < len(inside):
            why.append("the focus is on other capabilities")
        return "capacity", f"where points are left, {' or '.join(why)}"
    if roomy and last < problem.iterations:
        return "capacity", (
            f"it must begin by iteration {last} to be shown in time, and until then other steps take the points"
        )
    return "capacity", "no iteration in which it can begin has room enough left beside other steps"


def _too_late(problem: PlanProblem, starts: Sequence[int], index: int) -> tuple[Reason, str]:
    """Why there is no iteration in which a step could begin."""
    item, last = problem.items[index], _last(problem, index)
    waits = [need for need in item.needs if not problem.meets(need, starts, last - 1)]
    said = " and ".join(f"{need.capability} at level {need.level}" for need in waits)
    if problem.earliest[index] == OUT_OF_REACH:
        return "requires", _hopeless(problem, index)
    if last < 1:
        return "time", "must run longer than the plan before it can be shown"
    if waits:
        return "requires", f"requires {said}, which this plan does not reach in time"
    if problem.earliest[index] > problem.iterations:
        return "time", "can't begin before the last iteration ends"
    if problem.earliest[index] > last:
        return "time", "can't begin early enough to be shown before the plan ends"
    for required, gap in problem.before[index]:
        first = problem.items[required]
        if first.chain != item.chain and not 1 <= starts[required] <= last - gap:
            place = f"{problem.chains[first.chain].reference} at level {first.from_level + 1}"
            return "requires", f"comes after {place}, which this plan does not reach in time"
    return "time", "its step before comes too late for it to be shown before the plan ends"


def _hopeless(problem: PlanProblem, index: int) -> str:
    """What a step waits for in vain, whatever the plan: what is required, else a cell that it follows."""
    item, at_best = problem.items[index], problem.earliest
    unmet = [need for need in item.needs if not problem.meets(need, at_best, OUT_OF_REACH - 1)]
    if unmet:
        said = " and ".join(f"{need.capability} at level {need.level}" for need in unmet)
        return f"requires {said}, which is not assessed or which no plan can reach"
    return "comes after a cell that no plan brings far enough"


def begun_for_later(problem: PlanProblem, starts: Sequence[int]) -> dict[int, int]:
    """By item the iteration it begins in, the most value for its effort first; only what ends after the last one.

    They keep the rules on order, requirements, what follows, capacities and focus, and are in no projected number
    (`scoring.md`, Plan: `begun_for_later`).
    """
    rooms, found = rooms_of(problem, starts), list(starts)
    free = (index for index, latest in enumerate(problem.latest) if latest == problem.never)  # nobody demands when
    waiting = sorted(
        (index for index in free if starts[index] == problem.never and problem.earliest[index] < OUT_OF_REACH),
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


def _first(problem: PlanProblem, rooms: Rooms, index: int, starts: Sequence[int]) -> int:
    """The first iteration in which it may begin without being credited within the plan."""
    for iteration in range(_last(problem, index) + 1, problem.never):
        if ready(problem, starts, index, iteration) and fits(problem, rooms, index, iteration):
            return iteration
    return problem.never
