"""The headline: what was assessed, how it stands, what it rests on, and what a reader must know before believing it.

In: a `Scorecard`, its `Standard` and its `Labels`; it is always the whole scorecard's. Out: text, pairs of label and
text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from btm_cli.answers.model import FULL
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth, depths_of
from btm_cli.render.document.words import few, series, words
from btm_cli.scoring.scorecard import AskScore, Overall, Scorecard
from btm_cli.standard.model import Ask, Standard, State
from btm_cli.summary.stand import rests_on_claims

NAMES_LISTED, OPEN_LISTED = 5, 3


class Calculation(NamedTuple):
    """The headline by one of the three calculations: claimed, evidenced or verified.

    `level` is the number of the weakest capability's level, `state` "" without states.
    """

    name: str
    score: str
    level: str
    state: str


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
        parts.append(words("scorecard.summary.state", state=_state_text(card.overall, standard, labels)))
    parts.append(_weakest(card))
    line = " \u00b7 ".join(parts)
    return words("scorecard.summary.provisional", summary=line) if card.overall.provisional else line


def calculations(card: Scorecard, standard: Standard, labels: Labels) -> tuple[Calculation, ...]:
    """Claimed, evidenced and verified."""
    overall, figures = card.overall, card.overall.numbers
    return tuple(
        Calculation(
            words(f"scorecard.{name}"),
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
    yield from _unmet_notes(card, labels)
    limit = write.threshold_rounded_onto(figures.score, (state.from_score for state in standard.states))
    if limit is not None:
        reached = next(state for state in standard.states if state.from_score == limit)
        yield words("scorecard.note.just-under", score=write.number(limit), state=reached.name)
    elif not overall.provisional and overall.state is not None:
        following = next((state for state in standard.states if state.from_score > figures.score), None)
        if following is not None:
            asked = _asked_of(following, card, labels)
            yield words(
                "scorecard.note.next-asking" if asked else "scorecard.note.next",
                state=following.name,
                score=write.short_number(following.from_score),
                floor=following.floor,
                asked=asked,
            )


def _state_text(overall: Overall, standard: Standard, labels: Labels) -> str:
    """The state with its stage, and that it rests on claims where it does: "Synchronization, by claim"."""
    name = labels.state(overall.state)
    if overall.stage is not None:
        name = words("scorecard.state-stage", state=name, stage=overall.stage)
    return words("scorecard.state-by-claim", state=name) if rests_on_claims(overall, standard) else name


def _unmet_notes(card: Scorecard, labels: Labels) -> Iterator[str]:
    """A note for each ask that keeps the state from being the one by score alone."""
    for ask in card.overall.unmet_asks:
        asked = words(
            "scorecard.note.asks",
            state=labels.state(ask.state),
            need=write.percent(ask.need),
            theme=labels.theme(ask.theme),
            n=len(ask.levels),
            levels=series(map(str, ask.levels)),
        )
        if not ask.testable:
            yield words("scorecard.note.ask-untestable", asked=asked)
            continue
        yield words(
            "scorecard.note.ask-unmet",
            asked=asked,
            share=write.percent(ask.share),
            met=ask.applicable - len(ask.open),
            applicable=ask.applicable,
            names=few([labels.place(name) for name in ask.open], OPEN_LISTED),
        )


def _asked_of(state: State, card: Scorecard, labels: Labels) -> str:
    """What a state asks for and how far that is met now: "70% of Foresight (now 14%)"; "" where it asks nothing."""
    now = [each for each in card.overall.asks if each.state == state.id]
    return series(_asked(ask, found, labels) for ask, found in zip(state.asks, now, strict=True)) if now else ""


def _asked(ask: Ask, found: AskScore, labels: Labels) -> str:
    need, share = write.percent(ask.share), write.percent(found.share)
    return words("scorecard.asked", need=need, theme=labels.theme(ask.theme), share=share)


def facts(card: Scorecard, labels: Labels) -> tuple[tuple[str, str], ...]:
    """Target, coverage, what is possible and what is left out, each with its label."""
    return tuple((words(f"scorecard.fact.{name}"), text) for name, text in _facts(card, labels))


def _facts(card: Scorecard, labels: Labels) -> Iterator[tuple[str, str]]:
    overall, figures, counts = card.overall, card.overall.numbers, card.overall.counts
    if figures.target is not None:
        chosen = "scorecard.target-assumed" if card.target_assumed else "scorecard.target-chosen"
        gap, cells = write.gap(figures.gap, figures.score, figures.target), by_cells(card)
        target = words(chosen, target=write.number(figures.target), gap=gap)
        yield "target", words("scorecard.target-and-cells", target=target, cells=cells) if cells else target
    yield "coverage", _coverage(card, labels)
    low, high = (write.score(score, labels.thresholds) for score in (figures.low, figures.high))
    yield "possible", words("scorecard.possible", low=low, high=high)
    if overall.not_applicable:
        yield "left-out", words("scorecard.left-out", n=overall.not_applicable, within=_whole_cells(card))
    if counts.unknown:
        yield "unknown", words("scorecard.unknown", n=counts.unknown)
    if counts.no_case:
        yield "no-case", words("scorecard.no-case", n=counts.no_case)
    if card.profiles:
        yield "profiles", ", ".join(_profile(card, name) for name in card.profiles)


def by_cells(card: Scorecard, key: str = "scorecard.mean-target", **more: str) -> str:
    """How a mean near its target goes with cells below theirs: others are above. "" where there are not both.

    `key` is the entry that says it, with what it needs `more`.
    """
    found = [cell.numbers for row in card.capabilities if row.in_scope for cell in row.cells if cell.assessed]
    lacks = [each.target - each.score for each in found if each.target is not None and each.score is not None]
    below, above = sum(lack > 0 for lack in lacks), sum(lack < 0 for lack in lacks)
    if not below or not above:
        return ""
    target = write.number(card.overall.numbers.target)
    return words(key, **more, target=target, below=below, above=above, cells=len(found))


def _whole_cells(card: Scorecard) -> str:
    """How many of the criteria that are left out lie in cells left out whole; "" for none."""
    cells = sum(cell.basis == "n/a" for row in card.capabilities for cell in row.cells)
    single = sum(entry.reference.count("/") > 1 for entry in card.not_applicable)
    criteria = card.overall.not_applicable - single
    return words("scorecard.left-out-cells", n=cells, criteria=criteria) if cells and criteria > 0 else ""


def _coverage(card: Scorecard, labels: Labels) -> str:
    """Claims told from ratings: a claimed cell answers no criterion."""
    counts, figures = card.overall.counts, card.overall.numbers
    cells = sum(cell.basis != "n/a" for row in card.capabilities for cell in row.cells)
    if not counts.rated:
        said = words("scorecard.coverage-claimed", claimed=counts.claimed, cells=cells)
    else:
        core = "" if FULL in depths_of(card, labels) else "-core"
        said = words(
            f"scorecard.coverage-{'mixed' if counts.claimed else 'rated'}{core}",
            claimed=counts.claimed,
            cells=cells,
            rated=counts.rated,
            answered=counts.rated_answered,
            applicable=counts.rated_applicable,
        )
    return words("scorecard.coverage", said=said, settled=write.percent(figures.settled), cells=cells)


def _profile(card: Scorecard, name: str) -> str:
    return words("scorecard.profile", name=name, n=sum(entry.profile == name for entry in card.not_applicable))
