"""What it takes to bring everything to a level, by hand: effort, iterations, capacity, the longest chain, the rest."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.model import Settings
from btm_cli.planning.reach import Link, Reach, reach, work_for
from btm_cli.scoring import assess
from btm_cli.standard.model import Criterion, Standard
from support import build
from support.planning import settings


def one(name: str, *criteria: str | Criterion, **more: Any) -> Any:
    return build.capability(name, {"process": build.cell(*criteria)}, **more)


def small(*capabilities: Any) -> Standard:
    return build.standard({"north": list(capabilities)}, dimensions=("process",))


def reached(standard: Standard, cells: dict[str, Any], asked: Settings, level: int = 3) -> Reach:
    answers = build.answers(cells, target=Target(level=level))
    card = assess(standard, answers, frozenset(), build.DAY)
    found = reach(standard, answers, card, asked, level)
    work = work_for(standard, answers, card, asked)
    assert (work.effort, work.iterations) == (found.effort, found.iterations_least)
    return found


def at(level: int, *names: str) -> dict[str, Any]:
    return {f"{name}/process": Claimed(level) for name in names}


SLOW = build.criterion("3a", effort=2)._replace(takes=6)  # two iterations of three months


def test_what_can_not_be_reached_is_told_and_takes_nothing() -> None:
    """a takes 1; b, which takes more, requires d, which is not assessed; c has no criteria for 3; e is there."""
    standard = small(
        one("a", "3a"), one("b", build.criterion("3a", effort=3), requires=[("d", 3, 3)]), one("c", "4a"), one("d"),
        one("e", "3a"),
    )  # fmt: skip
    found = reached(standard, at(2, "a", "b", "c") | at(3, "e"), settings(3, 4))
    assert (found.steps, found.effort, found.iterations, found.iterations_least) == (1, 1, 1, 1)
    assert (found.capacity, found.capacity_least) == (1, 1)
    assert found.chain == (Link("a/process", 2, 3, 1, F(1)),)
    assert found.unreachable == (
        ("b/process", "requires d at level 3, which no such plan reaches"),
        ("c/process", "the criteria of its next level are not written"),
    )
    assert found.assess_first == ("d/process",)


def test_of_what_follows_nothing_is_required() -> None:
    dimensions = (build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
    cells = {"process": build.cell("4a"), "people": build.cell("3a")}
    standard = build.standard({"north": [build.capability("a", cells)]}, dimensions=dimensions)
    found = reached(standard, {"a/process": Claimed(2), "a/people": Claimed(2)}, settings(3, 4))
    assert found.unreachable == (
        ("a/process", "the criteria of its next level are not written"),
        ("a/people", "follows a cell, which no such plan reaches"),
    )
    assert (found.steps, found.effort, found.capacity, found.chain) == (0, 0, 0, ())
    assert (found.iterations, found.iterations_least) == (0, 0)


def test_iterations_are_those_of_capacity_or_of_the_time_that_practice_takes() -> None:
    standard = small(one("a", SLOW), one("b", build.criterion("3a", effort=5)))
    # 7 points: one iteration of 7 has room, two are the least for a to be shown
    found = reached(standard, at(2, "a", "b"), settings(3, 7))
    assert (found.effort, found.iterations, found.iterations_least) == (7, 2, 2)
    # capacity 5: two iterations for 7 points, 5 of which b takes: a first, then b
    found = reached(standard, at(2, "a", "b"), settings(3, 5))
    assert (found.iterations, found.iterations_least) == (2, 2)
    # of ten points, four an iteration: three iterations, whatever practice takes
    wide = small(*(one(name, build.criterion("3a", effort=2)) for name in "abcde"))
    found = reached(wide, at(2, *"abcde"), settings(5, 4))
    assert (found.effort, found.iterations, found.iterations_least) == (10, 3, 3)


def test_the_least_capacity_is_a_whole_number_that_has_room_for_a_plan() -> None:
    wide = small(*(one(name, build.criterion("3a", effort=2)) for name in "abcde"))
    # 10 points in 5 iterations: 2 each. In 4: 5/2 each, of which steps of 2 fill no more than 2: 4.
    found = reached(wide, at(2, *"abcde"), settings(5, 4))
    assert (found.capacity, found.capacity_least) == (2, 2)
    found = reached(wide, at(2, *"abcde"), settings(4, 4))
    assert (found.capacity, found.capacity_least) == (4, 3)
    # two points in three iterations are no reason for more than one
    two = small(one("a", "3a"), one("b", "3a"))
    found = reached(two, at(2, "a", "b"), settings(3, 4))
    assert (found.capacity, found.capacity_least) == (1, 1)
    # half a point, the least effort, in one iteration: 1; a point and a half: 2
    half = small(one("a", build.criterion("3a", effort="1/2")))
    assert reached(half, at(2, "a"), settings(1, 4)).capacity == 1
    more = small(one("a", build.criterion("3a", effort="3/2")))
    assert reached(more, at(2, "a"), settings(1, 4)).capacity == 2
    # a claim of five points is in no iteration of less, however many there are
    claim = small(one("a", "3a"), one("b", build.criterion("3a", effort=5)))
    found = reached(claim, at(2, "a", "b"), settings(9, 9))
    assert (found.capacity, found.capacity_least) == (5, 1)
    # what takes two iterations is in no plan of one, whatever the capacity
    found = reached(small(one("a", SLOW)), at(2, "a"), settings(1, 4))
    assert (found.capacity, found.capacity_least, found.iterations) == (None, 2, 2)


def test_the_longest_chain_is_the_one_that_ends_last_and_of_two_the_first() -> None:
    """c requires a (quick) and b (two iterations): b decides. d requires c. e takes as long as c alone."""
    standard = small(
        one("a", "3a"),
        one("b", SLOW),
        one("c", build.criterion("3a", effort=3), requires=[("a", 3, 3), ("b", 3, 3)]),
        one("d", "3a", requires=[("c", 3, 3)]),
        one("e", "3a", requires=[("c", 3, 3)]),
        one("f", "3a", requires=[("g", 3, 3)]),
        one("g"),
    )
    found = reached(standard, at(2, *"abcdef"), settings(6, 9))
    assert found.chain == (
        Link("b/process", 2, 3, 1, F(2)),
        Link("c/process", 2, 3, 3, F(3)),
        Link("d/process", 2, 3, 4, F(1)),
    )
    assert (found.iterations, found.iterations_least) == (4, 4)
    # b comes after a in the list of what c requires, whichever is named first
    turned = small(*(each._replace(requires=tuple(reversed(each.requires))) for each in standard.capabilities.values()))
    assert reached(turned, at(2, *"abcdef"), settings(6, 9)).chain == found.chain


def test_of_two_that_keep_a_step_waiting_equally_the_first_is_named() -> None:
    standard = small(
        one("a", "3a"), one("b", "3a"), one("c", "3a", requires=[("b", 3, 3), ("a", 3, 3)]),
    )  # fmt: skip
    found = reached(standard, at(2, *"abc"), settings(6, 9))
    assert [link.reference for link in found.chain] == ["a/process", "c/process"]


def test_what_may_begin_at_once_is_no_later_for_what_it_follows() -> None:
    """People follow process in the same iteration: the chain is process alone, since neither can end later."""
    dimensions = (build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
    quick, slow = build.cell("3a"), build.cell(SLOW)
    standard = build.standard(
        {"north": [build.capability("a", {"process": quick, "people": slow})]}, dimensions=dimensions
    )
    found = reached(standard, {"a/process": Claimed(2), "a/people": Claimed(2)}, settings(6, 9))
    # people end in the second iteration, and begin in the first, with process
    assert found.chain == (Link("a/people", 2, 3, 1, F(2)),)
    assert found.iterations == 2
