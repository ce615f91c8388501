"""The perception gap: how the business and technology sides see the same capabilities.

In: everybody's scores by capability, and which side they are on. Out: `Gap`s, the widest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from btm_cli.scoring.exact import total

BUSINESS, TECHNOLOGY = "business", "technology"


class Gap(NamedTuple):
    """One capability. `gap` is business minus technology: above 0 where the business side sees it in a better light.

    Scores are means over those of a side who assessed it. They and the numbers of voices are None where people are
    protected, and the gap is to the nearest half: a mean at an end of the scale would tell what everybody said.
    """

    capability: str
    gap: Fraction
    business: Fraction | None
    technology: Fraction | None
    business_voices: int | None
    technology_voices: int | None


def perception_gaps(
    scores: Mapping[str, Sequence[Fraction | None]], sides: Sequence[str | None], minimum: int = 1
) -> tuple[Gap, ...]:
    """The gap of every capability that both sides have assessed, by size; equal ones in the order of `scores`.

    `scores` has each respondent's score (None: not assessed) by capability. With a `minimum` above 1 a capability is
    left out where a side, or those on neither, are fewer than that: the one could be told from the others.
    """
    gaps = []
    groups = [side if side in (BUSINESS, TECHNOLOGY) else None for side in sides]
    for capability, said in scores.items():
        business, technology, neither = (
            [score for score, group in zip(said, groups, strict=True) if score is not None and group == wanted]
            for wanted in (BUSINESS, TECHNOLOGY, None)
        )
        if not business or not technology:
            continue
        if min(len(business), len(technology)) < minimum or 0 < len(neither) < minimum:
            continue
        means = _mean(business), _mean(technology)
        if minimum > 1:
            gaps.append(Gap(capability, _to_halves(means[0] - means[1]), None, None, None, None))
        else:
            gaps.append(Gap(capability, means[0] - means[1], *means, len(business), len(technology)))
    return tuple(sorted(gaps, key=lambda one: -abs(one.gap)))


def _to_halves(gap: Fraction) -> Fraction:
    """The nearest half, half up in size: which of the two sides comes first changes its sign alone."""
    size = Fraction(floor(2 * abs(gap) + Fraction(1, 2)), 2)
    return size if gap > 0 else -size


def _mean(values: Sequence[Fraction]) -> Fraction:
    return total(values) / len(values)
