"""Which capabilities hold the state back that comes next.

In: a `Scorecard` and its `Standard`. Out: capabilities by id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from btm_cli.scoring.states import aimed_at

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


def holding(card: Scorecard, standard: Standard) -> set[str]:
    """The capabilities that hold a state back, by themselves or beside the score: those below its floor."""
    state = aimed_at(card, standard)
    if state is None:
        return set()
    return {row.id for row in card.capabilities if row.numbers.level is not None and row.numbers.level < state.floor}
