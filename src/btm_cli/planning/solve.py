"""One way in for both solvers, and what the plan is measured against: the priorities taken as they come.

In: a `Standard`, `Answers`, their `Scorecard`, `Settings`. Out: a `Solved`: problem, solution, or the clashes that
leave no solution.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import Clash, PlanProblem, Settings, Solution, Starts
from btm_cli.planning.placing import Placer, fits, ready, rooms_of, take_room
from btm_cli.planning.violations import holds, violations
from btm_cli.planning.what_if import answers_after, project
from btm_cli.planning.windows import last_starts

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.exact import Watch
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class Solved(NamedTuple):
    """A problem with its solution, or with the clashes that leave none.

    `naive` is what taking the priorities as they come would win.
    """

    problem: PlanProblem
    solution: Solution | None
    clashes: tuple[Clash, ...] = ()
    naive: int = 0


def solve(
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    settings: Settings,
    *,
    exact: bool = False,
    watch: Watch | None = None,
) -> Solved:
    """Build the problem and solve it; `watch` looks on while the exact solver works.

    Raises ImportError where `exact` is asked for and HiGHS is not installed, KeyboardInterrupt where `watch` says stop.
    """
    problem, clashes = build_problem(standard, answers, card, settings)
    if clashes:
        return Solved(problem, None, _once_a_line(clashes))
    naive = naive_plan(standard, answers, card, problem)
    begin = [naive] if naive is not None else []
    solution = _solver(exact, watch)(problem, begin)
    if solution is None:

        def possible(said: Answers, asked: Settings = settings) -> bool:
            again, wrong = build_problem(standard, said, card, asked)
            return not wrong and _solver(exact, watch, any_plan=True)(again, []) is not None

        clashing = _fewest(problem, answers, possible)
        ways = [way for way, said, asked in _without_a_limit(problem, answers, settings) if possible(said, asked)]
        return Solved(problem, None, (_clash(clashing, ways, exact),))
    wrong = next(violations(problem, solution.starts), None)
    if wrong is not None:
        raise RuntimeError(f"the solver gave a plan that breaks a rule: {wrong}")
    return Solved(problem, solution, naive=problem.value(naive) if naive is not None else 0)


def _solver(
    exact: bool, watch: Watch | None, any_plan: bool = False
) -> Callable[[PlanProblem, Iterable[Starts]], Solution | None]:
    """The solver that is asked for, or one as sure to find a plan that does not look for a good one."""
    if exact:
        from btm_cli.planning.exact import solve_exactly

        prove = partial(solve_exactly, watch=watch)
        return partial(prove, gap=1.0, work=0) if any_plan else prove
    return partial(solve_fast, work=0) if any_plan else solve_fast


def _once_a_line(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """One clash for each line of the file, which says how many cells more it stands for."""
    alike: dict[tuple[str, ...], list[Clash]] = {}
    for clash in dict.fromkeys(clashes):
        alike.setdefault(clash.path, []).append(clash)
    return tuple(
        first if not more else first._replace(message=f"{first.message} (and {len(more)} more of its cells)")
        for first, *more in alike.values()
    )


Source = tuple[str, ...]


def _fewest(problem: PlanProblem, answers: Answers, possible: Callable[[Answers], bool]) -> list[Source]:
    """Of the demands that clash, so few that without any one of them there is a plan."""
    clashing = list(dict.fromkeys(must.source for must in problem.musts))
    for source in tuple(clashing):
        fewer = [each for each in clashing if each != source]
        if fewer and not possible(_asking_only(answers, fewer)):
            clashing = fewer
    return clashing


def _asking_only(answers: Answers, sources: Collection[Source]) -> Answers:
    """The answers with no other pins and deadlines than those at these key paths."""
    pinned = {name: when for name, when in answers.pinned.items() if ("plan", "pin", name) in sources}
    target = answers.target
    if target is not None:
        kept = {name: day for name, day in target.deadlines.items() if ("target", "deadlines", name) in sources}
        target = target._replace(deadlines=kept)
    return answers._replace(pinned=pinned, target=target)


def _without_a_limit(
    problem: PlanProblem, answers: Answers, settings: Settings
) -> Iterator[tuple[str, Answers, Settings]]:
    """Each limit that may stand in the way alone: what to do about it, and what a plan is made from without it."""
    enough = Fraction(sum(item.effort for item in problem.items), problem.effort_unit)
    yield "raise the capacity", answers, settings._replace(capacity=settings.capacity + enough)
    for owner in answers.capacities:
        others = {name: points for name, points in answers.capacities.items() if name != owner}
        yield f"raise the capacity of {owner}", answers._replace(capacities=others), settings
    if settings.focus is not None:
        yield f"raise the focus of {settings.focus}", answers, settings._replace(focus=None)


def _clash(sources: Sequence[Source], ways: Sequence[str], exact: bool) -> Clash:
    """What to say about demands that go well alone and not together; it is said where the last of them stands.

    `ways` are what to do about limits without one of which there is a plan.
    """
    names = ", ".join(source[-1] for source in sources)
    said = "no plan keeps all of these together" if exact else "no plan was found that keeps all of these together"
    hint = " or ".join(["move one of them", *ways]) + ("" if exact else "; --exact can prove whether there is a plan")
    code = "pin-infeasible" if sources[-1][1] == "pin" else "deadline-infeasible"
    return Clash(code, sources[-1], f"{said}: {names}", hint)


def naive_plan(standard: Standard, answers: Answers, card: Scorecard, problem: PlanProblem) -> Starts | None:
    """The priorities in their order, iteration by iteration, as far as each still fits; None where that is no plan.

    What is demanded is placed first; then, after every iteration, the engine ranks anew.
    """
    demanded = [index for index, latest in enumerate(problem.latest) if latest < problem.never]
    placed = Placer(problem).place(sorted(demanded, key=lambda index: (problem.latest[index], index)))
    starts, rooms, last = list(placed), rooms_of(problem, placed), last_starts(problem)
    by_cell = {chain.reference: chain for chain in problem.chains}
    current = card
    for iteration in range(1, problem.never):
        taken = False
        for step in current.priorities:
            chain = by_cell.get(step.reference)
            left = [index for index in chain.items if starts[index] == problem.never] if chain else []
            for index in left:
                if problem.items[index].step != problem.items[left[0]].step or iteration > last[index]:
                    break
                if not ready(problem, starts, index, iteration) or not fits(problem, rooms, index, iteration):
                    break
                starts[index], taken = iteration, True
                take_room(problem, rooms, index, iteration)
        another = iteration + 1 < problem.never
        if another and (taken or any(start < problem.never for start in placed)):
            current = project(standard, answers_after(answers, problem, starts, iteration), card)
    return tuple(starts) if holds(problem, starts) else None
