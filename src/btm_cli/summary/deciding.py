"""By when what is asked for is to be decided, seen from the day of the figures.

In: `Given`. Out: a `Deciding`. Rule: the day is the meeting's; a meeting on the day of the figures is today, an earlier
one is past, and without any the decision is due now, since the plan counts from the day of the figures then.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.planning.dates import first_day

if TYPE_CHECKING:
    from btm_cli.summary.given import Given

When = Literal["ahead", "today", "past", "now"]


class Deciding(NamedTuple):
    """When, and the meeting's day, None for "now"; all days of the plan count from `start`."""

    when: When
    day: date | None
    start: date


def deciding(given: Given) -> Deciding:
    """The day of the decision, and how it lies to the day of the figures."""
    report, today = given.answers.report, given.card.as_of
    meeting = report.meeting if report is not None else None
    start = first_day(given.answers, today)
    if meeting is None:
        return Deciding("now", None, start)
    return Deciding("ahead" if meeting > today else "today" if meeting == today else "past", meeting, start)
