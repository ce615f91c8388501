"""A gate's verdict as SARIF 2.1.0, for code scanning.

In: a `GateReport`, the pages of codes. Out: JSON text. A waived failure is a suppressed result; every result has a
fingerprint that stays when lines move, and the rule's place in the policy as a related location.
"""

from __future__ import annotations

from typing import Any

from btm_cli.digest import content_digest
from btm_cli.gate.result import Outcome
from btm_cli.render.document.safe import visible
from btm_cli.render.gate.report import GateReport, PlacedCheck
from btm_cli.render.gate.words import place_text, waiver_text
from btm_cli.render.wire.sarif import PageOf, render_results, sarif_location

FINGERPRINT = "btmCheck/v1"


def render_gate_sarif(report: GateReport, page_of: PageOf | None = None) -> str:
    """Every check that failed, is waived, warns or is open, and the problems of files that could not be checked."""
    said = report.of(Outcome.FAILED, Outcome.WAIVED, Outcome.WARNING, Outcome.OPEN)
    results = [(placed.diagnostic, _more(placed)) for placed in said]
    results += [
        (problem, _fingerprint([problem.code, problem.message, problem.location.file]))
        for file in report.files
        for problem in file.problems
    ]
    facts = {
        "policy": visible(report.policy),
        "policyDigest": report.policy_digest,
        "assurance": report.assurance,
        "asOf": report.as_of.isoformat(),
        "baseline": visible(report.baseline) or None,
        "verdict": report.verdict,
        "extents": {visible(file.file): visible(file.extent) for file in report.files if file.extent},
    }
    return render_results(results, page_of, {name: fact for name, fact in facts.items() if fact})


def _more(placed: PlacedCheck) -> dict[str, Any]:
    check = placed.check
    more = _fingerprint([check.rule, check.where, check.expected, placed.diagnostic.location.file])
    if check.path is not None:
        asked = {"text": f"required at {visible(place_text(placed.rule_place))}"}
        more["relatedLocations"] = [{**sarif_location(placed.rule_place), "message": asked}]
    if check.outcome is Outcome.WAIVED:
        more["level"] = "error"  # what it is without the waiver
        text = visible(waiver_text(check))
        more["suppressions"] = [{"kind": "external", "status": "accepted", "justification": text}]
    return more


def _fingerprint(parts: list[str]) -> dict[str, Any]:
    return {"partialFingerprints": {FINGERPRINT: content_digest(parts)}}
