"""The headline: what was assessed, how it stands, and what a reader must know before believing it.

In: a `Scorecard`, its `Standard` and its `Labels`; it is always the whole scorecard's. Out: text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

NAMES_LISTED = 5


class Calculation(NamedTuple):
    """The headline by one of the three calculations: claimed, evidenced or verified; `state` "" without states."""

    id: str
    score: str
    level: str
    state: str

    @property
    def name(self) -> str:
        """What it is called."""
        return words(f"scorecard.{self.id}")


def title(card: Scorecard) -> str:
    """Whose scorecard it is."""
    return " \u00b7 ".join(filter(None, (card.enterprise, card.unit, card.period)))


def dates(card: Scorecard) -> str:
    """When it was assessed, and the day that evidence was judged on; a sentence without its full stop."""
    return words("scorecard.dates", assessed_on=card.assessed_on, as_of=card.as_of)


def scope(card: Scorecard, labels: Labels) -> str:
    """The names of what is in scope; "" where everything is."""
    return ", ".join(map(labels.name, card.scope))


def summary(card: Scorecard, standard: Standard, labels: Labels) -> str:
    """Score, level and state in one line."""
    figures = card.overall.numbers
    if figures.score is None:
        return words("scorecard.nothing")
    parts = [
        words("scorecard.summary.score", score=write.score(figures.score, labels.thresholds), top=standard.top),
        words("scorecard.summary.level", level=labels.level(figures.level)),
    ]
    if standard.states:
        parts.append(words("scorecard.summary.state", state=labels.state(card.overall.state)))
    line = " \u00b7 ".join(parts)
    return words("scorecard.summary.provisional", summary=line) if card.overall.provisional else line


def calculations(card: Scorecard, standard: Standard, labels: Labels) -> tuple[Calculation, ...]:
    """Claimed, evidenced and verified."""
    overall, figures = card.overall, card.overall.numbers
    return tuple(
        Calculation(
            name,
            write.score(score, labels.thresholds),
            labels.level(level),
            labels.state(state) if standard.states else "",
        )
        for name, score, level, state in (
            ("claimed", figures.score, figures.level, overall.state),
            ("evidenced", figures.evidenced, figures.evidenced_level, overall.evidenced_state),
            ("verified", figures.verified, figures.verified_level, overall.verified_state),
        )
    )


def facts(card: Scorecard, labels: Labels) -> tuple[tuple[str, str], ...]:
    """Target, coverage, what is possible and what is left out, each with its label."""
    return tuple((words(f"scorecard.fact.{name}"), text) for name, text in _facts(card, labels))


def _facts(card: Scorecard, labels: Labels) -> Iterator[tuple[str, str]]:
    overall, figures = card.overall, card.overall.numbers
    cells = [cell for row in card.capabilities for cell in row.cells if cell.basis != "n/a"]
    if figures.target is not None:
        chosen = "scorecard.target-assumed" if card.target_assumed else "scorecard.target-chosen"
        yield "target", words(chosen, target=write.number(figures.target), gap=write.gap(figures.gap))
    by = "cells" if figures.coverage is None else "criteria"
    answered, applicable = figures.answered, figures.applicable
    settled, coverage = write.percent(figures.settled), write.percent(figures.coverage)
    assessed = sum(cell.assessed for cell in cells)
    yield (
        "coverage",
        words(
            f"scorecard.coverage-{by}",
            answered=answered,
            applicable=applicable,
            coverage=coverage,
            assessed=assessed,
            settled=settled,
            cells=len(cells),
        ),
    )
    low, high = (write.score(score, labels.thresholds) for score in (figures.low, figures.high))
    yield "possible", words("scorecard.possible", low=low, high=high)
    if overall.not_applicable:
        yield "left-out", words("scorecard.left-out", n=overall.not_applicable)


def notes(card: Scorecard, standard: Standard, labels: Labels) -> Iterator[str]:
    """Whole sentences; none where nothing is assessed."""
    overall, figures = card.overall, card.overall.numbers
    if figures.score is None:
        return
    if overall.provisional:
        yield words("scorecard.note.provisional", n=len(card.assess_first))
    if figures.level is not None and figures.score >= figures.level + 1 and not overall.held_back_by:
        weakest = [row.name for row in card.capabilities if row.in_scope and row.numbers.level == figures.level]
        yield words("scorecard.note.lowest", level=figures.level, names=_listed(weakest))
    if overall.held_back_by:
        floor = next(state.floor for state in standard.states if state.id == overall.state_by_score)
        levels = {row.id: row.numbers.level for row in card.capabilities}
        names = _listed([f"{labels.name(held)} ({levels[held]})" for held in overall.held_back_by])
        yield words("scorecard.note.held-back", state=labels.state(overall.state_by_score), floor=floor, names=names)
    limit = write.threshold_rounded_onto(figures.score, (state.from_score for state in standard.states))
    if limit is not None:
        reached = next(state for state in standard.states if state.from_score == limit)
        yield words("scorecard.note.just-under", score=write.number(limit), state=reached.name)
    elif not overall.provisional and overall.state is not None:
        following = next((state for state in standard.states if state.from_score > figures.score), None)
        if following is not None:
            begins = write.short_number(following.from_score)
            yield words("scorecard.note.next", state=following.name, score=begins, floor=following.floor)


def _listed(names: list[str]) -> str:
    """The first names, and how many more there are."""
    first, more = ", ".join(names[:NAMES_LISTED]), len(names) - NAMES_LISTED
    return words("scorecard.and-more", names=first, n=more) if more > 0 else first
