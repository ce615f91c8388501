"""Which answers count under each assurance."""

from __future__ import annotations

import pytest

from btm_cli.answers.model import Assessor, Claimed, Rated
from btm_cli.scoring import assess
from btm_cli.scoring.ratings import CLAIMED, EVIDENCED, VERIFIED, Assurance, Rules
from support import build


@pytest.mark.parametrize(
    ("evidence", "verifier", "standing"),
    [
        ((), "Internal Audit", CLAIMED),
        (("expired",), "Internal Audit", CLAIMED),
        (("expired", "good"), None, EVIDENCED),
        (("good",), "Internal Audit", VERIFIED),
        (("good",), "enterprise  ARCHITECTURE ", EVIDENCED),  # nobody verifies their own answers
        (("good",), "  ", EVIDENCED),
    ],
)
def test_assurance_of_an_answer(evidence: tuple[str, ...], verifier: str | None, standing: int) -> None:
    assurance = Assurance(build.answers(), frozenset({"good"}))
    assert assurance.of(Rated("fully", evidence, verifier)) == standing
    assert assurance.of(Claimed(3, evidence, verifier)) == standing


def test_without_an_assessor_nothing_is_verified() -> None:
    assurance = Assurance(build.answers(answered_by=None), frozenset({"good"}))
    assert assurance.of(Rated("fully", ("good",), "Internal Audit")) == EVIDENCED


def test_the_three_scores_of_one_cell() -> None:
    # 2a verified, 2b evidenced, 3a claimed only: evidenced stops at level 2, verified has half of level 2.
    said = {
        "2a": Rated("fully", ("minutes",), "Internal Audit"),
        "2b": Rated("fully", ("minutes",)),
        "3a": Rated("fully"),
        "4a": Rated("partially"),
    }
    standard = build.one_cell(build.cell("2a", "2b", "3a", "4a"))
    answers = build.answers({"only/process": said}, answered_by=Assessor("Line"))
    numbers = assess(standard, answers, frozenset({"minutes"}), build.DAY).overall.numbers
    assert (numbers.score, numbers.level) == (3 + build.SCALE["partially"], 3)
    assert (numbers.evidenced, numbers.evidenced_level) == (2, 2)
    assert (numbers.verified * 2, numbers.verified_level) == (3, 1)  # type: ignore[operator]


def test_a_claim_without_evidence_counts_as_the_base() -> None:
    standard = build.one_cell(build.full_cell())
    numbers = assess(standard, build.answers({"only/process": Claimed(4)}), frozenset(), build.DAY).overall.numbers
    assert (numbers.score, numbers.evidenced, numbers.verified) == (4, 1, 1)


def test_points_are_whole_numbers_over_the_scale_s_common_denominator() -> None:
    rules = Rules(build.one_cell(build.full_cell()))
    assert rules.points == {"not": 0, "partially": 1, "largely": 2, "fully": 3}
    assert (rules.full, rules.least, rules.practised) == (3, 2, 2)


@pytest.mark.parametrize(("points", "months"), [(0, 7), (1, 7), (2, 4), (3, 4)])
def test_what_is_practised_already_takes_half_of_its_months_rounded_up(points: int, months: int) -> None:
    """Largely, two of three points, is what every criterion of a level needs, and so is practice."""
    rules = Rules(build.one_cell(build.cell("2a")))
    assert rules.full == 3
    assert rules.months(build.criterion("2a")._replace(takes=7), points) == months
