"""The records that every explanation's account is made of: exact numbers, and why something is left out.

In: fractions, `Numbers`. Out: plain data. An exact number is `{"exact": "17/6", "rounded": 2.83}`, null where it does
not exist.
"""

from fractions import Fraction
from typing import overload

from typing_extensions import TypedDict

from btm_cli.answers.model import NotApplicable
from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.types import Count
from btm_cli.scoring.scorecard import Numbers


class ExactWire(TypedDict):
    """A fraction as it is, and rounded half up to two decimals."""

    exact: str
    rounded: float


class ExactNumbersWire(TypedDict):
    """The numbers that exist at every height."""

    level: int | None
    evidenced_level: int | None
    verified_level: int | None
    answered: Count
    applicable: Count
    score: ExactWire | None
    low: ExactWire | None
    high: ExactWire | None
    evidenced: ExactWire | None
    verified: ExactWire | None
    coverage: ExactWire | None
    settled: ExactWire | None
    target: ExactWire | None
    gap: ExactWire | None


class LeftOutWire(TypedDict):
    """Why something is n/a, and who agreed."""

    reason: str
    approved_by: str | None


@overload
def exact_data(value: Fraction) -> ExactWire: ...
@overload
def exact_data(value: Fraction | None) -> ExactWire | None: ...
def exact_data(value: Fraction | None) -> ExactWire | None:
    """A fraction as it is and rounded; None for None."""
    return None if value is None else {"exact": str(value), "rounded": json_number(value)}


def numbers_data(numbers: Numbers) -> ExactNumbersWire:
    """The numbers of anything."""
    return {
        "level": numbers.level,
        "evidenced_level": numbers.evidenced_level,
        "verified_level": numbers.verified_level,
        "answered": numbers.answered,
        "applicable": numbers.applicable,
        "score": exact_data(numbers.score),
        "low": exact_data(numbers.low),
        "high": exact_data(numbers.high),
        "evidenced": exact_data(numbers.evidenced),
        "verified": exact_data(numbers.verified),
        "coverage": exact_data(numbers.coverage),
        "settled": exact_data(numbers.settled),
        "target": exact_data(numbers.target),
        "gap": exact_data(numbers.gap),
    }


def left_out_data(said: NotApplicable | None) -> LeftOutWire | None:
    """Why something is n/a; None where it is not."""
    return {"reason": said.reason, "approved_by": said.approved_by} if said else None
