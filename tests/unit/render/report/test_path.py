"""The path through a standard's states, and the sentence above it."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.evidence import EvidenceReport
from btm_cli.render.report.given import ReportInput
from btm_cli.render.report.path import path_note, state_path
from btm_cli.scoring import assess
from support import build
from support import render_fixtures as fixtures

NOTHING = EvidenceReport(frozenset(), ())


def given(weakest: int, **changes: Any) -> ReportInput:
    """Every cell claimed at level 4, but for one capability."""
    cells = {
        f"{capability}/{dimension}": Claimed(weakest if capability == "compliance-and-risk-management" else 4)
        for capabilities in fixtures.AREAS.values()
        for capability in capabilities
        for dimension in fixtures.DIMENSIONS
    }
    answers, standard = build.answers(cells, **changes), fixtures.make_standard()
    return ReportInput(assess(standard, answers, frozenset(), fixtures.AS_OF), standard, answers, NOTHING)


def marks(report: ReportInput) -> dict[str, list[str]]:
    return {step.name: [mark for mark, _ in step.marks] for step in state_path(report)}


def test_every_state_says_what_the_enterprise_has_to_do_with_it() -> None:
    # (4 + 4 + 4 + 1) / 4 = 3.25 and 4 make 3.63: by score alone "steady" from 3 on, but its floor is level 2
    assert marks(given(1)) == {"Early": ["now"], "Steady": ["by-score", "aim-assumed"], "Joined": []}
    # at level 2 the floor is kept; the state after it is assumed as the aim
    assert marks(given(2)) == {"Early": [], "Steady": ["now"], "Joined": ["aim-assumed"]}
    assert marks(given(2, target=Target(state="steady"))) == {"Early": [], "Steady": ["now", "aim"], "Joined": []}
    assert [step.reached for step in state_path(given(2))] == [True, True, False]


def test_a_state_says_what_it_needs() -> None:
    steady = list(state_path(given(1)))[1]
    assert steady.needs == "Needs: score 3 or more, every capability at level 2."


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (None, "Stands at Steady; no aim is set, so the next state, Joined, is assumed."),
        (Target(state="joined"), "Stands at Steady; wants to be at Joined."),
        (Target(level=3), "Stands at Steady; wants to be at Steady."),  # the state whose target level is 3
        (Target(level=2), "Stands at Steady; no single state is named as the aim."),
    ],
)
def test_one_sentence_says_where_it_stands_and_where_it_wants_to_be(target: Target | None, sentence: str) -> None:
    assert path_note(given(2, target=target)) == sentence


def test_without_a_score_there_is_no_sentence() -> None:
    standard, answers = fixtures.make_standard(), build.answers({})
    assert path_note(ReportInput(fixtures.empty_scorecard(), standard, answers, NOTHING)) == ""
