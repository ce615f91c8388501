"""Which days an iteration covers, and when a single step could be shown if it were begun now.

In: the day the plan starts from and how many months an iteration takes; or a `Standard`, `Answers`, the day of the
scorecard, then a `Priority` each. Out: dates; None where a step can't begin now. An iteration ends on the same day of
the month as the plan starts from, or on the month's last day where that is earlier.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Rated
from btm_cli.scoring.ratings import Rules, ratings_in
from btm_cli.standard.model import by_id

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.model import Settings
    from btm_cli.scoring.scorecard import Priority
    from btm_cli.standard.model import Standard

MONTHS = 3
"""How long an iteration is unless somebody says otherwise."""


def first_day(answers: Answers, as_of: date) -> date:
    """The day on which work begins: the as-of date, or the meeting that decides where it is later."""
    meeting = answers.report.meeting if answers.report is not None else None
    return as_of if meeting is None else max(as_of, meeting)


def lasting(takes: int, months: int) -> int:
    """In how many iterations a step is credited whose practice must run for `takes` months before it can be shown."""
    return max(1, -(-takes // months))


def iteration_end(settings: Settings, iteration: int) -> date:
    """The last day of an iteration; of iteration 0 the day the plan starts from."""
    return months_after(settings.start, iteration * settings.months)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day. Past year 9999 its last day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def iterations_until(settings: Settings, day: date) -> int:
    """How many of the plan's iterations end on or before `day`, one more than all of them where `day` lies beyond."""
    count = 0
    while count <= settings.iterations and iteration_end(settings, count + 1) <= day:
        count += 1
    return count


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
        known = by_id(self._standard.cell(step.capability, step.dimension))
        said = ratings_in(self._answers.cells.get((step.capability, step.dimension)))
        points = {name: self._rules.points[one.rating] for name, one in said.items() if isinstance(one, Rated)}
        found = [self._rules.months(known[name], points.get(name, 0)) for name in step.criteria if name in known]
        takes = max(found, default=0)  # how many months its practice must run first: the longest of its open criteria
        return months_after(self._start, lasting(takes, MONTHS) * MONTHS)
