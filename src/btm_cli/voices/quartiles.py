"""Where numbers lie among others.

In: exact numbers. Out: quartiles, fences for outliers and percentiles, exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

FENCE = Fraction(3, 2)
"""Interquartile ranges beyond a quartile from which a value is an outlier (Tukey 1977)."""
FEWEST = 5
"""Values from which outliers and percentiles are told; below, a quartile is hardly more than a single value."""


class Box(NamedTuple):
    """The five numbers of a box plot, and how many values it is about."""

    lowest: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    highest: Fraction
    values: int

    @property
    def fences(self) -> tuple[Fraction, Fraction]:
        """What is below the first or above the second is an outlier."""
        reach = FENCE * (self.upper - self.lower)
        return self.lower - reach, self.upper + reach


def box(values: Sequence[Fraction]) -> Box | None:
    """The box of some values, quartiles by linear interpolation (Hyndman and Fan's type 7); None for no value."""
    if not values:
        return None
    ordered = sorted(values)
    lower, median, upper = (_at(ordered, Fraction(part, 4)) for part in (1, 2, 3))
    return Box(ordered[0], lower, median, upper, ordered[-1], len(ordered))


def _at(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    place = (len(ordered) - 1) * share
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def percentile(value: Fraction, others: Sequence[Fraction]) -> Fraction | None:
    """The share (0..1) of `others` below `value`, those equal to it counting half; None where there are none."""
    if not others:
        return None
    below = sum(other < value for other in others)
    equal = sum(other == value for other in others)
    return Fraction(2 * below + equal, 2 * len(others))
