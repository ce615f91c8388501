"""Scores over time: assessments in order, what their line may not be drawn across, and one series a place.

In: `Sample`s, each a scorecard with its day. Out: a `Trend`. Where a line between two points would tell more than is
known, a `Mark` stands: another edition of the standard, or a long time without any assessment. No clock, no disk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

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


class Mark(NamedTuple):
    """Something between a sample and the next: `kind` is edition or gap, `after` the index of the earlier sample.

    `days` is the length of a gap; `old` and `new` are the editions on either side.
    """

    kind: Literal["edition", "gap"]
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

    def stretches(self) -> list[range]:
        """The samples that one line may join, as ranges of indices: a new range begins after every mark."""
        cuts = sorted({mark.after + 1 for mark in self.marks})
        bounds = [0, *cuts, len(self.samples)]
        return [range(start, end) for start, end in pairwise(bounds) if start < end]


def trend_of(samples: Iterable[Sample]) -> Trend:
    """The trend of `samples`: put in order of day, those of one day in the order given."""
    ordered = tuple(sorted(samples, key=lambda sample: sample.day))
    return Trend(ordered, tuple(_marks(ordered)), tuple(_series(ordered)))


def thin(versions: Sequence[Each], every: str, day: Callable[[Each], date]) -> list[Each]:
    """The last of each month or quarter (`every`), all of them for `commit`; `versions` go from the oldest."""
    if every == "commit":
        return list(versions)
    return list({_part_of_year(day(version), every): version for version in versions}.values())


def _part_of_year(day: date, every: str) -> tuple[int, int]:
    return day.year, day.month if every == "month" else (day.month - 1) // 3


def _edition(sample: Sample) -> Edition:
    card = sample.card
    return Edition(card.standard, card.edition, card.standard_digest)


def _marks(samples: Sequence[Sample]) -> Iterable[Mark]:
    pauses = [(later.day - earlier.day).days for earlier, later in pairwise(samples)]
    spaced = [pause for pause in pauses if pause > 0]  # several versions of one day are no rhythm
    usual = median(spaced) if len(spaced) >= FEWEST_PAUSES else None
    for index, pause in enumerate(pauses):
        old, new = _edition(samples[index]), _edition(samples[index + 1])
        if old != new:
            yield Mark("edition", index, old=old, new=new)
        if usual is not None and pause > LONG * usual:
            yield Mark("gap", index, days=pause)


def _series(samples: Sequence[Sample]) -> Iterable[Series]:
    """A series for every place that any sample has; the newest sample's order and names come first."""
    found: dict[str, tuple[str, str]] = {}
    numbers = [_places(sample.card) for sample in samples]
    for sample in reversed(samples):
        for reference, height, name in _named(sample.card):
            found.setdefault(reference, (height, name))
    for reference, (height, name) in found.items():
        yield Series(reference, height, name, tuple(each.get(reference) for each in numbers))


def _named(card: Scorecard) -> Iterable[tuple[str, str, str]]:
    yield OVERALL, "overall", "Overall"
    for area in card.areas:
        yield area.id, "area", area.name
        for capability in card.capabilities:
            if capability.area == area.id:
                yield capability.id, "capability", capability.name


def _places(card: Scorecard) -> dict[str, Numbers]:
    return {
        OVERALL: card.overall.numbers,
        **{area.id: area.numbers for area in card.areas},
        **{capability.id: capability.numbers for capability in card.capabilities},
    }


def narrowed(trend: Trend, references: Collection[str]) -> Trend:
    """Only the series of `references` (and the overall one); all areas where none are named."""
    kept = tuple(
        series
        for series in trend.series
        if series.reference == OVERALL or (series.reference in references if references else series.height == "area")
    )
    return trend._replace(series=kept)
