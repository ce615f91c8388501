"""When a single step could be shown at the earliest if it were begun now, found without making a plan.

In: a `Standard`, a file's `Answers`, the day of the scorecard; then a `Priority` each. Out: a day, or None.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Rated
from btm_cli.planning.dates import MONTHS, first_day, lasting, months_after
from btm_cli.scoring.ratings import Rules, ratings_in
from btm_cli.standard.model import by_id

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Priority
    from btm_cli.standard.model import Standard


class BegunNow:
    """Says of steps by when each could be shown, by the plan's own rule (`scoring.md`, Plan: `takes`)."""

    def __init__(self, standard: Standard, answers: Answers, as_of: date) -> None:
        self._standard = standard
        self._answers = answers
        self._rules = Rules(standard)
        self._start = first_day(answers, as_of)

    def shown(self, step: Priority) -> date | None:
        """The day; None where the step waits for what blocks it or comes before it, or exceeds an iteration's room."""
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
