"""The output contracts of `btm plan --reach`, `btm plan --against` and `btm what-if` as models, for their JSON Schemas.

In: nothing. Out: `ReachContract`, `ProgressContract`, `WhatIfContract`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from btm_cli.render.plan.contract import Count, StateContract
from btm_cli.render.scorecard.contract import StandardContract, SubjectContract, _Part


class AtCapacityContract(_Part):
    """Iterations at a capacity: found, and proven to be the least there can be; null: more than can be planned."""

    capacity: float
    assumed: bool
    iterations: int | None
    at_least: int


class InIterationsContract(_Part):
    """The capacity for a number of iterations: found, and proven least; null: no capacity is enough."""

    iterations: int
    capacity: float | None
    at_least: float


class LinkContract(_Part):
    """One step of the longest chain of prerequisites."""

    reference: str
    from_level: int
    to_level: int
    iteration: int
    effort: float


class UnreachableContract(_Part):
    """A cell that no plan brings to the target."""

    reference: str
    why: str


class ReachContract(_Part):
    """What `btm plan --reach GOAL --format json` writes."""

    schema_: Literal["btm-reach/1"] = Field(alias="schema")
    standard: StandardContract
    subject: SubjectContract
    as_of: date
    goal: str
    level: int
    today: StateContract
    steps: Count
    effort: float
    at_capacity: AtCapacityContract
    in_iterations: InIterationsContract
    critical_chain: list[LinkContract]
    unreachable: list[UnreachableContract]
    assess_first: list[str]


class SummaryContract(_Part):
    """How many steps met which fate."""

    steps: Count
    late: Count
    open: Count
    done: Count
    ahead: Count
    overtaken: Count


class StepProgressContract(_Part):
    """What became of one step; `met` of its `of` applicable criteria are at the top rating."""

    iteration: int
    end: date
    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    owner: str | None
    fate: Literal["late", "open", "done", "ahead", "overtaken"]
    level: int | None
    met: Count
    of: Count
    why: str


class ProgressContract(_Part):
    """What `btm plan --against PLAN.json --format json` writes."""

    schema_: Literal["btm-progress/1"] = Field(alias="schema")
    standard: StandardContract
    subject: SubjectContract
    as_of: date
    summary: SummaryContract
    steps: list[StepProgressContract]


class HeadlineContract(StateContract):
    """The headline with the states under the other assurances."""

    evidenced_state: str | None
    verified_state: str | None


Pair = Annotated[list[float | None], Field(min_length=2, max_length=2)]


class MoveContract(_Part):
    """Something that moves; pairs are today and then."""

    kind: Literal["overall", "area", "capability", "cell"]
    id: str
    score: Pair
    change: float | None
    level: Annotated[list[int | None], Field(min_length=2, max_length=2)]
    gap: Pair
    evidenced: Pair
    verified: Pair


class WhatIfContract(_Part):
    """What `btm what-if --format json` writes."""

    schema_: Literal["btm-what-if/1"] = Field(alias="schema")
    standard: StandardContract
    subject: SubjectContract
    as_of: date
    changes: list[str]
    today: HeadlineContract
    then: HeadlineContract
    moves: list[MoveContract]
