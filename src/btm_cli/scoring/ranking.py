"""The order of priorities: free before blocked, by priority, followers after what they follow.

In: `Priority` records without a rank, each with the cells whose steps must come before it. Out: the records in order.
"""

from collections.abc import Mapping, Sequence
from math import lcm
from typing import NamedTuple

from btm_cli.scoring.scorecard import Priority


class Ranked(NamedTuple):
    """A step whose rank is still open, and the cells (capability, dimension) that it follows and that are not done."""

    step: Priority
    followed: tuple[tuple[str, str], ...]


def rank(steps: Sequence[Ranked]) -> tuple[Priority, ...]:
    """`steps`, which come in the standard's order, ranked from 1 (`scoring.md`, Priorities: Rank)."""
    common = lcm(*[each.step.priority.denominator for each in steps])

    def order(each: Ranked) -> tuple[bool, int]:
        # Whole numbers are exact and sort much quicker than fractions.
        priority = each.step.priority
        return bool(each.step.blocked_by), -priority.numerator * (common // priority.denominator)

    waiting = sorted(steps, key=order)
    listed = {_place(each) for each in steps}
    placed: dict[tuple[str, str], Priority] = {}

    def place(each: Ranked) -> None:
        """Place the step, and directly after it whoever of those passed over waited for nothing else."""
        placed[_place(each)] = each.step._replace(rank=len(placed) + 1, follows=_last(each, placed))
        for other in passed:
            if _place(each) in other.followed and _place(other) not in placed and free(other):
                place(other)

    def free(each: Ranked) -> bool:
        return all(cell in placed for cell in each.followed if cell in listed)

    passed: list[Ranked] = []
    for each in waiting:
        if free(each):
            place(each)
        else:
            passed.append(each)
    return tuple(placed.values())


def _last(each: Ranked, placed: Mapping[tuple[str, str], Priority]) -> str | None:
    """The reference of what `each` follows: the last to come, or one that has no step and so comes never."""
    never = [cell for cell in each.followed if cell not in placed]
    if never or not each.followed:
        return "/".join(never[0]) if never else None
    return max((placed[cell] for cell in each.followed), key=lambda step: step.rank).reference


def _place(each: Ranked) -> tuple[str, str]:
    return each.step.capability, each.step.dimension
