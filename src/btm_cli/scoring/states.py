"""Which state an enterprise is in, by score and by the floors of its capabilities; what each cell aims at.

In: a standard's states, an overall score and capability levels, or a `Scorecard`; the enterprise's `Target`. Out: a
`State` or None (`scoring.md`, Upwards), and the capabilities that hold one back; a level for every cell (`scoring.md`,
Target and gap).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from btm_cli.answers.model import Target
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard, State


def state_by_score(states: Sequence[State], score: Fraction | None) -> State | None:
    """The highest state the score alone would give; None without a score or below every state's `from`."""
    if score is None:
        return None
    return next((state for state in reversed(states) if state.from_score <= score), None)


def state_reached(
    states: Sequence[State], score: Fraction | None, levels: Collection[int], unmet: Collection[str] = ()
) -> State | None:
    """The highest state that holds.

    A state holds when `score` is at least its `from`, none of the assessed capabilities' `levels` is below its floor,
    it is not among those with `unmet` asks (by id), and every lower state holds. None without a score.
    """
    if score is None:
        return None
    reached, lowest = None, min(levels)
    for state in states:
        if state.from_score > score or state.floor > lowest or state.id in unmet:
            break
        reached = state
    return reached


def stage_of(state: State | None, score: Fraction | None) -> str | None:
    """The name of the highest of the state's stages that `score` reaches; None where it has none."""
    if state is None or score is None:
        return None
    return next((stage.name for stage in reversed(state.stages) if stage.from_score <= score), None)


def next_state(states: Sequence[State], current: State | None) -> State | None:
    """The state above `current`, the lowest one where there is no current state; None above the highest."""
    following = 0 if current is None else [state.id for state in states].index(current.id) + 1
    return states[following] if following < len(states) else None


def is_at_least(states: Sequence[State], reached: str | None, wanted: str) -> bool:
    """Whether the state that is reached (by id, None for none) is the wanted one or a higher one."""
    ids = [state.id for state in states]
    return reached is not None and ids.index(reached) >= ids.index(wanted)


def aimed_at(card: Scorecard, standard: Standard) -> State | None:
    """What a capability may hold back: the state by score alone where that is a higher one, else the next one."""
    ranks = [state.id for state in standard.states]
    reached = -1 if card.overall.state is None else ranks.index(card.overall.state)
    by_score = -1 if card.overall.state_by_score is None else ranks.index(card.overall.state_by_score)
    rank = by_score if by_score > reached else reached + 1
    return standard.states[rank] if rank < len(ranks) else None


def holding(card: Scorecard, standard: Standard) -> set[str]:
    """The capabilities that hold a state back, by themselves or beside the score: those below its floor."""
    state = aimed_at(card, standard)
    if state is None:
        return set()
    return {row.id for row in card.capabilities if row.numbers.level is not None and row.numbers.level < state.floor}


class Targets(NamedTuple):
    """Target levels by capability and dimension id; `assumed` holds the cells for which nobody named one."""

    levels: Mapping[tuple[str, str], int]
    assumed: frozenset[tuple[str, str]]


def cell_targets(standard: Standard, target: Target | None, current: State | None) -> Targets:
    """The most specific target of every cell; where none is given, that of the next state above `current`.

    A state without a `target_level`, and no further state, stand for the top level. Raises KeyError for an unknown
    state.
    """
    general = None if target is None else target.level
    if target is not None and target.state is not None:
        general = _target_level(standard, {state.id: state for state in standard.states}[target.state])
    fallback = general if general is not None else _target_level(standard, next_state(standard.states, current))
    named = {} if target is None else target.levels

    levels: dict[tuple[str, str], int] = {}
    assumed: set[tuple[str, str]] = set()
    for capability in standard.ordered_capabilities():
        above = named.get(capability.id, named.get(capability.area))
        for dimension in standard.dimensions:
            place = (capability.id, dimension.id)
            level = named.get(f"{capability.id}/{dimension.id}", above)
            if level is None:
                level = fallback
                if general is None:
                    assumed.add(place)
            levels[place] = level
    return Targets(levels, frozenset(assumed))


def _target_level(standard: Standard, state: State | None) -> int:
    return standard.top if state is None or state.target_level is None else state.target_level
