"""What every rendering of a trend shows: numbers and names as text, and where a line may not be drawn.

In: a `Trend`, the newest standard in it, what was asked for. Out: frozen records. A change across editions is not
shown as one: `btm diff` tells how much of it is the standard's.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.compare.trend import Mark, Sample, Series, Trend
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.standard.model import Standard


class PointView(NamedTuple):
    """One assessment in a row of the table."""

    label: str
    day: str
    source: str
    edition: str
    score: str
    change: str
    level: str
    state: str
    evidenced: str
    verified: str
    coverage: str
    settled: str


class MarkView(NamedTuple):
    """A break after the point with this index, in words."""

    after: int
    kind: str
    text: str


class LineView(NamedTuple):
    """One place over time: `shares` are its scores between the scale's ends, 0..1, None where it has none."""

    reference: str
    height: str
    name: str
    first: str
    last: str
    change: str
    shares: tuple[Fraction | None, ...]
    scores: tuple[str, ...]


class TrendView(NamedTuple):
    """Everything shown. `curves` are the overall score under each assurance; `stretches` what one line may join."""

    enterprise: str
    summary: str
    assurance: str
    base: int
    top: int
    days: tuple[int, ...]
    points: tuple[PointView, ...]
    marks: tuple[MarkView, ...]
    lines: tuple[LineView, ...]
    curves: tuple[tuple[str, tuple[Fraction | None, ...]], ...]
    stretches: tuple[tuple[int, ...], ...]
    states: bool


def build_trend_view(trend: Trend, standard: Standard, assurance: str) -> TrendView:
    """The view of a trend with at least one sample; `standard` is the newest sample's."""
    labels = Labels(standard)
    samples, days = trend.samples, [sample.day for sample in trend.samples]
    editions = {mark.after for mark in trend.marks if mark.kind == "edition"}
    overall = trend.series[0]
    return TrendView(
        enterprise=samples[-1].card.enterprise,
        summary=_summary(samples),
        assurance=assurance,
        base=standard.base,
        top=standard.top,
        days=tuple((day - days[0]).days for day in days),
        points=tuple(_point(trend, index, labels, assurance, index - 1 in editions) for index in range(len(samples))),
        marks=tuple(MarkView(mark.after, mark.kind, _words(mark)) for mark in trend.marks),
        lines=tuple(_line(series, standard, assurance, broken=bool(editions)) for series in trend.series),
        curves=tuple((name, overall.scores(name)) for name in ("claimed", "evidenced", "verified")),
        stretches=tuple(tuple(stretch) for stretch in trend.stretches()),
        states=bool(standard.states),
    )


def _summary(samples: Sequence[Sample]) -> str:
    count = len(samples)
    noun = "assessment" if count == 1 else "assessments"
    return f"{count} {noun}, {samples[0].day.isoformat()} to {samples[-1].day.isoformat()}"


def _point(trend: Trend, index: int, labels: Labels, assurance: str, after_break: bool) -> PointView:
    sample = trend.samples[index]
    card = sample.card
    figures = card.overall.numbers
    scores = trend.series[0].scores(assurance)
    comparable = index > 0 and not after_break
    return PointView(
        label=sample.label,
        day=sample.day.isoformat(),
        source=sample.source,
        edition=f"{card.standard} {card.edition}",
        score=write.short_score(figures.score, labels.thresholds),
        change=change(scores[index - 1], scores[index]) if comparable else write.NOTHING,
        level=write.NOTHING if figures.level is None else str(figures.level),
        state=labels.state(card.overall.state),
        evidenced=write.short_score(figures.evidenced, labels.thresholds),
        verified=write.short_score(figures.verified, labels.thresholds),
        coverage=write.percent(figures.coverage),
        settled=write.percent(figures.settled),
    )


def _line(series: Series, standard: Standard, assurance: str, *, broken: bool) -> LineView:
    scores = series.scores(assurance)
    known = [score for score in scores if score is not None]
    span = standard.top - standard.base
    return LineView(
        series.reference,
        series.height,
        series.name,
        write.number(known[0] if known else None),
        write.number(known[-1] if known else None),
        change(known[0], known[-1]) if len(known) > 1 and not broken else write.NOTHING,
        tuple(None if score is None else (score - standard.base) / span for score in scores),
        tuple(write.number(score) for score in scores),
    )


def change(old: Fraction | None, new: Fraction | None) -> str:
    """From one score to the next: "+0.25", "-0.10", "=" for none; "<" stands before what rounding would hide."""
    if old is None or new is None:
        return write.NOTHING
    delta = new - old
    if delta == 0:
        return "="
    sign = "+" if delta > 0 else "-"
    if abs(delta) < Fraction(1, 200):
        return f"{sign}<0.01"
    return sign + write.number(abs(delta))


def _words(mark: Mark) -> str:
    if mark.kind == "gap":
        return f"no assessment for {mark.days} days"
    if mark.old is None or mark.new is None:
        raise ValueError("a change of edition has two editions")
    old, new = (f"{edition.standard} {edition.edition}" for edition in (mark.old, mark.new))
    if old == new:
        return f"the content of {new} changed"
    return f"scored by {new}, before by {old}"
