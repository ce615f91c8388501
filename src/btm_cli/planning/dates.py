"""Which days an iteration covers.

In: the day the plan starts from and how many months an iteration takes. Out: dates. An iteration ends on the same day
of the month as the plan starts from, or on the month's last day where that is earlier.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.model import Settings

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
