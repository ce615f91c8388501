"""The order of priorities: free before blocked, by priority, followers after what they follow.

In: steps without a rank, each with the cells whose steps must come before it. Out: `Priority` records in order.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from btm_cli.scoring.scorecard import Priority

Place = tuple[str, str]
"""A cell: its capability's and its dimension's id."""


class Ranked(NamedTuple):
    """A step whose rank is still open, with its cell and the cells that it follows and that are not done.

    `finished` makes it, from its rank and the reference of what it follows.
    """

    place: Place
    blocked: bool
    priority: Fraction
    followed: tuple[Place, ...]
    finished: Callable[[int, str | None], Priority]


def rank(steps: Sequence[Ranked]) -> tuple[Priority, ...]:
    """`steps`, which come in the standard's order, ranked from 1 (`scoring.md`, Priorities: Rank)."""
    common = lcm(*[each.priority.denominator for each in steps])

    def order(each: Ranked) -> tuple[bool, int]:
        # Whole numbers are exact and sort much quicker than fractions.
        above, below = each.priority.as_integer_ratio()
        return each.blocked, -above * (common // below)

    waiting = sorted(steps, key=order)
    listed = {each.place for each in steps}
    placed: dict[Place, Priority] = {}

    def place(each: Ranked) -> None:
        """Place the step, and directly after it whoever of those passed over waited for nothing else."""
        here = each.place
        placed[here] = each.finished(len(placed) + 1, _last(each.followed, placed))
        for other in passed:
            if here in other.followed and other.place not in placed and free(other):
                place(other)

    def free(each: Ranked) -> bool:
        return all(cell in placed for cell in each.followed if cell in listed)

    passed: list[Ranked] = []
    for each in waiting:
        if not each.followed or free(each):
            place(each)
        else:
            passed.append(each)
    return tuple(placed.values())


def _last(followed: Sequence[Place], placed: Mapping[Place, Priority]) -> str | None:
    """The reference of the one of these that comes last, or that has no step and so comes never."""
    if not followed:
        return None
    never = [cell for cell in followed if cell not in placed]
    return (
        "/".join(never[0]) if never else max([placed[cell] for cell in followed], key=lambda step: step.rank).reference
    )
