"""A benchmark for people to read, as a page and on one screen.

In: a scorecard, published figures, perhaps a population. Out: blocks. Caveats are part of the figures: a page always
shows all of them, a screen the first, each in full, and how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Column, Heading, Items, Paragraph, Sentences, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, percent, score, short_number
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.voices.benchmark import Band, Peer, Population, Published, Standing
from btm_cli.voices.quartiles import FEWEST

MOST_PEERS, MOST_CAVEATS = 1, 3
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
    yield _bands_table(one)
    if one.band is not None and one.lower is not None:
        yield Paragraph(words("voices.benchmark.in-lower-bands", share=percent(one.lower)))
    elif one.band is None and scored:
        yield Paragraph(words("voices.benchmark.below-all-bands"))
    yield Paragraph("", words("voices.benchmark.caveats"))
    yield Items(tuple(("-", caveat) for caveat in one.caveats))


def _bands_table(one: Published) -> Table:
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
        yield _standings_table(population, labels)
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


def _standings_table(population: Population, labels: Labels) -> Table:
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


def benchmark_brief(
    card: Scorecard, standard: Standard, published: Sequence[Published], population: Population | None
) -> Iterator[Block]:
    """The first publication and the population; where there is more, that is said."""
    labels = Labels(standard, short=True)
    yield Heading(who(card.enterprise, card.unit, card.period))
    yield from extent_block(card, Labels(standard))
    for one in published[:1]:
        yield Heading(words("voices.benchmark.brief.title", title=one.title), 2)
        yield _bands_table(one)
    if population is not None and population.count_in:
        table = _standings_table(population, labels)
        among = Column(words("voices.benchmark.brief.among", n=population.count_in))
        yield table._replace(columns=(among, *table.columns[1:]))
    yield Sentences(tuple(_said(card, standard, published, population)))


def _said(
    card: Scorecard, standard: Standard, published: Sequence[Published], population: Population | None
) -> Iterator[tuple[str, str]]:
    """What to read with care, and last where the enterprise stands."""
    labels = Labels(standard, short=True)
    most = MOST_CAVEATS if population is None else 1
    for one in published[:1]:
        care = [*one.caveats[:most], *_more("caveats", len(one.caveats) - most)]
        if care:
            yield words("voices.benchmark.brief.label.care"), " ".join(care)
    if population is not None and population.peers:
        peers = [
            words("voices.benchmark.brief.peer", name=each.profile.title, distance=number(each.distance))
            for each in population.peers
        ]
        yield words("voices.benchmark.brief.label.peers"), listed_names(peers, MOST_PEERS)
    left_out = len(population.left_out) if population is not None else 0
    more = [*_more("published", len(published) - 1), *_more("left-out", left_out)]
    yield "", " ".join([*more, words("document.full")])
    said = [headline(card, standard, labels), *_bands(card, published)]
    if not published:
        said.append(words("voices.benchmark.nothing-published"))
    yield words("voices.benchmark.brief.label.here"), " ".join([*said, words("voices.benchmark.no-promise")])


def _more(what: str, n: int) -> list[str]:
    """How many more there are of something; nothing for none."""
    return [words(f"voices.benchmark.brief.{what}", n=n)] if n > 0 else []


def _bands(card: Scorecard, published: Sequence[Published]) -> Iterator[str]:
    """The band of each publication, with what shares of it stood there and lower."""
    if card.is_part:
        yield words("voices.benchmark.part")
        return
    for one in published[:1]:
        if one.band is not None and one.lower is not None and one.band.share is not None:
            shares = {"share": percent(one.band.share), "lower": percent(one.lower)}
            yield words("voices.benchmark.brief.band", band=one.band.name, title=one.title, **shares)
        elif one.band is not None:
            yield words("voices.benchmark.brief.band-alone", band=one.band.name, title=one.title)
        elif card.overall.numbers.score is not None:
            yield words("voices.benchmark.below-all-bands")
