"""Which state comes next, and which capabilities hold it back.

In: a `Scorecard` and its `Standard`. Out: a state, and capabilities by id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard, State


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
