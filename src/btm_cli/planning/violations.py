"""Whether a plan keeps every rule, worked out anew and exactly; no solver's word is taken for it.

In: a `PlanProblem` and starts. Out: what is wrong, in words; nothing for a plan that holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.planning.model import PlanProblem


def violations(problem: PlanProblem, starts: Sequence[int]) -> Iterator[str]:
    """Every broken rule: order, one step an iteration, capacity, requirements, pins, deadlines."""
    used = [0] * (problem.never + 1)
    for index, (item, start) in enumerate(zip(problem.items, starts, strict=True)):
        name = f"item {index} in iteration {start}"
        if not 1 <= start <= problem.never:
            yield f"{name}: no such iteration"
            continue
        if start > problem.latest[index]:
            yield f"{name}: later than {problem.latest[index]}"
        if start == problem.never:
            continue
        used[start] += item.effort
        if start < problem.earliest[index]:
            yield f"{name}: earlier than {problem.earliest[index]}"
        for required, gap in problem.before[index]:
            if starts[required] + gap > start:
                yield f"{name}: before item {required}, which it waits for"
        for need in problem.measured[index]:
            if not mean_met(problem, need.capability, need.level, starts, start - 1):
                yield f"{name}: {need.capability} is not at {need.level} yet"
    for iteration in range(1, problem.never):
        if used[iteration] > problem.capacity:
            yield f"iteration {iteration}: {used[iteration]} of {problem.capacity} units of effort"


def mean_met(problem: PlanProblem, capability: str, level: int, starts: Sequence[int], iteration: int) -> bool:
    """Whether a capability's mean is at `level` by the end of `iteration`."""
    mean = problem.means.get(capability)
    if mean is None:
        return False
    risen = sum(rise for index, rise in mean.rises.items() if starts[index] <= iteration)
    return mean.base + risen >= level * mean.denominator


def holds(problem: PlanProblem, starts: Sequence[int]) -> bool:
    """Whether nothing is wrong."""
    return next(violations(problem, starts), None) is None
