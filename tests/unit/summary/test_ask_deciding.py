"""By when it is to be decided: a meeting ahead, today's, one that is over, or none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from btm_cli.answers.model import ReportFacts
from btm_cli.summary.ask import deciding
from support import build
from support.firms import firm, given

TODAY = build.DAY
LATER, BEFORE = TODAY + timedelta(days=19), TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("meeting", "when", "start"),
    [(LATER, "ahead", LATER), (TODAY, "today", TODAY), (BEFORE, "past", TODAY), (None, "now", TODAY)],
)
def test_a_day_that_does_not_lie_ahead_is_called_what_it_is(meeting: date | None, when: str, start: date) -> None:
    found = deciding(given(firm(2)._replace(report=ReportFacts(meeting=meeting))))
    assert found == (when, meeting, start)


def test_a_file_without_an_occasion_has_to_decide_now() -> None:
    assert deciding(given(firm(2))) == ("now", None, TODAY)
