"""A gate's verdict as plain data, `btm-gate/1`.

In: a `GateReport`. Out: dictionaries in the contract's key order (`gate_contract`); numbers rounded half up.
"""

from __future__ import annotations

from typing import Any

from btm_cli.diagnostics import Diagnostic, Location
from btm_cli.gate.result import Outcome
from btm_cli.render.document.numbers import json_number
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck

SCHEMA = "btm-gate/1"


def gate_data(report: GateReport) -> dict[str, Any]:
    """Every check of every file, passed ones too."""
    return {
        "schema": SCHEMA,
        "policy": {"file": report.policy, "digest": report.policy_digest, "assurance": report.assurance},
        "baseline": report.baseline or None,
        "as_of": report.as_of.isoformat(),
        "strict": report.strict,
        "verdict": report.verdict,
        "exit_code": int(report.exit_code),
        "files": [_file(file) for file in report.files],
    }


def _file(file: FileReport) -> dict[str, Any]:
    counts = {outcome.value: 0 for outcome in Outcome}
    if file.result is not None:
        counts = {outcome.value: count for outcome, count in file.result.counts.items()}
    return {
        "file": file.file,
        "verdict": file.verdict,
        "exit_code": int(file.exit_code),
        "subject": _subject(file),
        "summary": counts,
        "checks": [_check(placed) for placed in file.checks],
        "problems": [_problem(problem) for problem in file.problems],
    }


def _subject(file: FileReport) -> dict[str, Any] | None:
    card = file.card
    if card is None:
        return None
    return {
        "standard": f"{card.standard} {card.edition}",
        "standard_digest": card.standard_digest,
        "enterprise": card.enterprise,
        "unit": card.unit,
        "period": card.period,
        "assessed_on": card.assessed_on.isoformat(),
        "scope": list(card.scope),
        "digest": card.answers_digest,
    }


def _check(placed: PlacedCheck) -> dict[str, Any]:
    check = placed.check
    waiver = check.waiver
    return {
        "rule": check.rule,
        "where": check.where,
        "outcome": check.outcome.value,
        "code": check.code or None,
        "expected": check.expected,
        "found": check.found,
        "note": check.note or None,
        "limit": json_number(check.limit),
        "value": json_number(check.value),
        "why": [{"reference": reason.reference, "text": reason.text} for reason in check.why],
        "waiver": None
        if waiver is None
        else {"until": waiver.until.isoformat(), "reason": waiver.reason, "approved_by": waiver.approved_by},
        "place": _place(placed.diagnostic.location),
        "rule_place": _place(placed.rule_place),
    }


def _place(place: Location) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column, "width": place.width}


def _problem(problem: Diagnostic) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "place": _place(problem.location),
        "hint": problem.hint,
    }
