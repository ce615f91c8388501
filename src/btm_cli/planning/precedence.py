"""Among plans of the same value one with less effort, and then one that lies early in the standard's order.

In: a `PlanProblem` and a plan that holds. Out: a plan that holds and has the same value (`scoring.md`, Plan: Ties). It
is found by leaving items out and by exchanges of two, so it need not be the first of all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from btm_cli.planning.model import PlanProblem, Starts
from btm_cli.planning.violations import holds
from btm_cli.planning.windows import all_followers, topological
from btm_cli.planning.worth import Worth


def settled(problem: PlanProblem, starts: Starts) -> Starts:
    """Without what wins nothing, and with alike steps in the standard's order."""
    return _in_standard_order(problem, _without_idle(problem, starts))


def _without_idle(problem: PlanProblem, starts: Starts) -> Starts:
    """Leave out what is neither demanded nor wins anything, nor is waited for by what does."""
    worth, left = Worth(problem).of, problem.lasting(starts)
    value = worth(starts)
    found = list(starts)
    after = all_followers(problem.before)
    for index in reversed(topological(problem.before)):
        start = found[index]
        if start == problem.never or problem.latest[index] < problem.never or problem.items[index].gain * left[index]:
            continue
        if any(found[later] < problem.never for later, _ in after[index]):
            continue
        found[index] = problem.never
        if worth(tuple(found)) != value or (problem.means and not holds(problem, found)):
            found[index] = start
    return tuple(found)


def _in_standard_order(problem: PlanProblem, starts: Starts) -> Starts:
    """Exchange alike steps as long as the plan takes less effort then, or as much and comes first in the standard.

    The items of a problem are in the standard's order (area, capability, dimension). Two of them change places where
    their gains are equal and the plan still holds and wins as much. Every exchange leaves less effort, or a list of
    starts that is smaller: so this ends.
    """
    alike: dict[int, list[int]] = {}
    for index, item in enumerate(problem.items):
        if item.gain and problem.earliest[index] < problem.never:
            alike.setdefault(item.gain, []).append(index)
    after = all_followers(problem.before)
    worth = Worth(problem).of
    value = worth(starts)
    found = list(starts)
    moved = True
    while moved:
        moved = False
        for group in alike.values():
            for place, first in enumerate(group):
                for other in group[place + 1 :]:
                    if not _is_better(problem, found, first, other):
                        continue
                    late, early = (first, other) if found[other] < found[first] else (other, first)
                    if _may_exchange(problem, found, after, late, early, lambda plan: worth(plan) == value):
                        found[first], found[other] = found[other], found[first]
                        moved = True
    return tuple(found)


def _is_better(problem: PlanProblem, starts: list[int], first: int, other: int) -> bool:
    """Whether exchanging two items takes less effort or, if as much, makes the list of starts smaller.

    `first` comes before `other` in the standard.
    """
    sooner = starts[other] < starts[first]
    if problem.never not in (starts[first], starts[other]):
        return sooner
    more = problem.items[first].effort - problem.items[other].effort  # for the one instead of the other
    return (more <= 0 and sooner) or (more > 0 and starts[other] > starts[first])


def _may_exchange(
    problem: PlanProblem,
    starts: list[int],
    after: Sequence[Sequence[tuple[int, int]]],
    first: int,
    other: int,
    as_good: Callable[[Starts], bool],
) -> bool:
    """Whether the plan holds and wins as much once `first` and `other`, which starts earlier, have changed places."""
    early, late = starts[other], starts[first]
    if early < problem.earliest[first] or late > problem.latest[other]:
        return False
    if any(starts[required] + gap > early for required, gap in problem.before[first]):
        return False
    if any(starts[later] < problem.never and starts[later] - gap < late for later, gap in after[other]):
        return False
    exchanged = list(starts)
    exchanged[first], exchanged[other] = early, late
    return as_good(tuple(exchanged)) and holds(problem, exchanged)
