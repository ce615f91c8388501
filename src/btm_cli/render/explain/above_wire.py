"""The records of an explanation that speak of what is above cells, and what fills them.

In: accounts of capabilities, areas, states and the whole (`scoring.explanation_accounts`). Out: plain data in fixed key
order.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from btm_cli.render.explain.asks_wire import AskAccountWire, ask_data
from btm_cli.render.explain.numbers_wire import (
    ExactNumbersWire,
    ExactWire,
    LeftOutWire,
    exact_data,
    left_out_data,
    numbers_data,
)
from btm_cli.render.wire.card import StatesWire, states_data
from btm_cli.render.wire.types import Importance, record
from btm_cli.scoring.explanation_accounts import (
    CapabilityAccount,
    Listing,
    OverallAccount,
    Part,
    RequirementAccount,
    RollUp,
    StateAccount,
    StateInWhole,
)


@record
class PartWire(TypedDict):
    """Something that a number above is made of; `basis` is a cell's."""

    reference: str
    weight: str
    basis: str | None
    numbers: ExactNumbersWire


@record
class PartsWire(TypedDict):
    """The cells of a dimension, or the capabilities at a level."""

    parts: list[PartWire]


@record
class RolledUpWire(TypedDict):
    """A number above cells and its parts, in the standard's order."""

    numbers: ExactNumbersWire
    parts: list[PartWire]


RequirementAccountWire = TypedDict(
    "RequirementAccountWire", {"capability": str, "for": int, "needs": int, "has": int | None, "met": bool}
)
"""A prerequisite: for which level, of whom, and whether it is met."""


@record
class CapabilityFactsWire(TypedDict):
    """Whether a capability counts, and what was noted on it."""

    in_scope: bool
    not_applicable: LeftOutWire | None
    note: str | None


@record
class CapabilityAccountWire(CapabilityFactsWire, RolledUpWire):
    """A capability: its cells' mean, and what it requires of others."""

    limited_by: list[str]
    imbalance: ExactWire | None
    importance: Importance
    requires: list[RequirementAccountWire]


@record
class BelowFloorWire(TypedDict):
    """An assessed capability under a state's floor."""

    capability: str
    level: int


StateStartWire = TypedDict("StateStartWire", {"id": str, "from": ExactWire})
"""What comes first in a state's account."""


@record
class StateAccountWire(StateStartWire):
    """A state's conditions."""

    floor: int
    score: ExactWire | None
    score_reached: bool
    below_floor: list[BelowFloorWire]
    asks: list[AskAccountWire]
    reached: bool


@record
class StateInWholeWire(StateAccountWire):
    """One state beside the headline it belongs to."""

    overall: StatesWire


@record
class OverallAccountWire(RolledUpWire, StatesWire):
    """The areas' mean and every state's conditions."""

    states: list[StateAccountWire]
    note: str | None


def overall_data(account: OverallAccount) -> OverallAccountWire:
    """The whole."""
    states = [_state(each) for each in account.states]
    return {**rolled_up_data(account.roll_up), **states_data(account.overall), "states": states, "note": account.remark}


def state_data(account: StateInWhole) -> StateInWholeWire:
    """One state."""
    return {**_state(account.account), "overall": states_data(account.overall)}


def listing_data(listing: Listing) -> PartsWire:
    """The cells of a dimension, or the capabilities at a level."""
    return {"parts": [_part(part) for part in listing.parts]}


def capability_data(account: CapabilityAccount) -> CapabilityAccountWire:
    """One capability."""
    return {
        "in_scope": account.score.in_scope,
        "not_applicable": left_out_data(account.not_applicable),
        "note": account.remark,
        **rolled_up_data(account.roll_up),
        "limited_by": list(account.score.limited_by),
        "imbalance": exact_data(account.score.imbalance),
        "importance": account.score.importance,
        "requires": [_requirement(each) for each in account.requirements],
    }


def _requirement(account: RequirementAccount) -> RequirementAccountWire:
    needed = account.requirement
    return {
        "capability": needed.capability,
        "for": needed.for_level,
        "needs": needed.needs,
        "has": account.has,
        "met": account.met,
    }


def rolled_up_data(roll_up: RollUp) -> RolledUpWire:
    """A number above cells."""
    return {"numbers": numbers_data(roll_up.numbers), "parts": [_part(part) for part in roll_up.parts]}


def _part(part: Part) -> PartWire:
    return {
        "reference": part.reference,
        "weight": str(part.weight),
        "basis": part.basis or None,
        "numbers": numbers_data(part.numbers),
    }


def _state(account: StateAccount) -> StateAccountWire:
    return {
        "id": account.state.id,
        "from": exact_data(account.state.from_score),
        "floor": account.state.floor,
        "score": exact_data(account.score),
        "score_reached": account.score_reached,
        "below_floor": [{"capability": name, "level": level} for name, level in account.below_floor],
        "asks": [ask_data(ask) for ask in account.asks],
        "reached": account.reached,
    }
