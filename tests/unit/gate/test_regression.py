"""A fall against the baseline: what counts as one, and which causes, answers and evidence are named for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction as F
from typing import Any

import pytest

from btm_cli.answers.model import CellAnswer, Claimed, Rated
from btm_cli.compare import compare
from btm_cli.compare.comparison import Causes, Change, Movement
from btm_cli.evidence import EvidenceReport
from btm_cli.gate import Check, Outcome, Reason, evaluate
from btm_cli.gate.regression import amount
from btm_cli.scoring import assess
from support import build
from support.gates import DAY, STANDARD, evidence, gate, only, policy, side

PLACE = "alpha/process"
ANSWERS = "by answers (ratings, claims, evidence cited)"
TIME = "by time (evidence that ran out, is missing or altered)"


def judged(change: Change, tolerance: str = "0", **compared: Any) -> Check:
    """The verdict on a cell that changed like this and cites the memo."""
    answers = build.answers({PLACE: Claimed(2, ("memo",))}, evidence=evidence("memo", "other"))
    card = assess(STANDARD, answers, frozenset(), DAY)
    movement = Movement(PLACE, "cell", "Process", change, change, change, "claimed", "claimed")
    comparison = compare(side(answers), side(answers))._replace(cells={PLACE: movement}, **compared)
    asked = policy({"no_regression": {"tolerance": tolerance}})
    return only(evaluate(asked, STANDARD, answers, card, EvidenceReport(frozenset(), ()), comparison))


@pytest.mark.parametrize(
    ("score", "tolerance", "outcome", "expected", "found"),
    [
        (F(2), "0", Outcome.FAILED, "level 2", "level 1"),
        (F(3), "0", Outcome.FAILED, "level 2", "level 1"),
        (F(2), "0.5", Outcome.PASSED, "at least 1.50 (baseline 2.00)", "2.00"),
        (F(2), "1", Outcome.PASSED, "at least 1.00 (baseline 2.00)", "2.00"),
        (F(3, 2), "0.5", Outcome.PASSED, "at least 1.50 (baseline 2.00)", "1.50"),
    ],
)
def test_a_level_lost_under_the_same_score_is_a_fall_where_none_is_tolerated(
    score: F, tolerance: str, outcome: Outcome, expected: str, found: str
) -> None:
    check = judged(Change(F(2), score, 2, 1, Causes()), tolerance)
    assert (check.outcome, check.expected, check.found) == (outcome, expected, found)


def test_where_causes_can_not_be_told_those_that_may_have_been_at_work_are_named() -> None:
    fell = Change(F(2), F(1), 2, 1)
    why = judged(fell, untold={"claimed": ("time", "answers")}).why
    assert why == (
        Reason(
            PLACE,
            "one or more of: time (evidence that ran out, is missing or altered), "
            "answers (ratings, claims, evidence cited)",
        ),
    )
    assert judged(fell, untold={"verified": ("time", "answers")}).why == ()


@pytest.mark.parametrize(
    ("causes", "why"),
    [
        (Causes(time=F(-1)), [(PLACE, f"1.00 lower {TIME}"), ("memo", "no longer holds")]),
        (Causes(time=F(1, 2), answers=F(-3, 2)), [(PLACE, f"1.50 lower {ANSWERS}"), (PLACE, f"0.50 higher {TIME}")]),
    ],
)
def test_lapsed_evidence_is_named_where_the_cell_cites_it_and_time_pulled_down(
    causes: Causes, why: list[tuple[str, str]]
) -> None:
    check = judged(Change(F(2), F(1), 2, 1, causes), lapsed=("memo", "other"))
    assert check.why == tuple(Reason(*each) for each in why)


def test_only_answers_that_pull_the_cell_down_are_named_with_what_they_say_now() -> None:
    """Level 3 goes from (1 + 0) / 2 to (0 + 1/3) / 2; never achieved, so the parts are -1/2, +1/6 and 0."""
    base: Mapping[str, Any] = {"2a": Rated("fully"), "2b": Rated("fully")}
    old: dict[str, CellAnswer] = {
        PLACE: {**base, "3a": Rated("fully", ("memo",)), "3b": Rated("not"), "4a": Rated("not")},
        "alpha/people": Claimed(3),
    }
    new: dict[str, CellAnswer] = {
        PLACE: {**base, "3a": Rated("not", ("memo", "other")), "3b": Rated("partially"), "4a": Rated("fully")},
        "alpha/people": Claimed(4),
    }
    register = evidence("memo", "other", valid_until=DAY + timedelta(days=1))
    result = gate({"no_regression": {"tolerance": "0"}}, new, baseline=old, said={"evidence": register})
    [check] = [each for each in result.checks if each.where == PLACE]
    assert (check.expected, check.found) == ("at least 2.50 as in the baseline", "2.17")
    assert check.why == (
        Reason(PLACE, f"0.33 lower {ANSWERS}"),
        Reason(f"{PLACE}/3a", "0.50 lower; rating was fully, is not; evidence was memo, is memo, other"),
    )


def test_a_part_too_small_to_show_does_not_become_nothing() -> None:
    assert [amount(each) for each in (F(1, 200), F(1, 201), F(1, 110))] == ["0.01", "less than 0.01", "0.01"]
