"""Items, splitting, windows, dates and clashes, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, NotApplicable, Target
from btm_cli.planning.dates import iteration_end, iterations_until
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.filling import schedule_all
from btm_cli.planning.model import OUT_OF_REACH
from btm_cli.planning.reach import reach
from btm_cli.planning.solve import naive_value, solve
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
    """Weights: each cell a quarter; gaps 1 - 1/3 (a(3) = 1/3) in alpha/process and 1 in beta/process."""
    found = problem(asked=settings(3, 5)).problem
    assert Fraction(found.idle, found.gain_unit) == 3 * (Fraction(2, 3) + 1) / 4
    solution = solve_fast(found)
    assert solution is not None
    assert solution.starts == (1, 2)
    assert Fraction(solution.value, found.gain_unit) == (3 * Fraction(2, 3) + 2 * 1) / 4


def test_importance_weighs() -> None:
    found = problem(importance={"alpha": 5, "beta": 1}).problem
    assert Fraction(found.idle, found.gain_unit) == 3 * (5 * Fraction(2, 3) + 1) / 12


def test_the_naive_plan_takes_the_priorities_as_they_come() -> None:
    answers = build.answers(CELLS, target=Target(level=3))
    asked = settings(3, 5)
    found, card = built(STANDARD, answers, asked)
    assert naive_value(STANDARD, answers, card, asked, found.problem) == solve_fast(found.problem).value


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
