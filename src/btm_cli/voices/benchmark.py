"""Where one enterprise stands: in bands that somebody published, and among scorecards of one's own.

In: a score, published bands; or one's own numbers and those of a population. Out: frozen records, exact: from rounded
scores nothing is worked out. Nothing here says, or lets anybody conclude, what a score earns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import DEFAULT, FULL
from btm_cli.scoring.exact import total
from btm_cli.voices.quartiles import FEWEST, Box, box, percentile

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.companion_schema import BenchmarkFile

NEAREST = 5
"""Peers that are named."""


class Profile(NamedTuple):
    """One scorecard's exact numbers; None where nothing is assessed. `source` is the file it came from.

    `scope` is empty where it is about the whole standard. `exact` is False for a file that has rounded numbers only,
    from which nothing is worked out.
    """

    title: str
    source: str
    standard: str
    digest: str
    overall: Fraction | None
    areas: Mapping[str, Fraction | None]
    capabilities: Mapping[str, Fraction | None]
    scope: tuple[str, ...] = ()
    depth: str | Mapping[str, str] = FULL
    exact: bool = True


class Band(NamedTuple):
    """A published range of scores; `here` is True where the enterprise is in it."""

    name: str
    start: Fraction
    below: Fraction | None
    share: Fraction | None
    share_below: Fraction | None
    here: bool


class Published(NamedTuple):
    """Published figures, with what their source says about them. `lower` is the share in lower bands, where known."""

    id: str
    title: str
    source: str
    year: int
    population: str
    caveats: tuple[str, ...]
    bands: tuple[Band, ...]
    lower: Fraction | None

    @property
    def band(self) -> Band | None:
        """The one the enterprise is in; None below all of them."""
        return next((band for band in self.bands if band.here), None)


class Standing(NamedTuple):
    """One score among those of a population; `percentile` is None where there are too few, or no score."""

    score: Fraction | None
    percentile: Fraction | None
    box: Box | None


class Peer(NamedTuple):
    """Somebody alike. `distance` is the mean absolute difference over the `shared` capabilities both have assessed.

    `ahead` is the capability in which the peer leads most, with its lead, None where he leads in none.
    """

    profile: Profile
    distance: Fraction
    shared: int
    ahead: tuple[str, Fraction] | None


class LeftOut(NamedTuple):
    """A scorecard that is not compared with, and why."""

    source: str
    reason: str


class Population(NamedTuple):
    """One's own scorecards, `count_in` of them compared with."""

    count_in: int
    left_out: tuple[LeftOut, ...]
    overall: Standing
    areas: tuple[tuple[str, Standing], ...]
    peers: tuple[Peer, ...]


def profile_of(card: Scorecard, source: str) -> Profile:
    """The numbers of a scorecard."""
    title = " · ".join(part for part in (card.enterprise, card.unit, card.period) if part)
    return Profile(
        title,
        source,
        f"{card.standard} {card.edition}",
        card.answers_digest,
        card.overall.numbers.score,
        {area.id: area.numbers.score for area in card.areas},
        {capability.id: capability.numbers.score for capability in card.capabilities},
        card.scope if card.is_part else (),
        {DEFAULT: card.depth, **card.depths} if card.depths else card.depth,
    )


def among_published(score: Fraction | None, figures: BenchmarkFile) -> Published:
    """The bands, with the one that the exact score is in; a band takes in its start and leaves out its end."""
    bands = tuple(
        Band(
            band.name,
            band.from_score,
            band.below,
            band.share,
            band.share_below,
            score is not None and band.from_score <= score and (band.below is None or score < band.below),
        )
        for band in figures.bands
    )
    place = next((place for place, band in enumerate(bands) if band.here), None)
    shares = [band.share for band in bands[:place]] if place is not None else [None]
    known = [share for share in shares if share is not None]
    return Published(
        figures.id,
        figures.title,
        figures.source,
        figures.year,
        figures.population,
        tuple(figures.caveats),
        bands,
        total(known) if len(known) == len(shares) else None,
    )


def among_population(own: Profile, others: Sequence[Profile]) -> Population:
    """The place of `own` among `others`, in whatever order they are.

    Left out: what is about the same enterprise, unit and period as `own`, copies of another, scorecards by another
    standard or edition, about another part of it or at another depth, and those without a score. Peers must share at
    least half of the capabilities that `own` has assessed.
    """
    counted: dict[str, Profile] = {}
    left_out: list[LeftOut] = []
    for other in sorted(others, key=lambda one: (one.title.casefold(), one.source)):
        reason = _reason(own, other, counted)
        if reason:
            left_out.append(LeftOut(other.source, reason))
        else:
            counted[other.digest] = other
    kept = list(counted.values())
    return Population(
        count_in=len(kept),
        left_out=tuple(left_out),
        overall=_standing(own.overall, [one.overall for one in kept]),
        areas=tuple(
            (area, _standing(score, [one.areas.get(area) for one in kept])) for area, score in own.areas.items()
        ),
        peers=_peers(own, kept),
    )


def _reason(own: Profile, other: Profile, counted: Mapping[str, Profile]) -> str:
    if other.digest == own.digest or (other.title == own.title and other.standard == own.standard):
        return "it is about the same enterprise, unit and period"
    if other.digest in counted:
        return f"the same as {counted[other.digest].source}"
    if other.standard != own.standard:
        return f"scored by {other.standard[:60]}, not by {own.standard}"
    if set(other.scope) != set(own.scope):
        return f"it is about {', '.join(other.scope)[:60] or 'the whole standard'}, and yours is not"
    if other.depth != own.depth:
        return "it looks at another depth"
    if not other.exact:
        return "its scores are rounded: write it again with this version"
    return "nothing is assessed in it" if other.overall is None else ""


def _standing(own: Fraction | None, others: Sequence[Fraction | None]) -> Standing:
    known = [score for score in others if score is not None]
    place = percentile(own, known) if own is not None and len(known) >= FEWEST else None
    return Standing(own, place, box(known))


def _peers(own: Profile, others: Sequence[Profile]) -> tuple[Peer, ...]:
    mine = {capability: score for capability, score in own.capabilities.items() if score is not None}
    peers = []
    for other in others:
        leads = {
            capability: theirs - score
            for capability, score in mine.items()
            if (theirs := other.capabilities.get(capability)) is not None
        }
        if not leads or 2 * len(leads) < len(mine):
            continue
        distance = total([abs(lead) for lead in leads.values()]) / len(leads)
        furthest = max(leads, key=lambda capability: leads[capability])
        ahead = (furthest, leads[furthest]) if leads[furthest] > 0 else None
        peers.append(Peer(other, distance, len(leads), ahead))
    return tuple(sorted(peers, key=lambda peer: peer.distance)[:NEAREST])
