"""The gate's output contract, `btm-gate/1`: its records, and what fills them.

In: a `GateReport`. Out: plain data in fixed key order; numbers rounded half up.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.diagnostics import Diagnostic, Location
from btm_cli.gate.result import Outcome
from btm_cli.render.document.numbers import json_number
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck
from btm_cli.render.wire.card import SubjectWire, subject_data
from btm_cli.render.wire.types import Count, Day, Digest, Rank, record
from btm_cli.scoring.ratings import AssuranceName

SCHEMA: Literal["btm-gate/1"] = "btm-gate/1"


@record
class PolicyWire(TypedDict):
    """The policy the files were held to."""

    file: str
    digest: Digest
    assurance: AssuranceName


@record
class PlaceWire(TypedDict):
    """A place in a file; lines and columns count characters from 1."""

    file: str
    line: Rank
    column: Rank
    width: Rank


@record
class ReasonWire(TypedDict):
    """One thing that blocks: a criterion, cell or piece of evidence."""

    reference: str
    text: str


@record
class WaiverWire(TypedDict):
    """The waiver that covers a failure; where the check failed all the same, it has expired."""

    until: Day
    reason: str
    approved_by: str


@record
class CheckWire(TypedDict):
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
    why: list[ReasonWire]
    waiver: WaiverWire | None
    place: PlaceWire
    rule_place: PlaceWire


@record
class FileProblemWire(TypedDict):
    """What is wrong with a file that could not be checked."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    place: PlaceWire
    hint: str | None


@record
class GateStandardWire(TypedDict):
    """By what it was scored."""

    standard: str
    standard_digest: Digest


@record
class GateSubjectWire(GateStandardWire, SubjectWire):
    """What was assessed."""


@record
class OutcomesWire(TypedDict):
    """How many checks ended in which way."""

    failed: Count
    waived: Count
    warning: Count
    open: Count
    skipped: Count
    passed: Count


@record
class GateFileWire(TypedDict):
    """One file's verdict; `subject` is null where the file could not be checked."""

    file: str
    verdict: Literal["passed", "failed", "not checked"]
    exit_code: Count
    subject: GateSubjectWire | None
    summary: OutcomesWire
    checks: list[CheckWire]
    problems: list[FileProblemWire]


@record
class GateWire(TypedDict):
    """What `btm check --format json` writes. `exit_code` is the verdict's, whatever `--exit-zero` makes of it."""

    schema: Literal["btm-gate/1"]
    policy: PolicyWire
    baseline: str | None
    as_of: Day
    strict: bool
    verdict: Literal["passed", "failed"]
    exit_code: Count
    files: list[GateFileWire]


def gate_data(report: GateReport) -> GateWire:
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


def _file(file: FileReport) -> GateFileWire:
    return {
        "file": file.file,
        "verdict": file.verdict,
        "exit_code": int(file.exit_code),
        "subject": _subject(file),
        "summary": _outcomes(file),
        "checks": [_check(placed) for placed in file.checks],
        "problems": [_problem(problem) for problem in file.problems],
    }


def _outcomes(file: FileReport) -> OutcomesWire:
    counts = dict.fromkeys(Outcome, 0) if file.result is None else file.result.counts
    return {
        "failed": counts[Outcome.FAILED],
        "waived": counts[Outcome.WAIVED],
        "warning": counts[Outcome.WARNING],
        "open": counts[Outcome.OPEN],
        "skipped": counts[Outcome.SKIPPED],
        "passed": counts[Outcome.PASSED],
    }


def _subject(file: FileReport) -> GateSubjectWire | None:
    card = file.card
    if card is None:
        return None
    return {
        "standard": f"{card.standard} {card.edition}",
        "standard_digest": card.standard_digest,
        **subject_data(card)["subject"],
    }


def _check(placed: PlacedCheck) -> CheckWire:
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


def _place(place: Location) -> PlaceWire:
    return {"file": place.file, "line": place.line, "column": place.column, "width": place.width}


def _problem(problem: Diagnostic) -> FileProblemWire:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "place": _place(problem.location),
        "hint": problem.hint,
    }
