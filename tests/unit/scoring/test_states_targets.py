from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from support import build

STATES = [build.state("pre", "1", 1), build.state("alignment", "3", 2, 3), build.state("sync", "4", 3, 4)]
FULL = {"process": build.full_cell(), "people": build.full_cell()}
STANDARD = build.standard(
    {"north": [build.capability("alpha", FULL)], "south": [build.capability("beta", FULL)]}, states=STATES
)


def card(target: Target | None, **levels: int) -> Scorecard:
    cells = {name.replace("_", "/"): Claimed(level) for name, level in levels.items()}
    return assess(STANDARD, build.answers(cells, target=target), frozenset(), build.DAY)


ALL_TWO = {"alpha_process": 2, "alpha_people": 2, "beta_process": 2, "beta_people": 2}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(level=4), [4, 4, 4, 4]),
        (Target(state="sync"), [4, 4, 4, 4]),
        (Target(state="pre"), [5, 5, 5, 5]),  # a state without a target level: the top
        (Target(level=2, levels={"north": 3}), [3, 3, 2, 2]),
        (Target(level=2, levels={"north": 3, "alpha": 4, "alpha/people": 5}), [4, 5, 2, 2]),
        (Target(levels={"beta": 5}), [3, 3, 5, 5]),  # the rest is assumed
        (None, [3, 3, 3, 3]),  # pre now, alignment next
    ],
)
def test_the_most_specific_target_wins(target: Target | None, expected: list[int]) -> None:
    found = card(target, **ALL_TWO)
    assert [cell.numbers.target for capability in found.capabilities for cell in capability.cells] == expected


@pytest.mark.parametrize(
    ("target", "assumed"),
    [
        (None, True),
        (Target(level=3), False),
        (Target(state="sync"), False),
        (Target(levels={"north": 3}), True),
        (Target(levels={"north": 3, "south": 2}), False),
    ],
)
def test_target_assumed_wherever_nobody_named_one(target: Target | None, assumed: bool) -> None:
    assert card(target, **ALL_TWO).target_assumed is assumed


@pytest.mark.parametrize(("level", "expected"), [(3, 4), (4, 5), (5, 5)])
def test_the_assumed_target_is_that_of_the_next_state(level: int, expected: int) -> None:
    found = card(None, alpha_process=level, alpha_people=level, beta_process=level, beta_people=level)
    assert found.overall.numbers.target == expected


def test_without_states_the_assumed_target_is_the_top() -> None:
    standard = build.one_cell(build.full_cell())
    found = assess(standard, build.answers({"only/process": Claimed(2)}), frozenset(), build.DAY)
    assert found.overall.numbers.target == 5


def test_a_surplus_never_hides_a_gap() -> None:
    found = card(Target(level=3), alpha_process=5, alpha_people=2, beta_process=3)
    alpha, beta = found.capabilities
    assert [cell.numbers.gap for cell in alpha.cells] == [0, 1]
    assert (alpha.numbers.score, alpha.numbers.target, alpha.numbers.gap) == (Fraction(7, 2), 3, Fraction(1, 2))
    assert (beta.numbers.target, beta.numbers.gap) == (3, 0)
    assert beta.cells[1].numbers.gap is None
    assert found.overall.numbers.gap == Fraction(1, 4)


def test_criteria_to_reach_the_target() -> None:
    standard = build.one_cell(build.cell("2a", "3a", "3b", "3c", "4a", "5a"))
    said = build.ratings("2a:f 3a:f 3b:l 3c:- 4a:p 5a:n")
    found = assess(standard, build.answers({"only/process": said}, target=Target(level=4)), frozenset(), build.DAY)
    assert found.capabilities[0].cells[0].to_reach_target == ("3b", "4a")
    claimed = build.answers({"only/process": Claimed(3)}, target=Target(level=4))
    assert assess(standard, claimed, frozenset(), build.DAY).capabilities[0].cells[0].to_reach_target == ("4a",)
    beyond = build.answers({"only/process": Claimed(5)}, target=Target(level=4))
    assert assess(standard, beyond, frozenset(), build.DAY).capabilities[0].cells[0].to_reach_target == ()


def test_a_cumulative_cell_also_needs_what_is_open_below() -> None:
    # 0 + 1/2 + 1/2 + 1 = 2: level 2 on paper, and everything still to do for 3 lies at levels 1 and 2.
    scale = {"no": Fraction(0), "half": Fraction(1, 2), "yes": Fraction(1)}
    standard = build.one_cell(
        build.cell("1a", "2a", "3a"), levels=range(4), level_rule="cumulative", rating_scale=scale, every_at_least=None
    )
    said = {"1a": build.Rated("half"), "2a": build.Rated("half"), "3a": build.Rated("yes")}
    found = assess(standard, build.answers({"only/process": said}, target=Target(level=3)), frozenset(), build.DAY)
    assert found.capabilities[0].cells[0].to_reach_target == ("1a", "2a")


def test_a_gap_is_exact_and_never_below_nothing() -> None:
    # 2 + 1/2 of level 3, and 4: of a target of 3 one lacks a half, and the other nothing
    cell = build.cell("2a", "3a", "3b", "4a")
    standard = build.standard({"north": [build.capability("a", {"process": cell, "people": cell})]})
    cells = {"a/process": build.ratings("2a:f 3a:f 3b:n"), "a/people": Claimed(4)}
    found = assess(standard, build.answers(cells, target=Target(level=3)), frozenset(), build.DAY)
    assert [each.numbers.gap for each in found.capabilities[0].cells] == [Fraction(1, 2), 0]
    assert (found.overall.numbers.target, found.overall.numbers.gap) == (3, Fraction(1, 4))


@pytest.mark.parametrize(
    ("rule", "said", "target", "left"),
    [
        # 2 2/3 of 3 is above 0.85: level 2, and what 2c lacks is not in the way of level 3
        ("staged", build.ratings("2a:f 2b:f 2c:l 3a:n"), 3, ("3a",)),
        ("staged", build.ratings("2a:f 2b:f 2c:l 3a:n"), 2, ()),
        # 1 + 8/9 + 1/2 + 1: level 3, to which what is open below adds as well
        ("cumulative", build.ratings("2a:f 2b:f 2c:l 3a:f 3b:n 4a:f"), 4, ("2c", "3b")),
        ("cumulative", build.ratings("2a:f 2b:f 2c:l 3a:f 3b:n 4a:f"), 3, ()),
        ("cumulative", Claimed(2), 3, ("3a", "3b")),
    ],
)
def test_what_is_left_to_reach_the_target(rule: str, said: object, target: int, left: tuple[str, ...]) -> None:
    cell = build.cell("2a", "2b", "2c", "3a", *(["3b"] if rule == "cumulative" else []), "4a")
    standard = build.one_cell(cell, level_rule=rule, levels=(1, 2, 3, 4))
    answers = build.answers({"only/process": said}, target=Target(level=target))
    found = assess(standard, answers, frozenset(), build.DAY)
    assert found.capabilities[0].cells[0].to_reach_target == left
