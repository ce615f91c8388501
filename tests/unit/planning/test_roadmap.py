"""What a plan says of itself as a whole, and of each of its iterations."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F
from itertools import pairwise

import pytest

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning.items import build_problem
from btm_cli.planning.left_over import LeftOver
from btm_cli.planning.model import Solution
from btm_cli.planning.roadmap import Iteration, Roadmap, make_roadmap
from btm_cli.planning.solve import Solved
from btm_cli.scoring import assess
from support import build
from support.firms import firm, given
from support.planning import settings

STEP, LONG = build.cell("2a"), build.cell(build.criterion("2a")._replace(takes=6))
STANDARD = build.standard(
    {
        "north": [
            build.capability("alpha", {"process": STEP}),
            build.capability("beta", {"process": LONG}),
            build.capability("gamma", {"process": STEP, "people": STEP}),
            build.capability("delta", {"process": STEP}),
            build.capability("omega", {"process": STEP}),
        ]
    },
    levels=(1, 2),
    states=[build.state("low", "1", 1), build.state("high", "17/10", 1)],
)
"""Every cell has one step of one point, beta's runs for six months: two iterations."""


def planned(*starts: int) -> Roadmap:
    """Of four iterations, where alpha, beta, and gamma's two cells begin in these (5: never). Delta is at its target
    already, omega is not assessed; Ada owns alpha and gamma."""
    places = ("alpha/process", "beta/process", "gamma/process", "gamma/people")
    cells = {**dict.fromkeys(places, Claimed(1)), "delta/process": Claimed(2)}
    answers: Answers = build.answers(cells, target=Target(level=2, state=None), owners={"alpha": "Ada", "gamma": "Ada"})
    card, asked = assess(STANDARD, answers, frozenset(), build.DAY), settings(4, 9)
    problem = build_problem(STANDARD, answers, card, asked).problem
    assert [problem.chains[item.chain].reference for item in problem.items] == list(places)
    won = problem.value(starts)
    solved = Solved(problem, Solution(starts, won, 2 * won, "by hand"))
    return make_roadmap(STANDARD, answers, card, asked, solved, "fast")


def said(iteration: Iteration) -> tuple[list[str], list[str], tuple[tuple[str, int], ...], tuple[str, ...], F]:
    """What begins, what is shown that began before, the levels finished, the states reached, the effort."""
    begun, shown = ([step.reference for step in steps] for steps in (iteration.steps, iteration.shown))
    return begun, shown, iteration.finished, iteration.states, iteration.effort


def test_each_iteration_says_what_begins_what_is_shown_and_what_that_finishes() -> None:
    """Of the four assessed capabilities delta is at 2: the mean is 1.25, with alpha 1.5, with beta 1.75."""
    iterations = planned(1, 2, 4, 5).iterations
    assert [said(each) for each in iterations] == [
        (["alpha/process"], [], (("alpha", 2),), (), F(1)),
        (["beta/process"], [], (), (), F(1)),
        ([], ["beta/process"], (("beta", 2),), ("high",), F(0)),
        (["gamma/process"], [], (), (), F(1)),
    ]
    scores = [each.card.overall.numbers.score for each in iterations]
    assert scores == [F(3, 2), F(3, 2), F(7, 4), F(15, 8)]


@pytest.mark.parametrize(
    ("starts", "complete", "ownerless"),
    [
        ((1, 2, 4, 5), ("alpha", "beta"), ("beta",)),
        ((5, 5, 4, 4), ("gamma",), ()),
        ((5, 5, 5, 5), (), ()),
    ],
)
def test_complete_is_what_comes_to_its_targets_in_every_cell(
    starts: tuple[int, ...], complete: tuple[str, ...], ownerless: tuple[str, ...]
) -> None:
    """And not what was there before. Of what is planned it is said whether nobody owns it."""
    found = planned(*starts)
    assert (found.complete, found.owners_missing) == (complete, ownerless)


def test_each_iteration_begins_on_the_day_on_which_the_one_before_ends() -> None:
    days = [date(2026, 11, 20), date(2027, 2, 20), date(2027, 5, 20), date(2027, 8, 20), date(2027, 11, 20)]
    found = planned(1, 2, 4, 5).iterations
    assert [(each.start, each.end) for each in found] == list(pairwise(days))


def test_a_state_is_beyond_the_plan_unless_its_last_iteration_ends_in_it() -> None:
    """The mean is 1.25; with alpha and gamma, in the last iteration, 1.75, which is high."""
    assert planned(1, 5, 4, 4).beyond is None
    assert planned(1, 5, 5, 5).beyond is not None


def test_its_share_is_of_what_any_plan_could_win_and_all_where_that_is_nothing() -> None:
    assert planned(1, 2, 4, 5).share == F(1, 2)
    nothing = planned(5, 5, 5, 5)
    assert (nothing.value, nothing.bound, nothing.share) == (0, 0, 1)


def test_what_is_begun_to_be_shown_later_is_closed_in_the_end_and_everything_else_is_not() -> None:
    roadmap = given(firm(4, {"asset-rationalization": 1})).roadmap
    assert roadmap is not None
    step = roadmap.iterations[0].steps[0]._replace(dimension="process", effort=F(3))
    place = f"{step.capability}/{{}}".format

    def left(dimension: str, effort: int) -> LeftOver:
        return LeftOver(place(dimension), 1, 2, F(effort), "capacity", "other steps win more for their effort")

    whole, part, never = left("process", 6), left("organization", 4), left("technology", 0)
    later = (step, step, step._replace(dimension="organization"))  # 6 points of one cell, 3 of another
    found = roadmap._replace(later=later, left_over=(whole, part, never))
    assert found.unclosed == (part, never)
