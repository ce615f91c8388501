"""Thresholds that rounding would seem to reach (property 6)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, Target
from btm_cli.scoring import assess
from btm_cli.scoring.findings import just_under_cell
from btm_cli.scoring.scorecard import CellScore, Numbers
from btm_cli.standard.model import Standard
from support import build


def just_under(standard: Standard, cells: dict[str, Any], **changes: Any) -> list[tuple[str, str]]:
    """Reference and message of each just-under finding."""
    changes.setdefault("target", Target(level=5))
    card = assess(standard, build.answers(cells, **changes), frozenset(), build.DAY)
    return [(found.reference, found.message) for found in card.findings if found.code == "just-under"]


def test_a_score_that_shows_the_next_level_without_having_it() -> None:
    # Weights 299 and 1: a(2) = 299/300 = 0.9967 is above 0.85, but 2b is not even largely achieved.
    cell = build.cell(build.criterion("2a", weight=299), build.criterion("2b", weight=1), "3a")
    (found,) = just_under(build.one_cell(cell), {"only/process": build.ratings("2a:f 2b:n")})
    assert found == (
        "only/process",
        "Process of Only is just under level 2: its score shows as 2.00, but level 2 is not achieved.",
    )


def test_a_level_s_achievement_that_shows_the_threshold() -> None:
    # a(2) = points / 1000: 0.844 shows 0.84; 0.847 shows 0.85; 0.850 is not above itself; 0.851 achieves the level.
    def said(points: int) -> list[tuple[str, str]]:
        cell = build.cell(build.criterion("2a", weight=points), build.criterion("2b", weight=1000 - points), "3a")
        return just_under(build.one_cell(cell, every_at_least=None), {"only/process": build.ratings("2a:f 2b:n")})

    assert said(844) == []
    for points in (847, 850):
        ((reference, message),) = said(points)
        assert reference == "only/process"
        assert "it is achieved to 0.85, as shown, but must be above 0.85" in message
    assert said(851) == []


def test_nothing_achieved_is_not_just_under_a_threshold_of_nothing() -> None:
    standard = build.one_cell(build.cell("2a"), achieved_above=Fraction(0))
    assert just_under(standard, {"only/process": build.ratings("2a:n")}) == []


def weighted(first: int, second: int, **changes: Any) -> Standard:
    """Two capabilities of one cell, with these weights."""
    cells = {"process": build.full_cell()}
    members = [build.capability("alpha", cells, weight=first), build.capability("beta", cells, weight=second)]
    return build.standard({"north": members}, dimensions=("process",), **changes)


def test_an_overall_score_that_shows_the_start_of_a_state() -> None:
    states = [build.state("pre", "1", 1), build.state("alignment", "3", 1, 3)]
    cells = {"alpha/process": Claimed(3), "beta/process": Claimed(2)}
    # (299 * 3 + 2) / 300 = 2.9967
    (found,) = just_under(weighted(299, 1, states=states), cells)
    assert found == (
        "overall",
        "The overall score is just under 3.00, where Alignment begins: it shows as 3.00 but is less.",
    )
    assert just_under(weighted(99, 1, states=states), cells) == []  # 2.99


def test_a_score_that_shows_its_target() -> None:
    cells = {"alpha/process": Claimed(3), "beta/process": Claimed(2)}
    found = just_under(weighted(299, 1), cells, target=Target(level=3))
    assert [reference for reference, _ in found] == ["overall", "north"]
    assert "is just under its target of 3.00" in found[0][1]


def test_a_level_by_mean() -> None:
    standard = build.standard(
        {"north": [build.capability("alpha", {"process": build.full_cell(), "people": build.full_cell()})]},
        dimensions=[build.dimension("process", 299), build.dimension("people", 1)],
        capability_level="mean",
    )
    found = just_under(standard, {"alpha/process": Claimed(3), "alpha/people": Claimed(2)})
    assert found == [("alpha", "Alpha is just under level 3: its score shows as 3.00, but level 3 is not achieved.")]


def test_an_imbalance_that_shows_its_limit() -> None:
    # Process 2 + 504/1000, people 4: 1.496 apart, shown as 1.50.
    process = build.cell("2a", build.criterion("3a", weight=504), build.criterion("3b", weight=496))
    standard = build.standard({"north": [build.capability("alpha", {"process": process, "people": build.full_cell()})]})
    found = just_under(standard, {"alpha/process": build.ratings("2a:f 3a:f 3b:n"), "alpha/people": Claimed(4)})
    assert found == [("alpha", "The imbalance of Alpha is just under 1.50: it shows as 1.50 but is less.")]


def said_of(*measures: tuple[Fraction, int]) -> list[str]:
    """How the findings of a cell begin, whose claimed, evidenced and verified scores and levels are these."""
    (claimed, level), (evidenced, evidenced_level), (verified, verified_level) = measures
    numbers = Numbers(
        score=claimed,
        level=level,
        evidenced=evidenced,
        evidenced_level=evidenced_level,
        verified=verified,
        verified_level=verified_level,
    )
    standard = build.one_cell(build.full_cell())
    [capability] = assess(standard, build.answers({}), frozenset(), build.DAY).capabilities
    found = just_under_cell(standard, "Process", capability, CellScore("only", "process", "rated", numbers))
    begin = "Process of Only is just under "
    return [each.message.removeprefix(begin).partition(" shows")[0] for each in found]


def test_each_assurance_has_its_own_level_to_be_just_under_and_the_same_is_said_once() -> None:
    def nearly(level: int, by: int = 1) -> tuple[Fraction, int]:
        return level - Fraction(by, 1000), level - 1

    three = (Fraction(3), 3)
    assert said_of(nearly(3), nearly(3), nearly(3)) == ["level 3: its score"]
    assert said_of(three, nearly(3), nearly(3)) == ["level 3: its evidenced score"]
    assert said_of(three, three, nearly(3)) == ["level 3: its verified score"]
    assert said_of(nearly(3), nearly(3, 2), nearly(3, 2)) == ["level 3: its score", "level 3: its evidenced score"]
    assert said_of(nearly(4), nearly(3), nearly(2)) == [
        "level 4: its score",
        "level 3: its evidenced score",
        "level 2: its verified score",
    ]
    assert said_of(three, three, three) == []
