"""What is still open can take a state away again: by the score, which may end lower, or by a capability's level.

In: a scorecard by which a state holds. Out: what of it is not safe. Rule: scoring.md, *state* and *low*; criteria that
nobody answered count as not met already, so only cells that nobody assessed can lower a level.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import CapabilityScore, Scorecard
    from btm_cli.standard.model import Standard, State

Risk = Literal["none", "score", "floor", "both"]


def at_risk(standard: Standard, card: Scorecard, state: State, low: Fraction | None) -> Risk:
    """What of `state` the open cells of `card` can undo; `low` is where the overall score ends at worst."""
    score = low is not None and low < state.from_score
    levels = [_at_worst(standard, each) for each in card.capabilities if each.in_scope]
    below = any(level is not None and level < state.floor for level in levels)
    if below:
        return "both" if score else "floor"
    return "score" if score else "none"


def state_at_risk(standard: Standard, card: Scorecard) -> tuple[State | None, Risk]:
    """The state that `card` has, None where it has none, and what of it the open cells can undo."""
    if card.overall.state is None:
        return None, "none"
    state = standard.state(card.overall.state)
    return state, at_risk(standard, card, state, card.overall.numbers.low)


def _at_worst(standard: Standard, capability: CapabilityScore) -> int | None:
    """The level of a capability if its open cells turn out at the lowest; None where nothing of it is open."""
    if all(cell.basis != "not-assessed" for cell in capability.cells):
        return None
    low = capability.numbers.low
    return floor(low) if standard.capability_level == "mean" and low is not None else standard.base
