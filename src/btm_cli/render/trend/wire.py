"""The trend's output contract, `btm-trend/1`: its records, and what fills them; and its rows, tidy.

In: a `Trend` and what was left out of it. Out: plain data in fixed key order; one row for each place in each
assessment, the overall one first. In rows `state` stands in the overall ones; `breaks` say what lies between an
assessment and the one before (subject, edition, scope, depth, profiles, gap). Narrowing is for people: every place is
there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.compare.trend import OVERALL, Edition, Kind, Mark, Sample, Trend
from btm_cli.render.wire.card import IdWire, NumbersWire, StandardWire, numbers_data, standard_data, who_data
from btm_cli.render.wire.columns import HEAD, NUMBER_NAMES, columns
from btm_cli.render.wire.rows import Layout, Rows, by_all, head, numbers_of
from btm_cli.render.wire.types import Count, Day, Digest, record
from btm_cli.scoring.status import statuses


class TrendSubjectWire(TypedDict):
    """Whose trend it is, as the newest assessment says."""

    enterprise: str
    unit: str | None


class TrendOverallWire(NumbersWire):
    """The headline of one assessment; states are ids of its standard's states."""

    state: str | None
    evidenced_state: str | None
    verified_state: str | None
    provisional: bool


class TrendPlaceWire(IdWire, NumbersWire):
    """One area or capability in one assessment."""


class PointWire(TypedDict):
    """One assessment in time."""

    label: str
    day: Day
    """Where it stands on the axis: the commit's day, or the day evidence was judged on."""
    source: str
    commit: str | None
    standard: StandardWire
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: Day
    scope: list[str]
    """Empty where everything is in it."""
    depth: str
    depths: dict[str, str]
    profiles: list[str]
    as_of: Day
    answers_digest: Digest
    overall: TrendOverallWire
    areas: list[TrendPlaceWire]
    capabilities: list[TrendPlaceWire]


class MarkWire(TypedDict):
    """What no line may be drawn across, between the point `after` (from 0) and the next."""

    kind: Kind
    after: Count
    days: int | None
    old: StandardWire | None
    new: StandardWire | None


class LeftOutWire(TypedDict):
    """A version that could not be scored."""

    source: str
    reason: str


@record
class TrendWire(TypedDict):
    """What `btm trend --format json` writes."""

    schema: Literal["btm-trend/1"]
    subject: TrendSubjectWire
    points: list[PointWire]
    marks: list[MarkWire]
    left_out: list[LeftOutWire]


def trend_data(trend: Trend, skipped: Iterable[tuple[str, str]]) -> TrendWire:
    """Points from the oldest, with every area and capability; marks by the index of the point before them."""
    newest = trend.samples[-1].card
    return {
        "schema": "btm-trend/1",
        "subject": {"enterprise": newest.enterprise, "unit": newest.unit},
        "points": [_point(sample) for sample in trend.samples],
        "marks": [_mark(mark) for mark in trend.marks],
        "left_out": [{"source": source, "reason": reason} for source, reason in skipped],
    }


def _point(sample: Sample) -> PointWire:
    card = sample.card
    overall = card.overall
    return {
        "label": sample.label,
        "day": sample.day.isoformat(),
        "source": sample.source,
        "commit": sample.commit,
        "standard": standard_data(card),
        **who_data(card),
        "scope": list(card.scope),
        "depth": card.depth,
        "depths": dict(card.depths),
        "profiles": list(card.profiles),
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


def _mark(mark: Mark) -> MarkWire:
    return {
        "kind": mark.kind,
        "after": mark.after,
        "days": mark.days,
        "old": _edition(mark.old),
        "new": _edition(mark.new),
    }


def _edition(edition: Edition | None) -> StandardWire | None:
    return None if edition is None else {"id": edition.standard, "edition": edition.edition, "digest": edition.digest}


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
