"""The trend's output contract, `btm-trend/1`, as plain data.

In: a `Trend` and what was left out of it. Out: dicts, lists, text, numbers and None, in fixed key order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from btm_cli.compare.trend import Edition, Mark, Sample, Trend
from btm_cli.render.scorecard.wire import numbers_data

SCHEMA = "btm-trend/1"


def trend_data(trend: Trend, skipped: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Points from the oldest, with every area and capability; marks by the index of the point before them."""
    newest = trend.samples[-1].card
    return {
        "schema": SCHEMA,
        "subject": {"enterprise": newest.enterprise, "unit": newest.unit},
        "points": [_point(sample) for sample in trend.samples],
        "marks": [_mark(mark) for mark in trend.marks],
        "left_out": [{"source": source, "reason": reason} for source, reason in skipped],
    }


def _point(sample: Sample) -> dict[str, Any]:
    card = sample.card
    overall = card.overall
    return {
        "label": sample.label,
        "day": sample.day.isoformat(),
        "source": sample.source,
        "commit": sample.commit,
        "standard": {"id": card.standard, "edition": card.edition, "digest": card.standard_digest},
        "period": card.period,
        "assessed_on": card.assessed_on.isoformat(),
        "as_of": card.as_of.isoformat(),
        "answers_digest": card.answers_digest,
        "overall": {
            **numbers_data(overall.numbers),
            "state": overall.state,
            "evidenced_state": overall.evidenced_state,
            "verified_state": overall.verified_state,
            "provisional": overall.provisional,
        },
        "areas": [{"id": area.id, **numbers_data(area.numbers)} for area in card.areas],
        "capabilities": [{"id": each.id, **numbers_data(each.numbers)} for each in card.capabilities],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "kind": mark.kind,
        "after": mark.after,
        "days": mark.days,
        "old": _edition(mark.old),
        "new": _edition(mark.new),
    }


def _edition(edition: Edition | None) -> dict[str, Any] | None:
    return None if edition is None else {"id": edition.standard, "edition": edition.edition, "digest": edition.digest}
