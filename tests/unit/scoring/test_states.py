from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import Claimed
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.scoring.states import aimed_at, next_state, stage_of, state_reached
from btm_cli.standard.model import Stage
from support import build

STATES = [
    build.state("pre", "1", 1),
    build.state("alignment", "3", 2, 3),
    build.state("sync", "4", 3, 4),
    build.state("convergence", "5", 5, 5),
]


def assess_two(alpha: int, beta: int) -> Scorecard:
    cells = {"process": build.full_cell()}
    standard = build.standard(
        {"north": [build.capability("alpha", cells), build.capability("beta", cells)]},
        dimensions=("process",),
        states=STATES,
    )
    answers = build.answers({"alpha/process": Claimed(alpha, ("minutes",)), "beta/process": Claimed(beta)})
    return assess(standard, answers, frozenset({"minutes"}), build.DAY)


@pytest.mark.parametrize(
    ("alpha", "beta", "state", "by_score", "held_back_by"),
    [
        (2, 3, "pre", "pre", ()),
        (3, 3, "alignment", "alignment", ()),
        (5, 1, "pre", "alignment", ("beta",)),  # 3.00, but beta is below the floor of 2
        (5, 3, "sync", "sync", ()),
        (5, 5, "convergence", "convergence", ()),
    ],
)
def test_state(alpha: int, beta: int, state: str, by_score: str, held_back_by: tuple[str, ...]) -> None:
    overall = assess_two(alpha, beta).overall
    assert (overall.state, overall.state_by_score, overall.held_back_by) == (state, by_score, held_back_by)


def test_states_under_assurance_have_their_own_scores_and_floors() -> None:
    overall = assess_two(5, 5).overall  # evidenced: alpha 5, beta 1: 3.00 with beta below the floor; verified: 1
    assert (overall.numbers.evidenced, overall.evidenced_state) == (3, "pre")
    assert (overall.numbers.verified, overall.verified_state) == (1, "pre")


def test_steps_of_what_holds_the_state_back_say_so() -> None:
    assert {step.capability: step.holds_state for step in assess_two(4, 1).priorities} == {"beta": False}
    assert {step.capability: step.holds_state for step in assess_two(5, 1).priorities} == {"beta": True}


def test_below_every_state_there_is_none() -> None:
    standard = build.one_cell(build.full_cell(), states=STATES[1:])
    card = assess(standard, build.answers({"only/process": Claimed(2)}), frozenset(), build.DAY)
    assert card.overall.state is card.overall.state_by_score is None


def test_a_state_above_one_that_does_not_hold_does_not_hold_either() -> None:
    # of these floors the second is the higher: at 5 and 2 it fails, and so does the third, though its own is met
    states = [build.state("one", "1", 1), build.state("two", "2", 3), build.state("three", "3", 2)]
    assert state_reached(states, Fraction(7, 2), [5, 2]) == states[0]
    assert state_reached(states, Fraction(7, 2), [5, 3]) == states[2]
    assert state_reached(states, Fraction(7, 2), [5, 5], {"two"}) == states[0]


def test_a_stage_begins_at_its_score() -> None:
    stages = (Stage(Fraction(3), "early"), Stage(Fraction(7, 2), "late"))
    state = STATES[1]._replace(stages=stages)
    assert [stage_of(state, Fraction(score)) for score in ("2.99", "3", "3.49", "3.5")] == [
        None,
        "early",
        "early",
        "late",
    ]
    assert stage_of(state, None) is stage_of(None, Fraction(3)) is stage_of(STATES[1], Fraction(3)) is None


def test_the_next_state_is_the_one_above() -> None:
    assert [next_state(STATES, each) for each in (None, *STATES)] == [*STATES, None]
    assert next_state([], None) is None


@pytest.mark.parametrize(
    ("state", "by_score", "aimed"),
    [
        (None, None, "low"),
        (None, "low", "low"),
        ("low", "low", "middle"),
        ("low", "middle", "middle"),
        ("low", "high", "high"),  # held back from two
        ("middle", "middle", "high"),
        ("high", "high", None),
    ],
)
def test_what_is_aimed_at_is_the_state_by_score_alone_or_else_the_next(
    state: str | None, by_score: str | None, aimed: str | None
) -> None:
    states = [build.state("low", "1", 1), build.state("middle", "2", 1), build.state("high", "3", 2)]
    standard = build.one_cell(build.cell("2a"), states=states)
    card = assess(standard, build.answers({}), frozenset(), build.DAY)
    seen = card._replace(overall=card.overall._replace(state=state, state_by_score=by_score))
    found = aimed_at(seen, standard)
    assert (found and found.id) == aimed
