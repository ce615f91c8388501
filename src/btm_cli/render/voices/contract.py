"""The output contracts of consensus, roll-up and benchmark as models, for their JSON Schemas.

In: nothing. Out: models that describe what `consensus_data`, `rollup_data` and `benchmark_data` give. For
`btm standard schema` and for tests; no other command imports this.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class StandardContract(_Part):
    """The standard that was scored by."""

    id: str
    edition: str
    digest: Digest


class ScoresContract(_Part):
    """Weighted means over the units that assessed it, and the lowest level of any; null where nobody did."""

    score: float | None
    level: int | None
    evidenced: float | None
    verified: float | None


class BoxContract(_Part):
    """Five numbers; quartiles by linear interpolation."""

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


class RolledContract(ScoresContract):
    """A capability, an area or the whole over all units; `spread` is about units, without weights."""

    assessed_units: Count
    units_at_level: Count
    lowest_unit: str | None
    spread: BoxContract | None


class StateCountContract(_Part):
    """How many units are in a state; null is below every state, or not assessed."""

    state: str | None
    units: Annotated[int, Field(ge=1)]


class RolledOverallContract(RolledContract):
    """The enterprise."""

    coverage: Share | None
    answered: Count
    applicable: Count
    state: str | None
    state_by_score: str | None
    units: Annotated[int, Field(ge=1)]
    provisional_units: Count
    units_by_state: list[StateCountContract]


class NamedContract(_Part):
    """What comes first in an area or capability."""

    id: str
    name: str


class RolledAreaContract(RolledContract, NamedContract):
    """One area."""


class BestContract(_Part):
    """Who is furthest by evidence, and titles of what there is to show."""

    unit: str
    score: float
    evidenced: float
    evidence: list[str]


class RolledCapabilityContract(RolledContract, NamedContract):
    """One capability."""

    best: BestContract | None


class OutlierContract(_Part):
    """A unit far from the others; `reference` is a capability or "overall"."""

    unit: str
    reference: str
    score: float
    side: Literal["above", "below"]


class UnitStartContract(_Part):
    """What a unit's file is; `digest` is SHA-256 over its bytes."""

    name: str
    file: str
    digest: Digest
    enterprise: str
    standard: str
    period: str | None
    assessed_on: date
    as_of: date
    weight: Annotated[float, Field(ge=0)]


class UnitContract(ScoresContract, UnitStartContract):
    """One unit; scores and levels by the ids of areas and capabilities."""

    coverage: Share | None
    state: str | None
    provisional: bool
    area_scores: dict[str, float | None]
    scores: dict[str, float | None]
    levels: dict[str, int | None]


class FlagContract(_Part):
    """Something to be aware of about one file; an error is a file that does not count."""

    code: str
    severity: Literal["error", "warning"]
    file: str
    message: str


class RollupContract(_Part):
    """What `btm rollup --format json` writes."""

    schema_: Literal["btm-rollup/1"] = Field(alias="schema")
    standard: StandardContract
    enterprise: str
    weighed: bool
    overall: RolledOverallContract
    areas: list[RolledAreaContract]
    capabilities: list[RolledCapabilityContract]
    outliers: list[OutlierContract]
    units: list[UnitContract]
    flags: list[FlagContract]


class OwnSubjectContract(_Part):
    """What is compared."""

    enterprise: str
    unit: str | None
    period: str | None
    digest: Digest


class BandContract(_Part):
    """A published range: from `from` (inclusive) to `below` (exclusive)."""

    name: str
    from_: float = Field(alias="from")
    below: float | None
    share: Share | None
    share_below: Share | None
    here: bool


class PublishedContract(_Part):
    """Published figures and what limits them."""

    id: str
    title: str
    source: str
    year: int
    population: str
    band: str | None
    share_in_lower_bands: Share | None
    bands: list[BandContract]
    caveats: Annotated[list[str], Field(min_length=1)]


class StandingContract(_Part):
    """A score among others; no percentile (0..100) where there are fewer than five."""

    score: float | None
    percentile: Annotated[float, Field(ge=0, le=100)] | None
    spread: BoxContract | None


class AreaIdContract(_Part):
    """What comes first in an area's standing."""

    id: str


class AreaStandingContract(StandingContract, AreaIdContract):
    """One area."""


class PeerContract(_Part):
    """Somebody alike; `distance` is the mean absolute difference over the shared capabilities, in levels."""

    title: str
    file: str
    score: float | None
    distance: Annotated[float, Field(ge=0)]
    shared_capabilities: Annotated[int, Field(ge=1)]
    ahead_in: str | None
    ahead_by: float | None


class LeftOutContract(_Part):
    """A scorecard that was not compared with."""

    file: str
    reason: str


class PopulationContract(_Part):
    """One's own scorecards."""

    scorecards: Count
    left_out: list[LeftOutContract]
    overall: StandingContract
    areas: list[AreaStandingContract]
    peers: list[PeerContract]


class BenchmarkContract(_Part):
    """What `btm benchmark --format json` writes."""

    schema_: Literal["btm-benchmark/1"] = Field(alias="schema")
    standard: StandardContract
    subject: OwnSubjectContract
    as_of: date
    score: float | None
    state: str | None
    provisional: bool
    published: list[PublishedContract]
    population: PopulationContract | None
    notice: str


class SubjectContract(_Part):
    """What people answered about; the date is the latest of theirs."""

    enterprise: str
    unit: str | None
    period: str | None
    assessed_on: date


class PersonContract(_Part):
    """A respondent; `lean` is the mean distance from the consensus in steps, above 0 for higher."""

    name: str
    side: Literal["business", "technology", "independent"] | None
    score: float | None
    items: Count
    standing_out: Count
    lean: float | None


class AgreementContract(_Part):
    """Krippendorff's alpha (ordinal) over levels of cells and over ratings of criteria, and the mean r_wg of items."""

    alpha_levels: float | None
    alpha_ratings: float | None
    mean_r_wg: Share | None
    items: Count


class PlaceAgreementContract(AgreementContract, AreaIdContract):
    """Of an area or capability."""


class AgreementsContract(_Part):
    """At every height."""

    overall: AgreementContract
    areas: list[PlaceAgreementContract]
    capabilities: list[PlaceAgreementContract]


class GapContract(_Part):
    """How the two sides see a capability: mean scores; `gap` is business minus technology."""

    capability: str
    gap: float
    business: float
    technology: float
    business_respondents: Annotated[int, Field(ge=1)]
    technology_respondents: Annotated[int, Field(ge=1)]


class AgendaContract(_Part):
    """Something worth talking about: `priority` is disagreement x weight."""

    reference: str
    priority: float
    disagreement: float
    weight: float


class ItemContract(_Part):
    """A capability, cell or criterion; ratings are words, levels numbers. `said` is by name, empty if protected."""

    reference: str
    scale: Literal["rating", "level"]
    consensus: str | int
    respondents: Annotated[int, Field(ge=1)]
    lowest: str | int | None
    highest: str | int | None
    not_applicable: Count | None
    r_wg: Share | None
    disagreement: Annotated[float, Field(ge=0)]
    standing_out: list[str]
    said: dict[str, str | int]


class ConsensusContract(_Part):
    """What `btm consensus --format json` writes; `people` is empty where they are protected."""

    schema_: Literal["btm-consensus/1"] = Field(alias="schema")
    standard: StandardContract
    subject: SubjectContract
    respondents: Annotated[int, Field(ge=1)]
    anonymous: bool
    minimum_group: Annotated[int, Field(ge=1)]
    people: list[PersonContract]
    agreement: AgreementsContract
    perception_gaps: list[GapContract]
    agenda: list[AgendaContract]
    items: list[ItemContract]
    too_few_answers: list[str]
    settings_that_differ: list[str]
