"""The steps that would give the next state, proved before anybody names them.

In: `Given`. Out: `Climb`s, and the engine's word on them. What targets and exclusions say does not matter here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed
from btm_cli.planning.owners import owner_of
from btm_cli.scoring import measure
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.effort import days_of, days_together
from btm_cli.scoring.exact import total
from btm_cli.scoring.ratings import Rules
from btm_cli.scoring.steps import efforts_up_to
from btm_cli.summary.risk import Risk, at_risk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from btm_cli.scoring.scorecard import CellScore
    from btm_cli.standard.model import Standard, State
    from btm_cli.summary.entry import Value
    from btm_cli.summary.given import Given


class Climb(NamedTuple):
    """One cell to be brought to a level, with the effort of each step on the way."""

    reference: str
    level: int
    efforts: tuple[Fraction, ...]


class Floor(NamedTuple):
    """All that a state's floor lacks: the cells below it, and what of the state is open still once they are raised."""

    state: State
    climbs: tuple[Climb, ...]
    risk: Risk


def lower(given: Given, state: State) -> list[str]:
    """The assessed capabilities below a state's floor."""
    levels = ((capability.id, capability.numbers.level) for capability in given.capabilities())
    return [name for name, level in levels if level is not None and level < state.floor]


def floor_alone(given: Given) -> Floor | None:
    """The steps to the next state where the score is enough and only its floor is missing.

    None where something else is missing, and where the engine does not give the state once these steps are done.
    """
    state, score = given.next_state(), given.card.overall.numbers.score
    if state is None or score is None or score < state.from_score or not lower(given, state):
        return None
    below = (cell for cell in given.cells() if cell.numbers.level is not None and cell.numbers.level < state.floor)
    climbs = [climb_to(given, cell, state.floor) for cell in below]
    low = gives_state(given, climbs, state.id)
    return None if low is None else Floor(state, tuple(climbs), at_risk(given.standard, given.card, state, low))


def gives_state(given: Given, climbs: Iterable[Climb], state: str) -> Fraction | None:
    """The low of the score with these cells raised, None where the engine does not give the state then."""
    from btm_cli.planning.what_if import Change, change_answers  # only where a floor alone is missing

    changes: list[Change] = []
    for climb in climbs:
        capability, dimension = climb.reference.split("/")
        if isinstance(given.answers.cells.get((capability, dimension)), Claimed):
            changes.append(Change(capability, dimension, level=climb.level))
            continue
        names, top = unmet(given, climb.reference, climb.level), given.standard.top_rating
        changes += [Change(capability, dimension, name, rating=top) for name in names]
    changed = change_answers(given.standard, given.answers, changes)
    after = measure(given.standard, changed, given.valid).overall
    reached = [one.id for one in given.standard.states]
    if after.state is None or reached.index(after.state) < reached.index(state):
        return None
    return after.numbers.low


def climb_to(given: Given, cell: CellScore, level: int) -> Climb:
    """What it takes to bring an assessed cell to `level`."""
    written = cell_in_view(given.standard, given.answers, *cell.place)
    start = (cell.numbers.level or 0, cell.numbers.score or Fraction(0))
    efforts = efforts_up_to(
        given.standard, written, given.answers.cells.get(cell.place), Rules(given.standard), start, level
    )
    return Climb(cell.reference, level, tuple(efforts))


def work_of(standard: Standard, efforts: Sequence[Fraction]) -> dict[str, Value]:
    """What steps of these points take together: points, exact days, and the days that people see."""
    points = total(efforts)
    shown = days_together(days_of(standard, each) for each in efforts)
    return {"effort": points, "days": days_of(standard, points), "whole_days": shown}


def owners_of(given: Given, references: Iterable[str]) -> tuple[str, ...]:
    """Who answers for these cells, each once."""
    areas = {capability.id: capability.area for capability in given.card.capabilities}
    places = (reference.split("/") for reference in references)
    owners = (owner_of(given.answers, capability, areas[capability], dimension) for capability, dimension in places)
    return tuple(dict.fromkeys(filter(None, owners)))


def unmet(given: Given, reference: str, level: int) -> list[str]:
    """The criteria of a cell up to `level` that are not met in full; of a claimed one those above what it claims."""
    capability, dimension = reference.split("/")
    written = cell_in_view(given.standard, given.answers, capability, dimension)
    criteria = [one for one in written.all_criteria() if one.level <= level] if written else []
    answer = given.answers.cells.get((capability, dimension))
    if isinstance(answer, Claimed):
        return [one.id for one in criteria if one.level > answer.level]
    return [one.id for one, _ in Rules(given.standard).unmet(criteria, answer)]
