"""Which state an enterprise is in, by score and by the floors of its capabilities.

In: a standard's states, an overall score and capability levels. Out: a `State` or None (`scoring.md`, Upwards).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def aimed_at(card: Scorecard, standard: Standard) -> State | None:
    """What a capability may hold back: the state by score alone where that is a higher one, else the next one."""
    ranks = [state.id for state in standard.states]
    reached = -1 if card.overall.state is None else ranks.index(card.overall.state)
    by_score = -1 if card.overall.state_by_score is None else ranks.index(card.overall.state_by_score)
    rank = by_score if by_score > reached else reached + 1
    return standard.states[rank] if rank < len(ranks) else None
