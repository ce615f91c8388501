"""How what bears a theme was answered, claim by claim.

In: a `Standard`, `Answers`, `Rules`, which capabilities are in scope. Out: `ThemedCriterion`s: what is open the
cheapest first, then what is met in full, then what does not count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from btm_cli.answers.model import Claimed, Rated
from btm_cli.scoring.asks import points_in
from btm_cli.scoring.ratings import ratings_in
from btm_cli.standard.themes import Bearing, bearing

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.ratings import Rules
    from btm_cli.standard.model import Criterion, Standard

Standing = Literal["met", "open", "n/a", "out-of-scope"]


@dataclass(frozen=True, slots=True)
class ThemedCriterion:
    """One criterion.

    `said` is its rating, "claimed" where its cell's claimed level reaches it, "" where nothing is said of it. `left` is
    the effort, in points, that is missing to meet it in full; None where it does not count.
    """

    reference: str
    criterion: Criterion
    said: str
    standing: Standing
    left: Fraction | None


def themed_criteria(
    standard: Standard,
    answers: Answers,
    rules: Rules,
    scope: Collection[str],
    theme: str,
    levels: Collection[int] | None = None,
) -> tuple[ThemedCriterion, ...]:
    """What bears `theme`, at one of `levels` where these are given."""
    found = [_answered(each, answers, rules, scope) for each in bearing(standard, theme, levels)]
    order = {"open": 0, "met": 1, "n/a": 2, "out-of-scope": 3}
    return tuple(sorted(found, key=lambda each: (order[each.standing], each.left or 0)))


def _answered(each: Bearing, answers: Answers, rules: Rules, scope: Collection[str]) -> ThemedCriterion:
    if each.capability not in scope:
        return ThemedCriterion(each.reference, each.criterion, "", "out-of-scope", None)
    points = points_in(answers, rules, *each)
    if points is None:
        return ThemedCriterion(each.reference, each.criterion, "", "n/a", None)
    answer = answers.cells.get((each.capability, each.dimension))
    said = ratings_in(answer).get(each.criterion.id)
    if isinstance(answer, Claimed):
        word = "claimed" if points else ""
    else:
        word = said.rating if isinstance(said, Rated) else ""
    left = each.criterion.effort * (rules.full - points) / rules.full
    return ThemedCriterion(each.reference, each.criterion, word, "open" if left else "met", left)
