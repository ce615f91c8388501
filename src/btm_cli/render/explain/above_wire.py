"""The records of an explanation that speak of what is above cells, and what fills them.

In: accounts of capabilities, areas, themes, states and the whole (`scoring.explanation_accounts`). Out: plain data in
fixed key order.
"""

from typing_extensions import TypedDict

from btm_cli.render.explain.numbers_wire import (
    ExactNumbersWire,
    ExactWire,
    LeftOutWire,
    exact_data,
    left_out_data,
    numbers_data,
)
from btm_cli.render.wire.card import StatesWire, states_data
from btm_cli.render.wire.types import Importance
from btm_cli.scoring import explanation_accounts as accounts
from btm_cli.scoring.explanation_accounts import Standing, ThemedCriterion
from btm_cli.scoring.scorecard import AskScore


class ThemedCriterionWire(TypedDict):
    """A claim that bears a theme; what is open comes first, the cheapest first."""

    reference: str
    said: str | None
    """Its rating, or `claimed`."""
    standing: Standing
    left: ExactWire | None
    """The effort that is missing to meet it in full."""


class AskShareWire(TypedDict):
    """How far one ask of a state is met; shares are 0..1."""

    state: str
    theme: str
    levels: list[int]
    need: ExactWire | None
    share: ExactWire | None
    evidenced_share: ExactWire | None
    verified_share: ExactWire | None
    testable: bool
    met: bool


class AskAccountWire(AskShareWire):
    """An ask with every claim that it counts."""

    criteria: list[ThemedCriterionWire]


class ThemeAccountWire(TypedDict):
    """A theme: what states ask for of it, and every claim that bears it."""

    asks: list[AskShareWire]
    criteria: list[ThemedCriterionWire]


def _ask_data(account: accounts.AskAccount) -> AskAccountWire:
    """One ask."""
    return {**_share(account.score), "criteria": [_criterion(each) for each in account.criteria]}


def theme_data(account: accounts.ThemeAccount) -> ThemeAccountWire:
    """One theme."""
    return {
        "asks": [_share(score) for score in account.asks],
        "criteria": [_criterion(each) for each in account.criteria],
    }


def _share(score: AskScore) -> AskShareWire:
    return {
        "state": score.state,
        "theme": score.theme,
        "levels": list(score.levels),
        "need": exact_data(score.need),
        "share": exact_data(score.share),
        "evidenced_share": exact_data(score.evidenced_share),
        "verified_share": exact_data(score.verified_share),
        "testable": score.testable,
        "met": score.met,
    }


def _criterion(each: ThemedCriterion) -> ThemedCriterionWire:
    return {
        "reference": each.reference,
        "said": each.said or None,
        "standing": each.standing,
        "left": exact_data(each.left),
    }


class PartWire(TypedDict):
    """Something that a number above is made of; `basis` is a cell's."""

    reference: str
    weight: str
    basis: str | None
    numbers: ExactNumbersWire


class PartsWire(TypedDict):
    """The cells of a dimension, or the capabilities at a level."""

    parts: list[PartWire]


class RolledUpWire(TypedDict):
    """A number above cells and its parts, in the standard's order."""

    numbers: ExactNumbersWire
    parts: list[PartWire]


RequirementAccountWire = TypedDict(
    "RequirementAccountWire", {"capability": str, "for": int, "needs": int, "has": int | None, "met": bool}
)
"""A prerequisite: for which level, of whom, and whether it is met."""


class CapabilityFactsWire(TypedDict):
    """Whether a capability counts, and what was noted on it."""

    in_scope: bool
    not_applicable: LeftOutWire | None
    note: str | None


class CapabilityAccountWire(CapabilityFactsWire, RolledUpWire):
    """A capability: its cells' mean, and what it requires of others."""

    limited_by: list[str]
    imbalance: ExactWire | None
    importance: Importance
    requires: list[RequirementAccountWire]


class BelowFloorWire(TypedDict):
    """An assessed capability under a state's floor."""

    capability: str
    level: int


StateStartWire = TypedDict("StateStartWire", {"id": str, "from": ExactWire})
"""What comes first in a state's account."""


class StateAccountWire(StateStartWire):
    """A state's conditions."""

    floor: int
    score: ExactWire | None
    score_reached: bool
    below_floor: list[BelowFloorWire]
    asks: list[AskAccountWire]
    reached: bool


class StateInWholeWire(StateAccountWire):
    """One state beside the headline it belongs to."""

    overall: StatesWire


class OverallAccountWire(RolledUpWire, StatesWire):
    """The areas' mean and every state's conditions."""

    states: list[StateAccountWire]
    note: str | None


def overall_data(account: accounts.OverallAccount) -> OverallAccountWire:
    """The whole."""
    states = [_state(each) for each in account.states]
    return {**rolled_up_data(account.roll_up), **states_data(account.overall), "states": states, "note": account.remark}


def state_data(account: accounts.StateInWhole) -> StateInWholeWire:
    """One state."""
    return {**_state(account.account), "overall": states_data(account.overall)}


def listing_data(listing: accounts.Listing) -> PartsWire:
    """The cells of a dimension, or the capabilities at a level."""
    return {"parts": [_part(part) for part in listing.parts]}


def capability_data(account: accounts.CapabilityAccount) -> CapabilityAccountWire:
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


def _requirement(account: accounts.RequirementAccount) -> RequirementAccountWire:
    needed = account.requirement
    return {
        "capability": needed.capability,
        "for": needed.for_level,
        "needs": needed.needs,
        "has": account.has,
        "met": account.met,
    }


def rolled_up_data(roll_up: accounts.RollUp) -> RolledUpWire:
    """A number above cells."""
    return {"numbers": numbers_data(roll_up.numbers), "parts": [_part(part) for part in roll_up.parts]}


def _part(part: accounts.Part) -> PartWire:
    return {
        "reference": part.reference,
        "weight": str(part.weight),
        "basis": part.basis or None,
        "numbers": numbers_data(part.numbers),
    }


def _state(account: accounts.StateAccount) -> StateAccountWire:
    return {
        "id": account.state.id,
        "from": exact_data(account.state.from_score),
        "floor": account.state.floor,
        "score": exact_data(account.score),
        "score_reached": account.score_reached,
        "below_floor": [{"capability": name, "level": level} for name, level in account.below_floor],
        "asks": [_ask_data(ask) for ask in account.asks],
        "reached": account.reached,
    }
