"""How a whole is shared among what brought it about: the Shapley value, exactly.

In: the worth of every set of players, a set being the bits of its number. Out: each player's share, in fractions. The
shares add up to the worth of all less the worth of none, and swapping old for new swaps their signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import factorial

MOST_PLAYERS = 8
"""With more, 2 to the power of their number sets are too many: see `in_both_orders`."""


@cache
def weights(players: int) -> tuple[Fraction, ...]:
    """The share of all orders in which one player comes just after a given set, by the set's size."""
    return tuple(
        Fraction(factorial(size) * factorial(players - size - 1), factorial(players)) for size in range(players)
    )


def shapley(worth: Sequence[Fraction], players: int) -> list[Fraction]:
    """Every player's share; player i is bit i, and `worth` has 2 to the power of `players` entries."""
    share = weights(players)
    return [
        sum(
            (
                share[members.bit_count()] * (worth[members | 1 << player] - worth[members])
                for members in range(1 << players)
                if not members >> player & 1 and worth[members | 1 << player] != worth[members]
            ),
            Fraction(0),
        )
        for player in range(players)
    ]


def in_both_orders(worth_of: Callable[[int], Fraction], players: int) -> list[Fraction]:
    """Shares for many players: the mean of switching them in their order and in the reverse order."""
    shares = [Fraction(0)] * players
    for order in (range(players), reversed(range(players))):
        members, before = 0, worth_of(0)
        for player in order:
            members |= 1 << player
            after = worth_of(members)
            shares[player] += (after - before) / 2
            before = after
    return shares
