"""Scores over time as a page, and on one screen: the assessments, a line a place, the overall curves, where it went.

In: a `Trend`, the newest standard in it, which calculation the places show. Out: blocks, on a screen sentences last. A
change across editions is not shown as one: `btm diff` tells how much of it is the standard's. What breaks a line stands
below the assessments, and nothing is drawn across it. Every enterprise and unit has lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

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
    Sentences,
    Table,
    listed,
)
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth, extent, extent_block
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.standard.model import Standard

SHOWN = 6
"""The last so many assessments stand in a screen's table."""
SPLIT = 2
"""So many breaks are named one by one on a screen."""
SCREEN = ("period", "date", "score", "change", "evidenced", "verified", "state")
RIGHT = ("score", "change", "level", "evidenced", "verified", "coverage", "settled")
GIVES_WAY = {"coverage": 1, "settled": 2, "edition": 3, "source": 4}
"""The columns of a page's table that are left out where there is no room, the last one first."""


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
    found = [_assessment(trend, index, standard, assurance) for index in range(len(trend.samples))]
    heads = (
        Column(
            words(f"trend.{name}"), right=name in RIGHT, whole=name in ("date", "state"), rank=GIVES_WAY.get(name, 0)
        )
        for name in found[0]
    )
    return Table(tuple(heads), tuple(tuple(each.values()) for each in found))


def _assessment(trend: Trend, index: int, standard: Standard, assurance: str) -> dict[str, str]:
    """What is shown of one assessment, by column; its change is that of `assurance`, if the one before compares."""
    sample, labels = trend.samples[index], Labels(standard)
    card, figures = sample.card, sample.card.overall.numbers
    scores = trend.series[0].scores(assurance)
    comparable = index > 0 and not trend.apart(index)
    evidenced, verified = (write.short_score(each, labels.thresholds) for each in card.overall.backed(standard.base))
    return {
        "period": sample.label,
        "date": sample.day.isoformat(),
        "score": at_depth(write.short_score(figures.score, labels.thresholds), card, labels),
        "change": write.change(scores[index - 1], scores[index]) if comparable else write.NOTHING,
        "level": write.whole(figures.level),
        "evidenced": evidenced,
        "verified": verified,
        "state": labels.state(card.overall.state),
        "coverage": write.percent(figures.coverage),
        "settled": write.percent(figures.settled),
        "edition": f"{card.standard} {card.edition}",
        "source": sample.source,
    }


def places(trend: Trend, standard: Standard, assurance: str) -> Table:
    """One row a place: its scores over time, the first and the last."""
    broken = any(trend.apart(index) for index in range(len(trend.samples)))
    breaks = tuple(mark.after for mark in trend.marks)
    rows = [_place(series, standard, assurance, breaks, broken) for series in trend.series]
    over_time = Column(words("trend.over-time"), whole=True, rank=1)
    place, *numbers = columns("trend", ("place", "first", "last", "change"), ("first", "last", "change"))
    return Table((place, over_time, *numbers), tuple(rows))


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


def trend_brief(trend: Trend, standard: Standard, assurance: str, *, named: bool = False) -> Iterator[Block]:
    """The same on one screen; with `named` the places that were asked for as well."""
    for each in trend.by_subject():
        yield from _one_brief(each, standard, assurance, named)


def _one_brief(trend: Trend, standard: Standard, assurance: str, named: bool) -> Iterator[Block]:
    labels = Labels(standard)
    yield Heading(words("trend.title", enterprise=about(trend.samples[-1]).name))
    yield from extents(trend._replace(samples=trend.samples[-SHOWN:]), labels)
    shown = last_assessments(trend, standard)
    yield shown._replace(caption=" ".join(filter(None, (shown.caption, words("trend.brief.full")))))
    if named:
        yield places(trend, standard, assurance)
    if len({sample.day for sample in trend.samples}) > 1:
        yield close_curves(trend, standard, words("trend.brief.caption"))
    yield Sentences(tuple(_said(trend, standard)))


def last_assessments(trend: Trend, standard: Standard) -> Table:
    """The last assessments, a row each, and how many there were before them."""
    first = max(0, len(trend.samples) - SHOWN)
    found = [_assessment(trend, index, standard, "claimed") for index in range(first, len(trend.samples))]
    rows = tuple(tuple(each[name] for name in SCREEN) for each in found)
    return Table(columns("trend", SCREEN, RIGHT), rows, words("trend.brief.earlier", n=first) if first else "")


def close_curves(trend: Trend, standard: Standard, caption: str) -> Lines:
    """The overall curves between the whole levels that they lie between."""
    drawn = curves(trend, standard)
    known = [value for curve in drawn.curves for value in curve.values if value is not None]
    low, high = floor(min(known, default=Fraction(drawn.low))), ceil(max(known, default=Fraction(drawn.high)))
    low = max(drawn.low, min(low, high - 1))
    return drawn._replace(low=low, high=max(high, low + 1), caption=caption)


def _said(trend: Trend, standard: Standard) -> Iterator[tuple[str, str]]:
    """From where to where, the state, and what parts the assessments."""
    labels = Labels(standard)
    first, last = trend.samples[0], trend.samples[-1]
    before, now = first.card.overall, last.card.overall
    if before.numbers.score is not None and now.numbers.score is not None:
        values = {"first": first.label, "last": last.label}
        values |= {"old": write.number(before.numbers.score), "new": write.number(now.numbers.score)}
        evidenced = [card.backed(standard.base)[0] for card in (before, now)]
        key = "unproved" if evidenced == [None, None] else "moved"
        values |= {"evidenced": write.number(evidenced[0]), "now": write.number(evidenced[1])}
        yield words("trend.brief.label.score"), words(f"trend.brief.{key}", **values)
    if now.state is not None:
        key = "trend.brief.stayed" if before.state == now.state else "trend.brief.state"
        old, new = labels.state(before.state), labels.state(now.state)
        yield words("trend.brief.label.state"), words(key, old=old, new=new)
    marks = marks_of(trend)
    if marks:
        shown, more = words("trend.brief.between").join(marks[-SPLIT:]), len(marks) - SPLIT
        yield words("trend.brief.label.marks"), words("trend.brief.more", shown=shown, n=more) if more > 0 else shown
