"""Floors for scores, levels and states: each row of the table was worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.model import CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.gate import Outcome, Reason
from btm_cli.gate.evaluate import RULES
from btm_cli.gate.policy import Requirements
from support.build import ratings
from support.gates import CELLS, THREE, evidence, gate, only, told

HALF = ratings("2a:f 2b:f 3a:f 3b:l")
"""a(3) = (1 + 2/3) / 2 = 5/6, not above 0.85: level 2, score 2.83."""
NEARLY: dict[str, CellAnswer] = THREE | {"alpha/process": HALF}
"""alpha (17/6 + 3) / 2 = 35/12 = 2.92, north (35/12 + 3) / 2 = 71/24 = 2.96, overall 143/48 = 2.98."""
LOW: dict[str, CellAnswer] = THREE | {"beta/people": Claimed(1)}
"""beta 2 and level 1, north 2.5, overall 2.75 and level 1; calm."""
OPEN: dict[str, CellAnswer] = {cell: Claimed(3) for cell in CELLS if cell != "gamma/people"}
"""One cell is not assessed; everything else as in THREE."""
NO_GAMMA: dict[str, CellAnswer] = {cell: Claimed(3) for cell in CELLS if not cell.startswith("gamma")}
LEFT_OUT: dict[str, CellAnswer] = THREE | {
    "gamma/process": NotApplicable("none here"),
    "gamma/people": NotApplicable("none here"),
}

ROWS: list[tuple[dict[str, Any], dict[str, CellAnswer], dict[str, Any], list[tuple[str, str, str]]]] = [
    ({"score": {"overall": "3.0"}}, THREE, {}, [("overall", "passed", "3.00")]),
    ({"score": {"overall": "3.01"}}, THREE, {}, [("overall", "failed", "3.00")]),
    ({"score": {"overall": "143/48"}}, NEARLY, {}, [("overall", "passed", "2.98")]),
    ({"score": {"overall": "2.99"}}, NEARLY, {}, [("overall", "failed", "2.98")]),
    ({"score": {"overall": "2.98"}}, NEARLY, {}, [("overall", "failed", "just under 2.98")]),
    (
        {"score": {"alpha": "2.9", "north": "2.96"}},
        NEARLY,
        {},
        [("alpha", "passed", "2.92"), ("north", "failed", "just under 2.96")],
    ),
    (
        {"score": {"alpha/process": "2.83", "alpha/people": 3}},
        NEARLY,
        {},
        [("alpha/process", "passed", "2.83"), ("alpha/people", "passed", "3.00")],
    ),
    (
        {"score": {"gamma/people": 1, "gamma": 3}},
        OPEN,
        {},
        [("gamma/people", "failed", "not assessed"), ("gamma", "passed", "3.00")],
    ),
    ({"score": {"gamma/people": 1}}, OPEN, {"allow_provisional": True}, [("gamma/people", "failed", "not assessed")]),
    (
        {"score": {"gamma": 3, "south": 3}},
        LEFT_OUT,
        {},
        [("gamma", "skipped", "not applicable"), ("south", "skipped", "not applicable")],
    ),
    ({"score": {"overall": "1.01"}}, THREE, {"assurance": "evidenced"}, [("overall", "failed", "1.00")]),
    (
        {"level": {"every-capability": 2}},
        LOW,
        {},
        [("alpha", "passed", "3"), ("beta", "failed", "1"), ("gamma", "passed", "3")],
    ),
    (
        {"level": {"overall": 2, "north": 1, "beta/process": 3, "beta/people": 2}},
        LOW,
        {},
        [
            ("overall", "failed", "1"),
            ("north", "passed", "1"),
            ("beta/process", "passed", "3"),
            ("beta/people", "failed", "1"),
        ],
    ),
    ({"level": {"gamma": 3}}, OPEN, {}, [("gamma", "failed", "3, 1 cell not assessed")]),
    ({"level": {"gamma": 3}}, OPEN, {"allow_provisional": True}, [("gamma", "passed", "3, 1 cell not assessed")]),
    ({"level": {"gamma": 1}}, NO_GAMMA, {}, [("gamma", "failed", "not assessed")]),
    ({"level": {"gamma": 1}}, NO_GAMMA, {"allow_provisional": True}, [("gamma", "skipped", "not assessed")]),
    ({"level": {"overall": 1}}, {}, {"allow_provisional": True}, [("overall", "failed", "not assessed")]),
    (
        {"level": {"every-capability": 4}},
        LEFT_OUT,
        {},
        [("alpha", "failed", "3"), ("beta", "failed", "3"), ("gamma", "skipped", "not applicable")],
    ),
    ({"level": {"alpha": 2}}, THREE, {"assurance": "verified"}, [("alpha", "failed", "1")]),
    ({"state": "lively"}, THREE, {}, [("overall", "passed", "lively")]),
    ({"state": "calm"}, THREE, {}, [("overall", "passed", "lively")]),
    ({"state": "lively"}, LOW, {}, [("overall", "failed", "calm")]),
    ({"state": "lively"}, NEARLY, {}, [("overall", "failed", "calm")]),
    ({"state": "lively"}, OPEN, {}, [("overall", "failed", "lively (provisional)")]),
    ({"state": "lively"}, OPEN, {"allow_provisional": True}, [("overall", "passed", "lively (provisional)")]),
    ({"state": "calm"}, {}, {"allow_provisional": True}, [("overall", "failed", "no state (provisional)")]),
    ({"state": "lively"}, THREE, {"assurance": "evidenced"}, [("overall", "failed", "calm")]),
    ({"settled": 1}, THREE, {}, [("overall", "passed", "1.00")]),
    ({"settled": "5/6"}, OPEN, {}, [("overall", "passed", "0.83")]),
    ({"settled": "0.84"}, OPEN, {}, [("overall", "failed", "0.83")]),
    ({"coverage": "0.84"}, OPEN, {}, [("overall", "failed", "0.83")]),
    ({"coverage": "5/6"}, OPEN, {}, [("overall", "passed", "0.83")]),
]


@pytest.mark.parametrize(("require", "cells", "more", "expected"), ROWS)
def test_a_floor_is_held_exactly(
    require: dict[str, Any], cells: dict[str, CellAnswer], more: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    result = gate(require, cells, **more)
    assert [(where, outcome, found) for _, where, outcome, found in told(result)] == expected
    failed = any(outcome == "failed" for _, outcome, _ in expected)
    assert (result.passed(), result.exit_code(), result.exit_code(strict=True)) == (not failed, failed, failed)


def test_every_rule_of_the_policy_is_evaluated() -> None:
    assert set(RULES) == set(Requirements.model_fields)


def test_out_of_scope_is_said_and_not_failed() -> None:
    require = {"level": {"every-capability": 3}, "score": {"south": 3}, "scope": ["north"]}
    result = gate(require, THREE, said={"scope": ("north",)})
    assert told(result) == [
        ("score", "south", "skipped", "out of scope"),
        ("level", "alpha", "passed", "3"),
        ("level", "beta", "passed", "3"),
        ("level", "gamma", "skipped", "out of scope"),
    ]


def test_an_area_of_which_a_part_is_in_scope_and_n_a_is_not_applicable() -> None:
    said = {"scope": ("alpha", "gamma"), "capability_not_applicable": {"alpha": NotApplicable("none here")}}
    result = gate({"score": {"north": 3}, "scope": ["alpha", "gamma"]}, THREE, said=said)
    assert told(result) == [("score", "north", "skipped", "not applicable")]


def test_the_criteria_that_block_are_named_the_lowest_cell_first() -> None:
    cells = THREE | {"alpha/process": ratings("2a:f 2b:f 3a:p 3b:-"), "alpha/people": ratings("2a:f 2b:l")}
    # process: a(3) = 1/3, level 2, score 2.33; people: a(2) = 5/6 is not above 0.85, so level 1 and 1.83.
    check = only(gate({"score": {"alpha": 3}}, cells))
    assert check.why == (
        Reason("alpha/people/2b", "rated largely"),
        Reason("alpha/people/3a", "not answered"),
        Reason("alpha/people/3b", "not answered"),
        Reason("alpha/process/3a", "rated partially"),
    )


def test_what_lacks_assurance_blocks_and_says_so() -> None:
    cells: dict[str, CellAnswer] = THREE | {
        "alpha/process": {
            "2a": Rated("fully", ("memo",), "Audit"),
            "2b": Rated("fully", ("memo",), "enterprise  ARCHITECTURE"),
        },
        "alpha/people": {"2a": Rated("fully", ("old",)), "2b": Rated("fully")},
        "beta/people": Claimed(2, ("memo",)),
    }
    said = {"evidence": evidence("memo")}
    result = gate({"level": {"alpha": 2, "beta/people": 2}}, cells, said=said, assurance="verified")
    assert [check.why for check in result.checks] == [
        (
            Reason("alpha/process/2b", "rated fully, not verified by somebody else"),
            Reason("alpha/people/2a", "rated fully, no evidence that holds"),
            Reason("alpha/people/2b", "rated fully, no evidence"),
        ),
        (Reason("beta/people", "claimed at level 2, not verified by somebody else"),),
    ]


def test_a_state_says_whether_the_score_or_a_floor_is_missing() -> None:
    check = only(gate({"state": "lively"}, LOW))
    assert check.why == (
        Reason("overall", "score 2.75, lively begins at 3.00"),
        Reason("beta/people", "claimed at level 1"),
    )
    nearly = THREE | {"gamma/people": ratings("2a:f 2b:f 3a:f 3b:l")}
    # gamma and south 35/12, overall (3 + 35/12) / 2 = 71/24 = 2.96: no level is below 2, the score alone is short.
    assert only(gate({"state": "lively"}, nearly)).why == (Reason("overall", "score 2.96, lively begins at 3.00"),)


def test_what_is_not_settled_or_covered_is_named() -> None:
    cells: dict[str, CellAnswer] = {cell: Claimed(3) for cell in CELLS if cell != "gamma/people"}
    cells["alpha/process"] = ratings("2a:f 2b:f 3a:f")
    result = gate({"settled": 1, "coverage": 1}, cells)
    reasons = (Reason("alpha/process", "3 criteria not answered"), Reason("gamma/people", "not assessed"))
    assert [check.why for check in result.checks] == [reasons, reasons]


def test_places_in_both_files_are_named() -> None:
    require = {"score": {"overall": 4, "north": 4, "alpha/process": 4}, "level": {"every-capability": 4}}
    checks = gate(require, {cell: Claimed(2) for cell in CELLS if not cell.startswith("alpha")}).checks
    assert [(check.path, check.rule_path) for check in checks] == [
        (("answers",), ("require", "score", "overall")),
        (("answers", "beta"), ("require", "score", "north")),  # the first capability of the area that is answered
        (("answers", "alpha", "process"), ("require", "score", "alpha/process")),
        *((("answers", name), ("require", "level", "every-capability")) for name in ("alpha", "beta", "gamma")),
    ]
    assert [check.outcome for check in checks] == [Outcome.FAILED] * 6
