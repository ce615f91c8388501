"""Days in words."""

from __future__ import annotations

from datetime import date

from btm_cli.render.document.days import written_day


def test_a_day_is_written_out() -> None:
    assert written_day(date(2027, 2, 20)) == "20 February 2027"
    assert written_day(date(2026, 12, 1)) == "1 December 2026"
