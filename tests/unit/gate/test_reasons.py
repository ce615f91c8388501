"""Codes and reasons of what fails: which cells keep it low, the lowest first, worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.model import CellAnswer, Claimed
from btm_cli.evidence import EvidenceProblem
from btm_cli.gate import Outcome, Reason
from support.build import ratings
from support.gates import CELLS, THREE, evidence, gate, only

LOW: dict[str, CellAnswer] = THREE | {"alpha/process": Claimed(2), "beta/people": Claimed(1)}
"""alpha 2.5, beta 2, north 2.25, overall 2.625; level 1."""
OPEN: dict[str, CellAnswer] = {cell: answer for cell, answer in LOW.items() if cell != "gamma/people"}
"""The same with one cell not assessed."""
AT_THREE: dict[str, CellAnswer] = THREE | {
    "alpha/process": Claimed(4),
    "alpha/people": Claimed(4),
    "beta/people": Claimed(1),
}
"""alpha 4, beta 2, north 3, gamma 3: overall exactly 3, where lively begins, and level 1, below its floor of 2."""
ALPHA, BETA = Reason("alpha/process", "claimed at level 2"), Reason("beta/people", "claimed at level 1")
UNASSESSED = Reason("gamma/people", "not assessed")
NOTHING = tuple(Reason(cell, "not assessed") for cell in CELLS)
ALLOWED = {"allow_provisional": True}
ROWS: list[tuple[dict[str, Any], dict[str, CellAnswer], dict[str, Any], str, tuple[Reason, ...]]] = [
    # The lowest first; what is at the floor is no reason.
    ({"score": {"overall": 3}}, LOW, {}, "score-too-low", (BETA, ALPHA)),
    ({"score": {"north": "2.5"}}, LOW, {}, "score-too-low", (BETA, ALPHA)),
    ({"score": {"beta": 3}}, LOW, {}, "score-too-low", (BETA,)),
    ({"score": {"overall": 1}}, {}, {}, "not-assessed", NOTHING),
    ({"level": {"overall": 3}}, LOW, {}, "level-too-low", (BETA, ALPHA)),
    ({"level": {"overall": 2}}, LOW, {}, "level-too-low", (BETA,)),
    # What is not assessed is below everything, unless it is allowed.
    ({"level": {"overall": 3}}, OPEN, {}, "level-too-low", (UNASSESSED, BETA, ALPHA)),
    ({"level": {"overall": 3}}, OPEN, ALLOWED, "level-too-low", (BETA, ALPHA)),
    ({"level": {"gamma": 3}}, OPEN, {}, "not-assessed", (UNASSESSED,)),
    ({"level": {"overall": 1}}, {}, ALLOWED, "not-assessed", NOTHING),
    ({"state": "lively"}, LOW, {}, "state-not-reached", (Reason("overall", "score 2.63, lively begins at 3.00"), BETA)),
    ({"state": "lively"}, AT_THREE, {}, "state-not-reached", (BETA,)),
    (
        {"state": "lively"},
        {cell: Claimed(3) for cell in CELLS if cell != "gamma/people"},
        {},
        "not-assessed",
        (UNASSESSED,),
    ),
    (
        {"state": "lively"},
        OPEN,
        ALLOWED,
        "state-not-reached",
        (Reason("overall", "score 2.63, lively begins at 3.00"), BETA),
    ),
    ({"state": "calm"}, {}, ALLOWED, "not-assessed", NOTHING),
]


@pytest.mark.parametrize(("require", "cells", "more", "code", "why"), ROWS)
def test_codes_and_reasons(
    require: dict[str, Any], cells: dict[str, CellAnswer], more: dict[str, Any], code: str, why: tuple[Reason, ...]
) -> None:
    check = only(gate(require, cells, **more))
    assert (check.outcome, check.code, check.why) == (Outcome.FAILED, code, why)


@pytest.mark.parametrize(("state", "expected"), [("calm", "calm or higher"), ("lively", "lively")])
def test_the_highest_state_has_none_above_it(state: str, expected: str) -> None:
    assert only(gate({"state": state}, THREE)).expected == expected


def test_evidence_that_does_not_hold_is_told_once_where_it_is_cited_first() -> None:
    rated = {cell: ratings("2a:f 2b:f", evidence=("good", "bad")) for cell in ("alpha/process", "beta/process")}
    flaw = EvidenceProblem("evidence-expired", "valid until 2026-01-01", "bad")
    result = gate(
        {"evidence": {"from_level": 2}}, THREE | rated, flaws=[flaw], said={"evidence": evidence("good", "bad")}
    )
    warned = [check for check in result.checks if check.outcome is Outcome.WARNING]
    assert [(check.where, check.expected) for check in warned] == [("alpha/process/2a", "cited evidence `bad` to hold")]


@pytest.mark.parametrize(("most", "expected"), [(None, ""), (30, " and is at most 30 days old")])
def test_what_is_expected_of_evidence_says_its_age_where_that_counts(most: int | None, expected: str) -> None:
    rule = {"from_level": 2} | ({} if most is None else {"max_age_days": most})
    checks = gate({"evidence": rule}, THREE).checks
    assert {check.expected for check in checks} == {f"evidence that holds{expected}"}
