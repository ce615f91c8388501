"""Scores over time as a page: the assessments, a line a place, the overall curves.

In: a `Trend`, the newest standard in it, which calculation the places show. Out: blocks. A change across editions is
not shown as one: `btm diff` tells how much of it is the standard's. What breaks a line stands below the
assessments, and nothing is drawn across it. Every enterprise and unit has lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.compare.trend import Mark, Series, Trend, about
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import (
    Block,
    Cell,
    Column,
    Curve,
    Heading,
    Items,
    Lines,
    Paragraph,
    Row,
    Table,
    listed,
)
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth, extent, extent_block
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.standard.model import Standard


def trend_page(trend: Trend, standard: Standard, assurance: str) -> Iterator[Block]:
    """The whole trend; `assurance` is claimed, evidenced or verified. The standard is the newest sample's."""
    for each in trend.by_subject():
        yield from _one_subject(each, standard, assurance)


def _one_subject(trend: Trend, standard: Standard, assurance: str) -> Iterator[Block]:
    """The trend of one enterprise or unit."""
    samples, labels = trend.samples, Labels(standard)
    first, last = samples[0].day.isoformat(), samples[-1].day.isoformat()
    yield Heading(words("trend.title", enterprise=about(samples[-1]).name))
    yield Paragraph(words("trend.summary", n=len(samples), first=first, last=last))
    yield from extents(trend, labels)
    yield _assessments(trend, standard, assurance)
    if trend.marks:  # below the table: in a column of their own they would push it off the page
        yield listed(marks_of(trend))
    yield Heading(words("trend.places", assurance=assurance), 2)
    yield places(trend, standard, assurance)
    if len({sample.day for sample in samples}) > 1:
        yield Heading(words("trend.overall"), 2)
        yield curves(trend, standard)


def extents(trend: Trend, labels: Labels) -> Iterator[Block]:
    """How much of the standard the assessments are about, each for itself where they are not alike."""
    said = [extent(sample.card, labels) for sample in trend.samples]
    if len(set(said)) == 1:
        yield from extent_block(trend.samples[0].card, labels)
    else:
        named = zip(trend.samples, said, strict=True)
        yield Items(tuple((f"{sample.label}:", text or words("scope.whole")) for sample, text in named))


def marks_of(trend: Trend) -> list[str]:
    """What lies between two assessments, each after the name of the earlier one."""
    return [
        words("trend.mark-after", label=trend.samples[mark.after].label, what=mark_words(mark)) for mark in trend.marks
    ]


def _assessments(trend: Trend, standard: Standard, assurance: str) -> Table:
    """One row an assessment, oldest first."""
    labels = Labels(standard)
    scores = trend.series[0].scores(assurance)
    rows = []
    for index, sample in enumerate(trend.samples):
        card, figures = sample.card, sample.card.overall.numbers
        comparable = index > 0 and not trend.apart(index)
        rows.append(
            (
                sample.label,
                sample.day.isoformat(),
                at_depth(write.short_score(figures.score, labels.thresholds), card, labels),
                write.change(scores[index - 1], scores[index]) if comparable else write.NOTHING,
                write.whole(figures.level),
                *(write.short_score(each, labels.thresholds) for each in card.overall.backed(standard.base)),
                labels.state(card.overall.state),
                write.percent(figures.coverage),
                write.percent(figures.settled),
                f"{card.standard} {card.edition}",
                sample.source,
            )
        )
    columns = [
        Column(words("trend.period")),
        Column(words("trend.date"), whole=True),
        Column(words("trend.score"), right=True),
        Column(words("trend.change"), right=True),
        Column(words("trend.level"), right=True),
        Column(words("trend.evidenced"), right=True),
        Column(words("trend.verified"), right=True),
        Column(words("trend.state"), whole=True),
        Column(words("trend.coverage"), right=True, rank=1),
        Column(words("trend.settled"), right=True, rank=2),
        Column(words("trend.edition"), rank=3),
        Column(words("trend.source"), rank=4),
    ]
    return Table(tuple(columns), tuple(rows))


def places(trend: Trend, standard: Standard, assurance: str) -> Table:
    """One row a place: its scores over time, the first and the last."""
    broken = any(trend.apart(index) for index in range(len(trend.samples)))
    breaks = tuple(mark.after for mark in trend.marks)
    rows = [_place(series, standard, assurance, breaks, broken) for series in trend.series]
    names = (Column(words(f"trend.{name}"), right=True) for name in ("first", "last", "change"))
    return Table(
        (Column(words("trend.place")), Column(words("trend.over-time"), whole=True, rank=1), *names), tuple(rows)
    )


def _place(series: Series, standard: Standard, assurance: str, breaks: tuple[int, ...], broken: bool) -> Row:
    scores = series.scores(assurance)
    known = [score for score in scores if score is not None]
    span = standard.top - standard.base
    shares = tuple(None if score is None else (score - standard.base) / span for score in scores)
    name = f"  {series.name}" if series.height == "capability" else series.name
    return Row(
        (
            Cell(name),
            Cell("", spark=shares, breaks=breaks),
            write.number(known[0] if known else None),
            write.number(known[-1] if known else None),
            write.change(known[0], known[-1]) if len(known) > 1 and not broken else write.NOTHING,
        ),
        "strong" if series.height == "overall" else "",
    )


def curves(trend: Trend, standard: Standard) -> Lines:
    """The three overall scores, where they may be joined."""
    days, cards = [sample.day for sample in trend.samples], [sample.card.overall for sample in trend.samples]
    samples = [(card.numbers.score, *card.backed(standard.base)) for card in cards]
    thresholds = Labels(standard).thresholds
    return Lines(
        places=tuple((day - days[0]).days for day in days),
        labels=tuple(sample.label for sample in trend.samples),
        low=standard.base,
        high=standard.top,
        curves=tuple(
            Curve(
                words(f"trend.{name}"),
                words(f"trend.mark.{name}"),
                scores,
                tuple(write.short_score(score, thresholds) for score in scores),
            )
            for name, scores in zip(ASSURANCES, zip(*samples, strict=True), strict=True)
        ),
        stretches=tuple(tuple(stretch) for stretch in trend.stretches()),
        breaks=tuple((mark.after, mark_words(mark)) for mark in trend.marks),
        caption=words("trend.caption"),
    )


def mark_words(mark: Mark) -> str:
    """What lies between an assessment and the next."""
    if mark.kind == "gap":
        return words("trend.gap", days=mark.days)
    if mark.kind in ("scope", "depth", "profiles"):
        return words(f"trend.another.{mark.kind}")
    if mark.old is None or mark.new is None:
        raise ValueError("a change of edition has two editions")
    old, new = (f"{edition.standard} {edition.edition}" for edition in (mark.old, mark.new))
    return words("trend.content", edition=new) if old == new else words("trend.rescored", old=old, new=new)
