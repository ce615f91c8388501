"""What no plan exceeds, found without one; and that a summary rests on it only where it proves something."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning.model import Settings
from btm_cli.planning.outlook import least_iterations, most_score
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Cell, Standard
from btm_cli.summary.given import Outlook
from btm_cli.summary.summary import summarize
from support import build
from support.firms import STANDARD, firm, given


def levels(*efforts: F | int) -> Cell:
    """A cell with one criterion a level from 2 on, of these efforts."""
    return build.cell(*(build.criterion(f"{level}a", effort=effort) for level, effort in enumerate(efforts, 2)))


def two_cells() -> Standard:
    """A cell of one point a level and one of two, each half of the score."""
    both = {"process": levels(1, 1, 1, 1), "people": levels(2, 2, 2, 2)}
    return build.standard({"area": [build.capability("only", both)]})


def all_at(level: int, standard: Standard) -> tuple[Answers, Scorecard]:
    """One level everywhere, aiming at the top."""
    cells = {f"only/{dimension.id}": Claimed(level) for dimension in standard.dimensions}
    answers = build.answers(cells, target=Target(level=standard.top))
    return answers, assess(standard, answers, frozenset(), build.DAY)


def most(standard: Standard, iterations: int, points: int, level: int = 1) -> F | None:
    """The bound from one level everywhere, aiming at the top."""
    return most_score(standard, *all_at(level, standard), Settings(iterations, F(points), False, build.DAY, 3))


@pytest.mark.parametrize(
    ("iterations", "points", "bound"),
    [(1, 3, F(5, 2)), (3, 1, F(5, 2)), (1, 4, F(3)), (1, 5, F(13, 4)), (2, 3, F(7, 2)), (9, 9, F(5)), (9, 1, F(3))],
    ids=["cheap-to-4", "in-three", "cheap-to-5", "half-a-level-more", "a-level-more", "all", "dear-ones-never-fit"],
)
def test_points_go_where_they_win_most(iterations: int, points: int, bound: F) -> None:
    """The score is 1 today."""
    assert most(two_cells(), iterations, points) == bound


@pytest.mark.parametrize(
    ("points", "score", "iterations"),
    [
        (3, F(1), 0),
        (3, F(5, 2), 1),
        (3, F(51, 20), 2),
        (3, F(7, 2), 2),
        (3, F(5), 4),
        (1, F(3), 4),
        (1, F(31, 10), None),
    ],
    ids=["there", "three-points", "a-little-more", "six", "all-twelve", "one-by-one", "dear-ones-never-fit"],
)
def test_no_plan_is_sooner_somewhere_than_its_points_allow(points: int, score: F, iterations: int | None) -> None:
    standard = two_cells()
    settings = Settings(1, F(points), False, build.DAY, 3)
    assert least_iterations(standard, *all_at(1, standard), settings, score) == iterations


def test_less_than_a_point_an_iteration_takes_as_many_as_it_takes() -> None:
    """Two steps of half a point, half a point an iteration: level 3 in two."""
    standard = build.one_cell(levels(F(1, 2), F(1, 2)), levels=(1, 2, 3))
    settings = Settings(1, F(1, 2), False, build.DAY, 3)
    assert least_iterations(standard, *all_at(1, standard), settings, F(3)) == 2


def test_a_dear_step_is_worth_what_it_leads_to() -> None:
    """Level 2 takes 3 points and level 3 one: a point wins half a level, and level 4 never fits an iteration."""
    assert most(build.one_cell(levels(3, 1, 9, 9)), 1, 3) == F(5, 2)
    assert most(build.one_cell(levels(3, 1, 9, 9)), 2, 3) == F(3)


def test_efforts_that_are_no_whole_points_count_as_what_they_are() -> None:
    """Two steps of a point and a half each: three points buy both, two points a level and a third."""
    standard = build.one_cell(levels(F(3, 2), F(3, 2)), levels=(1, 2, 3))
    assert [most(standard, 1, points) for points in (2, 3)] == [F(7, 3), F(3)]


def test_a_cell_at_nothing_counts_from_nothing() -> None:
    """Levels from 0 on: a point a level, and two of three points make 2."""
    written = build.cell("1a", "2a", "3a")
    assert most(build.one_cell(written, levels=(0, 1, 2, 3)), 1, 2, 0) == F(2)


def test_a_part_of_a_level_counts_as_what_it_is() -> None:
    """Half of level 2 is met and a quarter of level 3, which counts as well: 7/4, and 9/4 with the other half."""
    written = build.cell("2a", "2b", "3a", "3b", "3c", "3d")
    standard = build.one_cell(written, levels=(1, 2, 3), level_rule="cumulative")
    answers = build.answers({"only/process": build.ratings("2a:f 3a:f")}, target=Target(level=2))
    card = assess(standard, answers, frozenset(), build.DAY)
    assert card.overall.numbers.score == F(7, 4)
    assert most_score(standard, answers, card, Settings(1, F(3), False, build.DAY, 3)) == F(9, 4)


def test_nothing_assessed_has_no_outlook() -> None:
    standard = build.one_cell(levels(1, 1))
    answers: Answers = build.answers({})
    card = assess(standard, answers, frozenset(), build.DAY)
    settings = Settings(4, F(24), False, build.DAY, 3)
    assert most_score(standard, answers, card, settings) is None
    assert least_iterations(standard, answers, card, settings, F(2)) is None


def said(answers: Answers, outlook: Outlook | None) -> dict[str, object]:
    """The amounts of what is said of reaching the next state, by id; where a plan is asked for, there is one."""
    found = given(answers)._replace(foreseen=lambda: outlook)
    entries = summarize(found, iteration=False)
    return {entry.id: entry.values.get("score") for entry in entries if entry.id.startswith("hold.reach")}


def test_what_no_plan_reaches_is_said_without_one() -> None:
    """Level 2 everywhere, aiming at 3: Alignment begins at 3.00."""
    answers = firm(2)._replace(target=Target(level=3))
    settings = Settings(4, F(24), True, build.DAY, 3)
    bound = most_score(STANDARD, answers, given(answers).card, settings)
    planned = said(answers, None)["hold.reach.score"]
    assert planned <= bound < 3  # type: ignore[operator]  # both are scores
    assert said(answers, Outlook(settings, bound)) == {"hold.reach.most": bound, "hold.reach.assumed": None}  # type: ignore[arg-type]  # a score


def test_a_bound_that_proves_nothing_is_not_said() -> None:
    answers = firm(2)._replace(target=Target(level=3))
    settings = Settings(4, F(24), True, build.DAY, 3)
    assert set(said(answers, Outlook(settings, F(3)))) == {"hold.reach.score", "hold.reach.assumed"}


def test_where_a_floor_is_missing_too_the_plan_says_which_it_leaves() -> None:
    answers = firm(2, {"asset-rationalization": 1})._replace(target=Target(level=3))
    settings = Settings(4, F(24), True, build.DAY, 3)
    assert "hold.reach.most" not in said(answers, Outlook(settings, F(2)))
