"""Exact numbers: quick weighted means over a common denominator, and the one named rounding.

In: integers and fractions. Out: fractions, or text and hundredths for what is shown. Adding `Fraction` objects one by
one costs microseconds each, so sums here run over integers and become one fraction at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from math import lcm
from operator import mul


@lru_cache(maxsize=4096)
def ratio(numerator: int, denominator: int) -> Fraction:
    """`numerator / denominator` (not 0) as a fraction, remembered: an assessment meets few different ones."""
    return Fraction(numerator, denominator)


def integer_weights(weights: Sequence[Fraction]) -> list[int]:
    """The same proportions in whole numbers, such as [3, 2] for 1/2 and 1/3; none for none."""
    if not weights or weights.count(weights[0]) == len(weights):  # the usual case: all alike
        return [1] * len(weights)
    return common(weights)[0]


def total(values: Sequence[Fraction]) -> Fraction:
    """The exact sum; 0 for no values."""
    return weighted_total(zip(repeat(1), values))


def product(one: Fraction | int, other: Fraction | int) -> Fraction:
    """The exact product."""
    numerator, denominator = one.as_integer_ratio()
    above, below = other.as_integer_ratio()
    return ratio(numerator * above, denominator * below)


def quotient(one: Fraction, other: Fraction) -> Fraction:
    """The exact quotient by what is not 0."""
    numerator, denominator = one.as_integer_ratio()
    above, below = other.as_integer_ratio()
    return ratio(numerator * below, denominator * above)


def larger(one: Fraction, other: Fraction) -> Fraction:
    """The larger of two."""
    numerator, denominator = one.as_integer_ratio()
    above, below = other.as_integer_ratio()
    return one if numerator * below >= above * denominator else other


Common = tuple[list[int], int]
"""Fractions over one denominator."""


def common(values: Sequence[Fraction]) -> Common:
    """The values over their common denominator, to be added or multiplied as whole numbers."""
    if len(values) == 1:
        above, below = values[0].as_integer_ratio()
        return [above], below
    ratios = [value.as_integer_ratio() for value in values]  # one call, where numerator and denominator are two
    unit = 1
    for _, below in ratios:
        if below != unit and unit % below:
            unit = lcm(unit, below)
    return [above * (unit // below) for above, below in ratios], unit


def dot(one: Common, other: Common) -> Fraction:
    """The exact sum of the products of two equally long rows."""
    return ratio(sum(map(mul, one[0], other[0])), one[1] * other[1])


def weighted_total(weighted: Iterable[tuple[int, Fraction]], over: int = 1) -> Fraction:
    """The exact sum of values, each as often as its weight says, divided by `over`."""
    whole, unit = 0, 1
    for weight, value in weighted:
        above, below = value.as_integer_ratio()
        if below != unit:
            if unit % below:
                finer = lcm(unit, below)
                whole *= finer // unit
                unit = finer
            above *= unit // below
        whole += weight * above
    return ratio(whole, unit * over)


def weighted_mean(weights: Sequence[int], values: Sequence[Fraction]) -> Fraction:
    """The exact mean of one or more values; the weights are above 0 and as many as the values."""
    return weighted_total(zip(weights, values, strict=True), sum(weights))


def nearest(value: Fraction) -> int:
    """The nearest whole number of `value`, 0 or more; half up."""
    return int(value + Fraction(1, 2))


def hundredths(value: Fraction) -> int:
    """`value` (0 or more) in hundredths, rounded half up: 249/100 -> 249, 5/6 -> 83, 1/200 -> 1."""
    numerator, denominator = value.as_integer_ratio()
    return (200 * numerator + denominator) // (2 * denominator)


def shown(value: Fraction) -> str:
    """`value` (0 or more) as people see it, with two decimals: 17/6 -> "2.83"."""
    whole, decimals = divmod(hundredths(value), 100)
    return f"{whole}.{decimals:02d}"


def shows_at_least(value: Fraction, threshold: Fraction | int) -> bool:
    """Whether the rounded `value` is not below `threshold`."""
    above, below = threshold.as_integer_ratio()
    return hundredths(value) * below >= 100 * above


def seems_to_reach(value: Fraction, threshold: Fraction) -> bool:
    """Whether `value` is below `threshold` though rounding shows it as if it were not (`scoring.md`, property 6)."""
    return shows_at_least(value, threshold) and value < threshold
