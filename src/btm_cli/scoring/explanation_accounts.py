"""Accounts of how a scorecard's numbers came about: the parts, weights and rules of each, exact and without words.

In: built by `scoring.explanation`. Out: frozen records, one kind for each kind of reference, and how what bears a theme
was answered, claim by claim; `render.explain` words them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from btm_cli.answers.model import Claimed, Rated
from btm_cli.scoring.asks import points_in
from btm_cli.scoring.explanation_cell import Climbs, CriterionAccount, Support, Term
from btm_cli.scoring.ratings import ratings_in
from btm_cli.standard.criteria import Bearing, bearing

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, NotApplicable
    from btm_cli.scoring.ratings import Rules
    from btm_cli.scoring.scorecard import AskScore, CapabilityScore, CellScore, Numbers, Overall, Priority
    from btm_cli.standard.model import Criterion, Requirement, Standard, State

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
    """What bears `theme`, at one of `levels` where these are given.

    What is open comes first, the cheapest of it before all, then what is met in full, then what does not count.
    """
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


@dataclass(frozen=True, slots=True)
class TargetRule:
    """Where a cell's target comes from: cell, capability, area, level or state (the file's own), or assumed.

    `name` is the reference or the state's id; "" for a level and for a target assumed above the last state.
    """

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class CellAccount:
    """One cell: its answers, its calculations where it is rated, the rule of its target and its next step.

    `unknown`: it was asked as a whole, and nobody knows. `remark` is what was noted on it.
    """

    score: CellScore
    claim: Claimed | None
    support: Support | None
    not_applicable: NotApplicable | None
    unknown: bool
    remark: str | None
    in_scope: bool
    criteria: tuple[CriterionAccount, ...]
    climbs: Climbs | None
    target_rule: TargetRule
    step: Priority | None


@dataclass(frozen=True, slots=True)
class CriterionInCell:
    """One criterion's account within its cell's."""

    account: CriterionAccount
    cell: CellAccount


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a number above is made of. `basis` is a cell's, "" above cells; `in_scope` as in the scorecard."""

    reference: str
    weight: Fraction
    numbers: Numbers
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RollUp:
    """A number above cells and its parts, in the standard's order."""

    numbers: Numbers
    parts: tuple[Part, ...]

    def terms(self, field: str) -> list[Term]:
        """The parts that have the number called `field` (of `Numbers`): what its weighted mean was taken over."""
        values = ((part, getattr(part.numbers, field)) for part in self.parts)
        return [Term(part.reference, part.weight, value) for part, value in values if value is not None]


@dataclass(frozen=True, slots=True)
class RequirementAccount:
    """A prerequisite: the level its capability has (None: not assessed or n/a), and whether it is met."""

    requirement: Requirement
    has: int | None
    met: bool


@dataclass(frozen=True, slots=True)
class CapabilityAccount:
    """One capability: its cells' mean, what it requires of others, what was noted on it."""

    score: CapabilityScore
    roll_up: RollUp
    requirements: tuple[RequirementAccount, ...]
    not_applicable: NotApplicable | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class AreaAccount:
    """One area: its capabilities' mean."""

    id: str
    roll_up: RollUp


@dataclass(frozen=True, slots=True)
class AskAccount:
    """One ask of a state, and how each claim that it counts was answered."""

    score: AskScore
    criteria: tuple[ThemedCriterion, ...]


@dataclass(frozen=True, slots=True)
class ThemeAccount:
    """How each claim that bears a theme was answered, and the asks for it."""

    asks: tuple[AskScore, ...]
    criteria: tuple[ThemedCriterion, ...]


@dataclass(frozen=True, slots=True)
class StateAccount:
    """One state's conditions. `below_floor` lists the assessed capabilities under it, with their levels.

    `lower` is the id of the highest state below it that is not reached, None where all are.
    """

    state: State
    score: Fraction | None
    score_reached: bool
    below_floor: tuple[tuple[str, int], ...]
    asks: tuple[AskAccount, ...] = ()
    lower: str | None = None

    @property
    def unmet(self) -> bool:
        """Whether it asks for something that is not met."""
        return any(not each.score.met for each in self.asks)

    @property
    def reached(self) -> bool:
        """Whether all conditions hold; the enterprise is in the highest state that is reached."""
        return self.score_reached and not self.below_floor and not self.unmet and self.lower is None


@dataclass(frozen=True, slots=True)
class StateInWhole:
    """One state's account beside the headline it belongs to."""

    account: StateAccount
    overall: Overall


@dataclass(frozen=True, slots=True)
class OverallAccount:
    """The headline: the areas' mean, every state's conditions, and the remark on the file."""

    overall: Overall
    roll_up: RollUp
    states: tuple[StateAccount, ...]
    remark: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A dimension's cells or the capabilities at a level: neither has a number of its own."""

    parts: tuple[Part, ...]


Account = (
    CriterionInCell
    | CellAccount
    | CapabilityAccount
    | AreaAccount
    | StateInWhole
    | OverallAccount
    | ThemeAccount
    | Listing
)
