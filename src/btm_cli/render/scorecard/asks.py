"""What states ask for beside score and floor, in words: how far it is met, and what is open.

In: a `Scorecard`, its `Standard` and its `Labels`. Out: text.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import few, series, words
from btm_cli.scoring.scorecard import AskScore, Overall, Scorecard
from btm_cli.standard.model import Ask, Standard, State
from btm_cli.summary.stand import rests_on_claims

OPEN_LISTED = 3


def state_text(overall: Overall, standard: Standard, labels: Labels) -> str:
    """The state with its stage, and that it rests on claims where it does: "Synchronization, by claim"."""
    name = labels.state(overall.state)
    if overall.stage is not None:
        name = words("scorecard.state-stage", state=name, stage=overall.stage)
    return words("scorecard.state-by-claim", state=name) if rests_on_claims(overall, standard) else name


def unmet_notes(card: Scorecard, standard: Standard, labels: Labels) -> Iterator[str]:
    """A note for each ask that keeps the state from being the one by score alone."""
    for ask in card.overall.unmet_asks:
        asked = words(
            "scorecard.note.asks",
            state=labels.state(ask.state),
            need=write.percent(ask.need),
            theme=theme_name(standard, ask.theme),
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
            names=open_names(ask, labels),
        )


def asked_of(state: State, card: Scorecard, standard: Standard) -> str:
    """What a state asks for and how far that is met now: "70% of Foresight (now 14%)"; "" where it asks nothing."""
    now = [each for each in card.overall.asks if each.state == state.id]
    return series(_asked(ask, found, standard) for ask, found in zip(state.asks, now, strict=True)) if now else ""


def open_names(ask: AskScore, labels: Labels) -> str:
    """The places of what is open, the cheapest first, and how many more there are."""
    return few([labels.place(name) for name in ask.open], OPEN_LISTED)


def theme_name(standard: Standard, theme: str) -> str:
    """What a theme is called."""
    return next((each.name for each in standard.themes if each.id == theme), theme)


def _asked(ask: Ask, found: AskScore, standard: Standard) -> str:
    return words(
        "scorecard.asked",
        need=write.percent(ask.share),
        theme=theme_name(standard, ask.theme),
        share=write.percent(found.share),
    )
