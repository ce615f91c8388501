"""How far a first conversation may be off: the score with each cell that was guided one level lower, and one higher.

In: a `Standard`, `Answers`, the day. Out: a `FirstRange`. It is a thing of its own and no part of a scorecard: the
scorecard's low and high say where open answers can still lead, this says how little a conversation knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import CONVERSATION, Claimed
from btm_cli.scoring import assess

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class FirstRange(NamedTuple):
    """The overall score with every guided cell one level lower, as heard, and one higher; `cells` are the guided.

    `left` cells have no answer yet; with these the score can end between `lowest` and `highest`.
    """

    low: Fraction
    score: Fraction
    high: Fraction
    cells: int
    left: int
    lowest: Fraction
    highest: Fraction


def first_range(standard: Standard, answers: Answers) -> FirstRange | None:
    """The range of what a conversation put into `answers`; None where it put nothing there."""
    guided = {
        place: said
        for place, said in answers.cells.items()
        if isinstance(said, Claimed) and said.source == CONVERSATION and standard.cell(*place) is not None
    }
    cards = [_shifted(standard, answers, guided, by) for by in (-1, 0, 1)]
    low, score, high = (card.overall.numbers.score for card in cards)
    now = cards[1].overall.numbers
    if not guided or low is None or score is None or high is None or now.low is None or now.high is None:
        return None
    return FirstRange(low, score, high, len(guided), len(cards[1].assess_first), now.low, now.high)


def _shifted(standard: Standard, answers: Answers, guided: Mapping[tuple[str, str], Claimed], by: int) -> Scorecard:
    cells = dict(answers.cells)
    for place, said in guided.items():
        cells[place] = said._replace(level=max(standard.base, min(standard.top, said.level + by)))
    shifted = answers._replace(cells=cells)
    return assess(standard, shifted, frozenset(), answers.assessed_on)
