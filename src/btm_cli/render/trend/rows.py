"""A trend as rows, tidy: one for each place in each assessment, the overall one first.

In: a `Trend`. Out: rows. `state` stands in the overall rows; `breaks` say what lies between an assessment and the one
before (subject, edition, scope, depth, profiles, gap). Narrowing is for people: every place is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from btm_cli.compare.trend import OVERALL, Trend
from btm_cli.render.wire.columns import HEAD, NUMBER_NAMES, columns
from btm_cli.render.wire.rows import Layout, Rows, by_all, head, numbers_of
from btm_cli.scoring.status import statuses

SAMPLE = ("revision", "label", "day", "breaks")
PLACE = ("height", "area", "capability", "reference", "status", "state")
TREND = Layout("btm-trend-places/1", "trend", columns("file", *HEAD, *SAMPLE, *PLACE, *NUMBER_NAMES))


def trend_rows(trend: Trend) -> Rows:
    """Every place of every assessment."""
    return Rows(TREND, _rows(trend), by_all(sample.card for sample in trend.samples))


def _rows(trend: Trend) -> Iterator[tuple[object, ...]]:
    breaks: dict[int, list[str]] = defaultdict(list)
    for mark in trend.marks:
        breaks[mark.after + 1].append(mark.kind)
    for index, sample in enumerate(trend.samples):
        card, found = sample.card, statuses(sample.card)
        areas = {capability.id: capability.area for capability in card.capabilities}
        for series in trend.series:
            numbers = series.numbers[index]
            if numbers is None:
                continue
            place = series.reference
            yield (
                sample.source,
                *head(card),
                sample.commit,
                sample.label,
                sample.day,
                tuple(breaks[index]),
                series.height,
                place if series.height == "area" else areas.get(place),
                place if series.height == "capability" else None,
                place,
                found[place],
                card.overall.state if place == OVERALL else None,
                *numbers_of(numbers),
            )
