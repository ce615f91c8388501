"""A gate's verdict as SARIF 2.1.0, for code scanning.

In: a `GateReport`, the pages of codes. Out: JSON text. Every result has a fingerprint that stays when lines move, and
the rule's place in the policy as a related location. A waived failure is left out, or a suppressed note: code hosts
open an alert for it all the same.
"""

from __future__ import annotations

from btm_cli.gate.result import Outcome
from btm_cli.render.document.safe import visible
from btm_cli.render.gate.report import GateReport, PlacedCheck, place_text, waiver_text
from btm_cli.render.wire.sarif import (
    Message,
    More,
    PageOf,
    PathOf,
    as_typed,
    fingerprint,
    render_results,
    sarif_location,
)

FINGERPRINT = "btmCheck/v1"


def render_gate_sarif(
    report: GateReport,
    page_of: PageOf | None = None,
    path_of: PathOf = as_typed,
    address: str | None = None,
    *,
    waived: bool = False,
) -> str:
    """Every check that failed, warns or is open, and the problems of files that could not be checked.

    With `waived` also the failures that a waiver covers, as notes.
    """
    said = report.of(Outcome.FAILED, Outcome.WARNING, Outcome.OPEN, *([Outcome.WAIVED] if waived else []))
    results = [(placed.diagnostic, _more(placed, path_of)) for placed in said]
    results += [
        (problem, fingerprint(FINGERPRINT, [problem.code, problem.message, path_of(problem.location.file)]))
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
    known = {name: fact for name, fact in facts.items() if fact}
    return render_results(results, "check", page_of, path_of, known, address)


def _more(placed: PlacedCheck, path_of: PathOf) -> More:
    check = placed.check
    parts = [check.rule, check.where, check.expected, path_of(placed.diagnostic.location.file)]
    more = fingerprint(FINGERPRINT, parts)
    if check.path is not None:
        asked: Message = {"text": f"required at {visible(place_text(placed.rule_place))}"}
        more["relatedLocations"] = [{**sarif_location(placed.rule_place, path_of), "message": asked}]
    if check.outcome is Outcome.WAIVED:
        text = visible(waiver_text(check))
        more["suppressions"] = [{"kind": "external", "status": "accepted", "justification": text}]
    return more
