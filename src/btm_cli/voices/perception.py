"""The perception gap: how the business and technology sides see the same capabilities.

In: everybody's scores by capability, and which side they are on. Out: `Gap`s, the widest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.scoring.exact import total

BUSINESS, TECHNOLOGY = "business", "technology"


class Gap(NamedTuple):
    """One capability. Scores are means over those of a side who assessed it; `gap` is business minus technology."""

    capability: str
    business: Fraction
    technology: Fraction
    business_voices: int
    technology_voices: int

    @property
    def gap(self) -> Fraction:
        """Above 0 where the business side sees it in a better light."""
        return self.business - self.technology


def perception_gaps(
    scores: Mapping[str, Sequence[Fraction | None]], sides: Sequence[str | None], minimum: int = 1
) -> tuple[Gap, ...]:
    """The gap of every capability that both sides have assessed, by size; equal ones in the order of `scores`.

    `scores` has each respondent's score (None: not assessed) by capability. With a `minimum` above 1 a capability is
    left out where a side, or those on neither, are fewer than that: the one could be told from the others.
    """
    gaps = []
    for capability, said in scores.items():
        business, technology, neither = (
            [score for score, side in zip(said, sides, strict=True) if score is not None and _group(side) == group]
            for group in (BUSINESS, TECHNOLOGY, None)
        )
        if not business or not technology:
            continue
        if min(len(business), len(technology)) < minimum or 0 < len(neither) < minimum:
            continue
        gaps.append(Gap(capability, _mean(business), _mean(technology), len(business), len(technology)))
    return tuple(sorted(gaps, key=lambda one: -abs(one.gap)))


def _group(side: str | None) -> str | None:
    return side if side in (BUSINESS, TECHNOLOGY) else None


def _mean(values: Sequence[Fraction]) -> Fraction:
    return total(values) / len(values)
