"""Whether a plan keeps every rule, worked out anew and exactly; no solver's word is taken for it.

In: a `PlanProblem` and starts. Out: what is wrong, in words; nothing for a plan that holds (`scoring.md`, Plan: Rules).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from btm_cli.planning.model import Need, PlanProblem


def violations(problem: PlanProblem, starts: Sequence[int]) -> Iterator[str]:
    """Every broken rule: order within a cell, capacities, requirements, what follows, focus, pins and deadlines."""
    for index, start in enumerate(starts):
        name = f"item {index} in iteration {start}"
        if not 1 <= start <= problem.never:
            yield f"{name}: no such iteration"
            continue
        if start > problem.latest[index]:
            yield f"{name}: later than {problem.latest[index]}"
        if start == problem.never:
            continue
        if start < problem.earliest[index]:
            yield f"{name}: earlier than {problem.earliest[index]}"
        for required, gap in problem.before[index]:
            if starts[required] == problem.never or starts[required] + gap > start:
                yield f"{name}: before item {required}, which it waits for"
        for need in unmet_means(problem, index, starts, start):
            yield f"{name}: {need.capability} is not at {need.level} yet"
    yield from _too_much(problem, starts)


def _too_much(problem: PlanProblem, starts: Sequence[int]) -> Iterator[str]:
    """Iterations with more effort than capacity, an owner's or in all, or with too many capabilities."""
    used: defaultdict[int, int] = defaultdict(int)
    by_owner: defaultdict[tuple[str, int], int] = defaultdict(int)
    touched: defaultdict[int, set[str]] = defaultdict(set)
    for item, start in zip(problem.items, starts, strict=True):
        chain = problem.chains[item.chain]
        if start < problem.never:
            used[start] += item.effort
            touched[start].add(chain.capability)
            if chain.owner is not None:
                by_owner[chain.owner, start] += item.effort
    for iteration, effort in sorted(used.items()):
        if effort > problem.capacity:
            yield f"iteration {iteration}: {effort} of {problem.capacity} units of effort"
    for (owner, iteration), effort in sorted(by_owner.items()):
        if effort > problem.rooms[owner]:
            yield f"iteration {iteration}: {effort} of {problem.rooms[owner]} units of effort of {owner}"
    for iteration, capabilities in sorted(touched.items()):
        if problem.focus is not None and len(capabilities) > problem.focus:
            yield f"iteration {iteration}: {len(capabilities)} capabilities, where {problem.focus} are the most"


def unmet_means(problem: PlanProblem, index: int, starts: Sequence[int], start: int) -> list[Need]:
    """The means that an item begun in `start` needs and that are not reached before."""
    return [need for need in problem.measured[index] if not problem.mean_met(need, starts, start - 1)]


def holds(problem: PlanProblem, starts: Sequence[int]) -> bool:
    """Whether nothing is wrong."""
    return next(violations(problem, starts), None) is None
