"""The path through the standard's states: where the enterprise stands, where it wants to be, how far the roadmap goes.

In: `ReportInput`. Out: the states in their order, and a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.report.given import ReportInput
from btm_cli.render.scorecard.asks import asked_of
from btm_cli.standard.model import State


class StateStep(NamedTuple):
    """One state. `marks` are what the enterprise has to do with it: ids ("now", "aim", ...) with their words."""

    name: str
    needs: str
    meaning: str
    marks: tuple[tuple[str, str], ...]
    reached: bool


def state_path(given: ReportInput) -> Iterator[StateStep]:
    """The standard's states in their order."""
    overall, states = given.card.overall, given.standard.states
    order = [state.id for state in states]
    now = order.index(overall.state) if overall.state in order else -1
    marked = tuple(_marked(given))
    for position, state in enumerate(states):
        yield StateStep(
            name=state.name,
            needs=_needs(state, given),
            meaning=state.meaning,
            marks=tuple((mark, words(f"report.path.mark.{mark}")) for mark, place in marked if place == state.id),
            reached=position <= now,
        )


def _needs(state: State, given: ReportInput) -> str:
    """Score, floor and what the state asks for."""
    asked = asked_of(state, given.card, given.standard)
    key = "report.path.needs-asking" if asked else "report.path.needs"
    return words(key, score=write.short_number(state.from_score), floor=state.floor, asked=asked)


def path_note(given: ReportInput) -> str:
    """Where it stands and where it wants to be; "" where there is no score or no state."""
    labels, aim, now = Labels(given.standard), _aim(given), given.card.overall.state
    if not given.standard.states or given.card.overall.numbers.score is None:
        return ""
    wish = "none" if aim is None else "assumed" if given.answers.target is None else "wished"
    return words(f"report.path.{'at' if now else 'below'}-{wish}", now=labels.state(now), aim=labels.state(aim))


def _marked(given: ReportInput) -> Iterator[tuple[str, str | None]]:
    """Each mark with the id of its state, in the order of reading."""
    overall = given.card.overall
    yield "now-provisional" if overall.provisional else "now", overall.state
    if overall.state_by_score != overall.state:
        yield "by-score", overall.state_by_score
    yield "aim-assumed" if given.answers.target is None else "aim", _aim(given)
    if given.comparison is not None:
        yield "baseline", given.comparison.old.states.get("state")
    if given.plan is not None:
        yield "roadmap", given.plan.roadmap.iterations[-1].card.overall.state


def _aim(given: ReportInput) -> str | None:
    """The id of the state aimed at: named, or the lowest one that has the general target level; else None."""
    target, standard = given.answers.target, given.standard
    if target is not None and target.state is not None:
        return target.state
    if target is not None and target.level is not None:
        return next((state.id for state in standard.states if state.target_level == target.level), None)
    if target is not None and not given.card.target_assumed:
        return None
    names = [None, *(state.id for state in standard.states)]
    following = names.index(given.card.overall.state) + 1
    return names[following] if following < len(names) else None
