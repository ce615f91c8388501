"""The benchmark's output contract, `btm-benchmark/1`: its records, and what fills them.

In: a scorecard, published figures and perhaps a population. Out: plain data in fixed key order; fractions rounded half
up to two decimals.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.document.words import words
from btm_cli.render.voices.rollup_parts_wire import BoxWire, box_data
from btm_cli.render.wire.card import AnswersDigestWire, ExtentWire, IdWire, StandardWire, extent_data, standard_data
from btm_cli.render.wire.types import Amount, Count, Day, Rank, Share, record
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.voices.benchmark import Band, Peer, Population, Published, Standing


class ComparedStartWire(TypedDict):
    """Who is compared."""

    enterprise: str
    unit: str | None
    period: str | None


class ComparedWire(ComparedStartWire, ExtentWire, AnswersDigestWire):
    """What is compared; where something is out of scope, with no published band."""


BandStartWire = TypedDict("BandStartWire", {"name": str, "from": float})
"""What comes first in a band (a name that is a word of Python's can't stand in a class)."""


class BandWire(BandStartWire):
    """A published range: from `from` (inclusive) to `below` (exclusive)."""

    below: float | None
    share: Share | None
    share_below: Share | None
    here: bool


class PublishedWire(TypedDict):
    """Published figures and what limits them."""

    id: str
    title: str
    source: str
    year: int
    population: str
    band: str | None
    share_in_lower_bands: Share | None
    bands: list[BandWire]
    caveats: Annotated[list[str], Field(min_length=1)]


class StandingWire(TypedDict):
    """A score among others; no percentile (0..100) where there are fewer than five."""

    score: float | None
    percentile: Annotated[float, Field(ge=0, le=100)] | None
    spread: BoxWire | None


class AreaStandingWire(IdWire, StandingWire):
    """One area."""


class PeerWire(TypedDict):
    """Somebody alike; `distance` is the mean absolute difference over the shared capabilities, in levels."""

    title: str
    file: str
    score: float | None
    distance: Amount
    shared_capabilities: Rank
    ahead_in: str | None
    ahead_by: float | None


class NotComparedWire(TypedDict):
    """A scorecard that was not compared with."""

    file: str
    reason: str


class PopulationWire(TypedDict):
    """One's own scorecards."""

    scorecards: Count
    left_out: list[NotComparedWire]
    overall: StandingWire
    areas: list[AreaStandingWire]
    peers: list[PeerWire]


@record
class BenchmarkWire(TypedDict):
    """What `btm benchmark --format json` writes."""

    schema: Literal["btm-benchmark/1"]
    standard: StandardWire
    subject: ComparedWire
    as_of: Day
    score: float | None
    state: str | None
    provisional: bool
    published: list[PublishedWire]
    population: PopulationWire | None
    notice: str


def benchmark_data(card: Scorecard, published: Sequence[Published], population: Population | None) -> BenchmarkWire:
    """The whole comparison."""
    return {
        "schema": "btm-benchmark/1",
        "standard": standard_data(card),
        "subject": {
            "enterprise": card.enterprise,
            "unit": card.unit,
            "period": card.period,
            **extent_data(card),
            "digest": card.answers_digest,
        },
        "as_of": card.as_of.isoformat(),
        "score": json_number(card.overall.numbers.score),
        "state": card.overall.state,
        "provisional": card.overall.provisional,
        "published": [_published(one) for one in published],
        "population": _population(population) if population is not None else None,
        "notice": words("voices.benchmark.no-promise"),
    }


def _published(one: Published) -> PublishedWire:
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source,
        "year": one.year,
        "population": one.population,
        "band": one.band.name if one.band else None,
        "share_in_lower_bands": json_number(one.lower),
        "bands": [_band(band) for band in one.bands],
        "caveats": list(one.caveats),
    }


def _band(band: Band) -> BandWire:
    return {
        "name": band.name,
        "from": json_number(band.start),
        "below": json_number(band.below),
        "share": json_number(band.share),
        "share_below": json_number(band.share_below),
        "here": band.here,
    }


def _population(population: Population) -> PopulationWire:
    return {
        "scorecards": population.count_in,
        "left_out": [{"file": one.source, "reason": one.reason} for one in population.left_out],
        "overall": _standing(population.overall),
        "areas": [{"id": area, **_standing(standing)} for area, standing in population.areas],
        "peers": [_peer(peer) for peer in population.peers],
    }


def _peer(peer: Peer) -> PeerWire:
    return {
        "title": peer.profile.title,
        "file": peer.profile.source,
        "score": json_number(peer.profile.overall),
        "distance": json_number(peer.distance),
        "shared_capabilities": peer.shared,
        "ahead_in": peer.ahead[0] if peer.ahead else None,
        "ahead_by": json_number(peer.ahead[1]) if peer.ahead else None,
    }


def _standing(standing: Standing) -> StandingWire:
    return {
        "score": json_number(standing.score),
        "percentile": json_number(standing.percentile * 100 if standing.percentile is not None else None),
        "spread": box_data(standing.box),
    }
