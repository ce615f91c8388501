"""Rule `not_applicable`: what is n/a by a profile, and what is answered for a window without a case.

Of 36 criteria (three capabilities, two cells, six criteria each) the file leaves out or answers these by hand.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.diagnostics import Problem
from btm_cli.evidence import EvidenceReport
from btm_cli.gate import GateResult, Outcome
from btm_cli.gate.left_out import check_not_applicable, criteria_in_scope, share_left_out
from btm_cli.gate.policy import PolicyFile, check_policy
from btm_cli.gate.subject import Subject
from btm_cli.scoring import assess
from btm_cli.validation import validate_model
from support import build
from support.gates import STANDARD, THREE, gate, only, policy, told, waiver

LISTED, ALSO, UNLISTED = "alpha/process/3a", "alpha/process/3b", "alpha/process/4a"


def answers(**said: NotApplicable | Rated) -> dict[str, CellAnswer]:
    """Alpha's process by its criteria, the others at level 3."""
    rated: dict[str, Any] = {"2a": Rated("fully"), "2b": Rated("fully")}
    return THREE | {"alpha/process": rated | {name.removeprefix("c"): answer for name, answer in said.items()}}


def by(profile: str | None, approved_by: str | None = None) -> NotApplicable:
    return NotApplicable("none here", approved_by, profile=profile)


def held(rule: dict[str, Any], cells: dict[str, CellAnswer], **more: Any) -> GateResult:
    return gate({"not_applicable": rule}, cells, **more)


def test_what_an_accepted_profile_lists_needs_no_approval() -> None:
    result = held({"approved": True, "profiles": ["bank"]}, answers(c3a=by("bank"), c3b=by("bank", "Audit")))
    assert told(result) == [
        ("not_applicable", LISTED, "passed", "left out by the profile bank"),
        ("not_applicable", ALSO, "passed", "left out by the profile bank"),
    ]


def test_what_it_does_not_list_is_left_out_like_anything_else() -> None:
    result = held({"approved": True, "profiles": ["bank"]}, answers(c4a=by("bank")))
    assert [(check.where, check.outcome.value, check.code) for check in result.checks] == [
        (UNLISTED, "warning", "not-in-profile"),
        (UNLISTED, "failed", "left-out-unapproved"),
    ]
    result = held({"approved": True, "profiles": ["bank"]}, answers(c4a=by("bank", "Audit")))
    assert [check.outcome.value for check in result.checks] == ["warning", "passed"]


@pytest.mark.parametrize("profile", [None, "shop"])
def test_another_profile_or_none_excuses_nothing(profile: str | None) -> None:
    check = only(held({"approved": True, "profiles": ["bank"]}, answers(c3a=by(profile))))
    assert (check.outcome, check.code) == (Outcome.FAILED, "left-out-unapproved")


@pytest.mark.parametrize(
    ("most", "outcome", "found"),
    [("1/18", "passed", "0.06, 2 of 36"), ("0.05", "failed", "0.06, 2 of 36"), ("0", "failed", "0.06, 2 of 36")],
)
def test_what_profiles_leave_out_has_a_share_of_its_own(most: str, outcome: str, found: str) -> None:
    # whether the policy accepts the profile or not, and whether or not it lists the criterion
    cells = answers(c3a=by("bank"), c4a=by("shop"), c4b=by(None))
    check = only(held({"profile_max_share": most}, cells))
    assert (check.where, check.outcome.value, check.found) == ("overall", outcome, found)
    assert check.rule_path == ("require", "not_applicable", "profile_max_share")
    if outcome == "failed":
        assert check.code == "too-much-by-profile"
        assert [(each.reference, each.text) for each in check.why] == [
            (LISTED, "n/a by the profile bank"),
            (UNLISTED, "n/a by the profile shop"),
        ]


def test_a_whole_cell_by_a_profile_counts_with_all_its_criteria() -> None:
    check = only(held({"profile_max_share": "1"}, THREE | {"alpha/process": by("bank")}))
    assert check.found == "0.17, 6 of 36"


WITHOUT_CASE = answers(c3a=Rated("fully", no_case=True), c3b=NotApplicable("", no_case=True), c4a=Rated("fully"))


@pytest.mark.parametrize(
    ("rule", "key", "outcome"),
    [
        ({"no_case_max_share": "1/18"}, "no_case_max_share", "passed"),
        ({"no_case_max_share": "0.05"}, "no_case_max_share", "failed"),
        ({"no_case_max_share": "0.05", "max_share": "1"}, "no_case_max_share", "failed"),
        ({"max_share": "0.05"}, "max_share", "failed"),  # 1 of 36 is n/a, but 2 are without a case
        ({"max_share": "1/18"}, "max_share", "passed"),
    ],
)
def test_windows_without_a_case_have_a_share(rule: dict[str, str], key: str, outcome: str) -> None:
    check = next(one for one in held(rule, WITHOUT_CASE).checks if "without a case" in one.expected)
    assert (check.outcome.value, check.found) == (outcome, "0.06, 2 of 36")
    assert check.rule_path == ("require", "not_applicable", key)
    if outcome == "failed":
        assert check.code == "too-much-without-case"
        assert [(each.reference, each.text) for each in check.why] == [
            (LISTED, "fully, case: none"),
            (ALSO, "n/a, case: none"),
        ]


def test_out_of_scope_nothing_is_without_a_case() -> None:
    cells = WITHOUT_CASE
    check = only(
        gate({"not_applicable": {"no_case_max_share": "0"}, "scope": ["beta"]}, cells, said={"scope": ("beta",)})
    )
    assert (check.outcome.value, check.found) == ("passed", "0.00, 0 of 12")


def test_where_there_is_none_the_share_of_all_is_not_told_twice() -> None:
    assert only(held({"max_share": "1"}, THREE)).expected == "at most 1.00 of all criteria"
    assert "without a case" in only(held({"no_case_max_share": "1"}, THREE)).expected


@pytest.mark.parametrize("rule", [{"no_case_max_share": "0"}, {"profile_max_share": "0"}])
def test_a_share_can_be_waived(rule: dict[str, str]) -> None:
    cells = WITHOUT_CASE | answers(c3a=Rated("fully", no_case=True), c3b=by("bank"))
    waived = held(rule, cells, waivers=[waiver("not_applicable", "overall")])
    assert [check.outcome.value for check in held(rule, cells).checks] == ["failed"]
    assert [check.outcome.value for check in waived.checks] == ["waived"]


def test_a_cell_without_criteria_counts_as_one_and_nothing_as_no_share() -> None:
    # a has a cell of two criteria and one of none yet, b has no cells at all
    cells = {"process": build.cell("2a", "2b"), "people": build.cell()}
    standard = build.standard({"north": [build.capability("a", cells), build.capability("b")]})
    none = NotApplicable("none here")
    for said, scope, whole, share in [
        ({"a/process": none}, (), 3, Fraction(2, 3)),
        ({"a/people": none}, (), 3, Fraction(1, 3)),
        ({"a/process": Claimed(2)}, ("a",), 3, Fraction(0)),
        ({}, ("b",), 0, Fraction(0)),
    ]:
        held = build.answers(said, scope=scope)
        card = assess(standard, held, frozenset(), build.DAY)
        assert (criteria_in_scope(card, standard), share_left_out(card, standard)) == (whole, share)
        rules = policy({"not_applicable": {"max_share": "0"}})
        [check] = check_not_applicable(Subject(rules, standard, held, card, EvidenceReport(frozenset(), ())))
        assert (check.value, check.outcome.value) == (share, "failed" if share else "passed")


def test_a_profile_that_is_not_there_makes_the_policy_wrong() -> None:
    said = {"policy": 1, "require": {"not_applicable": {"profiles": ["bank", "bnk"]}}}
    policy, problems = validate_model(PolicyFile, said)
    assert policy is not None, problems
    path = ("require", "not_applicable", "profiles", 1)
    [found] = check_policy(policy, STANDARD)
    assert found == Problem("unknown-profile", "unknown profile `bnk`", path, hint=found.hint)
