"""An explanation's output contract, `btm-explanation/1`, as plain data.

In: a reference, its standard and perhaps its account. Out: dicts, lists and text in a fixed key order. An exact number
is `{"exact": "17/6", "rounded": 2.83}`, null where it does not exist.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.render.browse.wire import named_data
from btm_cli.render.document.numbers import json_number
from btm_cli.scoring.explanation_accounts import (
    Account,
    AreaAccount,
    CapabilityAccount,
    CellAccount,
    CriterionInCell,
    OverallAccount,
    Part,
    RollUp,
    StateAccount,
    StateInWhole,
)
from btm_cli.scoring.explanation_cell import Climb, CriterionAccount, Support
from btm_cli.scoring.scorecard import Numbers, Overall, Priority, Scorecard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named

SCHEMA = "btm-explanation/1"
FRACTIONS = ("score", "low", "high", "evidenced", "verified", "coverage", "settled", "target", "gap")


def explain_data(
    named: Named, standard: Standard, account: Account | None = None, card: Scorecard | None = None
) -> dict[str, Any]:
    """What `named` means; `assessment` is null without an account of it and the scorecard it is part of."""
    assessment = None
    if account is not None and card is not None:
        assessment = {
            "enterprise": card.enterprise,
            "unit": card.unit,
            "period": card.period,
            "assessed_on": card.assessed_on.isoformat(),
            "as_of": card.as_of.isoformat(),
            "account": _account(account),
        }
    return {
        "schema": SCHEMA,
        "kind": named.kind,
        "reference": named.id,
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "meaning": _meaning(named, standard),
        "assessment": assessment,
    }


def _meaning(named: Named, standard: Standard) -> dict[str, Any]:
    """What `btm standard show` says of it, without that contract's own head."""
    if named.kind == "overall":
        return {"areas": [{"id": area.id, "name": area.name, "weight": str(area.weight)} for area in standard.areas]}
    head = ("schema", "kind", "reference")
    return {key: value for key, value in named_data(named, standard).items() if key not in head}


def _account(account: Account) -> dict[str, Any]:
    match account:
        case CriterionInCell():
            return {**_criterion(account.account), "cell": _cell(account.cell)}
        case CellAccount():
            return _cell(account)
        case CapabilityAccount():
            return _capability(account)
        case AreaAccount():
            return _roll_up(account.roll_up)
        case StateInWhole():
            return {**_state(account.account), "overall": _states(account.overall)}
        case OverallAccount():
            states = [_state(each) for each in account.states]
            return {**_roll_up(account.roll_up), **_states(account.overall), "states": states}
        case _:
            return {"parts": [_part(part) for part in account.parts]}


def _exact(value: Fraction | None) -> dict[str, Any] | None:
    return None if value is None else {"exact": str(value), "rounded": json_number(value)}


def _numbers(numbers: Numbers) -> dict[str, Any]:
    return {
        "level": numbers.level,
        "evidenced_level": numbers.evidenced_level,
        "verified_level": numbers.verified_level,
        "answered": numbers.answered,
        "applicable": numbers.applicable,
        **{field: _exact(getattr(numbers, field)) for field in FRACTIONS},
    }


def _criterion(account: CriterionAccount) -> dict[str, Any]:
    left_out = account.not_applicable
    return {
        "id": account.criterion.id,
        "weight": str(account.criterion.weight),
        "rating": account.rating,
        "points": _exact(account.points),
        "not_applicable": {"reason": left_out.reason, "approved_by": left_out.approved_by} if left_out else None,
        "support": _support(account.support),
    }


def _support(support: Support | None) -> dict[str, Any] | None:
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


def _cell(account: CellAccount) -> dict[str, Any]:
    left_out, climbs = account.not_applicable, account.climbs
    names = ("claimed", "evidenced", "verified", "highest")
    return {
        "reference": account.score.reference,
        "basis": account.score.basis,
        "in_scope": account.in_scope,
        "not_applicable": {"reason": left_out.reason, "approved_by": left_out.approved_by} if left_out else None,
        "claim": {"level": account.claim.level, "support": _support(account.support)} if account.claim else None,
        "criteria": [_criterion(each) for each in account.criteria],
        "calculations": {name: _climb(getattr(climbs, name)) for name in names} if climbs else None,
        "numbers": _numbers(account.score.numbers),
        "out_of_order": list(account.score.out_of_order),
        "to_reach_target": list(account.score.to_reach_target),
        "target_rule": {"source": account.target_rule.source, "name": account.target_rule.name or None},
        "next_step": _step(account.step) if account.step else None,
    }


def _climb(climb: Climb) -> dict[str, Any]:
    return {
        "levels": [
            {
                "level": each.level,
                "terms": [
                    {"criterion": term.name, "weight": str(term.weight), "points": _exact(term.value)}
                    for term in each.terms
                ],
                "achievement": _exact(each.achievement),
                "above_threshold": each.above,
                "below_least_rating": list(each.short),
                "achieved": each.achieved,
            }
            for each in climb.levels
        ],
        "level": climb.level,
        "score": _exact(climb.score),
    }


def _step(step: Priority) -> dict[str, Any]:
    return {
        "rank": step.rank,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "priority": _exact(step.priority),
        "gain": _exact(step.gain),
        "lift": _exact(step.lift),
        "enables": _exact(step.enables),
        "importance": step.importance,
        "effort": _exact(step.effort),
        "criteria": list(step.criteria),
        "blocked_by": [
            {"capability": each.capability, "needs": each.needs, "has": each.has} for each in step.blocked_by
        ],
    }


def _capability(account: CapabilityAccount) -> dict[str, Any]:
    left_out = account.not_applicable
    return {
        "in_scope": account.score.in_scope,
        "not_applicable": {"reason": left_out.reason, "approved_by": left_out.approved_by} if left_out else None,
        **_roll_up(account.roll_up),
        "limited_by": list(account.score.limited_by),
        "imbalance": _exact(account.score.imbalance),
        "importance": account.score.importance,
        "requires": [
            {
                "capability": each.requirement.capability,
                "for": each.requirement.for_level,
                "needs": each.requirement.needs,
                "has": each.has,
                "met": each.met,
            }
            for each in account.requirements
        ],
    }


def _roll_up(roll_up: RollUp) -> dict[str, Any]:
    return {"numbers": _numbers(roll_up.numbers), "parts": [_part(part) for part in roll_up.parts]}


def _part(part: Part) -> dict[str, Any]:
    return {
        "reference": part.reference,
        "weight": str(part.weight),
        "basis": part.basis or None,
        "numbers": _numbers(part.numbers),
    }


def _state(account: StateAccount) -> dict[str, Any]:
    return {
        "id": account.state.id,
        "from": _exact(account.state.from_score),
        "floor": account.state.floor,
        "score": _exact(account.score),
        "score_reached": account.score_reached,
        "below_floor": [{"capability": name, "level": level} for name, level in account.below_floor],
        "reached": account.reached,
    }


def _states(overall: Overall) -> dict[str, Any]:
    return {
        "state": overall.state,
        "state_by_score": overall.state_by_score,
        "evidenced_state": overall.evidenced_state,
        "verified_state": overall.verified_state,
        "held_back_by": list(overall.held_back_by),
        "provisional": overall.provisional,
    }
