"""What plans win, by hand: what one capability wins by itself, and goals of several."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.planning.model import Goal, PlanProblem, Threshold
from btm_cli.planning.worth import Worth
from support.planning import by_hand


def problem() -> PlanProblem:
    """Two iterations; a has two steps, which win 2 and 3 an iteration, b and c one each, which wins 1."""
    found = by_hand({"a": (1, 2), "more of a": (1, 3), "b": (1, 1), "c": (1, 1)})
    first = found.chains[0]._replace(items=(0, 1), answers=({}, {}))
    chains = (first, *found.chains[2:])
    items = tuple(
        item._replace(chain=chain, score=Fraction(2)) for item, chain in zip(found.items, (0, 0, 1, 2), strict=True)
    )
    goals = (
        Goal("level", "a", 2, 10, (0, 1)),
        Goal("level", "a", 3, 20, (), (Threshold({0: 1, 1: 1}, 2),)),
        Goal("state", "b", 1, 40, (2,)),
        Goal("state", "both", 2, 80, (1,), (Threshold({2: 1}, 1),)),
    )
    return found._replace(chains=chains, items=items, goals=goals)


def test_goals_belong_to_the_capability_whose_steps_are_all_they_take_or_to_several() -> None:
    made = problem()
    worth = Worth(made)
    assert [(run.first, run.end, run.goals) for run in worth.runs] == [
        (0, 2, made.goals[:2]),
        (2, 3, made.goals[2:3]),
        (3, 4, ()),
    ]
    assert worth.spread == made.goals[3:]


def test_what_a_plan_wins_is_what_its_capabilities_win_and_what_they_win_together() -> None:
    worth = Worth(problem())
    first, second, third = worth.runs
    starts = (1, 2, 1, 3)
    assert worth.part(first, starts) == 2 * 2 + 3 + 10 + 20  # both steps are credited for one iteration
    assert worth.part(second, starts) == 2 * (1 + 40)
    assert worth.part(third, starts) == 0
    assert worth.of(starts) == 37 + 82 + 80
    assert worth.of(starts) == problem().value(starts)  # by the rules of the problem itself
