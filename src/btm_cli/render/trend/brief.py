"""Scores over time on one screen: the last assessments, the curves, and in sentences where it went.

In: a `Trend`, the newest standard in it, which calculation the places show. Out: blocks, the sentences last.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from btm_cli.compare.trend import Trend, about
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Heading, Lines, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.words import words
from btm_cli.render.trend.page import curves, extents, marks_of, places
from btm_cli.standard.model import Standard

SHOWN = 6
"""The last so many assessments stand in the table."""
SPLIT = 2
"""So many breaks are named one by one."""


def trend_brief(trend: Trend, standard: Standard, assurance: str, *, named: bool = False) -> Iterator[Block]:
    """Every enterprise or unit in turn; with `named` the places that were asked for as well."""
    for each in trend.by_subject():
        yield from _one_subject(each, standard, assurance, named)


def _one_subject(trend: Trend, standard: Standard, assurance: str, named: bool) -> Iterator[Block]:
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
    labels = Labels(standard)
    scores = trend.series[0].scores("claimed")
    first = max(0, len(trend.samples) - SHOWN)
    rows = []
    for index, sample in enumerate(trend.samples[first:], start=first):
        figures = sample.card.overall.numbers
        comparable = index > 0 and not trend.apart(index)
        each = (figures.score, *sample.card.overall.backed(standard.base))
        claimed, evidenced, verified = (write.short_score(one, labels.thresholds) for one in each)
        claimed = at_depth(claimed, sample.card, labels)
        moved = write.change(scores[index - 1], scores[index]) if comparable else write.NOTHING
        state = labels.state(sample.card.overall.state)
        rows.append((sample.label, sample.day.isoformat(), claimed, moved, evidenced, verified, state))
    names = ("period", "date", "score", "change", "evidenced", "verified", "state")
    columns = (Column(words(f"trend.{name}"), right=name in names[2:6]) for name in names)
    earlier = [words("trend.brief.earlier", n=first)] if first else []
    return Table(tuple(columns), tuple(rows), "".join(earlier))


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
