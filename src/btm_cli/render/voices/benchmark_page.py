"""A benchmark for people to read.

In: a scorecard, published figures, perhaps a population. Out: blocks. Caveats are part of the figures: they are always
shown in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, percent, score, short_number
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.voices.benchmark import Band, Peer, Population, Published, Standing
from btm_cli.voices.quartiles import FEWEST

BAND = ("here", "scores", "share", "band")
STANDING = ("", "yours", "percentile", "lowest", "lower", "median", "upper", "highest")
PEER = ("distance", "score", "shared", "peer", "leads")


def benchmark_page(
    card: Scorecard, standard: Standard, published: Sequence[Published], population: Population | None
) -> Iterator[Block]:
    """The enterprise, its place in each publication and in the population, and what this is not."""
    labels = Labels(standard)
    yield Heading(who(card.enterprise, card.unit, card.period))
    yield Paragraph(headline(card, standard, labels))
    yield from extent_block(card, labels)
    if card.is_part:
        yield Paragraph(words("voices.benchmark.part"))
    for one in published:
        yield from _published(one, card.overall.numbers.score is not None and not card.is_part)
    if not published:
        yield Paragraph(words("voices.benchmark.nothing-published"))
    if population is not None:
        yield from _population(population, labels)
    yield Paragraph(words("voices.benchmark.no-promise"))


def headline(card: Scorecard, standard: Standard, labels: Labels) -> str:
    """The score and the state, or that there is none yet."""
    own, state = card.overall.numbers.score, card.overall.state
    if own is None:
        return words("voices.benchmark.no-score")
    said = words(
        "voices.benchmark.in-state" if state else "voices.benchmark.score-alone",
        score=score(own, labels.thresholds),
        top=standard.top,
        state=labels.state(state),
    )
    return f"{said} {words('voices.benchmark.provisional')}" if card.overall.provisional else said


def _published(one: Published, scored: bool) -> Iterator[Block]:
    yield Heading(one.title, 2)
    yield Paragraph(f"{one.source}. {one.population}")
    yield bands_table(one)
    if one.band is not None and one.lower is not None:
        yield Paragraph(words("voices.benchmark.in-lower-bands", share=percent(one.lower)))
    elif one.band is None and scored:
        yield Paragraph(words("voices.benchmark.below-all-bands"))
    yield Paragraph("", words("voices.benchmark.caveats"))
    yield Items(tuple(("-", caveat) for caveat in one.caveats))


def bands_table(one: Published) -> Table:
    """The bands with their shares, and which one is the enterprise's."""
    rows = (
        (words("voices.benchmark.pointer") if band.here else "", _range(band), _share(band), band.name)
        for band in one.bands
    )
    return Table(columns("voices.benchmark", BAND, ("share",)), tuple(rows))


def _range(band: Band) -> str:
    start = short_number(band.start)
    if band.below is None:
        return words("voices.benchmark.or-more", start=start)
    return words("voices.benchmark.to-below", start=start, below=short_number(band.below))


def _share(band: Band) -> str:
    return f"<{percent(band.share_below)}" if band.share_below is not None else percent(band.share)


def _population(population: Population, labels: Labels) -> Iterator[Block]:
    yield Heading(words("voices.benchmark.population", n=population.count_in), 2)
    if population.count_in:
        yield standings_table(population, labels)
    if population.peers:
        yield Heading(words("voices.benchmark.peers"), 2)
        yield Table(
            columns("voices.benchmark", PEER, ("distance", "score", "shared")),
            tuple(_peer(peer, labels) for peer in population.peers),
            words("voices.benchmark.distances"),
        )
    if population.left_out:
        yield Heading(words("voices.benchmark.not-compared"), 2)
        yield Items(tuple((f"{one.source}:", one.reason) for one in population.left_out))


def standings_table(population: Population, labels: Labels) -> Table:
    """The score of the whole and of each area among those of the population."""
    standings = [(words("voices.overall"), population.overall)]
    standings += [(labels.name(area), one) for area, one in population.areas]
    enough = population.count_in >= FEWEST
    return Table(
        columns("voices.benchmark", STANDING, STANDING[1:], ("lower", "upper", "lowest", "highest")),
        tuple(_standing(name, standing) for name, standing in standings),
        words("voices.benchmark.percentiles" if enough else "voices.benchmark.no-percentiles", fewest=FEWEST),
    )


def _standing(name: str, standing: Standing) -> tuple[str, ...]:
    box = standing.box
    five: tuple[Fraction | None, ...] = box[:5] if box is not None else (None,) * 5
    return (
        name,
        number(standing.score),
        NOTHING if standing.percentile is None else short_number(standing.percentile * 100),
        *(number(value) for value in five),
    )


def _peer(peer: Peer, labels: Labels) -> tuple[str, ...]:
    leads = NOTHING
    if peer.ahead is not None:
        leads = words("voices.benchmark.lead", place=labels.name(peer.ahead[0]), lead=number(peer.ahead[1]))
    shared = str(peer.shared)
    return (number(peer.distance), number(peer.profile.overall), shared, peer.profile.title, leads)
