"""Among plans of the same value, one in which nothing could change places in favour of the standard's order.

In: a `PlanProblem` and a plan that holds. Out: a plan that holds and has the same value.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.violations import holds
from btm_cli.planning.windows import all_followers


def in_standard_order(problem: PlanProblem, starts: Starts) -> Starts:
    """Exchange steps of equal gain until the one that comes first in the standard also starts first.

    The items of a problem are in the standard's order (area, capability, dimension). Two of them change places where
    their gains are equal and the plan still holds; every exchange makes the list of starts smaller, so this ends.
    """
    alike: dict[int, list[int]] = {}
    for index, item in enumerate(problem.items):
        if item.gain and problem.earliest[index] < problem.never:
            alike.setdefault(item.gain, []).append(index)
    after = all_followers(problem.before)
    found = list(starts)
    moved = True
    while moved:
        moved = False
        for group in alike.values():
            for place, first in enumerate(group):
                for other in group[place + 1 :]:
                    if found[other] < found[first] and _may_exchange(problem, found, after, first, other):
                        found[first], found[other] = found[other], found[first]
                        moved = True
    return tuple(found)


def _may_exchange(
    problem: PlanProblem, starts: list[int], after: Sequence[Sequence[tuple[int, int]]], first: int, other: int
) -> bool:
    """Whether the plan still holds once `first` and `other`, which starts earlier, have changed places."""
    early, late = starts[other], starts[first]
    if early < problem.earliest[first] or late > problem.latest[other]:
        return False
    if any(starts[required] + gap > early for required, gap in problem.before[first]):
        return False
    if any(starts[later] < problem.never and starts[later] - gap < late for later, gap in after[other]):
        return False
    exchanged = list(starts)
    exchanged[first], exchanged[other] = early, late
    return holds(problem, exchanged)
