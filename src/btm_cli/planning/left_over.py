"""What a plan leaves below its target, and why.

In: a `PlanProblem` and starts. Out: `LeftOver`s, in the standard's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.planning.demands import ENDS
from btm_cli.planning.model import OUT_OF_REACH, End, Item, PlanProblem, Reason


class LeftOver(NamedTuple):
    """A cell still below its target at the end; `effort` is that of all its steps that were not taken."""

    reference: str
    level: int
    target: int
    effort: Fraction
    reason: Reason
    message: str


def left_over(problem: PlanProblem, starts: Sequence[int]) -> Iterator[LeftOver]:
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
    before_last = problem.iterations - 1
    waits = [need for need in item.needs if not problem.meets(need, starts, before_last)]
    said = " and ".join(f"{need.capability} at level {need.level}" for need in waits)
    if problem.earliest[index] == OUT_OF_REACH:
        return "requires", f"requires {said or _needed(item)}, which no plan reaches"
    if waits:
        return "requires", f"requires {said}, which this plan does not reach in time"
    if problem.earliest[index] > problem.iterations:
        return "time", "can't begin before the last iteration ends"
    if problem.earliest[index] + item.lasts - 1 > problem.iterations:
        return "time", "must run longer than the plan before it can be shown"
    return "capacity", "other steps win more for their effort"


def _needed(item: Item) -> str:
    return " and ".join(f"{need.capability} at level {need.level}" for need in item.needs) or "an iteration of its own"
