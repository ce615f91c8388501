"""What a step takes, as far as that is known without a plan: days, money, and when it could be shown at the earliest.

In: a `Standard`, a file's `Answers`, the day of the scorecard; then a `Priority` each. Out: text.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.planning.dates import BegunNow
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.effort import whole_money

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Priority
    from btm_cli.standard.model import Standard


class Work:
    """Says of steps what they take."""

    def __init__(self, standard: Standard, answers: Answers, as_of: date) -> None:
        self._labels = Labels(standard)
        self._rate = answers.day_rate
        self.shown = BegunNow(standard, answers, as_of).shown

    def effort(self, step: Priority) -> str:
        """Its days, and what the days shown cost where the file has a day rate; else points of effort."""
        work, days, money = self._labels.work(step.effort), step.days, step.money
        if days is None or money is None or self._rate is None:
            return work
        cost = write.money(Fraction(whole_money(days, money)))
        return words("screen.cost", work=work, currency=self._rate.currency, money=cost)
