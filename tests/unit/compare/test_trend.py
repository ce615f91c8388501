"""Scores over time: order, which versions count, what no line may be drawn across. Dates and medians by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Answers, Claimed
from btm_cli.compare.trend import Mark, Sample, Trend, by_period, narrowed, trend_of
from btm_cli.scoring import assess
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.small_standard import write_standard


@pytest.fixture
def tiny(tmp_path) -> Standard:
    standard, _ = load_standard(write_standard(tmp_path))
    assert standard is not None
    return standard


def sample(standard: Standard, day: str, level: int = 1, enterprise: str = "E", **said: Any) -> Sample:
    cells = {("alpha", "process"): Claimed(level)}
    when = date.fromisoformat(day)
    answers = Answers(enterprise, when, cells, **said)
    return Sample(day, when, f"{day}.yaml", assess(standard, answers, frozenset(), when))


def gaps(trend: Trend) -> list[tuple[int, int | None]]:
    return [(mark.after, mark.days) for mark in trend.marks if mark.kind == "gap"]


def test_samples_come_in_order_of_day_and_series_follow(tiny: Standard) -> None:
    trend = trend_of([sample(tiny, "2026-06-01", 2), sample(tiny, "2026-01-01", 1)])
    assert [one.label for one in trend.samples] == ["2026-01-01", "2026-06-01"]
    overall = trend.series[0]
    assert overall.reference == "overall"
    assert overall.scores("claimed") == (Fraction(1), Fraction(2))
    assert overall.scores("evidenced") == (Fraction(1), Fraction(1))
    assert [series.reference for series in trend.series] == ["overall", "north", "alpha", "beta", "south", "gamma"]
    beta = next(series for series in trend.series if series.reference == "beta")
    assert beta.scores("claimed") == (None, None)


def test_a_pause_of_more_than_twice_the_usual_is_a_gap(tiny: Standard) -> None:
    # Pauses of 31, 28 and 100 days: the median is 31, and 100 > 62.
    days = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-06-09"]
    assert gaps(trend_of(sample(tiny, day) for day in days)) == [(2, 100)]
    # Pauses of 31, 28 and 62 days: 62 is just twice the median.
    days[-1] = "2026-05-02"
    assert gaps(trend_of(sample(tiny, day) for day in days)) == []


def test_two_pauses_make_no_rhythm(tiny: Standard) -> None:
    assert gaps(trend_of(sample(tiny, day) for day in ["2024-01-01", "2024-01-02", "2026-01-01"])) == []


def test_nothing_is_drawn_across_a_change_of_edition(tiny: Standard) -> None:
    newer = tiny._replace(edition="2", digest="f" * 64)
    trend = trend_of([sample(tiny, "2026-01-01"), sample(newer, "2026-02-01"), sample(newer, "2026-03-01")])
    [mark] = trend.marks
    assert (mark.kind, mark.after) == ("edition", 0)
    assert mark.old is not None
    assert mark.new is not None
    assert (mark.old.edition, mark.new.edition) == ("1", "2")
    assert trend.stretches() == [range(0, 1), range(1, 3)]


def test_a_place_that_only_one_edition_has_is_missing_in_the_other(tiny: Standard) -> None:
    fewer = tiny._replace(
        edition="0",
        digest="e" * 64,
        areas=(tiny.areas[0]._replace(capabilities=("alpha",)),),
        capabilities={"alpha": tiny.capabilities["alpha"]._replace(requires=())},
    )
    trend = trend_of([sample(fewer, "2026-01-01"), sample(tiny, "2026-02-01")])
    south = next(series for series in trend.series if series.reference == "south")
    assert south.numbers[0] is None
    assert south.numbers[1] is not None


def test_narrowing_keeps_the_overall_line(tiny: Standard) -> None:
    trend = trend_of([sample(tiny, "2026-01-01")])
    assert [series.reference for series in narrowed(trend, []).series] == ["overall", "north", "south"]
    assert [series.reference for series in narrowed(trend, ["beta"]).series] == ["overall", "beta"]


def test_the_last_version_of_each_part_of_the_year_counts() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30)]
    assert by_period(days, "commit", lambda day: day) == [[day] for day in days]
    assert by_period(days, "month", lambda day: day) == [days[:1], days[1:2], days[2:3], days[3:]]
    assert by_period(days, "quarter", lambda day: day) == [days[:1], days[1:3], days[3:]]


def test_each_enterprise_is_a_trend_of_its_own(tiny: Standard) -> None:
    # E in January, March and April, the middle one with another scope; F in February and May, the last one at its core
    trend = trend_of(
        [
            sample(tiny, "2026-02-01", 1, "F"),
            sample(tiny, "2026-01-01"),
            sample(tiny, "2026-05-01", 3, "f", depth="core"),
            sample(tiny, "2026-03-01", 2, scope=("north",)),
            sample(tiny, "2026-04-01", 3),
        ]
    )
    assert [one.label for one in trend.samples] == [
        "2026-01-01",
        "2026-03-01",
        "2026-04-01",
        "2026-02-01",
        "2026-05-01",
    ]
    marks = [("scope", 0), ("scope", 1), ("subject", 2), ("depth", 3)]
    assert [(mark.kind, mark.after) for mark in trend.marks] == marks
    assert [trend.apart(index) for index in range(5)] == [False, True, True, True, True]
    assert trend.stretches() == [range(0, 1), range(1, 2), range(2, 3), range(3, 4), range(4, 5)]
    first, second = trend.by_subject()
    assert [one.label for one in first.samples] == ["2026-01-01", "2026-03-01", "2026-04-01"]
    assert first.marks == (Mark("scope", 0), Mark("scope", 1))
    assert first.series[0].scores("claimed") == (1, 2, 3)
    assert [one.label for one in second.samples] == ["2026-02-01", "2026-05-01"]
    assert second.marks == (Mark("depth", 0),)
    assert second.series[0].scores("claimed") == (1, 3)
    assert first.by_subject() == [first]


def test_a_line_goes_on_where_only_time_has_passed(tiny: Standard) -> None:
    days = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-06-09", "2026-07-01"]
    trend = trend_of(sample(tiny, day) for day in days)
    assert gaps(trend) == [(2, 100)]
    assert not any(trend.apart(index) for index in range(5))
    assert trend.stretches() == [range(0, 3), range(3, 5)]


def test_several_versions_of_one_day_are_no_pause(tiny: Standard) -> None:
    # Pauses of 31, 0, 0 and 100 days: two are too few for a rhythm. With a third of 28 the usual one is 31.
    days = ["2026-01-01", "2026-02-01", "2026-02-01", "2026-02-01", "2026-05-12"]
    assert gaps(trend_of(sample(tiny, day) for day in days)) == []
    assert gaps(trend_of(sample(tiny, day) for day in [*days, "2026-06-09"])) == [(3, 100)]


def test_profiles_part_and_a_scope_written_otherwise_does_not(tiny: Standard) -> None:
    profiled = sample(tiny, "2026-02-01")
    card = profiled.card._replace(profiles=("bank",))
    trend = trend_of([sample(tiny, "2026-01-01"), profiled._replace(card=card)])
    assert trend.marks == (Mark("profiles", 0),)
    named = sample(tiny, "2026-02-01", scope=("north", "south"))
    assert trend_of([sample(tiny, "2026-01-01"), named]).marks == ()


def test_without_samples_there_is_no_line() -> None:
    assert trend_of([]).stretches() == []


def test_a_day_is_a_pause_too(tiny: Standard) -> None:
    days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-09"]
    assert gaps(trend_of(sample(tiny, day) for day in days)) == [(3, 5)]
