"""Dates and numbers as people and programs write them: every meaning, by hand, and which style a column shows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.exchange.readings import days_in, in_style, numbers_in, style_of


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-11-20", ["2026-11-20"]),
        ("2026-11-20T00:00:00Z", ["2026-11-20"]),
        ("2026-11-20 00:00:00.000", ["2026-11-20"]),
        ("2026-11-20T00:00+00:00", ["2026-11-20"]),
        ("2026/1/2", ["2026-01-02"]),
        ("20.11.2026", ["2026-11-20"]),
        ("3.4.2026", ["2026-04-03"]),  # with dots the day comes first wherever they are used
        ("03. 04. 2026", ["2026-04-03"]),
        ("11/20/2026", ["2026-11-20"]),
        ("20/11/2026", ["2026-11-20"]),
        ("20-11-2026", ["2026-11-20"]),
        ("04/04/2026", ["2026-04-04"]),  # the same day either way
        ("03/04/2026", ["2026-04-03", "2026-03-04"]),
        ("11/20/26", ["2026-11-20"]),
        ("20/11/26", ["2026-11-20", "2020-11-26"]),
        ("20.11.95", ["2095-11-20", "1995-11-20"]),
        ("20 November 2026", ["2026-11-20"]),
        ("20. Nov. 2026", ["2026-11-20"]),
        ("20-Nov-2026", ["2026-11-20"]),
        ("Nov 20, 2026", ["2026-11-20"]),
        ("1st Sept 2026", ["2026-09-01"]),
        ("2026-11-20T09:30:00Z", []),  # a time of day, and whose?
        ("2026-02-30", []),
        ("31/11/2026", []),
        ("13/13/2026", []),
        ("2026-11", []),
        ("46346", []),
        ("20 Jux 2026", []),
        ("", []),
    ],
)
def test_a_date_has_these_meanings(text: str, days: list[str]) -> None:
    assert [reading.value for reading in days_in(text)] == days


@given(
    st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"])
)
def test_a_day_is_among_the_meanings_of_however_it_is_written(day: date, form: str) -> None:
    assert day.isoformat() in [reading.value for reading in days_in(day.strftime(form))]


@pytest.mark.parametrize(
    ("column", "text", "days"),
    [
        (["20/11/2026", "03/04/2026"], "03/04/2026", ["2026-04-03"]),
        (["11/20/2026", "03/04/2026"], "03/04/2026", ["2026-03-04"]),
        (["11/20/2026", "20/11/2026"], "03/04/2026", ["2026-04-03", "2026-03-04"]),  # no one style
        (["04/04/2026", "2026-11-20"], "03/04/2026", ["2026-04-03", "2026-03-04"]),  # shows none
    ],
)
def test_a_column_in_one_style_settles_its_dates(column: list[str], text: str, days: list[str]) -> None:
    style = style_of([days_in(one) for one in column])
    assert [one.value for one in in_style(days_in(text), style)] == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1200", ["1200"]),
        ("-5", ["-5"]),
        ("1.5", ["1.5"]),
        ("1,5", ["1.5"]),
        ("3,0", ["3.0"]),
        ("1.200", ["1.200", "1200"]),
        ("1,200", ["1.200", "1200"]),
        ("0.200", ["0.200"]),  # no group begins with a nought
        ("1.200,5", ["1200.5"]),
        ("1,200.50", ["1200.50"]),
        ("1.200.300", ["1200300"]),
        ("1'200", ["1200"]),
        ("1\u202f200,5", ["1200.5"]),
        ("1200,55", ["1200.55"]),
        ("1.2.3", []),
        ("1,20,300", []),
        ("1/3", []),
        ("1e5", []),
        ("١٢", []),
        ("x", []),
    ],
)
def test_a_number_has_these_meanings(text: str, numbers: list[str]) -> None:
    assert [reading.value for reading in numbers_in(text)] == numbers


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        (["10", "2,5"], ["1200"]),
        (["10", "2.5"], ["1.200"]),
        (["2.5", "2,5"], ["1.200", "1200"]),
        (["10"], ["1.200", "1200"]),
    ],
)
def test_a_column_of_numbers_shows_its_sign(column: list[str], numbers: list[str]) -> None:
    style = style_of([numbers_in(one) for one in column])
    assert [one.value for one in in_style(numbers_in("1.200"), style)] == numbers
