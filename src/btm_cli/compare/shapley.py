"""How a whole is shared among what brought it about: the Shapley value, exactly.

In: the worth of every set of players, a set being the bits of its number. Out: each player's share, in fractions. The
shares add up to the worth of all less the worth of none, and swapping old for new swaps their signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import factorial
from operator import mul

from btm_cli.scoring.exact import common

MOST_PLAYERS = 8
"""With more, 2 to the power of their number sets are too many: see `in_both_orders`."""


@cache
def weights(players: int) -> tuple[Fraction, ...]:
    """The share of all orders in which one player comes just after a given set, by the set's size."""
    return tuple(Fraction(orders, factorial(players)) for orders in _orders(players))


@cache
def _orders(players: int) -> tuple[int, ...]:
    """In how many orders one player comes just after a given set, by the set's size."""
    return tuple(factorial(size) * factorial(players - size - 1) for size in range(players))


@cache
def _counts(players: int) -> tuple[tuple[int, ...], ...]:
    """By player and set: in how many orders it is all up to him, himself included; negative: all just before him."""
    orders = _orders(players)
    return tuple(
        tuple(
            orders[members.bit_count() - 1] if members >> player & 1 else -orders[members.bit_count()]
            for members in range(1 << players)
        )
        for player in range(players)
    )


def shapley(worth: Sequence[Fraction], players: int) -> list[Fraction]:
    """Every player's share; player i is bit i, and `worth` has 2 to the power of `players` entries."""
    whole, unit = common(worth)
    if whole.count(whole[0]) == len(whole):  # nobody adds anything
        return [Fraction(0)] * players
    whole_unit = unit * factorial(players)
    return [Fraction(sum(map(mul, counts, whole)), whole_unit) for counts in _counts(players)]


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
