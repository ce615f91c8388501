"""The attestation's contract as models: for its JSON Schema, and to read a statement that somebody hands in.

In: nothing. Out: `AttestationContract`, which describes what `attestation_data` gives.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


class DigestContract(_Part):
    """An in-toto DigestSet; btm writes SHA-256."""

    sha256: Sha256


class ResourceContract(_Part):
    """An in-toto ResourceDescriptor: the answers file, then every evidence file by name."""

    name: Text
    digest: DigestContract


class ToolContract(_Part):
    """What computed the score."""

    name: Literal["btm-cli"]
    version: Text


class AttestedStandardContract(_Part):
    """The edition it was scored by; the digest is over its canonical content."""

    id: Text
    edition: Text
    digest: Sha256


class AttestedAnswersContract(_Part):
    """Whose answers; `name` is the subject that holds them, the digest is over their canonical content."""

    name: Text
    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date
    scope: list[str]
    digest: Sha256


class AttestedScorecardContract(_Part):
    """SHA-256 over the canonical content of what `btm assess --format json` writes."""

    schema_: Literal["btm-scorecard/1"] = Field(alias="schema")
    digest: Sha256


class HeadlineContract(_Part):
    """The overall numbers as the scorecard has them."""

    score: float | None
    level: int | None
    evidenced: float | None
    evidenced_level: int | None
    verified: float | None
    verified_level: int | None
    coverage: float | None
    state: str | None
    evidenced_state: str | None
    verified_state: str | None
    provisional: bool


class AttestedEvidenceContract(_Part):
    """A registered piece: `name` and `sha256` are null for a URL, `sha256` also for a file that can't be read."""

    key: Text
    name: str | None
    sha256: Sha256 | None
    valid: bool


class PredicateContract(_Part):
    """What is said of the subject: urn:btm:attestation:score:1."""

    tool: ToolContract
    standard: AttestedStandardContract
    as_of: date
    answers: AttestedAnswersContract
    scorecard: AttestedScorecardContract
    headline: HeadlineContract
    evidence: list[AttestedEvidenceContract]


class AttestationContract(_Part):
    """What `btm attest` writes: an in-toto Statement v1."""

    type_: Literal["https://in-toto.io/Statement/v1"] = Field(alias="_type")
    subject: Annotated[list[ResourceContract], Field(min_length=1)]
    predicateType: Literal["urn:btm:attestation:score:1"]
    predicate: PredicateContract
