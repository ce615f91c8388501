"""Dated targets, waivers and regressions: what depends on a day or on a baseline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from btm_cli.answers.model import CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.compare import compare
from btm_cli.compare.side import Side
from btm_cli.evidence import EvidenceProblem, EvidenceReport
from btm_cli.gate import Outcome, Reason, evaluate
from btm_cli.scoring import assess
from support import build
from support.build import ratings
from support.gates import DAY, STANDARD, THREE, evidence, gate, only, policy, side, told, waiver

DUE = date(2026, 12, 31)
TWO: dict[str, CellAnswer] = {cell: Claimed(2) for cell in THREE}


@pytest.mark.parametrize(
    ("day", "outcome", "code", "note"),
    [
        (date(2026, 11, 20), Outcome.OPEN, "target-open", "due in 41 days"),
        (date(2026, 12, 30), Outcome.OPEN, "target-open", "due in 1 day"),
        (date(2026, 12, 31), Outcome.FAILED, "target-overdue", "due today"),
        (date(2027, 1, 1), Outcome.FAILED, "target-overdue", "overdue by 1 day"),
        (date(2027, 1, 31), Outcome.FAILED, "target-overdue", "overdue by 31 days"),
    ],
)
def test_a_target_must_hold_from_its_day_on(day: date, outcome: Outcome, code: str, note: str) -> None:
    check = only(gate({"target_by": {DUE.isoformat(): {"overall": "2.5"}}}, TWO, day=day))
    assert (check.outcome, check.code, check.note) == (outcome, code, note)
    assert (check.expected, check.found) == ("at least 2.50 by 2026-12-31", "2.00")


@pytest.mark.parametrize("day", [DAY, DUE, date(2027, 5, 1)])
def test_a_target_that_is_reached_passes_on_every_day(day: date) -> None:
    assert only(gate({"target_by": {DUE.isoformat(): {"overall": 2}}}, TWO, day=day)).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("level", "outcome", "note"),
    [(2, Outcome.WARNING, "due in 41 days, behind"), (3, Outcome.OPEN, "due in 41 days, on track")],
)
def test_on_track_is_the_straight_line_from_the_baseline(level: int, outcome: Outcome, note: str) -> None:
    # From 1 on 10 October to 4 on 31 December are 82 days; on 20 November 41 are gone: half of the way, 2.5.
    old = side(build.answers({cell: Claimed(1) for cell in THREE}, assessed_on=date(2026, 10, 10)))
    cells: dict[str, CellAnswer] = {cell: Claimed(level) for cell in THREE}
    check = only(gate({"target_by": {DUE.isoformat(): {"overall": 4}}}, cells, baseline=old))
    assert (check.outcome, check.note) == (outcome, note)
    line = Reason("overall", "a straight line from the baseline would be at 2.50 today")
    assert (line in check.why) == (outcome is Outcome.WARNING)


def test_exactly_on_the_line_is_on_track() -> None:
    # From 1 on 10 October to 3 on 31 December: 2 after half of the days.
    old = side(build.answers({cell: Claimed(1) for cell in THREE}, assessed_on=date(2026, 10, 10)))
    assert only(gate({"target_by": {DUE.isoformat(): {"alpha": 3}}}, TWO, baseline=old)).note.endswith("on track")


def test_a_baseline_of_the_same_day_says_nothing_about_the_track() -> None:
    check = only(gate({"target_by": {DUE.isoformat(): {"overall": 3}}}, TWO, baseline=TWO))
    assert check.note == "due in 41 days"


LOW: dict[str, CellAnswer] = THREE | {"beta/people": Claimed(1), "gamma/people": Claimed(1)}
EVERY_TWO = {"level": {"every-capability": 2}}


@pytest.mark.parametrize(
    ("days", "outcome"), [(0, Outcome.WAIVED), (1, Outcome.WAIVED), (-1, Outcome.FAILED), (-400, Outcome.FAILED)]
)
def test_a_waiver_holds_on_its_last_day(days: int, outcome: Outcome) -> None:
    result = gate(
        EVERY_TWO, LOW, waivers=[waiver("level", "beta", DAY + timedelta(days=days)), waiver("level", "gamma")]
    )
    beta = next(check for check in result.checks if check.where == "beta")
    assert beta.outcome is outcome
    assert beta.waiver is not None
    assert result.counts[Outcome.WAIVED] == 1 + (outcome is Outcome.WAIVED)
    expired = [check for check in result.checks if check.rule == "waivers"]
    assert [(check.code, check.outcome) for check in expired] == (
        [] if outcome is Outcome.WAIVED else [("waiver-expired", Outcome.FAILED)]
    )
    assert result.exit_code(strict=True) == (outcome is Outcome.FAILED)


@pytest.mark.parametrize(
    ("require", "cells", "waived", "covered"),
    [
        (EVERY_TWO, LOW, waiver("level", "every-capability"), ["beta", "gamma"]),
        (EVERY_TWO, LOW, waiver("level", "beta"), ["beta"]),
        (EVERY_TWO, LOW, waiver("level", "south"), []),  # floors are waived exactly where they fail
        (EVERY_TWO, LOW, waiver("score", "beta"), []),
        ({"level": {"beta": 2}}, LOW, waiver("level", "every-capability"), []),
        ({"score": {"north": 3, "beta": 3}}, LOW, waiver("score", "north"), ["north"]),
        ({"evidence": {"from_level": 3}}, THREE, waiver("evidence", "south"), ["gamma/process", "gamma/people"]),
        ({"evidence": {"from_level": 3}}, THREE, waiver("evidence", "alpha/people"), ["alpha/people"]),
        (
            {"verification": {"from_level": 3}},
            THREE,
            waiver("verification", "alpha"),
            ["alpha/process", "alpha/people"],
        ),
        (
            {"verification": {"from_level": 4}},
            {"alpha/process": ratings("4a:f 4b:f")},
            waiver("verification", "alpha/process/4b"),
            ["alpha/process/4b"],
        ),
    ],
)
def test_a_waiver_covers_its_place(
    require: dict[str, Any], cells: dict[str, CellAnswer], waived: dict[str, str], covered: list[str]
) -> None:
    result = gate(require, cells, waivers=[waived])
    assert [check.where for check in result.of(Outcome.WAIVED)] == covered
    assert bool(result.of(Outcome.WARNING)) == (not covered)


def test_a_waiver_for_nothing_is_a_warning_and_an_expired_one_fails_all_the_same() -> None:
    result = gate(EVERY_TWO, THREE, waivers=[waiver("level", "beta"), waiver("state", "overall", date(2026, 11, 19))])
    assert told(result)[3:] == [
        ("waivers", "level beta", "warning", "nothing fails here"),
        ("waivers", "state overall", "failed", "ended on 2026-11-19, 1 day ago, and nothing fails here any more"),
    ]
    assert [check.path for check in result.checks[3:]] == [None, None]
    only_unused = gate(EVERY_TWO, THREE, waivers=[waiver("level", "beta")])
    assert (only_unused.exit_code(), only_unused.exit_code(strict=True)) == (0, 1)


def test_of_two_waivers_the_one_that_holds_counts() -> None:
    waivers = [waiver("level", "beta", DAY - timedelta(days=9)), waiver("level", "every-capability")]
    result = gate(EVERY_TWO, LOW, waivers=waivers)
    assert [check.where for check in result.of(Outcome.WAIVED)] == ["beta", "gamma"]
    assert [check.where for check in result.of(Outcome.FAILED)] == ["level beta"]


NO_REGRESSION = {"no_regression": {"tolerance": 0}}
FULL = ratings("2a:f 2b:f 3a:f 3b:l")
"""17/6 = 2.83."""


def test_without_a_baseline_the_rule_is_not_checked_and_not_passed() -> None:
    check = only(gate(NO_REGRESSION, THREE))
    assert (check.outcome, check.code) == (Outcome.WARNING, "baseline-missing")


@pytest.mark.parametrize(
    ("tolerance", "outcome", "expected", "found"),
    [
        ("0", Outcome.FAILED, "at least 2.83 as in the baseline", "2.67"),
        ("0.16", Outcome.FAILED, "at least 2.67 (baseline 2.83)", "just under 2.67"),  # 17/6 - 0.16 = 2.673
        ("1/6", Outcome.PASSED, "at least 2.67 (baseline 2.83)", "2.67"),  # 17/6 - 1/6 = 8/3, which is reached
        ("0.2", Outcome.PASSED, "at least 2.63 (baseline 2.83)", "2.67"),
    ],
)
def test_a_cell_may_fall_by_the_tolerance(tolerance: str, outcome: Outcome, expected: str, found: str) -> None:
    old: dict[str, CellAnswer] = {"alpha/process": FULL}
    new: dict[str, CellAnswer] = {"alpha/process": ratings("2a:f 2b:f 3a:l 3b:l")}
    check = only(gate({"no_regression": {"tolerance": tolerance}}, new, baseline=old))
    assert (check.outcome, check.expected, check.found) == (outcome, expected, found)
    if outcome is Outcome.FAILED:
        assert check.why == (
            Reason("alpha/process", "0.17 lower by answers (ratings, claims, evidence cited)"),
            Reason("alpha/process/3a", "0.17 lower; rating was fully, is largely"),
        )


def test_rising_and_new_cells_pass() -> None:
    old: dict[str, CellAnswer] = {"alpha/process": FULL, "alpha/people": Claimed(2)}
    new: dict[str, CellAnswer] = {"alpha/process": Claimed(3), "alpha/people": Claimed(2), "beta/people": Claimed(1)}
    assert told(gate(NO_REGRESSION, new, baseline=old)) == [
        ("no_regression", "alpha/process", "passed", "3.00"),
        ("no_regression", "alpha/people", "passed", "2.00"),
    ]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ({}, "no longer assessed"),
        ({"alpha/process": NotApplicable("none")}, "now not applicable"),
    ],
)
def test_a_cell_that_lost_its_score(now: dict[str, CellAnswer], found: str) -> None:
    result = gate(NO_REGRESSION, now, baseline={"alpha/process": FULL})
    assert told(result) == [("no_regression", "alpha/process", "failed", found)]


def test_a_cell_that_is_out_of_scope_now_fails_though_the_policy_has_the_same_scope() -> None:
    require, before = NO_REGRESSION | {"scope": ["beta"]}, side(build.answers({"alpha/process": FULL}))
    result = gate(require, {"alpha/process": FULL}, baseline=before, said={"scope": ("beta",)})
    assert told(result) == [("no_regression", "alpha/process", "failed", "now out of scope")]


@pytest.mark.parametrize(
    ("level", "why"),
    [
        (
            3,
            ["alpha/process 2.00 lower by time (evidence that ran out, is missing or altered)", "memo no longer holds"],
        ),
        # Evidenced from 3 to 1: time alone would make it 1, answers alone 4, both 1. So time takes (2 + 3) / 2, and
        # answers give (1 + 0) / 2 back.
        (
            4,
            [
                "alpha/process 2.50 lower by time (evidence that ran out, is missing or altered)",
                "memo no longer holds",
                "alpha/process 0.50 higher by answers (ratings, claims, evidence cited)",
            ],
        ),
    ],
)
def test_an_expiry_is_named_as_time(level: int, why: list[str]) -> None:
    cells: dict[str, CellAnswer] = {"alpha/process": Claimed(3, ("memo",))}
    register = evidence("memo", age=100, valid_until=DAY - timedelta(days=1))
    memo = frozenset({"memo"})
    before = build.answers(cells, evidence=register, assessed_on=DAY - timedelta(days=50))
    answers = build.answers({"alpha/process": Claimed(level, ("memo",))}, evidence=register)
    card = assess(STANDARD, answers, frozenset(), DAY)
    report = EvidenceReport(frozenset(), (EvidenceProblem("evidence-expired", "valid until yesterday", "memo"),))
    old, new = side(before, memo)._replace(valid_elsewhere=frozenset()), side(answers)._replace(valid_elsewhere=memo)
    asked = policy(NO_REGRESSION, assurance="evidenced")
    check = only(evaluate(asked, STANDARD, answers, card, report, compare(old, new)))
    assert (check.outcome, check.expected, check.found) == (Outcome.FAILED, "at least 3.00 as in the baseline", "1.00")
    assert [f"{reason.reference} {reason.text}" for reason in check.why] == why
    # Under the claimed score the same file has not got worse.
    assert only(gate(NO_REGRESSION, cells, said={"evidence": register}, baseline=cells)).outcome is Outcome.PASSED


def test_another_edition_is_named_as_the_standard() -> None:
    strict = build.standard(
        {area.id: [STANDARD.capabilities[name] for name in area.capabilities] for area in STANDARD.areas},
        levels=(1, 2, 3, 4),
        states=STANDARD.states,
        every_at_least="fully",
        edition="2.0",
        digest="1" * 64,
    )
    cells: dict[str, CellAnswer] = {"alpha/process": {"2a": Rated("fully"), "2b": Rated("largely")}}
    # a(2) = (1 + 2/3) / 2 = 5/6: above 0.8 and every criterion at least largely in the old edition, neither in the new.
    lenient = strict._replace(every_at_least="largely", achieved_above=build.Fraction("0.8"), edition="1.0")
    baseline = Side(lenient, build.answers(cells), DAY, frozenset(), frozenset())
    check = only(gate(NO_REGRESSION, cells, baseline=baseline))
    assert (check.expected, check.found) == ("at least 2.00 as in the baseline", "1.83")
    assert check.why == (Reason("alpha/process", "0.17 lower by the standard (another edition or depth)"),)
