"""A benchmark on one screen: the published bands, one's own population, and last where the enterprise stands.

In: a scorecard, published figures, perhaps a population. Out: blocks. Of the caveats, which are part of published
figures, the first are given whole, and it is said how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document.blocks import Block, Column, Heading, Sentences
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import number, percent
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.voices.benchmark_page import bands_table, headline, standings_table
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.voices.benchmark import Population, Published

MOST_PEERS, MOST_CAVEATS = 1, 3


def benchmark_brief(
    card: Scorecard, standard: Standard, published: Sequence[Published], population: Population | None
) -> Iterator[Block]:
    """The first publication and the population; where there is more, that is said."""
    labels = Labels(standard, short=True)
    yield Heading(who(card.enterprise, card.unit, card.period))
    yield from extent_block(card, Labels(standard))
    for one in published[:1]:
        yield Heading(words("voices.benchmark.brief.title", title=one.title), 2)
        yield bands_table(one)
    if population is not None and population.count_in:
        table = standings_table(population, labels)
        among = Column(words("voices.benchmark.brief.among", n=population.count_in))
        yield table._replace(columns=(among, *table.columns[1:]))
    yield Sentences(tuple(_said(card, standard, published, population)))


def _said(
    card: Scorecard, standard: Standard, published: Sequence[Published], population: Population | None
) -> Iterator[tuple[str, str]]:
    """What to read with care, and last where the enterprise stands."""
    labels = Labels(standard, short=True)
    left = []
    most = MOST_CAVEATS if population is None else 1
    for one in published[:1]:
        care = [*one.caveats[:most], *_more("caveats", len(one.caveats) - most)]
        if care:
            yield words("voices.benchmark.brief.label.care"), " ".join(care)
    left += _more("published", len(published) - 1)
    left += _more("left-out", len(population.left_out) if population is not None else 0)
    if population is not None and population.peers:
        peers = [
            words("voices.benchmark.brief.peer", name=each.profile.title, distance=number(each.distance))
            for each in population.peers
        ]
        yield words("voices.benchmark.brief.label.peers"), listed_names(peers, MOST_PEERS)
    yield "", " ".join([*left, words("document.full")])
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
