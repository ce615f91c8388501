"""A trend as rows, tidy: one for each place in each assessment, the overall one first.

In: a `Trend`. Out: rows with the numbers of the JSON. `state` stands in the overall rows; `break` says what lies
between an assessment and the one before (subject, edition, scope, depth, profiles, gap), `scope` is empty where
everything is in it. Narrowing is for people: every place is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from btm_cli.compare.trend import OVERALL, Trend
from btm_cli.render.wire.card import EXTENT_COLUMNS, NUMBER_COLUMNS, extent_columns, numbers_data
from btm_cli.render.wire.rows import Kind, Rows

PLACE: tuple[tuple[str, Kind], ...] = (
    ("label", "text"),
    ("day", "date"),
    ("source", "text"),
    ("standard", "text"),
    ("edition", "text"),
    ("enterprise", "text"),
    ("unit", "text"),
    *EXTENT_COLUMNS,
    ("break", "text"),
    ("height", "text"),
    ("reference", "text"),
    ("state", "text"),
)


def trend_rows(trend: Trend) -> Rows:
    """Every place of every assessment."""
    return Rows((*PLACE, *NUMBER_COLUMNS), _rows(trend))


def _rows(trend: Trend) -> Iterator[tuple[object, ...]]:
    breaks: dict[int, list[str]] = defaultdict(list)
    for mark in trend.marks:
        breaks[mark.after + 1].append(mark.kind)
    for index, sample in enumerate(trend.samples):
        card = sample.card
        for series in trend.series:
            numbers = series.numbers[index]
            if numbers is None:
                continue
            state = card.overall.state if series.reference == OVERALL else None
            yield (
                sample.label,
                sample.day,
                sample.source,
                card.standard,
                card.edition,
                card.enterprise,
                card.unit,
                *extent_columns(card),
                " ".join(breaks[index]),
                series.height,
                series.reference,
                state,
                *numbers_data(numbers).values(),
            )
