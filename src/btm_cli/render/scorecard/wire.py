"""The scorecard's output contract, `btm-scorecard/1`, as plain data.

In: a `Scorecard`. Out: dicts, lists, text, numbers, True, False and None, in the fixed key order of the contract;
fractions rounded half up to two decimals. No clock, no machine: the same scorecard gives the same data everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from btm_cli.render.document.numbers import json_number
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Numbers, Priority, Scorecard

if TYPE_CHECKING:
    from btm_cli.evidence.digests import EvidenceDigest

SCHEMA = "btm-scorecard/1"


def scorecard_data(card: Scorecard, evidence: Sequence[EvidenceDigest] = ()) -> dict[str, Any]:
    """The whole scorecard, every area, capability and cell of the standard included; `evidence` as it was found."""
    overall = card.overall
    return {
        "schema": SCHEMA,
        **subject_data(card),
        "target_assumed": card.target_assumed,
        "overall": {
            **numbers_data(overall.numbers),
            "not_applicable": overall.not_applicable,
            "state": overall.state,
            "state_by_score": overall.state_by_score,
            "evidenced_state": overall.evidenced_state,
            "verified_state": overall.verified_state,
            "held_back_by": list(overall.held_back_by),
            "provisional": overall.provisional,
        },
        "areas": [
            {"id": area.id, "name": area.name, **numbers_data(area.numbers), "not_applicable": area.not_applicable}
            for area in card.areas
        ],
        "capabilities": [_capability(capability) for capability in card.capabilities],
        "priorities": [_priority(step) for step in card.priorities],
        "assess_first": list(card.assess_first),
        "not_applicable": [
            {"reference": entry.reference, "reason": entry.reason, "approved_by": entry.approved_by}
            for entry in card.not_applicable
        ],
        "findings": [
            {"code": found.code, "severity": found.severity, "message": found.message, "reference": found.reference}
            for found in card.findings
        ],
        "evidence": [{"key": piece.key, "sha256": piece.sha256, "valid": piece.valid} for piece in evidence],
    }


def numbers_data(numbers: Numbers) -> dict[str, Any]:
    """The numbers that exist at every height, key for key."""
    return {
        "score": json_number(numbers.score),
        "level": numbers.level,
        "low": json_number(numbers.low),
        "high": json_number(numbers.high),
        "evidenced": json_number(numbers.evidenced),
        "evidenced_level": numbers.evidenced_level,
        "verified": json_number(numbers.verified),
        "verified_level": numbers.verified_level,
        "coverage": json_number(numbers.coverage),
        "answered": numbers.answered,
        "applicable": numbers.applicable,
        "settled": json_number(numbers.settled),
        "target": json_number(numbers.target),
        "gap": json_number(numbers.gap),
    }


def _capability(capability: CapabilityScore) -> dict[str, Any]:
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


def cell_data(cell: CellScore) -> dict[str, Any]:
    """One cell, its criteria as full references."""
    return {
        "id": cell.dimension,
        "basis": cell.basis,
        **numbers_data(cell.numbers),
        "out_of_order": [f"{cell.reference}/{criterion}" for criterion in cell.out_of_order],
        "to_reach_target": [f"{cell.reference}/{criterion}" for criterion in cell.to_reach_target],
    }


def _priority(step: Priority) -> dict[str, Any]:
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
        "importance": step.importance,
        "effort": json_number(step.effort),
        "criteria": [f"{step.reference}/{criterion}" for criterion in step.criteria],
        "blocked_by": [
            {"capability": blocker.capability, "needs": blocker.needs, "has": blocker.has}
            for blocker in step.blocked_by
        ],
        "holds_state": step.holds_state,
    }


def subject_data(card: Scorecard) -> dict[str, Any]:
    """Which standard, whose answers, as of when: what every result begins with."""
    return {
        "standard": {"id": card.standard, "edition": card.edition, "digest": card.standard_digest},
        "subject": {
            "enterprise": card.enterprise,
            "unit": card.unit,
            "period": card.period,
            "assessed_on": card.assessed_on.isoformat(),
            "scope": list(card.scope),
            "digest": card.answers_digest,
        },
        "as_of": card.as_of.isoformat(),
    }
