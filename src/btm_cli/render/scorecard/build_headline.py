"""The headline: what was assessed, how it stands, and what a reader must know before believing it.

In: a `Scorecard`, its `Standard` and its `Labels`. Out: a `Headline`.
"""

from __future__ import annotations

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.scorecard.view import Assurance, Headline
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

NAMES_LISTED = 5


def build_headline(card: Scorecard, standard: Standard, labels: Labels) -> Headline:
    """The headline of the whole scorecard, whatever the rest is narrowed to."""
    return Headline(
        enterprise=card.enterprise,
        unit=card.unit or "",
        period=card.period or "",
        standard=f"{standard.title} {card.edition}",
        dates=f"Assessed on {card.assessed_on.isoformat()}, evidence as of {card.as_of.isoformat()}",
        scope=", ".join(map(labels.name, card.scope)),
        summary=_summary(card, standard, labels),
        assurances=_assurances(card, standard, labels),
        facts=_facts(card, labels),
        notes=_notes(card, standard, labels),
    )


def _summary(card: Scorecard, standard: Standard, labels: Labels) -> str:
    """Score, level and state in one line."""
    figures = card.overall.numbers
    if figures.score is None:
        return "nothing assessed"
    parts = [
        f"Score {write.score(figures.score, labels.thresholds)} of {standard.top}",
        f"Level {labels.level(figures.level)}",
    ]
    if standard.states:
        parts.append(f"State {labels.state(card.overall.state)}")
    return " · ".join(parts) + (" (provisional)" if card.overall.provisional else "")


def _assurances(card: Scorecard, standard: Standard, labels: Labels) -> tuple[Assurance, ...]:
    overall, figures = card.overall, card.overall.numbers
    calculations = (
        ("Claimed", figures.score, figures.level, overall.state),
        ("Evidenced", figures.evidenced, figures.evidenced_level, overall.evidenced_state),
        ("Verified", figures.verified, figures.verified_level, overall.verified_state),
    )
    return tuple(
        Assurance(
            name,
            write.score(score, labels.thresholds),
            labels.level(level),
            labels.state(state) if standard.states else "",
        )
        for name, score, level, state in calculations
    )


def _facts(card: Scorecard, labels: Labels) -> tuple[tuple[str, str], ...]:
    overall, figures = card.overall, card.overall.numbers
    cells = [cell for capability in card.capabilities for cell in capability.cells if cell.basis != "n/a"]
    answered = f"{figures.answered} of {figures.applicable} criteria answered ({write.percent(figures.coverage)})"
    if figures.coverage is None:
        answered = f"{sum(cell.assessed for cell in cells)} of {len(cells)} cells assessed"
    settled = f"{write.percent(figures.settled)} of {len(cells)} cells settled"
    possible = (
        f"{write.score(figures.low, labels.thresholds)} to {write.score(figures.high, labels.thresholds)}, "
        "by what is still open"
    )
    facts = [("Coverage", f"{answered}, {settled}"), ("Possible", possible)]
    if figures.target is not None:
        chosen = "assumed, none is set" if card.target_assumed else "chosen"
        facts.insert(0, ("Target", f"{write.number(figures.target)} ({chosen}), gap {write.gap(figures.gap)}"))
    if overall.not_applicable:
        facts.append(("Left out", f"{overall.not_applicable} criteria not applicable"))
    return tuple(facts)


def _notes(card: Scorecard, standard: Standard, labels: Labels) -> tuple[str, ...]:
    overall, figures = card.overall, card.overall.numbers
    if figures.score is None:
        return ()
    notes = []
    if overall.provisional:
        open_cells = len(card.assess_first)
        notes.append(f"Provisional: {open_cells} {'cell is' if open_cells == 1 else 'cells are'} not assessed yet.")
    weakest = [
        capability.name
        for capability in card.capabilities
        if capability.in_scope and capability.numbers.level == figures.level
    ]
    if figures.level is not None and figures.score >= figures.level + 1 and not overall.held_back_by:
        notes.append(f"Level {figures.level} is the lowest of any capability: {_listed(weakest)}.")
    if overall.held_back_by:
        floor = next(state.floor for state in standard.states if state.id == overall.state_by_score)
        levels = {capability.id: capability.numbers.level for capability in card.capabilities}
        held = _listed([f"{labels.name(held)} ({levels[held]})" for held in overall.held_back_by])
        notes.append(
            f"By score alone the state would be {labels.state(overall.state_by_score)}; "
            f"it needs every capability at level {floor}. Held back by {held}."
        )
    limit = write.threshold_rounded_onto(figures.score, (state.from_score for state in standard.states))
    if limit is not None:
        reached = next(state for state in standard.states if state.from_score == limit)
        notes.append(f"The score is just under {write.number(limit)}, where {reached.name} begins.")
    if not overall.provisional and overall.state is not None:
        following = next((state for state in standard.states if state.from_score > figures.score), None)
        if following is not None and limit is None:
            notes.append(
                f"{following.name} begins at {write.short_number(following.from_score)}, "
                f"with every capability at level {following.floor}."
            )
    return tuple(notes)


def _listed(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - NAMES_LISTED
    return ", ".join(names[:NAMES_LISTED]) + (f" and {more} more" if more > 0 else "")
