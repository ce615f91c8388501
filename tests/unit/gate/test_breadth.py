"""No line of the audited file empties the gate: scope and depth are rules of their own."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.model import Claimed
from btm_cli.gate import Outcome
from support.gates import gate, told, waiver

CELLS = {"alpha/process": Claimed(3), "gamma/process": Claimed(3)}
LEFT_OUT = "the file's `scope` leaves it out"


def failed(require: dict[str, Any], **said: Any) -> list[tuple[str, str]]:
    return [(rule, where) for rule, where, outcome, _ in told(gate(require, CELLS, said=said)) if outcome == "failed"]


@pytest.mark.parametrize(
    ("scope", "require", "missing"),
    [
        ((), {}, []),
        (("north",), {}, ["south"]),
        (("alpha",), {}, ["beta", "south"]),
        (("alpha", "south"), {}, ["beta"]),
        (("alpha",), {"scope": "all"}, ["beta", "south"]),
        (("alpha",), {"scope": ["alpha"]}, []),
        (("alpha",), {"scope": ["north"]}, ["beta"]),
        (("alpha",), {"scope": ["south", "beta"]}, ["beta", "south"]),
    ],
)
def test_each_missing_area_or_capability_fails_for_itself(
    scope: tuple[str, ...], require: dict[str, Any], missing: list[str]
) -> None:
    assert failed(require, scope=scope) == [("scope", name) for name in missing]


def test_a_provisional_assessment_may_not_be_a_narrow_one() -> None:
    result = gate({}, CELLS, said={"scope": ("alpha",)}, allow_provisional=True)
    assert told(result) == [("scope", "beta", "failed", LEFT_OUT), ("scope", "south", "failed", LEFT_OUT)]


def test_a_narrow_scope_can_be_waived() -> None:
    result = gate({}, CELLS, said={"scope": ("alpha",)}, waivers=[waiver("scope", "south"), waiver("scope", "north")])
    assert [check.outcome for check in result.checks] == [Outcome.WAIVED, Outcome.WAIVED]


def test_a_failure_points_at_the_line_that_narrows() -> None:
    checks = [*gate({}, CELLS, said={"scope": ("south",)}).checks, *gate({}, CELLS, said={"depth": "core"}).checks]
    assert [(check.where, check.path) for check in checks] == [("north", ("scope",)), ("overall", ("depth",))]


@pytest.mark.parametrize(
    ("said", "require", "shallow"),
    [
        ({}, {}, []),
        ({"depth": "core"}, {}, ["overall"]),
        ({"depth": "core"}, {"depth": "core"}, []),
        ({"depths": {"beta": "core"}}, {}, ["beta"]),
        ({"depth": "core", "depths": {"beta": "full"}}, {}, ["alpha", "gamma"]),
        ({"depth": "core", "depths": {"beta": "full"}}, {"depth": "full"}, ["alpha", "gamma"]),
    ],
)
def test_core_is_not_enough_unless_the_policy_says_so(
    said: dict[str, Any], require: dict[str, Any], shallow: list[str]
) -> None:
    assert failed(require, **said) == [("depth", name) for name in shallow]
