"""The records of an explanation that speak of a cell and its criteria, and what fills them.

In: accounts of cells (`scoring.explanation_accounts`). Out: plain data in fixed key order.
"""

from typing_extensions import TypedDict

from btm_cli.render.explain.numbers_wire import (
    ExactNumbersWire,
    ExactWire,
    LeftOutWire,
    exact_data,
    left_out_data,
    numbers_data,
)
from btm_cli.render.wire.types import Importance, Rank
from btm_cli.scoring.explanation_accounts import CellAccount, CriterionInCell
from btm_cli.scoring.explanation_cell import Climb, CriterionAccount, LevelAccount, Support
from btm_cli.scoring.scorecard import Basis, Priority


class CitedWire(TypedDict):
    """A piece of evidence; `flaws` say why it does not hold on the date."""

    key: str
    title: str
    valid: bool
    flaws: list[str]


class SupportWire(TypedDict):
    """How far an answer is backed, and what keeps it from the next calculation."""

    evidenced: bool
    verified: bool
    missing: str | None
    evidence: list[CitedWire]
    verified_by: str | None
    note: str | None


class CriterionAccountWire(TypedDict):
    """A criterion and what was said of it."""

    id: str
    weight: str
    rating: str | None
    points: ExactWire | None
    not_applicable: LeftOutWire | None
    unknown: bool
    note: str | None
    support: SupportWire | None


class TermWire(TypedDict):
    """One part of a weighted mean."""

    criterion: str
    weight: str
    points: ExactWire


class LevelAccountWire(TypedDict):
    """One level of one calculation."""

    level: int
    terms: list[TermWire]
    achievement: ExactWire
    above_threshold: bool
    below_least_rating: list[str]
    achieved: bool


class ClimbWire(TypedDict):
    """One calculation: the levels it looked at, and where it ended."""

    levels: list[LevelAccountWire]
    level: int
    score: ExactWire


class CalculationsWire(TypedDict):
    """The four calculations; `highest` takes what is open as fully met."""

    claimed: ClimbWire
    evidenced: ClimbWire
    verified: ClimbWire
    highest: ClimbWire


class ClaimWire(TypedDict):
    """A level stated outright."""

    level: int
    support: SupportWire | None


class TargetRuleWire(TypedDict):
    """Where a target comes from, and the reference or state that says so."""

    source: str
    name: str | None


class UnmetWire(TypedDict):
    """A prerequisite that is not met; `has` is null where it is not assessed."""

    capability: str
    needs: int
    has: int | None


class StepWire(TypedDict):
    """The next step and the arithmetic of its priority."""

    rank: Rank
    from_level: int
    to_level: int
    priority: ExactWire
    gain: ExactWire
    lift: ExactWire
    enables: ExactWire
    state: ExactWire
    importance: Importance
    effort: ExactWire
    criteria: list[str]
    blocked_by: list[UnmetWire]


class CellAccountWire(TypedDict):
    """A cell; `calculations` is null where nothing is rated."""

    reference: str
    basis: Basis
    in_scope: bool
    not_applicable: LeftOutWire | None
    unknown: bool
    note: str | None
    claim: ClaimWire | None
    criteria: list[CriterionAccountWire]
    calculations: CalculationsWire | None
    numbers: ExactNumbersWire
    out_of_order: list[str]
    to_reach_target: list[str]
    target_rule: TargetRuleWire
    next_step: StepWire | None


class CriterionInCellWire(CriterionAccountWire):
    """A criterion within its cell."""

    cell: CellAccountWire


def criterion_data(found: CriterionInCell) -> CriterionInCellWire:
    """One criterion and its cell."""
    return {**_criterion(found.account), "cell": cell_data(found.cell)}


def cell_data(account: CellAccount) -> CellAccountWire:
    """One cell."""
    climbs, claim, rule = account.climbs, account.claim, account.target_rule
    return {
        "reference": account.score.reference,
        "basis": account.score.basis,
        "in_scope": account.in_scope,
        "not_applicable": left_out_data(account.not_applicable),
        "unknown": account.unknown,
        "note": account.remark,
        "claim": {"level": claim.level, "support": _support(account.support)} if claim else None,
        "criteria": [_criterion(each) for each in account.criteria],
        "calculations": {
            "claimed": _climb(climbs.claimed),
            "evidenced": _climb(climbs.evidenced),
            "verified": _climb(climbs.verified),
            "highest": _climb(climbs.highest),
        }
        if climbs
        else None,
        "numbers": numbers_data(account.score.numbers),
        "out_of_order": list(account.score.out_of_order),
        "to_reach_target": list(account.score.to_reach_target),
        "target_rule": {"source": rule.source, "name": rule.name or None},
        "next_step": _step(account.step) if account.step else None,
    }


def _criterion(account: CriterionAccount) -> CriterionAccountWire:
    return {
        "id": account.criterion.id,
        "weight": str(account.criterion.weight),
        "rating": account.rating,
        "points": exact_data(account.points),
        "not_applicable": left_out_data(account.not_applicable),
        "unknown": account.unknown,
        "note": account.remark,
        "support": _support(account.support),
    }


def _support(support: Support | None) -> SupportWire | None:
    if support is None:
        return None
    return {
        "evidenced": support.evidenced,
        "verified": support.verified,
        "missing": support.missing or None,
        "evidence": [
            {"key": each.key, "title": each.title, "valid": each.valid, "flaws": list(each.flaws)}
            for each in support.evidence
        ],
        "verified_by": support.verified_by,
        "note": support.note,
    }


def _climb(climb: Climb) -> ClimbWire:
    return {
        "levels": [_level(each) for each in climb.levels],
        "level": climb.level,
        "score": exact_data(climb.score),
    }


def _level(account: LevelAccount) -> LevelAccountWire:
    return {
        "level": account.level,
        "terms": [
            {"criterion": term.name, "weight": str(term.weight), "points": exact_data(term.value)}
            for term in account.terms
        ],
        "achievement": exact_data(account.achievement),
        "above_threshold": account.above,
        "below_least_rating": list(account.short),
        "achieved": account.achieved,
    }


def _step(step: Priority) -> StepWire:
    return {
        "rank": step.rank,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "priority": exact_data(step.priority),
        "gain": exact_data(step.gain),
        "lift": exact_data(step.lift),
        "enables": exact_data(step.enables),
        "state": exact_data(step.state),
        "importance": step.importance,
        "effort": exact_data(step.effort),
        "criteria": list(step.criteria),
        "blocked_by": [
            {"capability": each.capability, "needs": each.needs, "has": each.has} for each in step.blocked_by
        ],
    }
