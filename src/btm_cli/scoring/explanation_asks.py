"""How what bears a theme was answered, claim by claim.

In: a `Standard`, `Answers`, `Rules`, which capabilities are in scope. Out: `ThemedCriterion`s: what is open the
cheapest first, then what is met in full, then what does not count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from btm_cli.answers.model import Claimed, NotApplicable
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
    answer = answers.cells.get((each.capability, each.dimension))
    if each.capability not in scope:
        return ThemedCriterion(each.reference, each.criterion, "", "out-of-scope", None)
    said = answer if isinstance(answer, Claimed | NotApplicable) else (answer or {}).get(each.criterion.id)
    if each.capability in answers.capability_not_applicable or isinstance(said, NotApplicable):
        return ThemedCriterion(each.reference, each.criterion, "", "n/a", None)
    if isinstance(said, Claimed):
        points, word = (rules.full, "claimed") if each.criterion.level <= said.level else (0, "")
    else:
        points, word = (rules.points[said.rating], said.rating) if said is not None else (0, "")
    left = each.criterion.effort * (rules.full - points) / rules.full
    return ThemedCriterion(each.reference, each.criterion, word, "open" if left else "met", left)
