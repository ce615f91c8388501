"""What a state asks for: which claims count, by what assurance, and when it can't be tested. Shares by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated
from btm_cli.scoring import assess
from btm_cli.scoring.asks import ask_weights, met_in_cell
from btm_cli.scoring.ratings import Rules
from btm_cli.scoring.scorecard import AskScore, Scorecard
from btm_cli.standard.model import Ask, Standard
from btm_cli.standard.vocabulary import Theme
from support import build

THEMED = [
    build.criterion("3a", themes=["ahead"]),
    build.criterion("3b", weight=2, effort=3, themes=["ahead"]),
    build.criterion("3c", weight=3, effort=2, themes=["ahead"]),
]


def asking(ask: Ask, *cells: Any) -> Standard:
    """Capabilities a, b, ... of one cell each; the state `high`, from 1, asks."""
    states = [build.state("low", "0", 0), build.state("high", "1", 1)._replace(asks=(ask,))]
    made = [build.capability(name, {"process": cell}) for name, cell in zip("abc", cells, strict=False)]
    return build.standard(
        {"north": made}, dimensions=("process",), states=states, themes=(Theme("ahead", "Ahead", ""),)
    )


def ahead(need: str, *levels: int) -> Ask:
    return Ask("ahead", levels or (3,), Fraction(need))


def scored(standard: Standard, answers: Answers) -> Scorecard:
    return assess(standard, answers, frozenset({"minutes"}), build.DAY)


def asked(standard: Standard, cells: dict[str, Any], **said: Any) -> AskScore:
    [ask] = scored(standard, build.answers(cells, **said)).overall.asks
    return ask


PROVEN = {
    "a/process": {
        "3a": Rated("fully", ("minutes",), "Audit"),
        "3b": Rated("largely", ("minutes",)),
        "3c": Rated("partially"),
    }
}


@pytest.mark.parametrize(
    ("need", "states"),
    [
        # 1 + 2 x 2/3 + 3 x 1/3 = 10/3 of 6; with evidence 7/3 of 6; verified 1 of 6
        ("5/9", ("high", "low", "low")),
        ("7/18", ("high", "high", "low")),
        ("1/6", ("high", "high", "high")),
        ("0.56", ("low", "low", "low")),
    ],
)
def test_each_assurance_has_its_share_and_its_state(need: str, states: tuple[str, str, str]) -> None:
    unthemed = build.cell("2a", *THEMED, "3d", build.criterion("4a", themes=["ahead"]))
    standard = asking(ahead(need), unthemed)
    ask = asked(standard, PROVEN)
    assert (ask.share, ask.evidenced_share, ask.verified_share) == (Fraction(5, 9), Fraction(7, 18), Fraction(1, 6))
    assert (ask.applicable, ask.rated, ask.testable, ask.by_claim) == (3, 3, True, False)
    overall = scored(standard, build.answers(PROVEN)).overall
    assert (overall.state, overall.evidenced_state, overall.verified_state) == states
    assert (ask.met, ask.evidenced_met, ask.verified_met) == tuple(state == "high" for state in states)
    assert overall.unmet_asks == (() if states[0] == "high" else (ask,))


def test_what_is_open_comes_by_the_effort_left() -> None:
    # of 3b one third of 3 is left, 1 point; of 3c two thirds of 2, 4/3; 3a is met
    assert asked(asking(ahead("1"), build.cell(*THEMED)), PROVEN).open == ("a/process/3b", "a/process/3c")


def test_a_claim_counts_up_to_its_level_and_a_state_by_claims_says_so() -> None:
    cell = build.cell(*(build.criterion(name, themes=["ahead"]) for name in ("3a", "4a", "4b")))
    standard = asking(ahead("1/2", 3, 4), cell, build.cell(build.criterion("3a", themes=["ahead"])))
    for level, share in ((2, 0), (3, Fraction(1, 4)), (4, Fraction(3, 4))):
        ask = asked(standard, {"a/process": Claimed(level)})
        assert (ask.share, ask.rated) == (share, 0)
        met = {2: 0, 3: 1, 4: 3}[level]
        assert ask.open == ("a/process/3a", "a/process/4a", "a/process/4b", "b/process/3a")[met:]
    proven = Claimed(4, ("minutes",), "Audit")
    assert asked(standard, {"a/process": proven}).verified_share == Fraction(3, 4)
    # the claim gives one of two points, which is no more than half; of 5/3 it is
    two = asking(ahead("1/2"), build.cell(THEMED[0]), build.cell(THEMED[0]))
    assert not asked(two, {"a/process": Claimed(3), "b/process": build.ratings("3a:f")}).by_claim
    by_claim = {"a/process": Claimed(3), "b/process": build.ratings("3a:l")}
    assert asked(two, by_claim).by_claim
    found = {each.code: each for each in scored(two, build.answers(by_claim)).findings if each.code.startswith("ask")}
    assert list(found) == ["ask-by-claim"]
    assert found["ask-by-claim"].message == (
        "Ahead, which High asks for, is met by claimed levels more than by rated criteria."
    )


def test_more_than_a_third_not_applicable_cannot_be_tested() -> None:
    standard = asking(ahead("1"), build.cell(*(build.criterion(f"3{one}", themes=["ahead"]) for one in "abc")))
    third = {"a/process": build.ratings("3a:f 3b:f 3c:-")}
    assert asked(standard, third) == asked(standard, third)._replace(share=1, met=True, testable=True, applicable=2)
    most = {"a/process": build.ratings("3a:f 3b:- 3c:-")}
    assert asked(standard, most) == asked(standard, most)._replace(share=1, met=False, testable=False, applicable=1)
    codes = [each.code for each in scored(standard, build.answers(third)).findings]
    assert "ask-untestable" not in codes
    assert "ask-by-claim" not in codes
    assert "ask-untestable" in [each.code for each in scored(standard, build.answers(most)).findings]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"b/process": NotApplicable("none")}, {}),
        ({}, {"capability_not_applicable": {"b": NotApplicable("none")}}),
        ({}, {"scope": ("a", "c")}),
    ],
)
def test_what_is_left_out_does_not_count(cells: dict[str, Any], said: dict[str, Any]) -> None:
    one = build.cell(THEMED[0])
    standard = asking(ahead("1/2"), one, one, one)
    answers = build.answers(cells | {"a/process": build.ratings("3a:f")}, **said)
    [ask] = scored(standard, answers).overall.asks
    assert (ask.share, ask.applicable, ask.met) == (Fraction(1, 2), 2, True)
    scope = {"a", "c"} if said.get("scope") else {"a", "b", "c"}
    counted = ask_weights(standard, answers, scope, Rules(standard), ahead("1/2"))
    assert counted == (2, {("a", "process"), ("c", "process")}, True)


def test_of_nothing_there_is_no_share() -> None:
    ask = asked(asking(ahead("0.1", 4), build.cell(THEMED[0])), {"a/process": build.ratings("3a:f")})
    assert (ask.share, ask.evidenced_share, ask.verified_share) == (None, None, None)
    assert (ask.applicable, ask.testable, ask.met) == (0, False, False)


def test_what_one_cell_gives_an_ask() -> None:
    cell = build.cell("2a", *THEMED, "3d", build.criterion("4a", themes=["ahead"]))
    rules = Rules(build.one_cell(cell))
    assert met_in_cell(cell, ahead("1"), PROVEN["a/process"], rules) == Fraction(10, 3)
    assert met_in_cell(cell, ahead("1", 3, 4), Claimed(3), rules) == 6
    assert met_in_cell(cell, ahead("1", 3, 4), Claimed(4), rules) == 7
    assert met_in_cell(cell, ahead("1"), None, rules) == 0


def test_of_a_state_that_the_score_does_not_reach_nothing_is_unmet() -> None:
    states = [build.state(name, str(start), 1)._replace(asks=(ahead("1"),)) for name, start in (("one", 1), ("two", 3))]
    low, themes = build.state("low", "0", 0), (Theme("ahead", "Ahead", ""),)
    standard = build.one_cell(build.cell("2a", THEMED[0]), states=[low, *states], levels=(1, 2, 3), themes=themes)
    overall = scored(standard, build.answers({"only/process": build.ratings("2a:f")})).overall
    assert (overall.numbers.score, overall.state, overall.state_by_score) == (2, "low", "one")
    assert [ask.state for ask in overall.asks] == ["one", "two"]
    assert [ask.state for ask in overall.unmet_asks] == ["one"]
