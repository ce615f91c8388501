"""Why a pin or a deadline can't be kept, in words; which item it binds, and until when. Iterations of three months from
2026-11-20: the first ends on 2027-02-20, the second on 2027-05-20, the third on 2027-08-20."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.planning.model import Must
from btm_cli.planning.solve import solve
from btm_cli.scoring import assess
from btm_cli.standard.model import Criterion, Standard
from support import build
from support.planning import built, settings

FIRST, SECOND, THIRD = date(2027, 2, 20), date(2027, 5, 20), date(2027, 8, 20)


def one(name: str, *criteria: str | Criterion, **more: Any) -> Any:
    return build.capability(name, {"process": build.cell(*criteria)}, **more)


STANDARD = build.standard(
    {
        "north": [one("a", "3a", "4a"), one("b", "3a", requires=[("a", 3, 3)])],
        "south": [one("c", "3a", requires=[("a", 3, 3), ("d", 3, 2)]), one("d", "2a", "3a")],
    },
    dimensions=("process",),
)
TWO: dict[str, Any] = {f"{name}/process": Claimed(2) for name in "abcd"}


def said(standard: Standard, cells: dict[str, Any], asked: Any = None, due: Any = None, **more: Any) -> list[str]:
    target = Target(level=3, deadlines=due or {}, levels=more.pop("levels", {}))
    answers = build.answers(cells, target=target, **more)
    card = assess(standard, answers, frozenset(), build.DAY)
    return [clash.message for clash in solve(standard, answers, card, asked or settings(3, 10)).clashes]


NO_STEP = "a/process has no step to pin: "


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"a/process": Claimed(3)}, "it is at its target"),
        ({"a/process": NotApplicable("none")}, "it is n/a or out of scope"),
        ({}, "it is not assessed"),
    ],
)
def test_a_cell_without_a_step_can_not_be_pinned_within_the_plan(cells: dict[str, Any], why: str) -> None:
    assert said(STANDARD, cells, pinned={"a/process": 3}) == [NO_STEP + why]
    assert said(STANDARD, cells, pinned={"a/process": 4}) == []


def test_an_area_in_which_some_is_n_a_and_the_rest_not_assessed_is_not_assessed() -> None:
    cells = {"a/process": NotApplicable("none"), "c/process": Claimed(2), "d/process": Claimed(3)}
    assert said(STANDARD, cells, pinned={"north": 1}) == ["north has no step to pin: it is not assessed"]


def test_a_pin_waits_for_what_is_required() -> None:
    assert said(STANDARD, {"b/process": Claimed(2)}, pinned={"b/process": 2}) == [
        "b/process can't take its next step in iteration 2: it requires a at level 3, which is not assessed or which "
        "no plan can reach"
    ]
    # of two needs only the hopeless one is named, and both where neither can be met
    for assessed, needs in (({"a"}, "d at level 2"), ({"d"}, "a at level 3"), (set(), "a at level 3 and d at level 2")):
        cells = {f"{name}/process": Claimed(1 if name == "d" else 2) for name in {"c", *assessed}}
        [message] = said(STANDARD, cells, pinned={"c/process": 2})
        assert message == (
            f"c/process can't take its next step in iteration 2: it requires {needs}, which is not assessed or which "
            "no plan can reach"
        )
    assert said(STANDARD, TWO, pinned={"b/process": 1}) == [
        "b/process can't take its next step in iteration 1: a at level 3, which b requires, takes until iteration 2"
    ]
    assert said(STANDARD, TWO, pinned={"b/process": 2}) == []


def test_demands_that_clash_with_each_other() -> None:
    assert said(STANDARD, TWO, pinned={"a/process": 2}, due={"b": SECOND}) == [
        "a/process can't take its next step in iteration 2: it clashes with deadlines b",
        "b/process can't be at level 3 by iteration 2: it clashes with pin a/process",
    ]
    assert said(STANDARD, TWO, pinned={"a/process": 2}, due={"b": THIRD}) == []
    assert said(STANDARD, TWO, pinned={"a/process": 2, "b/process": 2}) == [
        "a/process can't take its next step in iteration 2: it clashes with pin b/process",
        "b/process can't take its next step in iteration 2: it clashes with pin a/process",
    ]


def test_what_follows_a_cell_that_no_plan_brings_there() -> None:
    dimensions = (build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
    cells = {"process": build.cell("3a"), "people": build.cell("3a")}
    standard = build.standard({"north": [build.capability("a", cells)]}, dimensions=dimensions)
    at = {"a/process": Claimed(2), "a/people": Claimed(2)}
    assert said(standard, at, excluded=("a/process",), pinned={"a/people": 1}) == [
        "a/people can't take its next step in iteration 1: what it follows is out of reach"
    ]


def test_deadlines_that_nothing_can_keep() -> None:
    assert said(STANDARD, {"b/process": Claimed(3)}, due={"a": FIRST}) == [
        "a/process is not assessed, so nothing can be planned for it by 2027-02-20"
    ]
    assert said(STANDARD, TWO, due={"a": date(2027, 2, 19)}) == [
        "a/process is below level 3, and iteration 1 ends after 2027-02-19, on 2027-02-20"
    ]
    assert said(STANDARD, TWO, excluded=("a/process",), due={"a": SECOND}) == [
        "a/process can't reach level 3 by 2027-05-20: it is excluded from the plan"
    ]
    assert said(STANDARD, TWO, due={"b": FIRST}) == [
        "b/process can't be at level 3 by iteration 1: a at level 3, which b requires, takes until iteration 2"
    ]
    # in the last iteration of the plan a deadline still binds; after it, no more
    assert len(said(STANDARD, TWO, settings(1, 10), due={"b": FIRST})) == 1
    assert said(STANDARD, TWO, settings(1, 10), due={"b": SECOND}) == []


def test_a_deadline_binds_the_step_that_reaches_the_target_by_when_it_must_begin() -> None:
    slow = build.criterion("4a")._replace(takes=6)  # two iterations of three months
    standard = build.standard({"north": [one("a", "3a", slow)]}, dimensions=("process",))

    def musts(day: date, pinned: int | None = None) -> tuple[Must, ...]:
        target = Target(level=4, deadlines={"a": day})
        pins = {"a/process": pinned} if pinned else {}
        answers = build.answers({"a/process": Claimed(2)}, target=target, pinned=pins)
        return built(standard, answers, settings(4, 10))[0].problem.musts

    due = ("target", "deadlines", "a")
    assert musts(THIRD) == (Must(1, 1, 2, due),)
    assert musts(date(2027, 11, 20)) == (Must(1, 1, 3, due),)
    pin = ("plan", "pin", "a/process")
    assert musts(THIRD, pinned=2) == (Must(0, 2, 2, pin), Must(1, 1, 2, due))
    assert musts(THIRD, pinned=9) == (Must(0, 9, 5, pin), Must(1, 1, 2, due))
    # begun in the second iteration it can be shown at the end of the third: by the second is too early
    assert said(standard, {"a/process": Claimed(2)}, due={"a": SECOND}, levels={"a/process": 4}) == [
        "a/process can't be at level 4 by iteration 2: what must run before it can be shown and one step after the "
        "other take until iteration 3"
    ]


def wide(count: int, effort: str = "1") -> tuple[Standard, dict[str, Any]]:
    names = [f"c{number}" for number in range(1, count + 1)]
    made = [one(name, build.criterion("3a", effort=effort), "4a") for name in names]
    standard = build.standard({"north": made}, dimensions=("process",))
    return standard, {f"{name}/process": Claimed(2) for name in names}


def test_iterations_that_would_have_to_hold_too_much() -> None:
    full = "would have to hold"
    assert said(*wide(2), settings(3, 2), due={"north": FIRST}) == []
    assert said(*wide(3), settings(3, 2), due={"north": FIRST}) == [
        f"iteration 1 {full} 3 points of effort, with room for 2: c1/process, c2/process, c3/process"
    ]
    assert said(*wide(5), settings(3, 2), due={"north": SECOND}) == [
        f"iterations 1 to 2 {full} 5 points of effort, with room for 4: "
        "c1/process, c2/process, c3/process, c4/process, c5/process"
    ]
    assert said(*wide(3), settings(3, 2), pinned={"north": 2}) == [
        f"iteration 2 {full} 3 points of effort, with room for 2: c1/process, c2/process, c3/process"
    ]
    [message] = said(*wide(4, "5/3"), settings(3, 5), due={"north": FIRST})
    assert message.startswith(f"iteration 1 {full} 6 2/3 points of effort, with room for 5: ")
    [message] = said(*wide(6), settings(3, 5), due={"north": FIRST})
    assert message.endswith("c5/process, c6/process")
    [message] = said(*wide(7), settings(3, 6), due={"north": FIRST})
    assert message.endswith("c5/process, c6/process and others")


def test_too_much_is_told_at_the_demand_for_that_time() -> None:
    standard, cells = wide(4)
    answers = build.answers(
        cells,
        target=Target(level=3, deadlines={"c1": FIRST, "c2": FIRST, "c3": THIRD}),
        pinned={"c4/process": 3},
    )
    card = assess(standard, answers, frozenset(), build.DAY)
    [clash] = solve(standard, answers, card, settings(3, 1)).clashes
    assert (clash.code, clash.path) == ("deadline-infeasible", ("target", "deadlines", "c2"))


def test_a_pin_is_for_the_beginning_however_long_the_step_runs() -> None:
    slow = build.criterion("3a")._replace(takes=6)  # two iterations
    standard = build.standard(
        {"north": [one("a", "3a"), one("b", slow, requires=[("a", 3, 3)])]}, dimensions=("process",)
    )
    cells = {"a/process": Claimed(2), "b/process": Claimed(2)}
    assert said(standard, cells, pinned={"b/process": 1}) == [
        "b/process can't take its next step in iteration 1: a at level 3, which b requires, takes until iteration 2"
    ]


def test_a_deadline_binds_in_the_last_iteration_of_the_plan_too() -> None:
    assert said(STANDARD, TWO, settings(1, 10), due={"b": FIRST}) == [
        "b/process can't be at level 3 by iteration 1: a at level 3, which b requires, takes until iteration 2"
    ]


@pytest.mark.parametrize("follows", [(), ("technology",)])
def test_of_two_needs_the_one_is_named_of_which_any_cell_can_not_get_there(follows: tuple[str, ...]) -> None:
    """Level 4 of c requires d, which can be brought to 3, and a, whose technology can't, nor what follows that.

    Process of d is at 3 and climbs to 4: nothing that the need waits for.
    """
    dimensions = (build.dimension("process"), build.dimension("people"), build.dimension("technology"))
    dimensions = (dimensions[0], dimensions[1]._replace(follows=follows), dimensions[2])
    short = build.capability(
        "a", {"process": build.cell("3a"), "people": build.cell("3a"), "technology": build.cell("4a")}
    )
    whole = build.capability("d", {each.id: build.cell("3a", "4a") for each in dimensions})
    both = build.capability("c", {"process": build.cell("3a", "4a")}, requires=[("d", 4, 3), ("a", 4, 3)])
    standard = build.standard({"north": [short, whole, both]}, dimensions=dimensions)
    cells = {f"{name}/{each.id}": Claimed(2) for name in ("a", "d") for each in dimensions}
    # the step of c to 3 needs nothing: it is the second one that is out of reach
    cells |= {"c/process": Claimed(2), "d/process": Claimed(3)}
    assert said(standard, cells, due={"c": THIRD}, levels={"c/process": 4, "d/process": 4}) == [
        "c/process can't be at level 4 by iteration 3: it requires a at level 3, which is not assessed or which no "
        "plan can reach"
    ]


def test_by_means_the_one_is_named_whose_cells_do_not_add_up() -> None:
    """People of a and d have no step: process can be brought to 4 in d, mean 3, and in a to 3, mean 5/2, since its
    step to 4 requires what is not assessed.
    """
    cells = {"process": build.cell("3a", "4a"), "people": build.cell("5a")}
    made = [build.capability("a", cells, requires=[("e", 4, 3)]), build.capability("d", cells)]
    both = build.capability("c", {"process": build.cell("3a")}, requires=[("d", 3, 3), ("a", 3, 3)])
    standard = build.standard({"north": [*made, both, build.capability("e", cells)]}, capability_level="mean")
    at = {f"{name}/{side}": Claimed(2) for name in ("a", "d") for side in cells} | {"c/process": Claimed(2)}
    levels = {"a/process": 4, "d/process": 4}
    assert said(standard, at, pinned={"c/process": 3}, levels=levels) == [
        "c/process can't take its next step in iteration 3: it requires a at level 3, which is not assessed or which "
        "no plan can reach"
    ]


def test_what_no_plan_reaches_asks_for_no_room() -> None:
    """b, c and e wait for what is not assessed: their 30 points are in no iteration, whatever that has room for."""
    large = [one(name, build.criterion("3a", effort=1), "4a", requires=[("d", 3, 3)]) for name in ("b", "c", "e")]
    standard = build.standard({"north": [one("a", "3a"), *large, one("d", "3a")]}, dimensions=("process",))
    cells = {f"{name}/process": Claimed(2) for name in ("a", "b", "c", "e")}
    assert said(standard, cells, settings(2, 1), pinned={"a/process": 1}) == []
    assert said(standard, cells, settings(2, 1), pinned={"a/process": 2}) == []


def test_too_much_is_told_at_the_last_demand_where_none_is_for_that_time() -> None:
    """What comes before b and d is too much for the first iteration; three demands are for later ones."""
    pairs = [
        one("a", "3a"),
        one("b", "3a", requires=[("a", 3, 3)]),
        one("c", "3a"),
        one("d", "3a", requires=[("c", 3, 3)]),
    ]
    standard = build.standard({"north": [*pairs, one("e", "3a")]}, dimensions=("process",))
    cells = {f"{name}/process": Claimed(2) for name in "abcde"}
    answers = build.answers(cells, target=Target(level=3), pinned={"b/process": 2, "d/process": 2, "e/process": 3})
    card = assess(standard, answers, frozenset(), build.DAY)
    [clash] = solve(standard, answers, card, settings(3, 1)).clashes
    assert clash.message.startswith("iteration 1 would have to hold 2 points of effort, with room for 1: a/process, c/")
    assert clash.path == ("plan", "pin", "e/process")


def test_of_several_demands_for_too_full_a_time_the_last_is_named() -> None:
    standard, cells = wide(4)
    due = {"c1": FIRST, "c2": FIRST, "c3": FIRST, "c4": FIRST}
    answers = build.answers(cells, target=Target(level=3, deadlines=due))
    card = assess(standard, answers, frozenset(), build.DAY)
    [clash] = solve(standard, answers, card, settings(3, 1)).clashes
    assert clash.path == ("target", "deadlines", "c4")
