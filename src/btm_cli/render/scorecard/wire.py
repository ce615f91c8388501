"""The scorecard's output contract, `btm-scorecard/2`: its records, and what fills them.

In: a `Scorecard`. Out: plain data in the fixed key order of the contract; fractions rounded half up to two decimals.
No clock, no machine: the same scorecard gives the same data everywhere.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NotRequired

from typing_extensions import TypedDict

from btm_cli.answers.model import NO_CASE
from btm_cli.render.document.numbers import json_number
from btm_cli.render.scorecard.overview_wire import OverallWire, SentenceWire, overall_data, summary_data
from btm_cli.render.wire.card import (
    AimedNumbersWire,
    GapWire,
    HeadWire,
    NamedWire,
    NumbersWire,
    aimed_numbers,
    exact_scores,
    numbers_data,
    subject_data,
)
from btm_cli.render.wire.types import Amount, Count, Exact, Importance, Rank, Share, record
from btm_cli.scoring.scorecard import Basis, CapabilityScore, CellScore, NotApplicableEntry, Priority, Scorecard

if TYPE_CHECKING:
    from btm_cli.evidence import EvidenceDigest
    from btm_cli.summary.entry import Entry

SCHEMA: Literal["btm-scorecard/2"] = "btm-scorecard/2"


@record
class AreaWire(NamedWire, NumbersWire):
    """One functional area."""

    not_applicable: Count


@record
class CellStartWire(TypedDict):
    """What comes first in a cell."""

    id: str
    basis: Basis


@record
class CellAimWire(TypedDict):
    """Stands behind a cell's target."""

    target_assumed: bool
    """Whether nobody named a target for it."""


@record
class CellWire(CellStartWire, AimedNumbersWire, CellAimWire, GapWire):
    """One dimension of one capability."""

    # both are full references of criteria
    out_of_order: list[str]
    to_reach_target: list[str]


@record
class CapabilityStartWire(NamedWire):
    """What comes first in a capability."""

    area: str


@record
class CapabilityWire(CapabilityStartWire, NumbersWire):
    """One capability with a cell for every dimension."""

    not_applicable: Count
    importance: Importance
    limited_by: list[str]
    imbalance: Amount | None
    dimensions: list[CellWire]


@record
class BlockerWire(TypedDict):
    """A prerequisite that is not met; `has` is null where it is not assessed."""

    capability: str
    needs: int
    has: int | None


@record
class PriorityWire(TypedDict):
    """One step to the next level; criteria are full references."""

    rank: Rank
    capability: str
    dimension: str
    from_level: int
    to_level: int
    priority: float
    gain: float
    lift: Share
    enables: float
    state: float
    importance: Importance
    effort: float
    person_days: float | None
    money: float | None
    criteria: list[str]
    follows: str | None
    blocked_by: list[BlockerWire]
    holds_state: bool


@record
class NotApplicableWire(TypedDict):
    """A capability, cell or criterion that was left out, and why."""

    reference: str
    reason: str
    approved_by: str | None
    profile: str | None
    """The profile that lists it as n/a."""
    case: Literal["none"] | None
    """`none` where the window had no case."""


@record
class FindingWire(TypedDict):
    """Something a reader must know beside the numbers."""

    code: str
    severity: Literal["warning", "note"]
    message: str
    reference: str


@record
class EvidenceWire(TypedDict):
    """A registered piece of evidence: its file's SHA-256, null for a URL or a file that can't be read."""

    key: str
    sha256: str | None
    valid: bool
    """Whether it holds on `as_of`."""


@record
class ScorecardStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-scorecard/2"]


@record
class ScorecardBodyWire(TypedDict):
    """What comes behind the subject."""

    target_assumed: bool
    overall: OverallWire
    areas: list[AreaWire]
    capabilities: list[CapabilityWire]
    exact_scores: dict[str, Exact | None]
    """By the ids of areas and capabilities, and `overall`."""
    priorities: list[PriorityWire]
    assess_first: list[str]
    not_applicable: list[NotApplicableWire]
    findings: list[FindingWire]
    evidence: list[EvidenceWire]
    """By key."""
    summary: NotRequired[list[SentenceWire]]
    """What is worth saying; its sentences are words of the tool, in whichever language."""


@record
class ScorecardWire(ScorecardStartWire, HeadWire, ScorecardBodyWire):
    """What `btm assess --format json` and `--format yaml` write."""


def scorecard_data(
    card: Scorecard, evidence: "Sequence[EvidenceDigest]" = (), summary: "Sequence[Entry]" = ()
) -> ScorecardWire:
    """The whole scorecard, every area, capability and cell of the standard included; `evidence` as it was found.

    Without a `summary` there is no such key: what is attested or compared are numbers, not what is said of them.
    """
    head = subject_data(card)
    data: ScorecardWire = {
        "schema": SCHEMA,
        "standard": head["standard"],
        "subject": head["subject"],
        "as_of": head["as_of"],
        "target_assumed": card.target_assumed,
        "overall": overall_data(card.overall),
        "areas": [
            {"id": area.id, "name": area.name, **numbers_data(area.numbers), "not_applicable": area.not_applicable}
            for area in card.areas
        ],
        "capabilities": [_capability(capability) for capability in card.capabilities],
        "exact_scores": exact_scores(
            card.overall.numbers.score,
            {area.id: area.numbers.score for area in card.areas},
            {capability.id: capability.numbers.score for capability in card.capabilities},
        ),
        "priorities": [_priority(step) for step in card.priorities],
        "assess_first": list(card.assess_first),
        "not_applicable": [_left_out(entry) for entry in card.not_applicable],
        "findings": [
            {"code": found.code, "severity": found.severity, "message": found.message, "reference": found.reference}
            for found in card.findings
        ],
        "evidence": [{"key": piece.key, "sha256": piece.sha256, "valid": piece.valid} for piece in evidence],
    }
    if summary:
        data["summary"] = summary_data(summary)
    return data


def _capability(capability: CapabilityScore) -> CapabilityWire:
    return {
        "id": capability.id,
        "name": capability.name,
        "area": capability.area,
        **numbers_data(capability.numbers),
        "not_applicable": capability.not_applicable,
        "importance": capability.importance,
        "limited_by": list(capability.limited_by),
        "imbalance": json_number(capability.imbalance),
        "dimensions": [cell_data(cell) for cell in capability.cells],
    }


def cell_data(cell: CellScore) -> CellWire:
    """One cell, its criteria as full references."""
    return {
        "id": cell.dimension,
        "basis": cell.basis,
        **aimed_numbers(cell.numbers),
        "target_assumed": cell.target_assumed,
        "gap": json_number(cell.numbers.gap),
        "out_of_order": [f"{cell.reference}/{criterion}" for criterion in cell.out_of_order],
        "to_reach_target": [f"{cell.reference}/{criterion}" for criterion in cell.to_reach_target],
    }


def _left_out(entry: NotApplicableEntry) -> NotApplicableWire:
    return {
        "reference": entry.reference,
        "reason": entry.reason,
        "approved_by": entry.approved_by,
        "profile": entry.profile,
        "case": NO_CASE if entry.no_case else None,
    }


def _priority(step: Priority) -> PriorityWire:
    return {
        "rank": step.rank,
        "capability": step.capability,
        "dimension": step.dimension,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "priority": json_number(step.priority),
        "gain": json_number(step.gain),
        "lift": json_number(step.lift),
        "enables": json_number(step.enables),
        "state": json_number(step.state),
        "importance": step.importance,
        "effort": json_number(step.effort),
        "person_days": json_number(step.days),
        "money": json_number(step.money),
        "criteria": [f"{step.reference}/{criterion}" for criterion in step.criteria],
        "follows": step.follows,
        "blocked_by": [
            {"capability": blocker.capability, "needs": blocker.needs, "has": blocker.has}
            for blocker in step.blocked_by
        ],
        "holds_state": step.holds_state,
    }
