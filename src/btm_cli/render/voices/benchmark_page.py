"""A benchmark for people to read in a terminal.

In: a scorecard, published figures, perhaps a population. Out: blocks. Caveats are part of the figures: they are always
shown in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table, headed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, number, percent, score, short_number
from btm_cli.render.voices.benchmark_data import NO_PROMISE
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.voices.benchmark import Band, Population, Published, Standing
from btm_cli.voices.quartiles import FEWEST


def benchmark_page(
    card: Scorecard, standard: Standard, published: Sequence[Published], population: Population | None
) -> Iterator[Block]:
    """The enterprise, its place in each publication and in the population, and what this is not."""
    labels = Labels(standard)
    yield Heading(" · ".join(part for part in (card.enterprise, card.unit, card.period) if part))
    own = card.overall.numbers.score
    if own is None:
        yield Paragraph("Nothing is assessed yet, so there is no score to compare.")
    else:
        state = f", {labels.state(card.overall.state)}" if card.overall.state else ""
        note = " It is provisional: not everything in scope is assessed." if card.overall.provisional else ""
        yield Paragraph(f"Score {score(own, labels.thresholds)} of {standard.top}{state}.{note}")
    for one in published:
        yield from _published(one, own is not None)
    if not published:
        yield Paragraph("This standard brings no published figures along.")
    if population is not None:
        yield from _population(population, labels)
    yield Paragraph(NO_PROMISE)


def _published(one: Published, scored: bool) -> Iterator[Block]:
    yield Heading(one.title, 2)
    yield Paragraph(f"{one.source}. {one.population}")
    yield Table(
        headed(("Here", "Scores", "Share", "Band"), {"Share"}),
        tuple((">>" if band.here else "", _range(band), _share(band), band.name) for band in one.bands),
    )
    if one.band is not None and one.lower is not None:
        yield Paragraph(f"{percent(one.lower)} of that sample were in lower bands.")
    elif one.band is None and scored:
        yield Paragraph("The score is below all of these bands.")
    yield Paragraph("", "Read this with care")
    yield Items(tuple(("-", caveat) for caveat in one.caveats))


def _range(band: Band) -> str:
    return (
        f"{short_number(band.start)} or more"
        if band.below is None
        else (f"{short_number(band.start)} to below {short_number(band.below)}")
    )


def _share(band: Band) -> str:
    return f"<{percent(band.share_below)}" if band.share_below is not None else percent(band.share)


def _population(population: Population, labels: Labels) -> Iterator[Block]:
    noun = "scorecard" if population.count_in == 1 else "scorecards"
    yield Heading(f"Among {population.count_in} {noun} of your own", 2)
    if population.count_in:
        standings = [("Overall", population.overall), *((labels.name(a), one) for a, one in population.areas)]
        yield Table(
            headed(
                ("", "Yours", "Percentile", "Lowest", "Lower", "Median", "Upper", "Highest"),
                {"Yours", "Percentile", "Lowest", "Lower", "Median", "Upper", "Highest"},
            ),
            tuple(_row(name, standing) for name, standing in standings),
        )
        yield Paragraph(
            "Percentile: the share of them below yours, equal ones counting half. Lower and upper are the quartiles."
            if population.count_in >= FEWEST
            else f"With fewer than {FEWEST} there are no percentiles: they would be about single enterprises."
        )
    if population.peers:
        yield Heading("Nearest peers", 2)
        yield Table(
            headed(("Distance", "Score", "Shared", "Peer", "Leads you most in"), {"Distance", "Score", "Shared"}),
            tuple(
                (
                    number(peer.distance),
                    number(peer.profile.overall),
                    str(peer.shared),
                    peer.profile.title,
                    f"{labels.name(peer.ahead[0])}, by {number(peer.ahead[1])}" if peer.ahead else NOTHING,
                )
                for peer in population.peers
            ),
        )
        yield Paragraph("Distance: the mean difference in levels over the capabilities that both have assessed.")
    if population.left_out:
        yield Heading("Not compared with", 2)
        yield Items(tuple((f"{one.source}:", one.reason) for one in population.left_out))


def _row(name: str, standing: Standing) -> tuple[str, ...]:
    box = standing.box
    five: tuple[Fraction | None, ...] = box[:5] if box is not None else (None,) * 5
    return (
        name,
        number(standing.score),
        NOTHING if standing.percentile is None else short_number(standing.percentile * 100),
        *(number(value) for value in five),
    )
