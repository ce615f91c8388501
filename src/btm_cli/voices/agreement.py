"""How far people who rate the same things agree.

In: ratings as ranks on an ordinal scale, by item. Out: exact fractions: Krippendorff's alpha, r_wg, the lower median.
The formulas are those of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), ordinal metric, and of
L. R. James, R. G. Demaree and G. Wolf, "Estimating within-group interrater reliability" (1984), uniform null.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

Strength = Literal["strong", "moderate", "weak"]

ALPHA = Fraction(4, 5), Fraction(2, 3)
"""From where alpha is strong, and moderate: K. Krippendorff, "Content Analysis" (2004), 241."""
WITHIN_GROUP = Fraction(7, 10), Fraction(1, 2)
"""The same of r_wg: J. M. LeBreton and J. L. Senter, "Answers to 20 Questions About Interrater Agreement" (2008)."""


def strength(figure: Fraction | None, limits: tuple[Fraction, Fraction]) -> Strength | None:
    """A figure in a word; None where there is none. Unlike 1, "strong" does not tell what everybody said."""
    if figure is None:
        return None
    strong, moderate = limits
    return "strong" if figure >= strong else "moderate" if figure >= moderate else "weak"


def krippendorff_alpha(items: Iterable[Sequence[int]]) -> Fraction | None:
    """Krippendorff's alpha for ordinal data: 1 is perfect agreement, 0 what chance would give, below 0 worse.

    In: for each item the ranks it was given; who gave none to an item is simply not in it. Out: None where alpha does
    not exist: no item has two ranks, or all ranks that can be paired are the same.
    """
    paired = [Counter(ranks) for ranks in items if len(ranks) > 1]
    totals = sum(paired, Counter())
    distance = _ordinal_distances(totals)
    observed = sum(
        (
            Fraction(
                sum(2 * item[low] * item[high] * squared for (low, high), squared in distance.items() if item[low]),
                item.total() - 1,
            )
            for item in paired
        ),
        Fraction(0),
    )
    expected = sum(2 * totals[low] * totals[high] * squared for (low, high), squared in distance.items())
    if not expected:
        return None
    return 1 - (totals.total() - 1) * observed / expected


def _ordinal_distances(totals: Counter[int]) -> dict[tuple[int, int], Fraction]:
    """The squared distance of each two ranks: how many ranks were given from one to the other, each end half."""
    ranks = sorted(totals)
    distances: dict[tuple[int, int], Fraction] = {}
    for position, low in enumerate(ranks):
        between = totals[low]
        for high in ranks[position + 1 :]:
            between += totals[high]
            distances[low, high] = (between - Fraction(totals[low] + totals[high], 2)) ** 2
    return distances


def variance(values: Sequence[int]) -> Fraction:
    """The sample variance (over one less than their number) of two or more values."""
    count = len(values)
    return Fraction(count * sum(value * value for value in values) - sum(values) ** 2, count * (count - 1))


def relative_variance(ranks: Sequence[int], options: int) -> Fraction | None:
    """The variance of `ranks` over that of people who pick any of `options` ranks by chance; 0 is full agreement.

    Two camps at the ends of the scale come out above 1. None with fewer than two ranks or options.
    """
    if len(ranks) < 2 or options < 2:
        return None
    return variance(ranks) / Fraction(options * options - 1, 12)


def r_wg(ranks: Sequence[int], options: int) -> Fraction | None:
    """r_wg of one item on a scale of `options` ranks, 0..1; None with fewer than two ranks.

    What is below 0 counts as 0, as is usual: more variance than chance is no agreement at all.
    """
    relative = relative_variance(ranks, options)
    return None if relative is None else max(Fraction(0), 1 - relative)


def lower_median(ranks: Sequence[int]) -> int:
    """The middle one of one or more ranks, of two middles the lower: a value somebody gave, and never the bolder."""
    return sorted(ranks)[(len(ranks) - 1) // 2]
