"""How two editions differ in what they ask for a state: a cause of its own where a state moves.

In: the standards of both sides. Out: `Condition`s, in the new standard's order. Scores do not depend on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from btm_cli.standard.model import Ask, Standard, State

What = Literal["asks", "from", "floor"]


class Condition(NamedTuple):
    """`what` a state asks for, where it is not the same: its first score, its floor, shares of themes ("" for none)."""

    state: str
    what: What
    old: str
    new: str


def conditions_between(old: Standard, new: Standard) -> tuple[Condition, ...]:
    """What is asked otherwise of the states that both standards have."""
    before = {state.id: state for state in old.states}
    return tuple(found for state in new.states if state.id in before for found in _of(before[state.id], state))


def _of(old: State, new: State) -> Iterator[Condition]:
    after = _told(new)
    for what, before in _told(old).items():
        if before != after[what]:
            yield Condition(new.id, what, before, after[what])


def _told(state: State) -> dict[What, str]:
    asks = "; ".join(_ask(ask) for ask in sorted(state.asks))
    return {"asks": asks, "from": str(state.from_score), "floor": str(state.floor)}


def _ask(ask: Ask) -> str:
    return f"{ask.theme} at {', '.join(map(str, ask.levels))}: {ask.share}"
