"""Evidence, verification and what is n/a: which answers need it, and the boundary days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from btm_cli.answers.model import Answers, Assessor, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.evidence import EvidenceProblem
from btm_cli.gate import Outcome, Reason
from btm_cli.gate.proof import independent
from support import build
from support.build import ratings
from support.gates import DAY, THREE, evidence, gate, only, told

FROM_THREE = {"evidence": {"from_level": 3}}
MIXED: dict[str, CellAnswer] = {
    "alpha/process": {
        "2a": Rated("fully"),
        "3a": Rated("partially"),
        "3b": Rated("not"),
        "4a": Rated("fully", ("memo",)),
        "4b": NotApplicable("none"),
    },
    "alpha/people": Claimed(2),
    "beta/process": Claimed(3, whole_capability=True),
    "beta/people": Claimed(3, whole_capability=True),
    "gamma/process": Claimed(4, ("memo",)),
}


def test_every_answer_that_claims_something_from_the_level_on_needs_evidence() -> None:
    assert told(gate(FROM_THREE, MIXED, said={"evidence": evidence("memo")})) == [
        ("evidence", "alpha/process/3a", "failed", "rated partially with no evidence"),
        ("evidence", "alpha/process/4a", "passed", "rated fully with `memo`, 0 days old"),
        ("evidence", "beta", "failed", "claimed at level 3 with no evidence"),
        ("evidence", "gamma/process", "passed", "claimed at level 4 with `memo`, 0 days old"),
    ]


def test_the_base_level_claims_nothing() -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": Claimed(1), "alpha/people": Claimed(2)}
    result = gate({"evidence": {"from_level": 1}, "verification": {"from_level": 1}}, cells)
    assert [(check.rule, check.where) for check in result.checks] == [
        ("evidence", "alpha/people"),
        ("verification", "alpha/people"),
    ]


@pytest.mark.parametrize(
    ("age", "code", "found"),
    [
        (0, "", "claimed at level 3 with `memo`, 0 days old"),
        (364, "", "claimed at level 3 with `memo`, 364 days old"),
        (365, "", "claimed at level 3 with `memo`, 365 days old"),
        (366, "evidence-too-old", "claimed at level 3 with `memo`, 366 days old"),
    ],
)
def test_evidence_may_be_as_old_as_the_policy_says(age: int, code: str, found: str) -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": Claimed(3, ("memo",))}
    require = {"evidence": {"from_level": 3, "max_age_days": 365}}
    check = only(gate(require, cells, said={"evidence": evidence("memo", age=age)}))
    assert (check.code, check.found, check.outcome is Outcome.PASSED) == (code, found, not code)


def test_the_youngest_piece_that_holds_counts() -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": Claimed(3, ("charter", "fresh", "minutes"))}
    register = evidence("charter", age=900) | evidence("minutes", age=30) | evidence("fresh", age=1)
    gone = EvidenceProblem("evidence-missing", "there is no file fresh.pdf", "fresh")
    require = {"evidence": {"from_level": 3, "max_age_days": 30}}
    result = gate(require, cells, said={"evidence": register}, flaws=[gone])
    assert told(result) == [
        ("evidence", "alpha/process", "passed", "claimed at level 3 with `minutes`, 30 days old"),
        ("evidence", "alpha/process", "warning", "there is no file fresh.pdf"),
    ]
    warning = result.checks[1]
    assert (warning.code, warning.path) == ("evidence-missing", ("evidence", "fresh"))
    assert (result.exit_code(), result.exit_code(strict=True)) == (0, 1)


def test_evidence_that_does_not_hold_says_why_for_each_piece() -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": Claimed(3, ("memo", "note"))}
    flaws = [
        EvidenceProblem("evidence-altered", "the file is not the one that was registered", "note"),
        EvidenceProblem("evidence-expired", "valid until 2026-08-31", "memo"),
    ]
    check = only(gate(FROM_THREE, cells, said={"evidence": evidence("memo", "note")}, flaws=flaws))
    assert (check.code, check.found) == ("evidence-not-valid", "claimed at level 3 with no evidence that holds")
    assert check.why == (
        Reason("memo", "valid until 2026-08-31"),
        Reason("note", "the file is not the one that was registered"),
    )


@pytest.mark.parametrize(
    ("answered_by", "verified_by", "found"),
    [
        ("Architects", "Audit", ""),
        ("Architects", None, "not verified"),
        ("Architects", "architects", "verified by architects, who answered"),
        ("Internal  Architects", "internal architects ", "verified by internal architects , who answered"),
        (None, "Audit", "verified by Audit, but the file does not say who answered"),
        (None, None, "not verified"),
    ],
)
def test_only_somebody_else_verifies(answered_by: str | None, verified_by: str | None, found: str) -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": ratings("4a:f", verified_by=verified_by)}
    said = {"answered_by": Assessor(answered_by) if answered_by else None}
    check = only(gate({"verification": {"from_level": 4}}, cells, said=said))
    assert check.outcome is (Outcome.FAILED if found else Outcome.PASSED)
    assert check.found == f"rated fully, {found or 'verified by Audit'}"
    assert check.code == ("not-verified" if found else "")


def test_independence_is_the_rule_of_the_verified_score() -> None:
    answers: Answers = build.answers()
    assert [independent(answers, name) for name in ("Audit", "ENTERPRISE architecture", "", None)] == [
        True,
        False,
        False,
        False,
    ]


def left_out(approved_by: str | None = None) -> dict[str, CellAnswer]:
    """Three of 36 criteria (three capabilities, two cells, six criteria each): 1/12 = 0.0833."""
    said = NotApplicable("none here", approved_by)
    rated: dict[str, Any] = ratings("2a:f 2b:f 3a:f")
    return THREE | {"alpha/process": rated | {"3b": said, "4a": said, "4b": said}}


@pytest.mark.parametrize(
    ("most", "outcome", "found"),
    [
        ("1/12", "passed", "0.08, 3 of 36"),
        ("0.08", "failed", "just over 0.08, 3 of 36"),
        ("0.07", "failed", "0.08, 3 of 36"),
        ("0", "failed", "0.08, 3 of 36"),
    ],
)
def test_the_share_left_out_is_held_exactly(most: str, outcome: str, found: str) -> None:
    check = only(gate({"not_applicable": {"max_share": most}}, left_out()))
    assert (check.outcome.value, check.found, bool(check.why)) == (outcome, found, outcome == "failed")


def test_whole_cells_and_capabilities_left_out_count_with_all_their_criteria() -> None:
    cells = THREE | {"alpha/process": NotApplicable("x"), "gamma/process": NotApplicable("y")}
    said = {"capability_not_applicable": {"gamma": NotApplicable("y")}}
    cells |= {"gamma/people": NotApplicable("y")}
    check = only(gate({"not_applicable": {"max_share": "0.5"}}, cells, said=said))
    assert check.found == "0.50, 18 of 36"
    require = {"not_applicable": {"max_share": 1}, "scope": ["north"]}
    narrow = only(gate(require, cells, said={"scope": ("north",)}))
    assert narrow.found == "0.25, 6 of 24"  # gamma is out of scope: neither left out nor part of the whole


@pytest.mark.parametrize(
    ("approver", "outcome", "found"),
    [
        ("Audit", "passed", "approved by Audit"),
        (None, "failed", "not approved"),
        ("enterprise architecture", "failed", "approved by enterprise architecture, who answered"),
    ],
)
def test_what_is_left_out_needs_somebody_elses_approval(approver: str | None, outcome: str, found: str) -> None:
    result = gate({"not_applicable": {"approved": True}}, left_out(approver))
    assert told(result) == [("not_applicable", f"alpha/process/{name}", outcome, found) for name in ("3b", "4a", "4b")]


def test_dates_are_judged_on_the_day_of_the_gate() -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": Claimed(3, ("memo",))}
    require = {"evidence": {"from_level": 3, "max_age_days": 10}}
    outcomes = [
        only(gate(require, cells, said={"evidence": evidence("memo")}, day=DAY + timedelta(days=days))).outcome
        for days in (0, 10, 11)
    ]
    assert outcomes == [Outcome.PASSED, Outcome.PASSED, Outcome.FAILED]
