"""Items, splitting, windows, dates and clashes, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.planning.dates import iteration_end, iterations_until
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import OUT_OF_REACH, Need
from btm_cli.planning.placing import schedule_all
from btm_cli.planning.reach import reach
from btm_cli.planning.solve import naive_plan, solve
from btm_cli.scoring import assess
from support import build
from support.planning import built, settings

ALPHA = build.capability(
    "alpha",
    {
        "process": build.cell("2a", build.criterion("3a", effort=2), build.criterion("3b", effort=4), "4a"),
        "people": build.cell("2a", "3a", "4a"),
    },
)
BETA = build.capability(
    "beta", {"process": build.cell("2a", "3a"), "people": build.cell("2a", "3a")}, requires=[("alpha", 3, 3)]
)
STANDARD = build.standard({"north": [ALPHA, BETA]})
CELLS: dict[str, Any] = {
    "alpha/process": build.ratings("2a:f 3a:l"),
    "alpha/people": Claimed(3),
    "beta/process": Claimed(2),
    "beta/people": Claimed(3),
}


def problem(cells: dict[str, Any] = CELLS, asked=None, standard=STANDARD, **changes: Any):
    answers = build.answers(cells, **({"target": Target(level=3)} | changes))
    return built(standard, answers, asked or settings(3, 5))[0]


def test_a_step_that_fits_is_whole_and_one_too_large_is_split_into_its_criteria() -> None:
    """3a is largely met: 2 x 1/3 of its effort is left; with 3b that makes 14/3."""
    [whole] = [item for item in problem().problem.items if item.chain == 0]
    assert (whole.criteria, whole.part, whole.from_level, whole.level, whole.score) == (("3a", "3b"), -1, 2, 3, 3)
    found = problem(asked=settings(3, 4)).problem
    parts = [item for item in found.items if item.chain == 0]
    assert [(item.criteria, Fraction(item.effort, found.effort_unit)) for item in parts] == [
        (("3a",), Fraction(2, 3)),
        (("3b",), 4),
    ]
    assert [item.score for item in parts] == [Fraction(5, 2), 3]  # a(3) = (1 + 0) / 2
    assert [item.step for item in parts] == [0, 0]
    assert found.before[1] == ((0, 0),)  # the parts of a step may share an iteration


def test_a_capability_may_be_required_by_nothing_for_once() -> None:
    """Beta's step to 3 needs alpha at 3: that is what it costs."""
    answers = build.answers(CELLS, target=Target(level=3))
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    for without, needs in (((), (Need("alpha", 3),)), (("alpha",), ()), (("beta",), (Need("alpha", 3),))):
        found = build_problem(STANDARD, answers, card, settings(3, 5), without=without).problem
        assert found.items[-1].needs == needs


def test_what_no_step_closes_is_left_in_full() -> None:
    """A quarter of a level in a cell whose step is too large, and the level of its capability: 5/4 three times."""
    both = {"process": build.cell("2a", build.criterion("3a", effort=99)), "people": build.cell("2a", "3a")}
    dimensions = (build.dimension("process", 1), build.dimension("people", 3))
    standard = build.standard({"north": [build.capability("alpha", both)]}, dimensions=dimensions, levels=(1, 2, 3))
    found = problem({"alpha/process": Claimed(2), "alpha/people": Claimed(3)}, standard=standard).problem
    assert found.items == ()
    assert Fraction(found.idle, found.gain_unit) == 3 * Fraction(5, 4)


def test_a_criterion_larger_than_an_iteration_ends_the_chain() -> None:
    found = problem(asked=settings(3, 3)).problem
    assert (found.chains[0].reference, found.chains[0].ends) == ("alpha/process", "too-large")
    assert found.chains[0].items == ()


def test_parts_of_a_claimed_step_become_ratings() -> None:
    cells = CELLS | {"alpha/process": Claimed(2)}
    chain = problem(cells, settings(3, 4)).problem.chains[0]
    first, last = chain.answers
    assert sorted(first) == ["2a", "3a"]
    assert sorted(last) == ["2a", "3a", "3b"]
    [whole] = problem(cells, settings(3, 6)).problem.chains[0].answers
    assert whole == Claimed(3)


def test_the_engine_may_credit_more_than_one_level() -> None:
    cells = CELLS | {"alpha/process": build.ratings("2a:f 3a:f 3b:p 4a:f")}
    found = problem(cells, target=Target(level=4)).problem
    [item] = [item for item in found.items if item.chain == 0]
    assert (item.from_level, item.level) == (2, 5)  # 4a is met; level 5 has no criteria


def test_requirements_order_the_items() -> None:
    found = problem().problem
    waiting = next(index for index, item in enumerate(found.items) if found.chains[item.chain].capability == "beta")
    assert found.earliest[waiting] == 2
    assert (0, 1) in found.before[waiting]


def test_what_is_not_assessed_is_never_met_and_what_is_not_applicable_always_is() -> None:
    beta = {name: said for name, said in CELLS.items() if name.startswith("beta")}
    assert problem(beta).problem.earliest == (OUT_OF_REACH,)
    none = NotApplicable("no such thing")
    assert problem(beta | {"alpha/process": none, "alpha/people": none}).problem.earliest == (1,)


def test_the_objective_by_hand() -> None:
    """Weights: each capability a half, each cell a quarter; gaps 1 - 1/3 (a(3) = 1/3) in alpha/process and 1 in
    beta/process; each capability has level 3 to finish, by that one cell. The standard has no states."""
    found = problem(asked=settings(3, 5)).problem
    assert Fraction(found.idle, found.gain_unit) == 3 * ((Fraction(2, 3) + 1) / 4 + 1)
    solution = solve_fast(found)
    assert solution is not None
    assert solution.starts == (1, 2)
    assert Fraction(solution.value, found.gain_unit) == (3 * Fraction(2, 3) + 2 * 1) / 4 + Fraction(3 + 2, 2)
    cells, levels, states = (Fraction(won, found.gain_unit) for won in found.parts(solution.starts).values())
    assert (cells, levels, states) == (1, Fraction(5, 2), 0)
    assert Fraction(found.remaining(solution.starts, 1), found.gain_unit) == Fraction(1, 4) + Fraction(1, 2)
    assert found.remaining(solution.starts, 2) == 0


def test_importance_weighs() -> None:
    found = problem(importance={"alpha": 5, "beta": 1}).problem
    assert Fraction(found.idle, found.gain_unit) == 3 * ((5 * Fraction(2, 3) + 1) / 12 + 1)


def test_the_naive_plan_takes_the_priorities_as_they_come() -> None:
    answers = build.answers(CELLS, target=Target(level=3))
    asked = settings(3, 5)
    found, card = built(STANDARD, answers, asked)
    assert naive_plan(STANDARD, answers, card, found.problem) == (1, 2)


def test_the_last_year_that_there_is_has_all_its_days_and_what_comes_after_its_last() -> None:
    asked = settings(3, 5, months=1)._replace(start=date(9999, 10, 31))
    days = [date(9999, 11, 30), date(9999, 12, 31), date(9999, 12, 31), date(9999, 12, 31)]
    assert [iteration_end(asked, number) for number in range(1, 5)] == days


def test_iterations_end_on_the_same_day_of_the_month_or_its_last() -> None:
    asked = settings(4)._replace(start=date(2026, 11, 30))
    assert [iteration_end(asked, number) for number in range(3)] == [
        date(2026, 11, 30),
        date(2027, 2, 28),
        date(2027, 5, 30),
    ]
    assert iterations_until(asked, date(2027, 2, 27)) == 0
    assert iterations_until(asked, date(2027, 2, 28)) == 1
    assert iterations_until(asked, date(2029, 1, 1)) == 5
    assert iteration_end(asked._replace(start=date(9999, 1, 1)), 40) == date.max


def clashes(asked=None, **changes: Any) -> list[tuple[str, tuple[str, ...]]]:
    answers = build.answers(CELLS, **({"target": Target(level=3)} | changes))
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    solved = solve(STANDARD, answers, card, asked or settings(3, 5))
    assert (solved.solution is None) == bool(solved.clashes)
    return [(clash.code, clash.path) for clash in solved.clashes]


def test_pins_that_can_and_can_not_be_kept() -> None:
    pin = ("plan", "pin", "beta/process")
    assert clashes(pinned={"beta/process": 2}) == []
    assert clashes(pinned={"beta/process": 1}) == [("pin-infeasible", pin)]
    assert clashes(pinned={"beta/process": 9}) == []  # beyond the plan: held back, not wrong
    assert clashes(pinned={"beta/people": 1}) == [("pin-infeasible", ("plan", "pin", "beta/people"))]
    assert clashes(pinned={"beta/process": 2, "alpha/process": 2})[0][0] == "pin-infeasible"
    assert clashes(pinned={"beta/process": 2}, excluded=("beta",)) == [("pin-infeasible", pin)]
    assert clashes(pinned={"alpha/process": 1}, asked=settings(3, Fraction(1, 2)))[0][0] == "pin-infeasible"


def test_a_pin_is_kept_neither_earlier_nor_later() -> None:
    for iteration in (1, 2, 3):
        found = problem(pinned={"alpha/process": iteration}).problem
        solution = solve_fast(found)
        assert solution is not None
        assert solution.starts[0] == iteration


def test_deadlines_that_can_and_can_not_be_kept() -> None:
    def due(day: date, **more: Any) -> list[tuple[str, tuple[str, ...]]]:
        return clashes(target=Target(level=3, deadlines={"beta": day}), **more)

    missed = [("deadline-infeasible", ("target", "deadlines", "beta"))]
    assert due(date(2027, 5, 20)) == []
    assert due(date(2027, 5, 19)) == missed  # one iteration only, and alpha comes first
    assert due(date(2026, 12, 1)) == missed
    assert due(date(2029, 1, 1)) == []
    assert due(date(2027, 5, 20), excluded=("beta",)) == missed


def test_reach_by_hand() -> None:
    answers = build.answers(CELLS, target=Target(level=3))
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    found = reach(STANDARD, answers, card, settings(2, 5), 3)
    assert (found.steps, found.effort) == (2, Fraction(14, 3) + 1)
    assert (found.iterations, found.iterations_least) == (2, 2)
    assert [link.reference for link in found.chain] == ["alpha/process", "beta/process"]
    assert (found.capacity, found.capacity_least) == (5, 3)  # iteration 1 must hold 14/3
    assert reach(STANDARD, answers, card, settings(1, 5), 3).capacity is None


def test_everything_is_scheduled_or_the_answer_is_none() -> None:
    assert schedule_all(problem(asked=settings(2, 5)).problem) == (1, 2)
    assert schedule_all(problem(asked=settings(1, 5)).problem) is None


def test_months_that_a_claim_takes_are_iterations_until_it_is_credited() -> None:
    """Seven months are three iterations of three; half of them, rounded up, four, where it is practised already."""

    def lasts(said: Any, months: int = 3) -> list[int]:
        criteria = (build.criterion("2a"), build.criterion("3a")._replace(takes=7), build.criterion("3b"))
        standard = build.one_cell(build.cell(*criteria))
        return [item.lasts for item in problem({"only/process": said}, settings(6, 5, months), standard).problem.items]

    assert lasts(Claimed(2)) == [3]
    assert lasts(Claimed(1)) == [1, 3]
    assert lasts(build.ratings("2a:f 3a:l")) == [2]
    assert lasts(build.ratings("2a:f 3a:p")) == [3]
    assert lasts(build.ratings("2a:f 3a:f")) == [1]  # 3a is met: only 3b is left
    assert lasts(Claimed(2), months=12) == [1]


FOLLOWING = STANDARD._replace(
    dimensions=(build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
)


def test_a_follower_begins_no_earlier_than_what_it_follows() -> None:
    found = problem(CELLS | {"alpha/people": Claimed(2)}, standard=FOLLOWING).problem
    assert found.before[1] == ((0, 0),)  # the same iteration is allowed
    excluded = problem(CELLS | {"alpha/people": Claimed(2)}, standard=FOLLOWING, excluded=("alpha/process",)).problem
    assert excluded.earliest[0] == OUT_OF_REACH  # nobody brings process there
    own = Target(level=3, levels={"alpha/process": 2})
    assert problem(CELLS | {"alpha/people": Claimed(2)}, standard=FOLLOWING, target=own).problem.before[0] == ()


def test_an_owner_s_capacity_splits_and_limits() -> None:
    """The step of 14/3 does not fit into Ada's four points: its parts do."""
    found = problem(owners={"alpha": "Ada"}, capacities={"Ada": "4"}).problem
    assert [item.criteria for item in found.items if item.chain == 0] == [("3a",), ("3b",)]
    assert [chain.owner for chain in found.chains] == ["Ada", None]
    assert found.rooms == {"Ada": 4 * found.effort_unit}
    solution = solve_fast(found)
    assert solution is not None
    assert solution.starts[:2] == (1, 2)


def test_a_goal_for_every_unfinished_level_and_state() -> None:
    """alpha lacks level 3 by process; beta by process. "high" needs 3 of 17/6 on average and alpha's floor."""
    states = (build.state("low", "1", 1, 2), build.state("high", "3", 3, 3))
    found = problem(standard=STANDARD._replace(states=states)).problem
    assert [(goal.kind, goal.name, goal.level, goal.items) for goal in found.goals] == [
        ("level", "alpha", 3, (0,)),
        ("level", "beta", 3, (1,)),
        ("state", "high", 1, (0, 1)),
    ]
    [score] = found.goals[2].thresholds  # score (7/3 + 3 + 2 + 3) / 4 = 31/12; 2/3 and 1 of a quarter each to come
    assert {index: Fraction(rise, score.need) for index, rise in score.rises.items()} == {
        0: Fraction(1, 6) / Fraction(5, 12),
        1: Fraction(1, 4) / Fraction(5, 12),
    }
    assert [Fraction(goal.worth, found.gain_unit) for goal in found.goals] == [Fraction(1, 2)] * 3


def test_a_deadline_counts_when_a_step_is_credited() -> None:
    slow = build.capability("slow", {"process": build.cell(build.criterion("3a")._replace(takes=6))})
    standard = build.standard({"north": [slow]})

    def due(day: date) -> tuple[str, ...]:
        answers = build.answers({"slow/process": Claimed(2)}, target=Target(level=3, deadlines={"slow": day}))
        card = assess(standard, answers, frozenset(), build.DAY)
        return tuple(clash.message for clash in solve(standard, answers, card, settings(3, 5)).clashes)

    assert due(date(2027, 5, 20)) == ()  # begun in iteration 1, credited at the end of iteration 2
    [said] = due(date(2027, 2, 20))
    assert said.startswith("slow/process can't be at level 3 by iteration 1: ")
    assert said.endswith(": what must run before it can be shown takes until iteration 2")
