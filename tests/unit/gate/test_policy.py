"""What a policy names must be there."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.gate.policy import PolicyFile, check_policy
from btm_cli.readable import check_model
from support.build import capability, full_cell, standard, state

STANDARD = standard(
    {"north": [capability("alpha", {"process": full_cell()})]}, states=[state("calm", "1", 1), state("lively", "3", 2)]
)


def problems(require: dict[str, Any], **more: Any) -> list[tuple[str, str, tuple[str | int, ...], str | None]]:
    data = {"policy": 1, "require": require} | more
    _, found = check_model(PolicyFile, data, lambda policy: check_policy(policy, STANDARD))
    return [(each.code, each.message, each.path, each.hint) for each in found]


WAIVER = {"rule": "level", "where": "alpha/people", "until": "2027-03-31", "reason": "late", "approved_by": "CIO"}


def test_a_policy_that_uses_everything() -> None:
    require = {
        "score": {"overall": "3.0", "north": 3, "alpha/process": "7/2"},
        "level": {"every-capability": 2, "alpha": 3},
        "state": "lively",
        "settled": 1,
        "coverage": "0.5",
        "evidence": {"from_level": 3, "max_age_days": 365},
        "verification": {"from_level": 4},
        "not_applicable": {"max_share": "0.10", "approved": True},
        "no_regression": {"tolerance": 0},
        "target_by": {"2027-06-30": {"overall": "3.5"}},
    }
    assert problems(require, waivers=[WAIVER], assurance="evidenced", allow_provisional=True) == []


@pytest.mark.parametrize(
    ("require", "code", "path"),
    [
        ({"score": {"nroth": 1}}, "unknown-reference", ("require", "score", "nroth")),
        ({"score": {"every-capability": 1}}, "unknown-reference", ("require", "score", "every-capability")),
        ({"score": {"north/process": 1}}, "unknown-reference", ("require", "score", "north/process")),
        ({"score": {"overall": 6}}, "level-out-of-range", ("require", "score", "overall")),
        ({"level": {"alpha": 0}}, "level-out-of-range", ("require", "level", "alpha")),
        ({"state": "livly"}, "unknown-state", ("require", "state")),
        ({"coverage": 80}, "wrong-value", ("require", "coverage")),
        ({"evidence": {"from_level": 9}}, "level-out-of-range", ("require", "evidence", "from_level")),
        ({"verification": {"from_level": 9}}, "level-out-of-range", ("require", "verification", "from_level")),
        ({"no_regression": {"tolerance": -1}}, "wrong-value", ("require", "no_regression", "tolerance")),
        (
            {"target_by": {"2027-06-30": {"alfa": 2}}},
            "unknown-reference",
            ("require", "target_by", "2027-06-30", "alfa"),
        ),
        ({"target_by": {"2027-13-01": {}}}, "not-a-date", ("require", "target_by", "2027-13-01")),
    ],
)
def test_what_is_wrong_is_found_at_its_place(require: dict[str, Any], code: str, path: tuple[str, ...]) -> None:
    assert [(found[0], found[2]) for found in problems(require)] == [(code, path)]


def test_waivers_name_a_rule_and_a_place() -> None:
    found = problems({}, waivers=[WAIVER, WAIVER | {"rule": "levle"}, WAIVER | {"where": "alpha/peple"}])
    assert found == [
        ("unknown-reference", "unknown rule `levle`", ("waivers", 1, "rule"), "did you mean `level`?"),
        (
            "unknown-reference",
            "unknown area, capability or cell `alpha/peple`",
            ("waivers", 2, "where"),
            "did you mean `alpha/people`?",
        ),
    ]


def test_a_scope_names_areas_and_capabilities_that_there_are() -> None:
    [(code, _, path, _)] = problems({"scope": ["north", "nonsense", "alpha"]})
    assert (code, path) == ("unknown-reference", ("require", "scope", 1))


@pytest.mark.parametrize("where", ["nonsense/process/2a", "alpha/nonsense/2a", "alpha/process/9z"])
def test_a_waiver_names_a_place_that_there_is(where: str) -> None:
    [(_, _, path, _)] = problems({"level": {"overall": 1}}, waivers=[WAIVER | {"where": where}])
    assert path == ("waivers", 0, "where")


def test_a_value_of_the_wrong_kind_hides_no_other_mistake() -> None:
    require = {
        "score": {"nroth": "much"},
        "level": {"alfa": "2", "alpha": 9},
        "state": "livly",
        "scope": ["alfa", 3],
        "depth": "deep",
        "evidence": {"from_level": "3"},
        "verification": {"from_level": 9},
        "target_by": {"2027-06-30": {"alfa": [2]}},
    }
    waivers = [WAIVER | {"rule": "levle", "until": 2027}, {"where": "alpha/peple", "rule": ["level"]}]
    found = problems(require, waivers=waivers, assurance="claimd", allow_provisional="no")
    assert sorted((code, path) for code, _, path, _ in found) == sorted(
        [
            ("not-a-number", ("require", "score", "nroth")),
            ("unknown-reference", ("require", "score", "nroth")),
            ("not-a-level", ("require", "level", "alfa")),
            ("unknown-reference", ("require", "level", "alfa")),
            ("level-out-of-range", ("require", "level", "alpha")),
            ("unknown-state", ("require", "state")),
            ("unknown-reference", ("require", "scope", 0)),
            ("wrong-value", ("require", "scope", 1)),
            ("wrong-value", ("require", "depth")),
            ("not-a-level", ("require", "evidence", "from_level")),
            ("level-out-of-range", ("require", "verification", "from_level")),
            ("not-a-number", ("require", "target_by", "2027-06-30", "alfa")),
            ("unknown-reference", ("require", "target_by", "2027-06-30", "alfa")),
            ("unknown-reference", ("waivers", 0, "rule")),
            ("not-a-date", ("waivers", 0, "until")),
            ("wrong-type", ("waivers", 1, "rule")),
            *[("missing-key", ("waivers", 1))] * 3,
            ("unknown-reference", ("waivers", 1, "where")),
            ("wrong-value", ("assurance",)),
            ("wrong-type", ("allow_provisional",)),
        ]
    )
