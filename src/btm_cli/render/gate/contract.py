"""The gate's output contract as models, for its JSON Schema.

In: nothing. Out: `GateContract`, which describes what `gate_data` gives. For `btm standard schema gate` and for tests;
`btm check` never imports this.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Digest = Annotated[str, Field(description="SHA-256 (hex) over the canonical content")]
Count = Annotated[int, Field(ge=0)]
FromOne = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class PolicyContract(_Part):
    """The policy the files were held to."""

    file: str
    digest: Digest
    assurance: Literal["claimed", "evidenced", "verified"]


class PlaceContract(_Part):
    """A place in a file; lines and columns count characters from 1."""

    file: str
    line: FromOne
    column: FromOne
    width: FromOne


class ReasonContract(_Part):
    """One thing that blocks: a criterion, cell or piece of evidence."""

    reference: str
    text: str


class WaiverContract(_Part):
    """The waiver that covers a failure; where the check failed all the same, it has expired."""

    until: date
    reason: str
    approved_by: str


class CheckContract(_Part):
    """One rule held to one place."""

    rule: str
    where: str
    outcome: Literal["failed", "waived", "warning", "open", "skipped", "passed"]
    code: str | None
    """A diagnostic code, for `btm explain`; null where there is nothing to say."""
    expected: str
    found: str
    note: str | None
    limit: float | None
    """The number expected, rounded half up to two decimals; the comparison was exact."""
    value: float | None
    """The number found, rounded in the same way."""
    why: list[ReasonContract]
    waiver: WaiverContract | None
    place: PlaceContract
    rule_place: PlaceContract


class ProblemContract(_Part):
    """What is wrong with a file that could not be checked."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    place: PlaceContract
    hint: str | None


class SubjectContract(_Part):
    """What was assessed."""

    standard: str
    standard_digest: Digest
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date
    scope: list[str]
    digest: Digest


class SummaryContract(_Part):
    """How many checks ended in which way."""

    failed: Count
    waived: Count
    warning: Count
    open: Count
    skipped: Count
    passed: Count


class FileContract(_Part):
    """One file's verdict; `subject` is null where the file could not be checked."""

    file: str
    verdict: Literal["passed", "failed", "not checked"]
    exit_code: Count
    subject: SubjectContract | None
    summary: SummaryContract
    checks: list[CheckContract]
    problems: list[ProblemContract]


class GateContract(_Part):
    """What `btm check --format json` writes. `exit_code` is the verdict's, whatever `--exit-zero` makes of it."""

    schema_: Literal["btm-gate/1"] = Field(alias="schema")
    policy: PolicyContract
    baseline: str | None
    as_of: date
    strict: bool
    verdict: Literal["passed", "failed"]
    exit_code: Count
    files: list[FileContract]
