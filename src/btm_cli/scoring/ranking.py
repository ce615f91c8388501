"""The order of priorities: free before blocked, by priority, followers after what they follow.

In: steps without a rank, and the cells whose steps must come before each. Out: `Priority` records in order.
"""

from collections.abc import Mapping, Sequence
from math import lcm

from btm_cli.scoring.scorecard import Priority

Place = tuple[str, str]
"""A cell: its capability's and its dimension's id."""


def rank(steps: Mapping[Place, Priority], followed: Mapping[Place, Sequence[Place]]) -> tuple[Priority, ...]:
    """`steps`, which come in the standard's order, ranked from 1 (`scoring.md`, Priorities: Rank).

    `followed` are by cell those whose steps must come before it and that are not done.
    """
    common = lcm(*[each.priority.denominator for each in steps.values()])
    passed: list[Place] = []
    placed: dict[Place, Priority] = {}

    def order(place: Place) -> tuple[bool, int]:
        # Whole numbers are exact and sort much quicker than fractions.
        above, below = steps[place].priority.as_integer_ratio()
        return bool(steps[place].blocked_by), -above * (common // below)

    def put(here: Place) -> None:
        """Place the step, and directly after it whoever of those passed over waited for nothing else."""
        placed[here] = steps[here]._replace(rank=len(placed) + 1, follows=_last(followed[here], placed))
        for other in passed:
            if here in followed[other] and other not in placed and free(other):
                put(other)

    def free(place: Place) -> bool:
        return all(cell in placed for cell in followed[place] if cell in steps)

    for place in sorted(steps, key=order):
        if not followed[place] or free(place):
            put(place)
        else:
            passed.append(place)
    return tuple(placed.values())


def _last(followed: Sequence[Place], placed: Mapping[Place, Priority]) -> str | None:
    """The reference of the one of these that comes last, or that has no step and so comes never."""
    if not followed:
        return None
    never = [cell for cell in followed if cell not in placed]
    last = never[0] if never else max(followed, key=lambda cell: placed[cell].rank)
    return "/".join(last)
