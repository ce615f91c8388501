"""One question that several people answered, and how far apart they are on it.

In: what each said, as ranks. Out: `Item` with its statistics, exact; None where one does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.voices.agreement import WITHIN_GROUP, Strength, r_wg, relative_variance, strength

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
        disagreement=_spread(ranks, options) + _split(len(voices) - len(ranks), len(voices)),
        weight=weight,
        voices=voices,
    )


def _spread(ranks: Sequence[int], options: int) -> Fraction:
    """The variance of ranks beside that of chance; 0 where fewer than two are given."""
    return relative_variance(ranks, options) or Fraction(0)


def _split(left_out: int, voices: int) -> Fraction:
    """Whether a thing applies at all is a disagreement too, largest (1) where the sides are even."""
    share = Fraction(left_out, voices)
    return 4 * share * (1 - share)
