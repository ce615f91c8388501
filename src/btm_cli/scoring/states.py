"""Which state an enterprise is in, by score and by the floors of its capabilities.

In: a standard's states, an overall score and capability levels. Out: a `State` or None (`scoring.md`, Upwards).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.standard.model import State


def state_by_score(states: Sequence[State], score: Fraction | None) -> State | None:
    """The highest state the score alone would give; None without a score or below every state's `from`."""
    if score is None:
        return None
    return next((state for state in reversed(states) if state.from_score <= score), None)


def state_reached(states: Sequence[State], score: Fraction | None, levels: Collection[int]) -> State | None:
    """The highest state by score whose floor none of the assessed capabilities' `levels` is below."""
    if score is None:
        return None
    lowest = min(levels)
    return next((state for state in reversed(states) if state.from_score <= score and state.floor <= lowest), None)


def next_state(states: Sequence[State], current: State | None) -> State | None:
    """The state above `current`, the lowest one where there is no current state; None above the highest."""
    following = 0 if current is None else [state.id for state in states].index(current.id) + 1
    return states[following] if following < len(states) else None
