"""What the headline says: no level's name for the whole, claims told from ratings, asks in words, depth, profiles."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.render.document.labels import Labels
from btm_cli.render.scorecard.headline import by_cells, calculations, facts, notes, summary
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Stage, Standard
from btm_cli.standard.vocabulary import Theme
from support import build
from support import render_fixtures as fixtures

AHEAD = [build.criterion("3a", effort=9, themes=["ahead"]), build.criterion("3b", effort=2, themes=["ahead"])]
STAGES = (Stage(Fraction("2"), "begun"), Stage(Fraction("2.5"), "far"))


def asking_standard() -> Standard:
    """One capability of one cell; the state `high`, from 2, asks for 70 % of two claims of level 3."""
    high = build.state("high", "2", 1, 3, asks=[("ahead", "0.7")])._replace(stages=STAGES)
    states = [build.state("low", "1", 1), high]
    return build.one_cell(build.cell("2a", *AHEAD), states=states, themes=(Theme("ahead", "Looking ahead", ""),))


def scored(standard: Standard, said: Any, **changes: Any) -> tuple[Scorecard, Standard, Labels]:
    card = assess(standard, build.answers({"only/process": said}, **changes), frozenset(), fixtures.AS_OF)
    return card, standard, Labels(standard)


def test_an_ask_that_is_not_met_is_said_with_what_is_open_the_cheapest_first() -> None:
    found = list(notes(*scored(asking_standard(), build.ratings("2a:f 3a:l"))))
    # (2/3 + 0) / 2 = 1/3 of it; 3b lacks 2 points of effort, 3a 9 x 1/3 = 3
    assert found[:2] == [
        "By score alone the state would be High.",
        "High asks for 70% of Looking ahead at level 3: 33% is met, 0 of 2 claims in full. "
        "Open, cheapest first: Only / Process / 3b, Only / Process / 3a.",
    ]


def test_an_ask_of_which_too_much_is_n_a_is_said_to_be_untestable() -> None:
    left_out = build.ratings("2a:f 3a:f") | {"3b": NotApplicable("no such thing here")}
    found = list(notes(*scored(asking_standard(), left_out)))
    assert (
        "High asks for 70% of Looking ahead at level 3: too much of that is not applicable, so it counts as not met."
        in found
    )


def test_the_next_state_says_what_it_will_ask_for() -> None:
    # the claims of level 3 score nothing while 2a is not met, but count for the ask: (1 + 0) / 2
    [found] = notes(*scored(asking_standard(), build.ratings("2a:n 3a:f 3b:n")))
    assert found == "High begins at 2, with every capability at level 1, and asks for 70% of Looking ahead (now 50%)."


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (Claimed(3), "State High, far, by claim"),  # score 3; all of the ask is claimed
        (build.ratings("2a:f 3a:f 3b:l"), "State High, far"),  # 2 + 5/6; 5/6 of the ask, rated
        (build.ratings("2a:f 3a:l"), "State Low"),  # 2.33, but a third of the ask
    ],
)
def test_the_state_stands_with_its_stage_and_whether_it_is_claimed(said: Any, state: str) -> None:
    assert summary(*scored(asking_standard(), said)).split(" · ")[1] == state


def test_the_whole_has_no_level_s_name_and_its_weakest_capability_is_named() -> None:
    card, standard = fixtures.make_scorecard(), fixtures.make_standard()
    line = summary(card, standard, Labels(standard))
    # at level 1: communication (1.67), compliance (claimed 1) and sourcing, whose technology is at 1.67
    assert line.endswith("weakest level 1 (Communication Strategy And Management and 2 more) (provisional)")
    assert [each.level for each in calculations(card, standard, Labels(standard))] == ["1", "1", "1"]
    cells = {f"{name}/process": Claimed(3) for names in fixtures.AREAS.values() for name in names}
    card = assess(standard, build.answers(cells), frozenset(), fixtures.AS_OF)
    assert "every capability at level 3" in summary(card, standard, Labels(standard))


def coverage(cells: Any, **changes: Any) -> str:
    standard = fixtures.make_standard()
    card = assess(standard, build.answers(cells, **changes), frozenset(), fixtures.AS_OF)
    return dict(facts(card, Labels(standard)))["Coverage"]


def test_coverage_tells_claims_from_ratings() -> None:
    claimed = {"communication-strategy-and-management/process": Claimed(2)}
    rated = {"compliance-and-risk-management/process": build.ratings("2a:f 2b:f 3a:f")}
    # 24 cells; 8 criteria a cell. Settled: the claim, not the rated cell, whose open criteria could raise it.
    assert coverage(claimed) == "1 of 24 cells claimed, 0 criteria rated; 4% of 24 cells settled"
    assert coverage(rated) == "3 of 8 criteria rated; 0% of 24 cells settled"
    assert coverage(claimed | rated) == (
        "1 of 24 cells claimed; 3 of 8 criteria rated in 1 other; 4% of 24 cells settled"
    )


def test_core_depth_stands_behind_every_score_and_says_what_counts() -> None:
    standard = fixtures.make_standard()
    rated = {"compliance-and-risk-management/process": build.ratings("2a:f 3a:f")}

    def headline(**changes: Any) -> tuple[str, list[str], dict[str, str]]:
        card = assess(standard, build.answers(rated, **changes), frozenset(), fixtures.AS_OF)
        labels = Labels(standard)
        scores = [each.score for each in calculations(card, standard, labels)]
        return summary(card, standard, labels), scores, dict(facts(card, labels))

    line, scores, found = headline(depth="core")
    # one criterion a level: 2 and 3 achieved, 3.00; nothing is evidenced
    assert line.startswith("Score 3.00 (core) of 5")
    assert scores == ["3.00 (core)", "1.00 (core)", "1.00 (core)"]
    assert found["Coverage"].startswith("2 of 4 core criteria rated")
    line, _, _ = headline(depth="core", depths={"communication-strategy-and-management": "full"})
    assert line.startswith("Score 3.00 (partly core) of 5")


def test_profiles_and_what_is_not_known_stand_beside_the_headline() -> None:
    said = {
        "2a": NotApplicable("nothing of the kind here", profile="small-firm"),
        "2b": NotApplicable("no case", no_case=True),
    }
    standard = fixtures.make_standard()
    answers = build.answers(
        {"compliance-and-risk-management/process": said | build.ratings("3a:f")},
        profiles=("small-firm", "single-unit"),
        unknown=frozenset({"compliance-and-risk-management/process/3b"}),
    )
    found = dict(facts(assess(standard, answers, frozenset(), fixtures.AS_OF), Labels(standard)))
    assert found["Profiles"] == "small-firm (1 n/a), single-unit (0 n/a)"
    assert found["Not known"] == "1 answer was asked for and is not known"
    assert found["No case"] == "1 answer for a window without a case"


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        # Targets are 3: one cell lacks a level, one has one to spare, in the mean they meet it.
        (
            (2, 4, 3),
            "Score and target (3.00) are means: one of 3 cells is below its own target, 1 above.",
        ),
        (
            (2, 2, 4),
            "Score and target (3.00) are means: 2 of 3 cells are below their own targets, 1 above.",
        ),
        ((2, 3, 3), ""),
        ((3, 4, 4), ""),
    ],
)
def test_how_a_mean_goes_with_cells_below_their_targets(levels: tuple[int, ...], text: str) -> None:
    names = ("process", "people", "tools")
    written = dict.fromkeys(names, build.cell("2a", "3a", "4a"))
    standard = build.standard({"north": [build.capability("alpha", written)]}, dimensions=names)
    cells = {f"alpha/{name}": Claimed(level) for name, level in zip(names, levels, strict=True)}
    card = assess(standard, build.answers(cells, target=Target(level=3)), frozenset(), build.DAY)
    assert by_cells(card) == text
    assert dict(facts(card, Labels(standard)))["Target"].endswith(text)
