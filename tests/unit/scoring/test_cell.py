"""Single cells worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import CellScore, Numbers
from btm_cli.standard.model import Cell
from support import build

WORKED = build.cell("2a", "2b", "3a", "3b", "4a", "5a", "5b")


VALID = frozenset({"minutes"})
CLAIMED: dict[str, Any] = {}
EVIDENCED: dict[str, Any] = {"evidence": ("minutes",)}
VERIFIED: dict[str, Any] = {"evidence": ("minutes",), "verified_by": "Internal Audit"}
"""What stands beside a rating that counts under this assurance and the ones before it."""


def score(cell: Cell, said: Any, **rules: Any) -> CellScore:
    """The one cell of a standard under BTM's rules, or with these `rules` instead."""
    answers = build.answers({} if said is None else {"only/process": said})
    return assess(build.one_cell(cell, **rules), answers, VALID, build.DAY).capabilities[0].cells[0]


def three(numbers: Numbers) -> list[tuple[Fraction | None, int | None]]:
    """Score and level as claimed, evidenced and verified."""
    return [
        (numbers.score, numbers.level),
        (numbers.evidenced, numbers.evidenced_level),
        (numbers.verified, numbers.verified_level),
    ]


def test_the_worked_cell_of_the_rules() -> None:
    found = score(WORKED, build.ratings("2a:f 2b:f 3a:f 3b:l 4a:f 5a:p 5b:n"))
    assert found.basis == "rated"
    assert found.achievement == {2: 1, 3: Fraction(5, 6), 4: 1, 5: Fraction(1, 6)}
    assert found.numbers.level == 2
    assert found.numbers.score == Fraction(17, 6)
    assert found.out_of_order == ("4a",)


def test_the_worked_cell_once_3b_is_fully_met() -> None:
    found = score(WORKED, build.ratings("2a:f 2b:f 3a:f 3b:f 4a:f 5a:p 5b:n"))
    assert found.numbers.level == 4
    assert found.numbers.score == 4 + Fraction(1, 6)
    assert found.out_of_order == ()


def test_one_criterion_too_weak_keeps_a_level_from_being_achieved() -> None:
    # Eight criteria, seven fully and one partially: 22/24 = 0.917 is above 0.85, but one is below largely.
    said = " ".join(f"2{letter}:f" for letter in "abcdefg") + " 2h:p"
    found = score(build.full_cell((2, 3), 8), build.ratings(said))
    assert found.numbers.level == 1
    assert found.numbers.score == 1 + Fraction(22, 24)


def test_the_threshold_itself_is_not_above_the_threshold() -> None:
    # Weights 85 and 15: a(2) is exactly 0.85.
    cell = build.cell(build.criterion("2a", weight=85), build.criterion("2b", weight=15))
    rules = {"every_at_least": None}
    assert score(cell, build.ratings("2a:f 2b:n"), **rules).numbers.level == 1
    cell = build.cell(build.criterion("2a", weight=86), build.criterion("2b", weight=14))
    assert score(cell, build.ratings("2a:f 2b:n"), **rules).numbers.level == 5  # levels 3 to 5 have no criteria


def test_weights_count_within_a_level() -> None:
    cell = build.cell(build.criterion("2a", weight="1/2"), build.criterion("2b", weight="3/2"))
    # (1/2 * 1 + 3/2 * 1/3) / 2 = 1/2
    assert score(cell, build.ratings("2a:f 2b:p")).numbers.score == Fraction(3, 2)


@pytest.mark.parametrize(
    ("said", "level", "value"),
    [
        ("2a:f 3a:- 3b:- 4a:p", 3, 3 + Fraction(1, 6)),  # a level with only n/a ones is no obstacle
        ("2a:f 3a:f 3b:- 4a:f 4b:f 5a:f", 4, Fraction(9, 2)),  # n/a is left out of the mean; 5b is unanswered
        ("2a:n", 1, Fraction(1)),
        ("2a:f 3a:f 3b:f 4a:f 4b:f 5a:f 5b:f", 5, Fraction(5)),
    ],
)
def test_not_applicable_and_unanswered_criteria(said: str, level: int, value: Fraction) -> None:
    cell = build.cell("2a", "3a", "3b", "4a", "4b", "5a", "5b")
    found = score(cell, build.ratings(said))
    assert (found.numbers.level, found.numbers.score) == (level, value)


def test_the_three_scores_of_a_cell_with_weights() -> None:
    """The three climbs of one cell, in which every weight counts.

    - claimed: a(2) = (3 + 2) / 5 = 1; a(3) = (1 * 2/3 + 2 * 1) / 3 = 8/9, above 0.85 and no criterion below largely;
      a(4) = 1/3: level 3, score 3 + 1/3.
    - evidenced (3b counts 0): a(2) = 1; a(3) = (1 * 2/3) / 3 = 2/9: level 2, score 2 + 2/9.
    - verified (2b counts 0 too): a(2) = 3/5: level 1, score 1 + 3/5.
    """
    weights = {"2a": 3, "2b": 2, "3a": 1, "3b": 2, "4a": 1}
    cell = build.cell(*(build.criterion(name, weight=weight) for name, weight in weights.items()))
    said = {
        **build.ratings("2a:f 3a:l 4a:p", **VERIFIED),
        **build.ratings("2b:f", **EVIDENCED),
        **build.ratings("3b:f", **CLAIMED),
    }
    assert three(score(cell, said).numbers) == [(Fraction(10, 3), 3), (Fraction(20, 9), 2), (Fraction(8, 5), 1)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (build.ratings("2b:f", **VERIFIED), [(3, 3), (3, 3), (3, 3)]),
        (build.ratings("2b:f", **EVIDENCED), [(3, 3), (3, 3), (Fraction(19, 10), 1)]),
        (build.ratings("2b:f", **CLAIMED), [(3, 3), (Fraction(19, 10), 1), (Fraction(19, 10), 1)]),
        ({}, [(Fraction(19, 10), 1)] * 3),
        (build.ratings("2b:p", **VERIFIED), [(Fraction(29, 15), 1)] * 3),
        (build.ratings("2b:-"), [(3, 3)] * 3),
    ],
    ids=["verified", "evidenced", "claimed", "unanswered", "too weak", "n/a"],
)
def test_a_light_criterion_that_lacks_an_assurance_keeps_its_level_from_being_achieved_there(
    second: dict[str, Any], expected: list[tuple[Fraction, int]]
) -> None:
    """2a (weight 9), 3a and whatever else counts are fully met and verified; only 2b (weight 1) varies.

    Where 2b counts 0, a(2) = 9 / 10 is above 0.85, but 2b's points are below largely: level 1, score 1 + 9/10.
    Partially met it gives a(2) = (9 + 1/3) / 10 = 28/30, and is below largely too: score 1 + 14/15.
    Otherwise a(2) = a(3) = 1, and 4a, not met, gives a(4) = 0: level 3, score 3.
    """
    cell = build.cell(build.criterion("2a", weight=9), build.criterion("2b", weight=1), "3a", "4a")
    found = score(cell, build.ratings("2a:f 3a:f 4a:n", **VERIFIED) | second)
    assert three(found.numbers) == expected


def test_without_a_floor_points_alone_decide_under_which_assurance_a_level_is_achieved() -> None:
    """2a alone, fully met: evidenced it is all of level 2 but where it must be verified, and there it is nothing."""
    rules = {"every_at_least": None, "levels": (1, 2)}
    for assurance, evidenced, verified in ((CLAIMED, 1, 1), (EVIDENCED, 2, 1), (VERIFIED, 2, 2)):
        numbers = score(build.cell("2a"), build.ratings("2a:f", **assurance), **rules).numbers
        assert three(numbers) == [(2, 2), (evidenced, evidenced), (verified, verified)]


def test_what_does_not_count_has_no_points_even_where_few_are_enough() -> None:
    """At least partially, above a half: claimed a(2) = (1 + 1 + 1/3) / 3; evidenced 2/3, but 2c has too few points."""
    rules = {"every_at_least": "partially", "achieved_above": Fraction(1, 2), "levels": (1, 2)}
    said = build.ratings("2a:f 2b:f", **VERIFIED) | build.ratings("2c:p", **CLAIMED)
    numbers = score(build.cell("2a", "2b", "2c"), said, **rules).numbers
    assert three(numbers) == [(2, 2), (Fraction(5, 3), 1), (Fraction(5, 3), 1)]


@pytest.mark.parametrize(
    ("assurance", "expected"),
    [(CLAIMED, [(4, 4), (1, 1), (1, 1)]), (EVIDENCED, [(4, 4), (4, 4), (1, 1)]), (VERIFIED, [(4, 4)] * 3)],
    ids=["claimed", "evidenced", "verified"],
)
def test_a_claimed_level_counts_as_far_as_it_is_assured(
    assurance: dict[str, Any], expected: list[tuple[int, int]]
) -> None:
    assert three(score(WORKED, Claimed(4, **assurance)).numbers) == expected


def test_low_and_high_take_the_unanswered_at_worst_and_at_best() -> None:
    # 3b open: at best level 3 is achieved and level 4 (answered partially) gives 1/3.
    found = score(build.cell("2a", "3a", "3b", "4a"), build.ratings("2a:f 3a:f 4a:p"))
    assert found.numbers.low == found.numbers.score == Fraction(5, 2)
    assert found.numbers.high == 3 + Fraction(1, 3)
    assert found.numbers.settled == 0
    assert (found.numbers.answered, found.numbers.applicable) == (3, 4)


def test_an_unanswered_criterion_keeps_its_weight() -> None:
    # 2b open: a(2) = 1/4, at best 1, and then a(3) = 0
    cell = build.cell("2a", build.criterion("2b", weight=3), "3a")
    numbers = score(cell, build.ratings("2a:f 3a:n")).numbers
    assert (numbers.low, numbers.high) == (Fraction(5, 4), 2)


def test_a_cell_is_settled_at_the_first_level_that_cannot_be_reached() -> None:
    # 2a not achieved and all of level 2 answered: nothing above can change the score.
    found = score(build.cell("2a", "3a", "4a"), build.ratings("2a:n"))
    assert found.numbers.settled == 1
    assert found.numbers.coverage == Fraction(1, 3)
    partly = score(build.cell("2a", "3a", "4a"), build.ratings("2a:p")).numbers
    assert (partly.score, partly.high, partly.settled) == (Fraction(4, 3), Fraction(4, 3), 1)


def test_a_claim_is_the_score_and_answers_everything() -> None:
    found = score(WORKED, Claimed(3))
    numbers = found.numbers
    assert found.basis == "claimed"
    assert (numbers.score, numbers.level, numbers.low, numbers.high) == (3, 3, 3, 3)
    assert (numbers.answered, numbers.applicable, numbers.settled) == (7, 7, 1)


@pytest.mark.parametrize("said", [None, {}, build.ratings("2a:- 3a:-")])
def test_no_rating_at_all_is_not_assessed(said: Any) -> None:
    found = score(build.cell("2a", "2b", "3a"), said)
    assert found.basis == "not-assessed"
    assert (found.numbers.low, found.numbers.high) == (1, 5)
    assert found.numbers.score is found.numbers.level is found.numbers.gap is found.numbers.target is None
    assert found.numbers.applicable == 3 - len(said or {})


@pytest.mark.parametrize("said", [NotApplicable("none here"), build.ratings("2a:- 2b:- 3a:-")])
def test_everything_not_applicable_makes_the_cell_not_applicable(said: Any) -> None:
    found = score(build.cell("2a", "2b", "3a"), said)
    assert found.basis == "n/a"
    assert found.numbers.low is found.numbers.high is found.numbers.settled is found.numbers.coverage is None


def test_out_of_order_without_a_floor_means_the_top_rating() -> None:
    said = build.ratings("2a:n 3a:f 4a:l 4b:f 5a:f 5b:p")
    cell = build.cell("2a", "3a", "4a", "4b", "5a", "5b")
    assert score(cell, said, every_at_least=None).out_of_order == ("3a", "4b", "5a")
    assert score(cell, said, every_at_least="largely").out_of_order == ("3a", "4a", "4b", "5a")


def test_the_cumulative_rule_adds_levels_up() -> None:
    # Base 0: 1/2 + 0 + 3/4. Evidence is cited for 3a alone, and nothing is verified: 0 + 0 + 1/2 and 0.
    scale = {"none": Fraction(0), "some": Fraction(1, 4), "half": Fraction(1, 2), "most": Fraction(1)}
    cell = build.cell("1a", "2a", "3a", "3b")
    said = {"1a": Rated("half"), "2a": Rated("none"), "3a": Rated("most", ("minutes",)), "3b": Rated("half")}
    found = score(cell, said, levels=range(4), level_rule="cumulative", rating_scale=scale, every_at_least=None)
    assert three(found.numbers) == [(Fraction(5, 4), 1), (Fraction(1, 2), 0), (0, 0)]
    assert found.out_of_order == ()


def test_under_the_cumulative_rule_a_level_with_nothing_applicable_is_a_whole_one() -> None:
    # Base 1: level 2 has only an n/a criterion, level 3 a third of one, levels 4 and 5 have none: 1 + 1 + 1/3 + 1 + 1.
    rules = {"level_rule": "cumulative", "every_at_least": None}
    found = score(build.cell("2a", "3a"), build.ratings("2a:- 3a:p"), **rules)
    assert found.achievement == {2: 1, 3: Fraction(1, 3), 4: 1, 5: 1}
    assert (found.numbers.score, found.numbers.level) == (Fraction(13, 3), 4)


def test_a_staged_standard_from_base_zero_with_any_progress_enough() -> None:
    # C2M2: achieved_above 0, every practice at least largely.
    said = build.ratings("1a:l 2a:l 2b:p")
    found = score(build.cell("1a", "2a", "2b", "3a"), said, levels=range(4), achieved_above=Fraction(0))
    assert (found.numbers.level, found.numbers.score) == (1, Fraction(3, 2))
