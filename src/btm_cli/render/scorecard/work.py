"""What a step takes, as far as that is known without a plan: days, money, and when it could be shown at the earliest.

In: a `Standard`, a file's `Answers`, the day of the scorecard; then a `Priority` each. Out: text.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Rated
from btm_cli.planning.dates import MONTHS, first_day, lasting, months_after
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import Rules, ratings_in
from btm_cli.standard.model import by_id

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Priority
    from btm_cli.standard.model import Standard


class Work:
    """Says of steps what they take."""

    def __init__(self, standard: Standard, answers: Answers, as_of: date) -> None:
        self._standard = standard
        self._answers = answers
        self._labels = Labels(standard)
        self._rules = Rules(standard)
        self._start = first_day(answers, as_of)

    def effort(self, step: Priority) -> str:
        """Its days, and what the days shown cost where the file has a day rate; else points of effort."""
        work, days, rate = self._labels.work(step.effort), self._labels.days(step.effort), self._answers.day_rate
        if days is None or rate is None:
            return work
        return words("screen.cost", work=work, currency=rate.currency, money=write.money(days * Fraction(rate.amount)))

    def shown(self, step: Priority) -> date | None:
        """By when it could be shown if it were begun at once, by the plan's own rule; None where it has to wait.

        It waits for what blocks it and for what it follows, and where it is more than an iteration has room for.
        """
        room = self._answers.capacity
        if step.blocked_by or step.follows is not None or (room is not None and step.effort > Fraction(room)):
            return None
        return months_after(self._start, lasting(self._takes(step), MONTHS) * MONTHS)

    def _takes(self, step: Priority) -> int:
        """How many months its practice must run first: the longest of its open criteria."""
        known = by_id(self._standard.cell(step.capability, step.dimension))
        said = ratings_in(self._answers.cells.get((step.capability, step.dimension)))
        points = {name: self._rules.points[one.rating] for name, one in said.items() if isinstance(one, Rated)}
        found = [self._rules.months(known[name], points.get(name, 0)) for name in step.criteria if name in known]
        return max(found, default=0)
