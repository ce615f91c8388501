"""Steps and their priorities, by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, NotApplicable, Rated, Target
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Blocker, Priority
from btm_cli.standard.model import Ask, Standard
from btm_cli.standard.vocabulary import Theme
from support import build

ALPHA = build.capability(
    "alpha",
    {
        "process": build.cell("2a", build.criterion("3a", effort=2), build.criterion("3b", effort=4), "4a"),
        "people": build.cell("2a", "3a", "4a"),
    },
)
BETA_CELLS = {"process": build.cell("2a", "3a", "4a"), "people": build.cell(build.criterion("3a", effort="0.1"))}
BETA = build.capability("beta", BETA_CELLS, requires=[("alpha", 3, 3)])
CELLS: dict[str, Any] = {
    "alpha/process": build.ratings("2a:f 3a:l"),
    "alpha/people": Claimed(3),
    "beta/process": Claimed(2),
    "beta/people": Claimed(2),
}


def steps(standard: Standard, cells: dict[str, Any], level: int = 4, **changes: Any) -> dict[str, Priority]:
    """The priorities by cell, in rank order."""
    answers = build.answers(cells, target=Target(level=level), **changes)
    return {step.reference: step for step in assess(standard, answers, frozenset(), build.DAY).priorities}


def test_every_factor_by_hand() -> None:
    found = steps(build.standard({"north": [ALPHA, BETA]}), CELLS, importance={"alpha": 5})
    assert list(found) == ["alpha/process", "alpha/people", "beta/people", "beta/process"]
    assert [step.rank for step in found.values()] == [1, 2, 3, 4]

    process = found["alpha/process"]  # a(3) = (2/3 + 0) / 2 = 1/3, and one of two dimensions
    assert (process.from_level, process.to_level, process.gain) == (2, 3, Fraction(1, 3))
    assert (process.lift, process.enables) == (1, 1)  # alone finishes level 3, alone holds beta up
    assert process.effort == Fraction(14, 3)  # 2 * 1/3 + 4
    assert process.criteria == ("3a", "3b")
    assert process.importance == 5
    assert process.priority == Fraction(5, 2)  # 5 * (1/3 + 1 + 1) / (14/3)
    assert process.blocked_by == ()

    people = found["alpha/people"]
    assert (people.gain, people.lift, people.enables, people.effort) == (Fraction(1, 2), 0, 0, 1)
    assert people.priority == Fraction(5, 2)  # as much as the other, which comes first in the standard

    blocked = found["beta/people"]
    assert blocked.effort == Fraction(1, 2)  # 0.1 is less than the least effort
    assert (blocked.lift, blocked.priority) == (Fraction(1, 3), 5)  # 1/2 of 3/2 points; 3 * (1/2 + 1/3) / (1/2)
    assert blocked.blocked_by == (Blocker("alpha", 3, 2),)
    assert found["beta/process"].priority == Fraction(7, 2)  # 3 * (1/2 + 2/3) / 1


def test_enabling_is_shared_by_all_the_effort_that_each_cell_lacks_up_to_the_need() -> None:
    # Up to level 3 people lacks 2a and 3a, two points; process 14/3: 7/10 and 3/10 of 20/3.
    cells = CELLS | {"alpha/people": Claimed(1)}
    found = steps(build.standard({"north": [ALPHA, BETA]}), cells)
    assert (found["alpha/process"].enables, found["alpha/people"].enables) == (Fraction(7, 10), Fraction(3, 10))
    # The lowest unfinished level is 2 now, and only people is below it.
    assert (found["alpha/process"].lift, found["alpha/people"].lift) == (0, 1)


def test_a_level_is_finished_by_cells_at_their_own_lower_targets_too() -> None:
    # process ends at 2 by its own target, so people alone is left of level 3.
    cells = {"alpha/process": Claimed(2), "alpha/people": Claimed(2)}
    target = Target(level=3, levels={"alpha/process": 2})
    card = assess(build.standard({"north": [ALPHA]}), build.answers(cells, target=target), frozenset(), build.DAY)
    assert [(step.reference, step.lift) for step in card.priorities] == [("alpha/people", 1)]


def followers(process: int, people: int, technology: int) -> Standard:
    """Three dimensions of one capability with these efforts to level 3; technology follows process."""
    efforts = {"process": process, "people": people, "technology": technology}
    cells = {name: build.cell(build.criterion("3a", effort=effort)) for name, effort in efforts.items()}
    dimensions = [build.dimension(name) for name in efforts]
    dimensions[2] = dimensions[2]._replace(follows=("process",))
    return build.standard({"north": [build.capability("only", cells)]}, dimensions=dimensions)


def test_a_follower_comes_directly_after_what_it_follows() -> None:
    cells = {f"only/{name}": Claimed(2) for name in ("process", "people", "technology")}
    # Each is worth 1/3, and the level 1 by effort: 3 * (1/3 + e/9) / e; the cheapest comes first.
    found = steps(followers(process=5, people=3, technology=1), cells, level=3)
    assert {name: step.priority for name, step in found.items()} == {
        "only/people": Fraction(2, 3),
        "only/process": Fraction(8, 15),
        "only/technology": Fraction(4, 3),
    }
    assert list(found) == ["only/people", "only/process", "only/technology"]
    assert [step.rank for step in found.values()] == [1, 2, 3]
    assert [step.follows for step in found.values()] == [None, None, "only/process"]
    # With the cheaper process it needs no moving, and still says what it follows.
    assert list(steps(followers(1, 5, 3), cells, level=3)) == ["only/process", "only/technology", "only/people"]


def test_nothing_is_followed_beyond_its_target_or_where_it_is_not_assessed() -> None:
    standard = followers(process=5, people=3, technology=1)
    two = {"only/people": Claimed(2), "only/technology": Claimed(2)}
    assert steps(standard, two, level=3)["only/technology"].follows is None
    target = Target(level=3, levels={"only/process": 2})
    answers = build.answers(two | {"only/process": Claimed(2)}, target=target)
    card = assess(standard, answers, frozenset(), build.DAY)
    assert [(step.reference, step.follows) for step in card.priorities] == [
        ("only/technology", None),
        ("only/people", None),
    ]


def test_what_holds_the_state_is_listed_whatever_its_target_and_shares_half_of_all_importance() -> None:
    # The mean of 1, 3, 5 and 5 is 7/2: by score the second state (from 3), whose floor 3 holds alpha back.
    states = (build.state("low", "1", 1, 2), build.state("high", "3", 3, 4))
    standard = build.standard({"north": [ALPHA, BETA]}, states=states)
    cells = {"alpha/process": Claimed(1), "alpha/people": Claimed(3)}
    cells |= {"beta/process": Claimed(5), "beta/people": Claimed(5)}
    found = steps(standard, cells, level=1, importance={"alpha": 5, "beta": 4})
    assert list(found) == ["alpha/process"]
    step = found["alpha/process"]
    assert (step.state, step.holds_state, step.in_plan) == (Fraction(9, 2), True, False)
    assert (step.lift, step.enables) == (0, 0)
    assert step.priority == 7  # (5 * 1/2 + 9/2) / 1
    assert steps(standard, cells, level=3)["alpha/process"].in_plan


def test_the_open_claims_of_an_unmet_ask_stand_in_their_cells_next_steps() -> None:
    # Both cells are at level 3: by score "high", which asks for all of the theme at level 2; 2a of process is largely.
    themed = build.criterion("2a")._replace(themes=("joint",))
    cells = {
        "process": build.cell(themed, "3a", build.criterion("4a", effort=2)),
        "people": build.cell("2a", "3a", "4a"),
    }
    high = build.state("high", "2", 1, 4)._replace(asks=(Ask("joint", (2,), Fraction(1)),))
    standard = build.standard(
        {"north": [build.capability("only", cells)]},
        states=(build.state("low", "1", 1, 2), high),
        themes=(Theme("joint", "Joint", ""),),
        achieved_above=Fraction(1, 2),
    )
    said = {"only/process": build.ratings("2a:l 3a:f"), "only/people": Claimed(3)}
    found = steps(standard, said, level=3)
    assert [(name, step.state, step.to_level) for name, step in found.items()] == [("only/process", Fraction(3, 2), 4)]
    assert found["only/process"].priority == Fraction(3, 2)  # (3 * 1/2 + 3/2) / 2


def test_nothing_is_enabled_beyond_the_target_of_the_one_that_waits() -> None:
    found = steps(build.standard({"north": [ALPHA, BETA]}), CELLS, level=3)
    assert found["alpha/process"].enables == 1
    answers = build.answers(CELLS, target=Target(level=4, levels={"beta": 2}))
    card = assess(build.standard({"north": [ALPHA, BETA]}), answers, frozenset(), build.DAY)
    assert {step.reference: step.enables for step in card.priorities} == {"alpha/people": 0, "alpha/process": 0}


def test_a_prerequisite_not_assessed_blocks_and_one_not_applicable_does_not() -> None:
    standard = build.standard({"north": [ALPHA, BETA]})
    beta = {name: said for name, said in CELLS.items() if name.startswith("beta")}
    assert steps(standard, beta)["beta/process"].blocked_by == (Blocker("alpha", 3, None),)
    none = NotApplicable("no such thing")
    left_out = steps(standard, beta | {"alpha/process": none, "alpha/people": none})
    assert left_out["beta/process"].blocked_by == ()
    assert steps(standard, CELLS, scope=("beta",))["beta/process"].blocked_by == ()


def test_a_prerequisite_of_a_higher_level_does_not_block_yet() -> None:
    beta = build.capability("beta", BETA_CELLS, requires=[("alpha", 4, 5)])
    found = steps(build.standard({"north": [ALPHA, beta]}), CELLS)
    assert found["beta/process"].blocked_by == ()


def test_no_step_beyond_the_target_or_without_criteria() -> None:
    standard = build.standard({"north": [build.capability("alpha", {"process": build.cell("2a", "4a")})]})
    assert steps(standard, {"alpha/process": Claimed(3)}, level=3) == {}
    assert steps(standard, {"alpha/process": Claimed(2)}, level=4) == {}
    assert list(steps(standard, {"alpha/process": Claimed(3)}, level=4)) == ["alpha/process"]


def test_ties_keep_the_standard_s_order() -> None:
    cells = {"people": build.cell("3a"), "process": build.cell("3a")}
    standard = build.standard({"south": [build.capability("zulu", cells)], "north": [build.capability("alpha", cells)]})
    claimed = {f"{name}/{dimension}": Claimed(2) for name in ("alpha", "zulu") for dimension in ("people", "process")}
    assert list(steps(standard, claimed)) == ["zulu/process", "zulu/people", "alpha/process", "alpha/people"]


def test_a_cumulative_step_takes_the_cheapest_in_level_order_until_the_gain_is_reached() -> None:
    # Score 0 + 1/4 (level 1: one of two half done) = 0.25, gain 0.75. Level 1 gives 0.75 when done: 1b (0.5, effort 1)
    # first, being cheaper than what is left of 1a (0.25, effort 4 * 1/2); level 2 is not needed.
    scale = {"no": Fraction(0), "half": Fraction(1, 2), "yes": Fraction(1)}
    cell = build.cell(build.criterion("1a", effort=4), build.criterion("1b", effort=1), "2a")
    standard = build.one_cell(cell, levels=range(4), level_rule="cumulative", rating_scale=scale, every_at_least=None)
    step = steps(standard, {"only/process": {"1a": Rated("half")}}, level=3)["only/process"]
    assert (step.gain, step.criteria, step.effort) == (Fraction(3, 4), ("1b", "1a"), 3)
    # With 2a done half as well the score is 0.75: 1b alone adds the missing 0.25.
    step = steps(standard, {"only/process": {"1a": Rated("half"), "2a": Rated("half")}}, level=3)["only/process"]
    assert (step.gain, step.criteria, step.effort) == (Fraction(1, 4), ("1b",), 1)


def test_what_follows_two_cells_names_the_last_to_come_or_the_first_that_never_does() -> None:
    both = followers(process=5, people=3, technology=1)
    dimensions = (*both.dimensions[:2], both.dimensions[2]._replace(follows=("process", "people")))
    cells = {f"only/{name}": Claimed(2) for name in ("process", "people", "technology")}
    found = steps(both._replace(dimensions=dimensions), cells, level=3)
    assert list(found) == ["only/people", "only/process", "only/technology"]
    assert found["only/technology"].follows == "only/process"
    # people have no criteria for the level, and so no step that could come before
    written = {name: build.cell("2a" if name in ("people",) else "3a") for name in ("process", "people", "technology")}
    standard = build.standard({"north": [build.capability("only", written)]}, dimensions=dimensions)
    found = steps(standard, cells, level=3)
    assert list(found) == ["only/process", "only/technology"]
    assert found["only/technology"].follows == "only/people"
    written["process"] = build.cell("2a")
    standard = build.standard({"north": [build.capability("only", written)]}, dimensions=dimensions)
    assert {name: step.follows for name, step in steps(standard, cells, level=3).items()} == {
        "only/technology": "only/process"
    }


def test_what_is_already_at_the_level_of_a_step_need_not_come_before_it() -> None:
    """Technology follows process, which is at 3 and aims at 4: for the step of technology to 3 that is enough."""
    standard = followers(process=1, people=1, technology=1)
    cells = {"only/process": Claimed(3), "only/people": Claimed(3), "only/technology": Claimed(2)}
    (step,) = steps(standard, cells, level=4).values()
    assert (step.reference, step.to_level, step.follows) == ("only/technology", 3, None)


def test_a_state_is_held_by_however_small_a_share() -> None:
    # Scores 1 and 5, mean 3: "high" by score, whose floor 3 only process misses. Half of the importance 1 is 1/2.
    cells = {"process": build.cell("2a"), "people": build.cell("2a")}
    states = (build.state("low", "1", 1, 2), build.state("high", "3", 3, 4))
    standard = build.standard({"north": [build.capability("only", cells)]}, states=states)
    found = steps(standard, {"only/process": Claimed(1), "only/people": Claimed(5)}, level=1, importance={"only": 1})
    assert [(step.reference, step.state, step.holds_state) for step in found.values()] == [
        ("only/process", Fraction(1, 2), True)
    ]
    # A capability that is not assessed adds no importance: still half of 1, and not of 1 + 3.
    two = build.standard({"north": [build.capability("only", cells), build.capability("other", cells)]}, states=states)
    found = steps(two, {"only/process": Claimed(1), "only/people": Claimed(5)}, level=1, importance={"only": 1})
    assert found["only/process"].state == Fraction(1, 2)


def test_a_share_in_a_capability_is_that_among_its_assessed_cells() -> None:
    dimensions = [build.dimension("process", "1/2"), build.dimension("people"), build.dimension("technology", 4)]
    cells = {each.id: build.cell("3a") for each in dimensions}
    standard = build.standard({"north": [build.capability("only", cells)]}, dimensions=dimensions)
    found = steps(standard, {"only/process": Claimed(2), "only/people": Claimed(2)}, level=3)
    # 1/2 and 1 of 3/2; technology, which weighs 4, is not assessed
    assert {name: step.gain for name, step in found.items()} == {
        "only/process": Fraction(1, 3),
        "only/people": Fraction(2, 3),
    }


def test_the_lowest_unfinished_level_is_that_of_a_cell_below_its_target() -> None:
    """Process is lower, at 2, but there at its own target: level 3 is left, and people finish it."""
    cells = {"alpha/process": Claimed(2), "alpha/people": Claimed(3)}
    target = Target(level=4, levels={"alpha/process": 2})
    card = assess(build.standard({"north": [ALPHA]}), build.answers(cells, target=target), frozenset(), build.DAY)
    assert [(step.reference, step.lift) for step in card.priorities] == [("alpha/people", 1)]


def waiting(*requires: tuple[str, int, int], cells: dict[str, Any] = CELLS, **targets: int) -> dict[str, Fraction]:
    """What each step of alpha adds by letting beta, at 2, go on to 4 or to its `targets`."""
    standard = build.standard({"north": [ALPHA, build.capability("beta", BETA_CELLS, requires=requires)]})
    target = Target(level=4, levels={f"beta/{name}": level for name, level in targets.items()})
    card = assess(standard, build.answers(cells, target=target), frozenset(), build.DAY)
    return {step.reference: step.enables for step in card.priorities if step.capability == "alpha"}


def test_what_another_waits_for_is_the_highest_need_of_its_next_level() -> None:
    # Up to 3 process alone lacks something, 14/3 and then 1 for 4a; people, at 3, lack 1 up to 4.
    assert waiting(("alpha", 3, 3)) == {"alpha/process": 1, "alpha/people": 0}
    both = {"alpha/process": Fraction(17, 20), "alpha/people": Fraction(3, 20)}  # 17/3 and 1 of 20/3
    assert waiting(("alpha", 3, 3), ("alpha", 3, 4)) == both
    assert waiting(("alpha", 3, 4), ("alpha", 2, 3)) == both
    # what level 4 needs is not needed for level 3
    assert waiting(("alpha", 4, 4)) == {"alpha/process": 0, "alpha/people": 0}


def test_a_capability_waits_as_long_as_any_of_its_cells_aims_higher() -> None:
    assert waiting(("alpha", 3, 3), process=4, people=2) == {"alpha/process": 1, "alpha/people": 0}
    assert waiting(("alpha", 3, 3), process=2, people=2) == {"alpha/process": 0, "alpha/people": 0}


def test_a_cell_that_is_where_others_need_it_has_no_share_in_that_under_the_cumulative_rule_either() -> None:
    """Where levels add up, even nothing left to do would count as the least effort."""
    cells = {"process": build.cell("1a", "2a"), "people": build.cell("1a", "2a")}
    standard = build.standard(
        {"north": [build.capability("alpha", cells), build.capability("beta", cells, requires=[("alpha", 1, 1)])]},
        levels=range(3),
        level_rule="cumulative",
        every_at_least=None,
    )
    said: dict[str, Any] = {"alpha/process": build.ratings("1a:f"), "alpha/people": build.ratings("1a:n")}
    found = steps(standard, said | {f"beta/{name}": build.ratings("1a:n") for name in cells}, level=2)
    assert (found["alpha/people"].enables, found["alpha/process"].enables) == (1, 0)
