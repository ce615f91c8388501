"""What it takes to bring a cell to its next level: the open criteria, their effort, what stands in the way.

In: a `Standard`, `Answers`, cells and capabilities as the engine has measured them. Out: criteria, exact efforts in
points, `Blocker`s. What a step is worth is for `scoring.priorities` and `planning` to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.cell import weighed
from btm_cli.scoring.exact import larger, weighted_total
from btm_cli.scoring.scorecard import Blocker

if TYPE_CHECKING:
    from btm_cli.answers.model import CellAnswer
    from btm_cli.scoring.ratings import Rules
    from btm_cli.scoring.scorecard import CapabilityScore, Numbers
    from btm_cli.standard.model import Cell, Criterion, Requirement, Standard

Unmet = tuple["Criterion", int]
"""A criterion of a step with the points it has already."""


def step_criteria(
    written: Cell | None, answer: CellAnswer | None, rules: Rules, level: int, score: Fraction
) -> list[Unmet]:
    """The criteria that lift a cell to `level + 1`, none where that level's criteria are not written.

    In: the cell as the standard has it, its answer, and the level and score that the engine gives it.
    """
    if written is None:
        return []
    if not rules.staged and not isinstance(answer, Claimed):
        return _cheapest_unmet(written, answer, rules, level + 1 - score)
    return rules.unmet(written.criteria.get(level + 1, ()), answer)


def step_effort(standard: Standard, rules: Rules, unmet: Sequence[Unmet]) -> Fraction:
    """The points that a step of these criteria takes, never less than the standard's least effort."""
    return larger(remaining_effort(unmet, rules.full), standard.least_effort)


def efforts_up_to(
    standard: Standard,
    written: Cell | None,
    answer: CellAnswer | None,
    rules: Rules,
    start: tuple[int, Fraction],
    to: int,
) -> list[Fraction]:
    """The effort of each step that a cell lacks up to level `to`; `start` is the level and the score it has.

    One step is all of it where practices add up.
    """
    level, score = start
    if written is not None and not rules.staged and not isinstance(answer, Claimed):
        return [step_effort(standard, rules, _cheapest_unmet(written, answer, rules, to - score))]
    steps = (step_criteria(written, answer, rules, each, score) for each in range(level, to))
    return [step_effort(standard, rules, unmet) for unmet in steps if unmet]


def remaining_effort(unmet: Sequence[Unmet], full: int) -> Fraction:
    """The effort left in criteria that have some of their `full` points already."""
    return weighted_total([(full - points, criterion.effort) for criterion, points in unmet], full)


def met(requirement: Requirement, numbers: Numbers) -> bool:
    """Whether the capability with these `numbers` is where `requirement` wants it.

    What is n/a is met, what is not assessed is not (`scoring.md`, Priorities: blocked_by).
    """
    not_applicable = numbers.low is None
    return not_applicable or (numbers.level is not None and numbers.level >= requirement.needs)


def blockers(
    standard: Standard, by_id: Mapping[str, CapabilityScore], capability_id: str, to_level: int
) -> tuple[Blocker, ...]:
    """The unmet prerequisites of `to_level`."""
    found = []
    for requirement in standard.capabilities[capability_id].requires:
        if requirement.for_level > to_level:
            continue
        numbers = by_id[requirement.capability].numbers
        if not met(requirement, numbers):
            found.append(Blocker(requirement.capability, requirement.needs, numbers.level))
    return tuple(found)


def _cheapest_unmet(cell: Cell, answer: CellAnswer | None, rules: Rules, gain: Fraction) -> list[Unmet]:
    """Under the cumulative rule: level by level the cheapest unmet criteria, until they add up to `gain`."""
    chosen: list[Unmet] = []
    for level in rules.levels:
        criteria = cell.criteria.get(level, ())
        weights = dict(weighed(criteria))
        whole = sum(weights[criterion.id] for criterion in criteria if not _left_out(answer, criterion))
        if not whole:
            continue  # all that would count is n/a: the level is reached already
        for criterion, points in sorted(
            rules.unmet(criteria, answer), key=lambda unmet: remaining_effort((unmet,), rules.full)
        ):
            if gain <= 0:
                return chosen
            chosen.append((criterion, points))
            gain -= Fraction(weights[criterion.id] * (rules.full - points), whole * rules.full)
    return chosen


def _left_out(answer: CellAnswer | None, criterion: Criterion) -> bool:
    return isinstance(answer, Mapping) and isinstance(answer.get(criterion.id), NotApplicable)
