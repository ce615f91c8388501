"""How far a score can be relied on, in one word by a stated rule.

In: a `Scorecard` and its `Standard`. Out: a `Confidence`: the word, the three figures that it follows from, and what
was checked independently, which the word does not count and nobody who reads it may miss.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

Word = Literal["high", "fair", "low"]
HIGH = Fraction(4, 5)
"""High asks for this share of the score to be backed, this share of cells to be rated, and nothing open."""
LOW = Fraction(2, 5)
"""Backed by less than this it is low,"""
MOST_OPEN = Fraction(1, 10)
"""and with more than this share of the cells open."""


class Confidence(NamedTuple):
    """The word with its reasons.

    `backed` is the share of what the score has above the standard's base that valid evidence backs, `checked` the share
    of the same that others checked, `rated` the share of assessed cells rated by criterion; `opened` of `cells` cells
    in scope are not assessed.
    """

    word: Word
    backed: Fraction
    checked: Fraction
    rated: Fraction
    opened: int
    cells: int


def confidence(card: Scorecard, standard: Standard) -> Confidence | None:
    """How sure the claimed score is; None where there is none."""
    numbers, counts = card.overall.numbers, card.overall.counts
    if numbers.score is None or numbers.evidenced is None:
        return None
    above = numbers.score - standard.base
    backed, checked = (
        ((of or standard.base) - standard.base) / above if above else Fraction(0)
        for of in (numbers.evidenced, numbers.verified)
    )
    assessed, opened = counts.claimed + counts.rated, len(card.assess_first)
    rated = Fraction(counts.rated, assessed)
    cells = assessed + opened
    word: Word = "fair"
    if backed >= HIGH and rated >= HIGH and not opened:
        word = "high"
    elif backed < LOW or opened > cells * MOST_OPEN:
        word = "low"
    return Confidence(word, backed, checked, rated, opened, cells)
