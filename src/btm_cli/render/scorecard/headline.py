"""The headline: what was assessed, how it stands, and what a reader must know before believing it.

In: a `Scorecard`, its `Standard` and its `Labels`; it is always the whole scorecard's. Out: text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.words import few, words
from btm_cli.render.scorecard.asks import asked_of, state_text, unmet_notes
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

NAMES_LISTED = 5


class Calculation(NamedTuple):
    """The headline by one of the three calculations: claimed, evidenced or verified.

    `level` is the number of the weakest capability's level, `state` "" without states.
    """

    id: str
    score: str
    level: str
    state: str

    @property
    def name(self) -> str:
        """What it is called."""
        return words(f"scorecard.{self.id}")


def dates(card: Scorecard) -> str:
    """When it was assessed, and the day that evidence was judged on; a sentence without its full stop."""
    return words("scorecard.dates", assessed_on=card.assessed_on, as_of=card.as_of)


def summary(card: Scorecard, standard: Standard, labels: Labels) -> str:
    """Score, state and the weakest capability in one line; levels have names for cells and capabilities alone."""
    figures = card.overall.numbers
    if figures.score is None:
        return words("scorecard.nothing")
    score = at_depth(write.score(figures.score, labels.thresholds), card, labels)
    parts = [words("scorecard.summary.score", score=score, top=standard.top)]
    if standard.states:
        parts.append(words("scorecard.summary.state", state=state_text(card.overall, standard, labels)))
    parts.append(_weakest(card))
    line = " \u00b7 ".join(parts)
    return words("scorecard.summary.provisional", summary=line) if card.overall.provisional else line


def calculations(card: Scorecard, standard: Standard, labels: Labels) -> tuple[Calculation, ...]:
    """Claimed, evidenced and verified."""
    overall, figures = card.overall, card.overall.numbers
    return tuple(
        Calculation(
            name,
            at_depth(write.score(score, labels.thresholds), card, labels),
            write.whole(level),
            labels.state(state) if standard.states else "",
        )
        for name, score, level, state in (
            ("claimed", figures.score, figures.level, overall.state),
            ("evidenced", figures.evidenced, figures.evidenced_level, overall.evidenced_state),
            ("verified", figures.verified, figures.verified_level, overall.verified_state),
        )
    )


def _weakest(card: Scorecard) -> str:
    """The lowest level of any capability, and whose it is."""
    names, level = _at_lowest(card), card.overall.numbers.level
    if len(names) > 1 and all(row.numbers.level in (level, None) for row in card.capabilities):
        return words("scorecard.summary.weakest-all", level=level)
    return words("scorecard.summary.weakest", level=level, names=few(names))


def _at_lowest(card: Scorecard) -> list[str]:
    """The names of the capabilities at the lowest level."""
    lowest = card.overall.numbers.level
    return [row.name for row in card.capabilities if row.in_scope and row.numbers.level == lowest]


def notes(card: Scorecard, standard: Standard, labels: Labels) -> Iterator[str]:
    """Whole sentences; none where nothing is assessed."""
    overall, figures = card.overall, card.overall.numbers
    if figures.score is None:
        return
    if overall.provisional:
        yield words("scorecard.note.provisional", n=len(card.assess_first))
    weakest = _at_lowest(card)
    if len(weakest) > 1 and figures.score >= (figures.level or 0) + 1 and not overall.held_back_by:
        yield words("scorecard.note.lowest", level=figures.level, names=few(weakest, NAMES_LISTED))
    if overall.held_back_by:
        floor = next(state.floor for state in standard.states if state.id == overall.state_by_score)
        levels = {row.id: row.numbers.level for row in card.capabilities}
        names = few([f"{labels.name(held)} ({levels[held]})" for held in overall.held_back_by], NAMES_LISTED)
        yield words("scorecard.note.held-back", state=labels.state(overall.state_by_score), floor=floor, names=names)
    elif overall.unmet_asks:
        yield words("scorecard.note.by-score", state=labels.state(overall.state_by_score))
    yield from unmet_notes(card, standard, labels)
    limit = write.threshold_rounded_onto(figures.score, (state.from_score for state in standard.states))
    if limit is not None:
        reached = next(state for state in standard.states if state.from_score == limit)
        yield words("scorecard.note.just-under", score=write.number(limit), state=reached.name)
    elif not overall.provisional and overall.state is not None:
        following = next((state for state in standard.states if state.from_score > figures.score), None)
        if following is not None:
            asked = asked_of(following, card, standard)
            yield words(
                "scorecard.note.next-asking" if asked else "scorecard.note.next",
                state=following.name,
                score=write.short_number(following.from_score),
                floor=following.floor,
                asked=asked,
            )
