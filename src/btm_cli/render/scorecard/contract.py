"""The scorecard's output contract as models, for its JSON Schema.

In: nothing. Out: `ScorecardContract`, which describes what `scorecard_data` gives. For
`btm standard schema scorecard` and for tests; `btm assess` never imports this.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Digest = Annotated[str, Field(description="SHA-256 (hex) over the canonical content")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


class StandardContract(_Part):
    """The standard that was scored by."""

    id: str
    edition: str
    digest: Digest


class SubjectContract(_Part):
    """What was assessed; `scope` is empty where everything is in it."""

    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date
    scope: list[str]
    digest: Digest


class NumbersContract(_Part):
    """The numbers that exist at every height; scores in levels, rounded half up to two decimals."""

    score: float | None
    level: int | None
    low: float | None
    """The score with everything open at its worst."""
    high: float | None
    """The score with everything open at its best."""
    evidenced: float | None
    evidenced_level: int | None
    verified: float | None
    verified_level: int | None
    coverage: Share | None
    """Answered by applicable criteria."""
    answered: Annotated[int, Field(ge=0)]
    applicable: Annotated[int, Field(ge=0)]
    settled: Share | None
    """The share of cells that nothing still open can change."""
    target: float | None
    gap: Annotated[float, Field(ge=0)] | None


class OverallContract(NumbersContract):
    """The headline; states are ids of the standard's states."""

    not_applicable: Annotated[int, Field(ge=0)]
    state: str | None
    state_by_score: str | None
    evidenced_state: str | None
    verified_state: str | None
    held_back_by: list[str]
    provisional: bool


class NamedContract(_Part):
    """What comes first in an area."""

    id: str
    name: str


class AreaContract(NumbersContract, NamedContract):
    """One functional area."""

    not_applicable: Annotated[int, Field(ge=0)]


class CellStartContract(_Part):
    """What comes first in a cell."""

    id: str
    basis: Literal["n/a", "claimed", "rated", "not-assessed"]


class CellContract(NumbersContract, CellStartContract):
    """One dimension of one capability; criteria are full references."""

    out_of_order: list[str]
    to_reach_target: list[str]


class CapabilityStartContract(NamedContract):
    """What comes first in a capability."""

    area: str


class CapabilityContract(NumbersContract, CapabilityStartContract):
    """One capability with a cell for every dimension."""

    not_applicable: Annotated[int, Field(ge=0)]
    importance: Annotated[int, Field(ge=1, le=5)]
    limited_by: list[str]
    imbalance: Annotated[float, Field(ge=0)] | None
    dimensions: list[CellContract]


class BlockerContract(_Part):
    """A prerequisite that is not met; `has` is null where it is not assessed."""

    capability: str
    needs: int
    has: int | None


class PriorityContract(_Part):
    """One step to the next level; criteria are full references."""

    rank: Annotated[int, Field(ge=1)]
    capability: str
    dimension: str
    from_level: int
    to_level: int
    priority: float
    gain: float
    lift: Share
    enables: float
    importance: Annotated[int, Field(ge=1, le=5)]
    effort: float
    criteria: list[str]
    blocked_by: list[BlockerContract]
    holds_state: bool


class NotApplicableContract(_Part):
    """A capability, cell or criterion that was left out, and why."""

    reference: str
    reason: str
    approved_by: str | None


class FindingContract(_Part):
    """Something a reader must know beside the numbers."""

    code: str
    severity: Literal["warning", "note"]
    message: str
    reference: str


class EvidenceContract(_Part):
    """A registered piece of evidence: its file's SHA-256, null for a URL or a file that can't be read."""

    key: str
    sha256: str | None
    valid: bool
    """Whether it holds on `as_of`."""


class ScorecardContract(_Part):
    """What `btm assess --format json` and `--format yaml` write."""

    schema_: Literal["btm-scorecard/1"] = Field(alias="schema")
    standard: StandardContract
    subject: SubjectContract
    as_of: date
    target_assumed: bool
    overall: OverallContract
    areas: list[AreaContract]
    capabilities: list[CapabilityContract]
    priorities: list[PriorityContract]
    assess_first: list[str]
    not_applicable: list[NotApplicableContract]
    findings: list[FindingContract]
    evidence: list[EvidenceContract] = []
    """Absent in scorecards of btm before there were attestations."""
