"""A trend as CSV, tidy: one row for each place in each assessment, the overall one first.

In: a `Trend`. Out: CSV text with a heading line; numbers as in the JSON, empty for what does not exist. `state` stands
in the overall rows; `break` says what lies between an assessment and the one before (edition, gap).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict

from btm_cli.compare.trend import OVERALL, Trend
from btm_cli.render.scorecard.csv import field
from btm_cli.render.scorecard.wire import numbers_data


def render_trend_csv(trend: Trend) -> str:
    """Every place of every assessment: narrowing is for people."""
    breaks: dict[int, list[str]] = defaultdict(list)
    for mark in trend.marks:
        breaks[mark.after + 1].append(mark.kind)
    rows = []
    for index, sample in enumerate(trend.samples):
        head = {
            "label": sample.label,
            "day": sample.day.isoformat(),
            "source": sample.source,
            "standard": sample.card.standard,
            "edition": sample.card.edition,
            "break": breaks[index],
        }
        for series in trend.series:
            numbers = series.numbers[index]
            if numbers is not None:
                state = sample.card.overall.state if series.reference == OVERALL else None
                place = {"height": series.height, "reference": series.reference, "state": state}
                rows.append(head | place | numbers_data(numbers))
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([field(value) for value in row.values()] for row in rows)
    return output.getvalue()
