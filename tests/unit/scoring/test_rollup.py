"""From cells upwards, by hand."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring import assess, measure
from support import build

FULL = {"process": build.full_cell(), "people": build.full_cell()}


def claims(**levels: int) -> dict[str, Claimed]:
    """Claims by `capability_dimension=level`."""
    return {name.replace("_", "/"): Claimed(level) for name, level in levels.items()}


def test_weighted_means_at_every_height_and_the_lowest_levels() -> None:
    standard = build.standard(
        {
            "north": [build.capability("alpha", FULL, weight=2), build.capability("beta", FULL)],
            "south": [build.capability("gamma", FULL)],
        },
        dimensions=[build.dimension("process", 3), build.dimension("people", 1)],
        area_weights={"north": Fraction(1), "south": Fraction(2)},
    )
    cells = claims(alpha_process=2, alpha_people=4, beta_process=3, beta_people=3, gamma_process=5, gamma_people=1)
    card = assess(standard, build.answers(cells), frozenset(), build.DAY)
    measured = measure(standard, build.answers(cells), frozenset()).overall.numbers
    assert (measured.score, measured.level) == (card.overall.numbers.score, card.overall.numbers.level)
    # alpha (3*2 + 4) / 4 = 5/2; beta 3; north (2*5/2 + 3) / 3 = 8/3; gamma (15 + 1) / 4 = 4; all (8/3 + 8) / 3 = 32/9
    assert [each.numbers.score for each in card.capabilities] == [Fraction(5, 2), 3, 4]
    assert [each.numbers.level for each in card.capabilities] == [2, 3, 1]
    assert [(each.numbers.score, each.numbers.level) for each in card.areas] == [(Fraction(8, 3), 2), (4, 1)]
    assert (card.overall.numbers.score, card.overall.numbers.level) == (Fraction(32, 9), 1)


def test_only_what_is_assessed_makes_the_score_but_all_that_applies_the_bounds() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL), build.capability("beta", FULL)]})
    card = assess(standard, build.answers(claims(alpha_process=3)), frozenset(), build.DAY)
    alpha, beta = (each.numbers for each in card.capabilities)
    assert (alpha.score, alpha.low, alpha.high) == (3, 2, 4)  # people: 1 to 5
    assert (beta.score, beta.low, beta.high, beta.level) == (None, 1, 5, None)
    overall = card.overall.numbers
    assert (overall.score, overall.low, overall.high) == (3, Fraction(3, 2), Fraction(9, 2))
    assert (overall.answered, overall.applicable, overall.settled) == (8, 32, Fraction(1, 4))
    assert card.overall.provisional
    assert card.assess_first == ("alpha/people", "beta/process", "beta/people")


def test_a_fresh_file_has_no_score_and_the_widest_bounds() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL)]}, states=[build.state("start", "1", 1)])
    card = assess(standard, build.answers(), frozenset(), build.DAY)
    numbers = card.overall.numbers
    assert (numbers.score, numbers.level, numbers.low, numbers.high) == (None, None, 1, 5)
    assert (card.overall.state, card.overall.state_by_score, card.overall.held_back_by) == (None, None, ())
    assert card.priorities == ()


def test_level_by_mean_is_the_floor_of_the_score() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL)]}, capability_level="mean")
    card = assess(standard, build.answers(claims(alpha_process=1, alpha_people=4)), frozenset(), build.DAY)
    (alpha,) = card.capabilities
    assert (alpha.numbers.score, alpha.numbers.level) == (Fraction(5, 2), 2)
    assert alpha.limited_by == ("process",)


def test_not_applicable_is_left_out_of_everything_and_listed() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL), build.capability("beta", FULL)]})
    whole = NotApplicable("we have none", "Internal Audit")
    cells = {"beta/process": whole, "beta/people": whole, "alpha/people": NotApplicable("outsourced")}
    answers = build.answers(
        {**cells, "alpha/process": build.ratings("2a:f 2b:- 3a:p")}, capability_not_applicable={"beta": whole}
    )
    card = assess(standard, answers, frozenset(), build.DAY)
    alpha, beta = card.capabilities
    assert alpha.numbers.score == 2 + Fraction(1, 6)  # 3b unanswered
    assert (beta.numbers.low, beta.numbers.settled) == (None, None)
    assert [(entry.reference, entry.reason) for entry in card.not_applicable] == [
        ("alpha/process/2b", "does not apply here"),
        ("alpha/people", "outsourced"),
        ("beta", "we have none"),
    ]
    assert (alpha.not_applicable, beta.not_applicable, card.overall.not_applicable) == (1 + 8, 16, 25)
    assert card.overall.numbers.applicable == 7
    assert not card.overall.provisional


def test_a_capability_that_is_not_applicable_is_so_whatever_its_cells_say() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL), build.capability("beta", FULL)]})
    answers = build.answers(
        claims(alpha_process=2, beta_process=4), capability_not_applicable={"beta": NotApplicable("we have none")}
    )
    card = assess(standard, answers, frozenset(), build.DAY)
    assert [cell.basis for cell in card.capabilities[1].cells] == ["n/a", "n/a"]
    assert card.overall.numbers.score == 2


def test_an_area_has_the_lowest_level_of_its_capabilities_even_where_theirs_are_means() -> None:
    # alpha (1 + 4) / 2 = 5/2, level 2; beta 5: north (5/2 + 5) / 2 = 15/4, but level 2
    standard = build.standard(
        {"north": [build.capability("alpha", FULL), build.capability("beta", FULL)]}, capability_level="mean"
    )
    cells = claims(alpha_process=1, alpha_people=4, beta_process=5, beta_people=5)
    card = assess(standard, build.answers(cells), frozenset(), build.DAY)
    assert (card.areas[0].numbers.score, card.areas[0].numbers.level) == (Fraction(15, 4), 2)
    assert (card.overall.numbers.score, card.overall.numbers.level) == (Fraction(15, 4), 2)


def test_scope_leaves_the_rest_out_without_listing_it() -> None:
    standard = build.standard(
        {
            "north": [build.capability("alpha", FULL), build.capability("beta", FULL)],
            "south": [build.capability("gamma", FULL)],
        }
    )
    cells = claims(alpha_process=2, alpha_people=2, beta_process=5, beta_people=5, gamma_process=4, gamma_people=4)
    card = assess(standard, build.answers(cells, scope=("south", "alpha")), frozenset(), build.DAY)
    assert card.overall.numbers.score == 3
    assert [each.in_scope for each in card.capabilities] == [True, False, True]
    assert [cell.basis for cell in card.capabilities[1].cells] == ["n/a", "n/a"]
    assert card.not_applicable == ()
    assert card.overall.not_applicable == 0
    assert not card.overall.provisional


def test_a_missing_dimension_is_not_applicable_and_an_unwritten_capability_takes_claims() -> None:
    standard = build.standard(
        {"north": [build.capability("alpha", {"process": build.full_cell()}), build.capability("beta", written=False)]}
    )
    card = assess(standard, build.answers(claims(alpha_process=2, beta_process=4)), frozenset(), build.DAY)
    alpha, beta = card.capabilities
    assert [cell.basis for cell in alpha.cells] == ["claimed", "n/a"]
    assert [cell.basis for cell in beta.cells] == ["claimed", "not-assessed"]
    assert (beta.numbers.answered, beta.numbers.applicable) == (0, 0)
    assert beta.numbers.coverage is None
    assert card.overall.not_applicable == 0


def test_imbalance_and_what_limits_a_capability() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL), build.capability("beta", FULL)]})
    answers = build.answers(claims(alpha_process=4, alpha_people=2, beta_process=3))
    alpha, beta = assess(standard, answers, frozenset(), build.DAY).capabilities
    assert (alpha.limited_by, alpha.imbalance) == (("people",), 2)
    assert (beta.limited_by, beta.imbalance) == ((), None)


def test_a_cell_without_criteria_counts_once_when_not_applicable() -> None:
    standard = build.standard({"north": [build.capability("alpha", written=False)]})
    answers = build.answers({"alpha/process": NotApplicable("none here")})
    assert assess(standard, answers, frozenset(), build.DAY).overall.not_applicable == 1
