"""The comparison's output contract as models, for its JSON Schema.

In: nothing. Out: `DiffContract`, which describes what `diff_data` gives. `btm diff` never imports this.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from btm_cli.render.scorecard.contract import StandardContract, _Part

Exact = Annotated[str, Field(pattern=r"^-?[0-9]+(/[1-9][0-9]*)?$", description="An exact fraction, such as 809/1440")]
Cause = Literal["standard", "time", "scope", "answers"]
Assurance = Literal["claimed", "evidenced", "verified"]


class SideContract(_Part):
    """One of the two assessments; `rounded` where it came from a scorecard, so that its numbers were rounded."""

    standard: StandardContract
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date
    as_of: date
    scope: list[str]
    digest: str
    provisional: bool
    rounded: bool


class UntoldContract(_Part):
    """The causes that can't be told apart, by calculation: empty where all can, as they can from answers."""

    claimed: list[Cause]
    evidenced: list[Cause]
    verified: list[Cause]


class StateMoveContract(_Part):
    """A state that is not the same any more."""

    name: Literal["state", "state_by_score", "evidenced_state", "verified_state"]
    old: str | None
    new: str | None


class LevelMoveContract(_Part):
    """A level lost or gained."""

    reference: str
    assurance: Assurance
    old: int
    new: int


class CausesContract(_Part):
    """The parts of a delta, each rounded on its own."""

    standard: float
    time: float
    scope: float
    answers: float


class ExactCausesContract(_Part):
    """The parts of a delta; they add up to it exactly."""

    standard: Exact
    time: Exact
    scope: Exact
    answers: Exact


class ExactChangeContract(_Part):
    """The unrounded numbers of a change."""

    old: Exact | None
    new: Exact | None
    delta: Exact | None
    causes: ExactCausesContract | None


class ChangeContract(_Part):
    """One score from old to new; `causes` is null where a score is missing or the causes can't be told."""

    old: float | None
    new: float | None
    delta: float | None
    old_level: int | None
    new_level: int | None
    causes: CausesContract | None
    exact: ExactChangeContract


class MovementContract(_Part):
    """A place that moved: `overall`, an area, a capability, or a cell `capability/dimension`."""

    reference: str
    name: str
    old_basis: str
    new_basis: str
    regressed: bool
    claimed: ChangeContract
    evidenced: ChangeContract
    verified: ChangeContract


class ExactAmountsContract(_Part):
    """The unrounded amounts of an effect."""

    claimed: Exact
    evidenced: Exact
    verified: Exact


class EffectContract(_Part):
    """What a changed answer adds to the cause "answers" of one place."""

    on: str
    claimed: float
    evidenced: float
    verified: float
    exact: ExactAmountsContract


class AnswerContract(_Part):
    """One changed answer: a criterion, or a cell whose answer changed as a whole.

    With `in_order`, its cell has more than eight of them: they are taken in the standard's order and in the reverse.
    """

    reference: str
    cell: str
    in_order: bool
    effects: list[EffectContract]


class FactContract(_Part):
    """One thing the two files say differently; null for not said."""

    kind: Literal["answers", "plan", "evidence", "file"]
    reference: str
    what: str
    old: str | list[str] | None
    new: str | list[str] | None


class EvidenceMovesContract(_Part):
    """Keys of the evidence that time alone made invalid or valid."""

    lapsed: list[str]
    arrived: list[str]


class DiffContract(_Part):
    """What `btm diff --format json` writes; areas, capabilities and cells are those that moved."""

    schema_: Literal["btm-diff/1"] = Field(alias="schema")
    old: SideContract
    new: SideContract
    empty: bool
    untold: UntoldContract
    regressions: list[str]
    states: list[StateMoveContract]
    levels_lost: list[LevelMoveContract]
    levels_gained: list[LevelMoveContract]
    overall: MovementContract
    areas: list[MovementContract]
    capabilities: list[MovementContract]
    cells: list[MovementContract]
    answers: list[AnswerContract]
    changes: list[FactContract] | None
    evidence: EvidenceMovesContract
