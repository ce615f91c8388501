"""Demands that clash: how few of them are named, and what stands in their way."""

from __future__ import annotations

from datetime import date

import pytest

from btm_cli.answers.model import Claimed, Target
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.solve import naive_plan, solve
from btm_cli.scoring import assess
from support import build
from support.planning import best_value, settings, small_case

STEP = build.cell(build.criterion("2a", effort=3))
STANDARD = build.standard(
    {"north": [build.capability(name, {"process": STEP, "people": STEP}) for name in ("alpha", "beta", "gamma")]},
    levels=(1, 2),
)
SAID = {f"{name}/{dimension}": Claimed(1) for name in ("alpha", "beta", "gamma") for dimension in ("process", "people")}
SOON, LATER = date(2027, 5, 20), date(2027, 8, 20)
"""The ends of iterations 2 and 3."""


def clashes(exact: bool, deadlines: dict[str, date], pinned: dict[str, int] | None = None):
    answers = build.answers(SAID, target=Target(level=2, deadlines=deadlines), pinned=pinned or {})
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    return solve(STANDARD, answers, card, settings(3, 5), exact=exact).clashes


@pytest.mark.parametrize("exact", [False, True])
def test_only_the_demands_that_clash_are_named(exact: bool) -> None:
    """Steps of 3 points, 5 in an iteration: one step each, so by iteration 2 no more than two."""
    if exact:
        pytest.importorskip("highspy")
    three = {f"{name}/process": SOON for name in ("alpha", "beta", "gamma")}
    [clash] = clashes(exact, three | {"gamma/people": date(2029, 1, 1)})
    assert clash.path == ("target", "deadlines", "gamma/process")
    said = "no plan keeps all of these together" if exact else "no plan was found that keeps all of these together"
    assert clash.message == f"{said}: alpha/process, beta/process, gamma/process"
    assert clash.code == "deadline-infeasible"
    assert (clash.hint or "").startswith("move one of them or raise the capacity")
    assert ("--exact" in (clash.hint or "")) == (not exact)
    assert clashes(exact, dict(list(three.items())[:2])) == ()


def test_a_pin_that_has_nothing_to_do_with_it_is_not_named() -> None:
    """The pin beyond the plan asks for nothing; the deadlines alone are one too many for three iterations."""
    four = {f"{name}/process": LATER for name in ("alpha", "beta", "gamma")} | {"alpha/people": LATER}
    [clash] = clashes(False, four, {"beta/people": 9})
    assert sorted(clash.message.partition(": ")[2].split(", ")) == sorted(four)


def test_a_clash_of_pins_and_deadlines_is_said_at_the_last_of_the_deadlines() -> None:
    two = {"alpha/process": SOON, "beta/process": SOON}
    [clash] = clashes(False, two, {"gamma/process": 1})
    assert (clash.code, clash.path) == ("deadline-infeasible", ("target", "deadlines", "beta/process"))
    assert sorted(clash.message.partition(": ")[2].split(", ")) == ["alpha/process", "beta/process", "gamma/process"]
    [clash] = clashes(False, {"alpha/process": SOON}, {"beta/process": 2, "gamma/process": 1})
    assert (clash.code, clash.path) == ("deadline-infeasible", ("target", "deadlines", "alpha/process"))


def limits(exact: bool, pinned: dict[str, int], focus: int | None = None, ada: str | None = None, capacity: int = 9):
    """What is to be done about demands that clash: the hint of the one clash."""
    answers = build.answers(SAID, target=Target(level=2), pinned=pinned, owners=dict.fromkeys(("alpha", "beta"), "Ada"))
    answers = answers._replace(capacities={"Ada": ada} if ada else {})
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    [clash] = solve(STANDARD, answers, card, settings(2, capacity)._replace(focus=focus), exact=exact).clashes
    assert clash.code == "pin-infeasible"
    return (clash.hint or "").partition(";")[0]


@pytest.mark.parametrize("exact", [False, True])
def test_the_one_limit_in_the_way_is_named(exact: bool) -> None:
    """Two steps of 3 points pinned to iteration 1, with room for both but for one limit."""
    if exact:
        pytest.importorskip("highspy")
    two = {"alpha/process": 1, "beta/process": 1}
    assert limits(exact, two, focus=1) == "move one of them or raise the focus of 1"
    assert limits(exact, two, ada="4") == "move one of them or raise the capacity of Ada"
    # Both limits at once: neither is enough to leave away.
    assert limits(exact, two, focus=1, ada="4") == "move one of them"


def test_a_clash_is_proven_and_its_limits_named_as_trying_every_plan_says() -> None:
    """Pins of small cases under focus and an owner's capacity: a plan, none, or one once a limit is left away."""
    pytest.importorskip("highspy")
    clashing = named = 0
    for seed in range(60):
        standard, answers = small_case(seed)
        answers = answers._replace(
            pinned={f"{name}/process": 1 for name in standard.capabilities}, capacities={"Ada": "7/2"}
        )
        card = assess(standard, answers, frozenset(), build.DAY)
        asked = settings(2, 5 + seed % 4)._replace(focus=1 + seed % 2)
        built = build_problem(standard, answers, card, asked)
        if built.clashes or len(built.problem.items) > 8:
            continue
        found = solve(standard, answers, card, asked, exact=True)

        def possible(said=answers, under=asked, standard=standard, card=card) -> bool:
            again = build_problem(standard, said, card, under)
            return not again.clashes and best_value(again.problem, {"people": ("process",)}) is not None

        assert (found.solution is None) == (not possible()), seed
        if found.solution is None:
            clashing += 1
            hint = found.clashes[0].hint or ""
            more = asked._replace(capacity=asked.capacity + 40)
            assert ("raise the focus" in hint) == possible(under=asked._replace(focus=None)), seed
            assert ("capacity of Ada" in hint) == possible(said=answers._replace(capacities={})), seed
            assert ("raise the capacity or" in f"{hint} or") == possible(under=more), seed
            named += "raise" in hint
    assert clashing > 5
    assert named > 3


def test_what_takes_so_long_is_named_alone() -> None:
    """A pin or a deadline that comes too early: what it follows, what it requires, what must run before it is shown."""
    slow = build.criterion("2a")._replace(takes=6)
    alpha = build.capability("alpha", {"process": build.cell(slow, "3a"), "people": build.cell("2a", "3a")})
    beta = build.capability("beta", {"process": build.cell("2a")}, requires=[("alpha", 2, 2)])
    dimensions = (build.dimension("process"), build.dimension("people")._replace(follows=("process",)))
    standard = build.standard({"north": [alpha, beta]}, levels=(1, 2, 3), dimensions=dimensions)
    said = {"alpha/process": Claimed(1), "alpha/people": Claimed(2), "beta/process": Claimed(1)}

    def why(pinned: dict[str, int], **deadlines: date) -> str:
        answers = build.answers(said, target=Target(level=3, deadlines=deadlines), pinned=pinned)
        card = assess(standard, answers, frozenset(), build.DAY)
        [clash] = solve(standard, answers, card, settings(4, 9)).clashes
        return clash.message.partition(": ")[2]

    lasts = "what must run before it can be shown"
    # alpha/process begins level 2 in iteration 1, shows it after 2, begins level 3 in 3.
    follows = f"alpha/process, which it follows, and one step after the other and {lasts} take until iteration 3"
    assert why({"alpha/people": 2}) == follows
    assert why({"beta/process": 2}) == f"alpha at level 2, which beta requires, and {lasts} take until iteration 3"
    due = date(2027, 5, 20)  # the end of iteration 2; level 3 of alpha/process is shown after iteration 3
    assert why({}, **{"alpha": due}).startswith(f"one step after the other and {lasts} take until iteration 3")


def test_the_solver_that_is_asked_for_is_the_one_that_solves() -> None:
    """Both do their work to the end, and not only as far as a first plan: in some case that one wins less."""
    pytest.importorskip("highspy")
    hasty = 0
    for seed in range(12):
        standard, answers = small_case(seed, follows=False)
        card, asked = assess(standard, answers, frozenset(), build.DAY), settings(3, 4)
        quick, proven = (solve(standard, answers, card, asked, exact=exact) for exact in (False, True))
        assert quick.solution is not None
        assert proven.solution is not None
        begin = naive_plan(standard, answers, card, quick.problem)
        assert begin is not None
        assert quick.solution == solve_fast(quick.problem, [begin])
        assert proven.solution.method.startswith("proven")
        assert proven.solution.bound == proven.solution.value
        assert quick.naive == proven.naive == quick.problem.value(begin)
        least = solve_fast(quick.problem, [begin], work=0)
        hasty += least is not None and least.value < quick.solution.value
    assert hasty


def test_where_the_priorities_make_no_plan_they_win_nothing() -> None:
    """Of 2, 3, 2, 3 and 2 points, all due within two iterations of 6: put in one by one, the last finds no room."""
    pytest.importorskip("highspy")
    names = {
        name: build.cell(build.criterion("2a", effort=effort))
        for name, effort in zip("abcde", (2, 3, 2, 3, 2), strict=True)
    }
    north = [build.capability(name, {"process": cell}) for name, cell in names.items()]
    standard = build.standard({"north": north}, dimensions=("process",), levels=(1, 2))
    target = Target(level=2, deadlines={f"{name}/process": SOON for name in names})
    answers = build.answers({f"{name}/process": Claimed(1) for name in names}, target=target)
    found = solve(standard, answers, assess(standard, answers, frozenset(), build.DAY), settings(2, 6), exact=True)
    assert found.solution is not None
    assert found.naive == 0
