"""What `btm explain` says of states that ask for something, of themes, terms, ratings and effort."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.errors import UsageProblem
from btm_cli.render.document.blocks import Items, Paragraph, Table
from btm_cli.render.explain.page import explain_page
from btm_cli.render.explain.wire import explain_data
from btm_cli.scoring import assess
from btm_cli.scoring.explanation import Explainer
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, resolve
from btm_cli.standard.vocabulary import Term, Theme
from support import build

AHEAD = [build.criterion(name, effort=effort, themes=["ahead"]) for name, effort in (("3a", 9), ("3b", 2), ("3c", 1))]


def asking() -> Standard:
    """One cell; `high`, from 2, asks for 70 % of three claims of level 3."""
    states = [build.state("low", "1", 1), build.state("high", "2", 1, 3, asks=[("ahead", "0.7")])]
    return build.one_cell(
        build.cell("2a", *AHEAD),
        states=states,
        themes=(Theme("ahead", "Looking ahead", "Sees further."),),
        terms=(Term("ahead", (), "Of others."), Term("gate", ("design gate",), "A decision.")),
    )


def explained(text: str, said: Any) -> tuple[list[Any], dict[str, Any]]:
    standard = asking()
    answers = build.answers({"only/process": said})
    card = assess(standard, answers, frozenset(), build.DAY)
    named = resolve(text, standard, spoken=True)
    account = Explainer(standard, answers, card, frozenset()).explain(named)
    data: Any = explain_data(named, standard, account, card)
    return list(explain_page(named, standard, account, card)), data


def test_a_state_lists_what_counts_the_cheapest_open_claim_first() -> None:
    page, data = explained("high", build.ratings("2a:f 3a:l 3c:f"))
    [table] = [block for block in page if isinstance(block, Table)]
    # of 3a, `largely`, 9 x 1/3 = 3 points are left, of 3b all its 2; 3c is met
    assert [row[:3] for row in table.rows] == [  # type: ignore[index]
        ("only/process/3b", "open", "2"),
        ("only/process/3a", "largely", "3"),
        ("only/process/3c", "fully", "0"),
    ]
    said = " ".join(block.text for block in page if isinstance(block, Paragraph))
    # (2/3 + 0 + 1) / 3 = 56 % of it; the score 2.56 is no reason, and there is no floor
    assert "56%, less than 70%: not met, evidenced 0%, verified 0%; 1 of 3 claims in full." in said
    assert "not everything that it asks for is met" in said
    account = data["assessment"]["account"]
    assert (account["score_reached"], account["below_floor"], account["reached"]) == (True, [], False)
    assert [each["standing"] for each in account["asks"][0]["criteria"]] == ["open", "open", "met"]


def test_claims_meet_what_they_reach_and_n_a_does_not_count() -> None:
    _, data = explained("high", Claimed(3))
    assert {each["said"] for each in data["assessment"]["account"]["asks"][0]["criteria"]} == {"claimed"}
    assert data["assessment"]["account"]["reached"]
    _, data = explained("high", build.ratings("2a:f 3a:f 3b:f") | {"3c": NotApplicable("no such thing here")})
    ask = data["assessment"]["account"]["asks"][0]
    assert [(each["reference"][-2:], each["standing"]) for each in ask["criteria"]][-1] == ("3c", "n/a")
    assert ask["met"]  # one of three is left out, which is no more than a third


def test_without_answers_a_state_lists_its_claims() -> None:
    standard = asking()
    page = list(explain_page(resolve("high", standard), standard))
    assert Paragraph("70% of the claims at level 3 that bear Looking ahead.", "Asks for") in page
    [items] = [block for block in page if isinstance(block, Items)]
    assert [mark for mark, _ in items.items] == ["only/process/3a", "only/process/3b", "only/process/3c"]


def test_a_theme_comes_before_a_word_of_the_same_name_and_shows_that_too() -> None:
    page, data = explained("ahead", build.ratings("2a:f"))
    assert data["kind"] == "theme"
    assert Paragraph("Of others.", "As a word of the claims") in page
    assert data["meaning"]["asked_by"] == [{"state": "high", "levels": [3], "share": "7/10"}]


@pytest.mark.parametrize("said", ["gate", "design gate", "GATE", "gat"])
def test_a_word_is_found_by_each_way_it_is_said(said: str) -> None:
    assert resolve(said, asking(), spoken=True) == Named("term", "gate")
    with pytest.raises(UsageProblem):
        resolve(said, asking())  # it is no reference


def test_a_lower_state_that_fails_is_why_a_higher_one_is_not_reached() -> None:
    standard = asking()._replace(
        states=(*asking().states, build.state("top", "2", 1))  # nothing of its own stands in the way
    )
    answers = build.answers({"only/process": build.ratings("2a:f 3a:l")})
    card = assess(standard, answers, frozenset(), build.DAY)
    account = Explainer(standard, answers, card, frozenset()).explain(Named("state", "top"))
    page = list(explain_page(Named("state", "top"), standard, account, card))
    assert Paragraph("Not reached: its own conditions hold, but those of High below it do not.") in page


def test_the_shipped_standard_says_what_ratings_effort_and_claims_are() -> None:
    standard = load_bundled()
    [effort, _] = list(explain_page(Named("effort", "effort"), standard))[1:]
    assert effort == Paragraph("A point is 5 person-days.")
    rating: Any = explain_data(Named("rating", "rating"), standard)
    assert rating["meaning"]["scale"]["largely"] == "2/3"
    assert "More than 50 % and up to 85 %" in rating["meaning"]["meanings"]["largely"]
    named = resolve("portfolio-and-program-management/process/4c", standard)
    labels = {block.label: block.text for block in explain_page(named, standard) if isinstance(block, Paragraph)}
    assert labels["Themes"] == "Readiness"
    points = standard.capabilities["portfolio-and-program-management"].cells["process"].criteria[4]
    days = next(one.effort for one in points if one.id == "4c") * Fraction(5)
    assert f"about {days} person-days" in labels["Effort"]


def test_a_criterion_names_its_bodies_and_the_effort_of_those_beside_it() -> None:
    standard = asking()
    page = explain_page(resolve("only/process/3b", standard), standard)
    labels = {block.label: block.text for block in page if isinstance(block, Paragraph)}
    assert labels["Effort beside it"] == "2a 1, 3a 9, 3c 1"  # 1 where none is given, as the others of AHEAD
    assert "Bodies" not in labels  # none is named in this standard
    shipped = load_bundled()
    named = resolve("technology-architecture/information/3d", shipped)
    labels = {block.label: block.text for block in explain_page(named, shipped) if isinstance(block, Paragraph)}
    assert labels["Bodies"].startswith("Architecture Review Board (participative, decides); ")
    assert labels["Concerns"] == "CTO, solution architects, operations, data owners, CISO."
