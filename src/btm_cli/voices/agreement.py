"""How far people agree who rate the same things: on one question, and over many.

In: ratings as ranks on an ordinal scale, by item. Out: exact fractions: Krippendorff's alpha, r_wg, the lower median;
an `Item` with its statistics, None where one does not exist.
The formulas are those of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), ordinal metric, and of
L. R. James, R. G. Demaree and G. Wolf, "Estimating within-group interrater reliability" (1984), uniform null.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

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


STANDS_OUT = 2
"""Steps of the scale between somebody's answer and the consensus from which he stands out."""


class Voice(NamedTuple):
    """What the respondent with this number said: a rank on the item's scale, or None for n/a."""

    respondent: int
    rank: int | None


class Item(NamedTuple):
    """A capability, cell or criterion on which respondents spoke.

    `reference` is its full reference; `scale` is "rating" (ranks count from 0, the lowest word) or "level" (the rank is
    the level); `options` is how many ranks there are. `outcome` is the consensus, None for n/a; `strength` says in a
    word how far people agree on it. `weight` is what it counts for on the agenda. Where people are protected there are
    no `voices`, and their number and the figures are None.
    """

    reference: str
    capability: str
    scale: str
    options: int
    speakers: int | None
    outcome: int | None
    agreement: Fraction | None
    strength: Strength | None
    disagreement: Fraction | None
    weight: Fraction
    voices: tuple[Voice, ...] = ()

    @property
    def ranks(self) -> list[int]:
        """The ranks given, without n/a."""
        return [voice.rank for voice in self.voices if voice.rank is not None]

    @property
    def not_applicable(self) -> int:
        """How many said n/a."""
        return sum(voice.rank is None for voice in self.voices)

    @property
    def standing_out(self) -> tuple[int, ...]:
        """The numbers of those who are `STANDS_OUT` steps or more from the consensus; n/a is no place on the scale."""
        if self.outcome is None:
            return ()
        return tuple(
            voice.respondent
            for voice in self.voices
            if voice.rank is not None and abs(voice.rank - self.outcome) >= STANDS_OUT
        )

    def protected(self) -> Item:
        """The same without single voices, their number, and figures from which either could be worked out."""
        return self._replace(voices=(), speakers=None, agreement=None, disagreement=None)

    @property
    def priority(self) -> Fraction | None:
        """How much it is worth talking about: disagreement x weight."""
        return None if self.disagreement is None else self.disagreement * self.weight


def make_item(
    reference: str,
    scale: str,
    options: int,
    voices: tuple[Voice, ...],
    outcome: int | None,
    weight: Fraction,
) -> Item:
    """An item with its statistics."""
    ranks = [voice.rank for voice in voices if voice.rank is not None]
    agreement = r_wg(ranks, options)
    return Item(
        reference=reference,
        capability=reference.partition("/")[0],
        scale=scale,
        options=options,
        speakers=len(voices),
        outcome=outcome,
        agreement=agreement,
        strength=strength(agreement, WITHIN_GROUP),
        disagreement=(relative_variance(ranks, options) or 0) + _split(len(voices) - len(ranks), len(voices)),
        weight=weight,
        voices=voices,
    )


def _split(left_out: int, voices: int) -> Fraction:
    """Whether a thing applies at all is a disagreement too, largest (1) where the sides are even."""
    share = Fraction(left_out, voices)
    return 4 * share * (1 - share)
