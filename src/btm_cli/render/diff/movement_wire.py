"""How a place moved, as a record of `btm-diff/1`: from old to new, with the causes, rounded and exact.

In: a `Movement`. Out: plain data in the fixed key order of the contract.
"""

from fractions import Fraction

from typing_extensions import TypedDict

from btm_cli.compare.comparison import Causes, Change, Movement
from btm_cli.render.document.numbers import apportion, json_number
from btm_cli.render.wire.types import Exact


class CausesWire(TypedDict):
    """The parts of a delta, rounded so that they add up to it as it stands beside them."""

    standard: float
    time: float
    scope: float
    answers: float


class ExactCausesWire(TypedDict):
    """The parts of a delta; they add up to it exactly."""

    standard: Exact
    time: Exact
    scope: Exact
    answers: Exact


class ExactChangeWire(TypedDict):
    """The unrounded numbers of a change."""

    old: Exact | None
    new: Exact | None
    delta: Exact | None
    causes: ExactCausesWire | None


class ChangeWire(TypedDict):
    """One score from old to new; `causes` is null where a score is missing or the causes can't be told."""

    old: float | None
    new: float | None
    delta: float | None
    old_level: int | None
    new_level: int | None
    causes: CausesWire | None
    exact: ExactChangeWire


class MovementWire(TypedDict):
    """A place that moved: `overall`, an area, a capability, or a cell `capability/dimension`."""

    reference: str
    name: str
    old_basis: str
    new_basis: str
    regressed: bool
    claimed: ChangeWire
    evidenced: ChangeWire
    verified: ChangeWire


def movement_data(movement: Movement) -> MovementWire:
    """One place under the three calculations."""
    return {
        "reference": movement.reference,
        "name": movement.name,
        "old_basis": movement.old_basis,
        "new_basis": movement.new_basis,
        "regressed": movement.regressed,
        "claimed": _change(movement.claimed),
        "evidenced": _change(movement.evidenced),
        "verified": _change(movement.verified),
    }


def _change(change: Change) -> ChangeWire:
    return {
        "old": json_number(change.old),
        "new": json_number(change.new),
        "delta": json_number(change.delta),
        "old_level": change.old_level,
        "new_level": change.new_level,
        "causes": _causes(change.causes),
        "exact": {
            "old": _exact(change.old),
            "new": _exact(change.new),
            "delta": _exact(change.delta),
            "causes": _exact_causes(change.causes),
        },
    }


def _causes(causes: Causes | None) -> CausesWire | None:
    if causes is None:
        return None
    standard, time, scope, answers = (rounded / 100 for rounded in apportion(causes))
    return {"standard": standard, "time": time, "scope": scope, "answers": answers}


def _exact_causes(causes: Causes | None) -> ExactCausesWire | None:
    if causes is None:
        return None
    standard, time, scope, answers = map(str, causes)
    return {"standard": standard, "time": time, "scope": scope, "answers": answers}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
