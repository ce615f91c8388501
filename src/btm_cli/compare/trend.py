"""Scores over time: assessments in order, what their line may not be drawn across, and one series a place.

In: `Sample`s, each a scorecard with its day. Out: a `Trend`. Where a line between two points would tell more than is
known, a `Mark` stands: another subject, edition, scope, depth or profile, or a long time without any assessment. No
clock, no disk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from btm_cli.compare.side import About

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Numbers, Scorecard

OVERALL = "overall"
LONG = 2
"""A pause longer than this many times the usual (median) one is a gap in time."""
FEWEST_PAUSES = 3
"""With fewer pauses than this between assessments no pause is usual."""

Each = TypeVar("Each")


class Sample(NamedTuple):
    """One assessment in time: `day` is where it stands on the axis, `source` the file or `REV:PATH` it came from."""

    label: str
    day: date
    source: str
    card: Scorecard
    commit: str | None = None


class Edition(NamedTuple):
    """By what a sample was scored."""

    standard: str
    edition: str
    digest: str


Kind = Literal["subject", "edition", "scope", "depth", "profiles", "gap"]
"""What parts two samples: whom they are about, by what, how much of it, how deep and how it is read, or time alone."""


class Mark(NamedTuple):
    """Something between a sample and the next, `after` the index of the earlier one.

    `days` is the length of a gap; `old` and `new` are the editions on either side of a change of edition.
    """

    kind: Kind
    after: int
    days: int | None = None
    old: Edition | None = None
    new: Edition | None = None


class Series(NamedTuple):
    """The numbers of one place, one for each sample; None where a sample has no such place."""

    reference: str
    height: str
    name: str
    numbers: tuple[Numbers | None, ...]

    def scores(self, assurance: str) -> tuple[Fraction | None, ...]:
        """Its scores: `assurance` is claimed, evidenced or verified."""
        field = "score" if assurance == "claimed" else assurance
        return tuple(None if each is None else getattr(each, field) for each in self.numbers)


class Trend(NamedTuple):
    """Everything over time: samples from the oldest, marks by place, series in the standard's order."""

    samples: tuple[Sample, ...]
    marks: tuple[Mark, ...]
    series: tuple[Series, ...]

    def apart(self, index: int) -> bool:
        """Whether a sample and the one before it are no two points of one line, so that nothing lies between them."""
        return any(mark.after == index - 1 and mark.kind != "gap" for mark in self.marks)

    def by_subject(self) -> list[Trend]:
        """A trend for each enterprise and unit, in the order of the samples."""
        cuts = [mark.after + 1 for mark in self.marks if mark.kind == "subject"]
        bounds = [0, *cuts, len(self.samples)]
        return [self._part(start, end) for start, end in pairwise(bounds)]

    def _part(self, start: int, end: int) -> Trend:
        marks = [mark._replace(after=mark.after - start) for mark in self.marks if start <= mark.after < end - 1]
        series = [each._replace(numbers=each.numbers[start:end]) for each in self.series]
        return Trend(self.samples[start:end], tuple(marks), tuple(series))

    def stretches(self) -> list[range]:
        """The samples that one line may join, as ranges of indices: a new range begins after every mark."""
        cuts = sorted({mark.after + 1 for mark in self.marks})
        bounds = [0, *cuts, len(self.samples)]
        return [range(start, end) for start, end in pairwise(bounds) if start < end]


def trend_of(samples: Iterable[Sample]) -> Trend:
    """The trend of `samples`: put in order of day, those of one day in the order given; each subject for itself."""
    by_day = sorted(samples, key=lambda sample: sample.day)
    subjects = list(dict.fromkeys(sorted(about(sample).key for sample in by_day)))
    ordered = tuple(sorted(by_day, key=lambda sample: subjects.index(about(sample).key)))
    return Trend(ordered, tuple(_marks(ordered)), tuple(_series(ordered)))


def by_period(versions: Sequence[Each], every: str, day: Callable[[Each], date]) -> list[list[Each]]:
    """The versions of each month or quarter (`every`), each a period of its own for `commit`, from the oldest."""
    if every == "commit":
        return [[version] for version in versions]
    months = 1 if every == "month" else 3
    periods: dict[tuple[int, int], list[Each]] = {}
    for version in versions:
        when = day(version)
        periods.setdefault((when.year, (when.month - 1) // months), []).append(version)
    return list(periods.values())


def _scope_differs(before: Scorecard, after: Scorecard) -> bool:
    """Whether a capability that both have is in scope in one of them only."""
    scope = {each.id: each.in_scope for each in before.capabilities}
    return any(scope.get(each.id, each.in_scope) != each.in_scope for each in after.capabilities)


def about(sample: Sample) -> About:
    """Whom a sample is about."""
    return About(sample.card.enterprise, sample.card.unit)


def _edition(sample: Sample) -> Edition:
    card = sample.card
    return Edition(card.standard, card.edition, card.standard_digest)


def _marks(samples: Sequence[Sample]) -> Iterable[Mark]:
    start = 0
    for subject in [list(group) for _, group in groupby(samples, key=lambda sample: about(sample).key)]:
        yield from (mark._replace(after=mark.after + start) for mark in _marks_of_one(subject))
        start += len(subject)
        if start < len(samples):
            yield Mark("subject", start - 1)


def _marks_of_one(samples: Sequence[Sample]) -> Iterable[Mark]:
    pauses = [(later.day - earlier.day).days for earlier, later in pairwise(samples)]
    spaced = [pause for pause in pauses if pause > 0]  # several versions of one day are no rhythm
    usual = median(spaced) if len(spaced) >= FEWEST_PAUSES else None
    for index, pause in enumerate(pauses):
        old, new = _edition(samples[index]), _edition(samples[index + 1])
        before, after = samples[index].card, samples[index + 1].card
        if old != new:
            yield Mark("edition", index, old=old, new=new)
        if _scope_differs(before, after):
            yield Mark("scope", index)
        if (before.depth, before.depths) != (after.depth, after.depths):
            yield Mark("depth", index)
        if before.profiles != after.profiles:
            yield Mark("profiles", index)
        if usual is not None and pause > LONG * usual:
            yield Mark("gap", index, days=pause)


def _series(samples: Sequence[Sample]) -> Iterable[Series]:
    """A series for every place that any sample has; the newest sample's order and names come first."""
    found: dict[str, tuple[str, str]] = {}
    numbers = [{reference: each for reference, _, _, each in _places(sample.card)} for sample in samples]
    for sample in reversed(samples):
        for reference, height, name, _ in _places(sample.card):
            found.setdefault(reference, (height, name))
    for reference, (height, name) in found.items():
        yield Series(reference, height, name, tuple(each.get(reference) for each in numbers))


def _places(card: Scorecard) -> Iterable[tuple[str, str, str, Numbers]]:
    yield OVERALL, "overall", "Overall", card.overall.numbers
    for area in card.areas:
        yield area.id, "area", area.name, area.numbers
        for capability in card.capabilities:
            if capability.area == area.id:
                yield capability.id, "capability", capability.name, capability.numbers


def narrowed(trend: Trend, references: Collection[str]) -> Trend:
    """Only the series of `references` (and the overall one); all areas where none are named."""
    kept = tuple(
        series
        for series in trend.series
        if series.reference == OVERALL or (series.reference in references if references else series.height == "area")
    )
    return trend._replace(series=kept)
