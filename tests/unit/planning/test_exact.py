"""What HiGHS is asked, and what is made of its answers: a solver that says what it is told stands in for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from btm_cli.planning import exact
from btm_cli.planning.exact import quiet_solver, solve_exactly
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.model import OUT_OF_REACH, Goal, PlanProblem, Solution, Starts, Threshold
from btm_cli.planning.program import Program, best_by
from btm_cli.planning.whole_plan import WholePlan
from support.planning import by_hand

highspy = pytest.importorskip("highspy")
STATUS = highspy.HighsModelStatus

TWO = {"a": (2, 3), "b": (2, 1)}
BETTER, WORSE = (1, 2), (2, 1)
"""Plans of `TWO` in two iterations of 2 points: 2 x 3 + 1 = 7, and 2 x 1 + 3 = 5. Doing nothing leaves 2 x 4."""
IDLE = 8


class Answer(NamedTuple):
    """`bound` is of HiGHS's objective, which is the value less what doing nothing leaves."""

    bound: float
    values: Sequence[float] = ()
    status: Any = STATUS.kOptimal


class Stand:
    """Stands in for HiGHS: `program`, `begun`, `options` and `begin` are what it was asked."""

    def __init__(self, program: Program, begun: bool, answer: Answer) -> None:
        self.program, self.begun, self._answer = program, begun, answer
        self.options: dict[str, Any] = {}
        self.begin: list[float] | None = None
        self._look: Callable[..., None] | None = None
        self.looks = 0

    def setOptionValue(self, name: str, value: Any) -> None:
        self.options[name] = value

    def setSolution(self, solution: Any) -> None:
        self.begin = list(solution.col_value)

    def setCallback(self, look: Callable[..., None], _: None) -> None:
        self._look = look

    def startCallback(self, _: Any) -> None:
        assert self._look is not None

    def run(self) -> None:
        said = SimpleNamespace(user_interrupt=False)
        while self._look is not None and not said.user_interrupt and self.looks < 3:
            self.looks += 1
            self._look(0, "", SimpleNamespace(mip_gap=0.5), said, None)

    def getModelStatus(self) -> Any:
        return self._answer.status

    def modelStatusToString(self, status: Any) -> str:
        return str(status)

    def getInfo(self) -> Any:
        return SimpleNamespace(mip_dual_bound=self._answer.bound)

    def getSolution(self) -> Any:
        return SimpleNamespace(col_value=self._answer.values)


class Told:
    """Answers, one after the other, in the place of HiGHS, and `first` in that of our own solver; `asked` keeps all."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answers: Iterable[Answer], first: Starts | None = None) -> None:
        self.asked: list[Stand] = []
        waiting = iter(answers)

        def stand(_: Any, program: Program, begun: bool) -> Stand:
            self.asked.append(Stand(program, begun, next(waiting)))
            return self.asked[-1]

        def found(problem: PlanProblem, *_: Any, **__: Any) -> Solution | None:
            if first is None:
                return None
            kept = tuple(min(start, problem.never) for start in first)
            return Solution(kept, problem.value(kept), problem.idle, "")

        monkeypatch.setattr(exact, "quiet_solver", stand)
        monkeypatch.setattr(exact, "solve_fast", found)


def two(iterations: int = 2, unit: int = 1, **more: Any) -> PlanProblem:
    steps = {name: (effort, gain * unit) for name, (effort, gain) in TWO.items()}
    return by_hand(steps, iterations=iterations, capacity=2, **more)


def plan(bound: float, starts: Starts = WORSE, status: Any = STATUS.kOptimal) -> Answer:
    """The answer to the whole problem `two()`: this plan, and that none wins more than `bound`."""
    return Answer(bound - IDLE, WholePlan(two()).values(starts), status)


BESTS = [Answer(3.0), Answer(4.0)]
"""What is won by the end of each of the two iterations, at most."""
NOT_ENDED = STATUS.kSolutionLimit


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        (7.0, 7),
        (7.9, 7),
        (7.9999915, 8),  # off by a millionth of it and a millionth: 8.0000005
        (7.99999, 7),  # and not by more
        (3.0, 5),  # no plan exceeds it, and this one is worth 5
    ],
)
def test_the_bound_is_the_whole_number_that_no_plan_exceeds_though_highs_may_be_off(
    monkeypatch: pytest.MonkeyPatch, said: float, bound: int
) -> None:
    Told(monkeypatch, [*BESTS, plan(said, status=NOT_ENDED)], WORSE)
    assert solve_exactly(two(), gap=0.0) == Solution(WORSE, 5, bound, "proven by HiGHS")


@pytest.mark.parametrize(
    ("gap", "answers", "starts", "bound"),
    [
        (0.0, [plan(7), plan(7, BETTER)], BETTER, 7),
        (0.0, [plan(5.5)], WORSE, 5),  # no whole number lies between
        (0.0, [plan(7, status=NOT_ENDED)], WORSE, 7),  # the search ended early, so there may be a better one
        (0.25, [plan(6)], WORSE, 6),  # within 1/2 and a quarter of 8 - 6
        (0.25, [plan(7), plan(7, BETTER)], BETTER, 7),  # not within 1/2 and a quarter of 8 - 7
        (0.0, [plan(7), plan(6)], WORSE, 6),  # of two limits the lower
        (0.0, [plan(7), plan(8)], WORSE, 7),
        (0.0, [plan(7), Answer(0.0, (), STATUS.kInfeasible)], WORSE, 7),
    ],
)
def test_where_what_was_begun_with_is_called_optimal_and_the_bound_is_higher_it_searches_without(
    monkeypatch: pytest.MonkeyPatch, gap: float, answers: list[Answer], starts: Starts, bound: int
) -> None:
    told = Told(monkeypatch, [*BESTS, *answers], WORSE)
    assert solve_exactly(two(), gap=gap) == Solution(starts, two().value(starts), bound, "proven by HiGHS")
    asked = told.asked[2:]
    assert len(asked) == len(answers)
    begin = WholePlan(two()).values(WORSE)
    assert [(one.begun, one.begin) for one in asked] == [(True, begin), (False, None)][: len(asked)]
    assert all(one.options == {"mip_rel_gap": gap, "mip_max_nodes": exact.NODES} for one in asked)


def test_without_a_plan_to_begin_with_its_own_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch, [*BESTS, plan(7)], None)
    assert solve_exactly(two(), gap=0.0) == Solution(WORSE, 5, 7, "proven by HiGHS")
    assert (told.asked[2].begun, told.asked[2].begin) == (False, None)


def test_a_worse_plan_than_the_first_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    Told(monkeypatch, [*BESTS, plan(7, WORSE)], BETTER)
    assert solve_exactly(two(), gap=0.0) == Solution(BETTER, 7, 7, "proven by HiGHS")


def test_what_is_neither_solved_nor_impossible_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    Told(monkeypatch, [*BESTS, plan(7, status=STATUS.kInfeasible)], None)
    assert solve_exactly(two()) is None
    Told(monkeypatch, [*BESTS, plan(7, status=STATUS.kTimeLimit)], None)
    with pytest.raises(RuntimeError, match="kTimeLimit"):
        solve_exactly(two())
    Told(monkeypatch, [*BESTS, plan(7, (1, 1))], None)
    with pytest.raises(RuntimeError, match="breaks a rule"):
        solve_exactly(two())


def test_the_program_says_what_each_iteration_wins_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounded as the bound is: 2.999997 may be 3, 3.99999 is not 4."""
    told = Told(monkeypatch, [Answer(2.999997), Answer(3.99999), plan(7, BETTER)], BETTER)
    solve_exactly(two(), gap=0.0)
    *bests, whole = told.asked
    assert [one.program for one in bests] == [best_by(two(), 1), best_by(two(), 2)]
    assert all(one.options == {"mip_rel_gap": 0.0, "mip_max_nodes": exact.NODES} for one in bests)
    assert [one.begun for one in told.asked] == [False, False, True]
    assert whole.program == WholePlan(two()).program({1: 3, 2: 3})


def test_an_iteration_that_wins_nothing_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = two()._replace(items=tuple(item._replace(lasts=2) for item in two().items))
    values = WholePlan(slow).values((1, 3))
    told = Told(monkeypatch, [Answer(4.0), Answer(-5.0, values)], (1, 3))
    assert solve_exactly(slow, gap=0.0) == Solution((1, 3), 3, 3, "proven by HiGHS")
    assert [one.program for one in told.asked] == [best_by(slow, 2), WholePlan(slow).program({1: 0, 2: 4})]


def firsts(
    monkeypatch: pytest.MonkeyPatch, problem: PlanProblem, starts: Starts, *answers: Answer, bests: int | None = None
) -> list[Stand]:
    """What is asked between the best of each iteration, which is said to be 4, and the whole, which is the last."""
    bests = problem.iterations if bests is None else bests
    whole = Answer(problem.value(starts) - problem.idle, WholePlan(problem).values(starts))
    told = Told(monkeypatch, [*[Answer(4.0)] * bests, *answers, whole], starts)
    assert solve_exactly(problem, gap=0.0) is not None
    assert len(told.asked) == bests + len(answers) + 1
    return told.asked[bests:]


@pytest.mark.parametrize(
    ("iterations", "proven"), [(2, []), (3, [2]), (4, [2, 3]), (6, [2, 3, 4, 5]), (8, [2, 3, 4, 5])]
)
def test_the_first_few_iterations_are_proven_by_themselves(
    monkeypatch: pytest.MonkeyPatch, iterations: int, proven: list[int]
) -> None:
    """Of n iterations the best plan wins 4 n - 1, and of these it is told before the next are asked about."""
    problem = two(iterations)
    *asked, whole = firsts(monkeypatch, problem, BETTER, *[Answer(-1.0)] * len(proven))
    won = {many: 4 * many - 1 for many in proven}
    best = dict.fromkeys(range(1, iterations + 1), 4)
    for many, one in zip(proven, asked, strict=True):
        part = two(many)
        assert one.program == WholePlan(part).program(best, {each: won[each] for each in proven if each < many})
        assert one.begin == WholePlan(part).values(BETTER)
        assert one.options == {"mip_rel_gap": 0.0, "mip_max_nodes": exact.FIRST_NODES}
    assert whole.program == WholePlan(problem).program(best, won)


@pytest.mark.parametrize(
    ("said", "won"),
    [
        (6.9999925, 7),  # off by a millionth of it and a millionth
        (6.99999, 6),
        (6.9999915, 6),
    ],
)
def test_what_few_iterations_win_is_rounded_like_the_bound(
    monkeypatch: pytest.MonkeyPatch, said: float, won: int
) -> None:
    *_, whole = firsts(monkeypatch, two(3), BETTER, Answer(said - IDLE))
    assert whole.program == WholePlan(two(3)).program(dict.fromkeys((1, 2, 3), 4), {2: won})


def test_what_is_due_within_the_first_iterations_is_due_in_them_alone_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = two(4, latest={"b": 2})
    part, *_ = firsts(monkeypatch, problem, BETTER, Answer(-1.0), Answer(-1.0))
    assert part.program == WholePlan(two(2, latest={"b": 2})).program(dict.fromkeys(range(1, 5), 4))
    assert sum(part.program.lower) == 1  # b in iteration 2


def test_of_first_iterations_in_which_nothing_can_be_done_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = two(4)._replace(items=tuple(item._replace(lasts=3) for item in two().items))
    three, whole = firsts(monkeypatch, slow, BETTER, Answer(-1.0), bests=2)
    best = {1: 0, 2: 0, 3: 4, 4: 4}
    part = slow._replace(iterations=3, latest=(4, 4), idle=12)
    assert three.program == WholePlan(part).program(best)
    assert whole.program == WholePlan(slow).program(best, {3: 11})


def test_first_iterations_without_a_plan_or_without_an_answer_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    none = Answer(0.0, (), STATUS.kInfeasible)
    *_, whole = firsts(monkeypatch, two(4), BETTER, none, Answer(-1.0))
    assert whole.program == WholePlan(two(4)).program(dict.fromkeys(range(1, 5), 4), {3: 11})
    values = WholePlan(two(4)).values(BETTER)
    told = Told(monkeypatch, [*[Answer(4.0)] * 4, Answer(13 - 16, values)], None)
    assert solve_exactly(two(4), gap=0.0) == Solution(BETTER, 15, 15, "proven by HiGHS")
    assert told.asked[-1].program == WholePlan(two(4)).program(dict.fromkeys(range(1, 5), 4))


def test_large_numbers_are_brought_back_to_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """3 x 2^42 is more than 2^40, so HiGHS is given, and says, a sixteenth of it."""
    unit = 2**42
    problem = two(unit=unit)
    assert WholePlan(problem).program({1: 0, 2: 0}).scale == 16
    bests = [Answer(3 * unit / 16), Answer(4 * unit / 16)]
    told = Told(monkeypatch, [*bests, Answer(-unit / 16, WholePlan(problem).values(BETTER))], BETTER)
    found = solve_exactly(problem, gap=0.0)
    assert found is not None
    assert found.value == 7 * unit <= found.bound <= 7 * unit * 1.000002
    limits = [limit for limit, _, _ in told.asked[-1].program.rows if limit > unit]
    assert [3 * unit <= limits[0] <= 3.00001 * unit, 4 * unit <= limits[1] <= 4.00001 * unit] == [True, True]


def test_who_looks_on_is_told_the_gap_of_the_whole_and_may_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = two(3)
    whole = Answer(11 - 12, WholePlan(problem).values(BETTER))

    def looked(stop: int) -> tuple[list[float], list[int]]:
        """What was seen until the watch said to stop, and how often it was asked during each of the two searches."""
        seen: list[float] = []

        def watch(gap: float) -> bool:
            seen.append(gap)
            return len(seen) == stop

        told = Told(monkeypatch, [*[Answer(4.0)] * 3, Answer(-1.0), whole], BETTER)
        if stop:
            with pytest.raises(KeyboardInterrupt):
                solve_exactly(problem, gap=0.0, watch=watch)
        else:
            assert solve_exactly(problem, gap=0.0, watch=watch) is not None
        return seen, [one.looks for one in told.asked[3:]]

    assert looked(0) == ([inf, inf, inf, 0.5, 0.5, 0.5], [3, 3])
    assert looked(2) == ([inf, inf], [2])
    assert looked(5) == ([inf, inf, inf, 0.5, 0.5], [3, 2])


def test_where_nothing_can_be_done_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    Told(monkeypatch, [], (3, 3))
    beyond = two()._replace(earliest=(OUT_OF_REACH, OUT_OF_REACH))
    assert solve_exactly(beyond) == Solution((3, 3), 0, 0, "proven: nothing can be done")
    Told(monkeypatch, [], ())
    assert solve_exactly(by_hand({})) == Solution((), 0, 0, "proven: nothing can be done")


def test_a_goal_is_reached_no_sooner_than_there_is_capacity_for_the_least_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All three of 2 points, 4 an iteration: by the end of the second. One that no set reaches is reached never."""
    asked: list[Program] = []

    def watched(module: Any, program: Program, begun: bool) -> Any:
        asked.append(program)
        return quiet_solver(module, program, begun)

    monkeypatch.setattr(exact, "quiet_solver", watched)
    sums = (Threshold({0: 1, 1: 1, 2: 1}, 3),)
    problem = by_hand(dict.fromkeys("abc", (2, 1)), capacity=4, iterations=3)
    problem = problem._replace(goals=(Goal("state", "there", 1, 5, (), sums),), idle=3 * 8)
    solution = solve_exactly(problem, gap=0.0, work=0)
    assert solution is not None
    assert (solution.value, solution.bound) == (2 * 3 + 2 + 2 * 5, 18)
    assert [best_by(problem, number, {0: 2}) in asked for number in (1, 2, 3)] == [True] * 3
    assert asked[-1] == WholePlan(problem, {0: 2}).program({1: 2, 2: 8, 3: 8}, {2: 10})
    asked.clear()
    never = problem._replace(goals=(Goal("state", "there", 1, 5, (), (Threshold({0: 1, 1: 1}, 3),)),))
    assert solve_exactly(never, gap=0.0, work=0) is not None
    assert [best_by(never, number, {0: 4}) in asked for number in (1, 2, 3)] == [True] * 3


def test_a_plan_that_our_own_solver_does_not_find_is_found() -> None:
    """4 + 3 + 3 in both of two iterations of 10: the largest first leaves one 3 over."""
    names = dict(zip("abcdef", [(4, 1), (4, 1), *[(3, 1)] * 4], strict=True))
    problem = by_hand(names, capacity=10, latest=dict.fromkeys(names, 2))
    assert solve_fast(problem, work=0) is None
    solution = solve_exactly(problem, gap=0.0, work=0)
    assert solution is not None
    assert (solution.value, solution.bound) == (2 * 3 + 3, 9)


@pytest.mark.parametrize("begun", [True, False])
def test_highs_is_asked_to_be_quiet_and_the_same_every_time(begun: bool, capfd: pytest.CaptureFixture[str]) -> None:
    """At most one of two, which win 3 and 2, in units of 2^42: HiGHS is given a sixteenth, and so of what is near."""
    unit = 2.0**42
    solver = quiet_solver(highspy, Program([3 * unit, 2 * unit], [0, 0], [(1.0, [0, 1], [1.0, 1.0])]), begun)
    solver.run()
    assert capfd.readouterr() == ("", "")
    assert list(solver.getSolution().col_value) == [1, 0]
    options = {
        "threads": 1,
        "random_seed": exact.SEED,
        "mip_abs_gap": exact.WHOLE / 16,
        "mip_allow_restart": False,
        "mip_heuristic_run_rins": not begun,
        "mip_heuristic_run_rens": not begun,
        "mip_heuristic_run_root_reduced_cost": not begun,
        "mip_heuristic_run_feasibility_jump": not begun,
    }
    found = {name: solver.getOptionValue(name) for name in options}
    known = {name: value for name, (status, value) in found.items() if status == highspy.HighsStatus.kOk}
    assert known == {name: options[name] for name in known}
    assert known.keys() >= {"threads", "random_seed", "mip_abs_gap"}  # older versions lack some of the others
    assert (solver.getOptionValue("mip_heuristic_effort")[1] == 0) == begun
