"""The output contract of `btm plan` as models: for its JSON Schema, and for reading an old plan back.

In: nothing, or the data of a plan. Out: `PlanContract`, which describes what `plan_data` gives.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from btm_cli.render.scorecard.contract import StandardContract, SubjectContract, _Part

Count = Annotated[int, Field(ge=0)]


class AmountContract(_Part):
    """A number rounded to two decimals, and exactly, as text."""

    value: float
    exact: str


class PlanSettingsContract(_Part):
    """What the plan was made for; an iteration takes `months`."""

    iterations: Annotated[int, Field(ge=1)]
    capacity: float
    capacity_assumed: bool
    months: Annotated[int, Field(ge=1)]
    start: date


class ObjectiveContract(_Part):
    """The mean gap, weighted by share and importance, summed over the iterations: the less remains the better."""

    idle: AmountContract
    """What remains where nothing is done."""
    remaining: AmountContract
    won: AmountContract
    bound: AmountContract
    """No plan can win more than this."""
    naive: AmountContract
    """What the list of priorities, taken in its order, would win."""
    share: Annotated[float, Field(ge=0, le=1)]
    """`won` by `bound`."""
    solver: Literal["fast", "exact"]
    method: str


class StateContract(_Part):
    """The headline."""

    score: float | None
    level: int | None
    gap: float | None
    state: str | None
    held_back_by: list[str]


class HeightContract(_Part):
    """An area or capability after an iteration."""

    id: str
    score: float | None
    level: int | None


class AfterContract(StateContract):
    """What the engine says once the iteration's steps are done."""

    remaining: AmountContract
    areas: list[HeightContract]
    capabilities: list[HeightContract]


class ToMeetContract(_Part):
    """A criterion to meet and what would show it."""

    reference: str
    claim: str
    evidence: list[str]


class UnlockContract(_Part):
    """What can be gone for afterwards."""

    capability: str
    level: int


class PlanStepContract(_Part):
    """One step; `part` where it is too large for an iteration and only some of its criteria lie in this one."""

    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    level_after: int
    score_after: float
    effort: float
    gain: float
    owner: str | None
    pinned: bool
    criteria: list[ToMeetContract]
    unlocks: list[UnlockContract]


class CycleStepContract(_Part):
    """One step of the standard's own cycle."""

    id: str
    name: str
    does: str
    artifacts: list[str]


class IterationContract(_Part):
    """One iteration."""

    number: Annotated[int, Field(ge=1)]
    start: date
    end: date
    effort: float
    capacity: float
    steps: list[PlanStepContract]
    after: AfterContract
    cycle: list[CycleStepContract]


class LeftOverContract(_Part):
    """A cell the plan leaves below its target, and why."""

    reference: str
    level: int
    target: int
    effort: float
    reason: Literal["capacity", "requires", "time", "excluded", "unwritten", "too-large"]
    message: str


class LimitContract(_Part):
    """What the plan would win without this limit (for capacity: with one more point an iteration)."""

    kind: Literal["capacity", "pin", "deadline", "exclude", "requires"]
    reference: str
    wins: AmountContract


class PlanContract(_Part):
    """What `btm plan --format json` writes."""

    schema_: Literal["btm-plan/1"] = Field(alias="schema")
    standard: StandardContract
    subject: SubjectContract
    as_of: date
    settings: PlanSettingsContract
    target_assumed: bool
    objective: ObjectiveContract
    today: StateContract
    iterations: list[IterationContract]
    left_over: list[LeftOverContract]
    assess_first: list[str]
    limits: list[LimitContract]
    targets: dict[str, int]
