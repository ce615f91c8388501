"""What to raise next: every step a cell can take, by value over size.

In: a `Standard`, `Answers` and the finished capability scores. Out: ranked `Priority` records (`scoring.md`,
Priorities).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.exact import ratio, total
from btm_cli.scoring.scorecard import Blocker, Priority

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.scoring.ratings import Rules
    from btm_cli.scoring.scorecard import CapabilityScore, CellScore
    from btm_cli.standard.model import Cell, Criterion, Standard

Unmet = tuple["Criterion", int]
"""A criterion of a step with the points it has already."""

Step = tuple[bool, Fraction, "partial[Priority]"]
"""Whether a step is blocked, its priority, and the whole record but for its rank."""


class Given(NamedTuple):
    """What every step's value depends on; `waiting` is that of `_waiting_for`."""

    standard: Standard
    answers: Answers
    rules: Rules
    by_id: Mapping[str, CapabilityScore]
    waiting: Mapping[str, Sequence[int]]
    held_back_by: Collection[str]


def rank_priorities(
    standard: Standard,
    answers: Answers,
    rules: Rules,
    capabilities: Sequence[CapabilityScore],
    held_back_by: Collection[str],
) -> tuple[Priority, ...]:
    """Every step within its target: free ones by priority, then blocked ones; ties in the standard's order."""
    by_id = {capability.id: capability for capability in capabilities}
    given = Given(standard, answers, rules, by_id, _waiting_for(standard, by_id), held_back_by)
    steps = (_step(given, capability, cell) for capability in capabilities for cell in capability.cells)
    return _ranked([step for step in steps if step is not None])


def _step(given: Given, capability: CapabilityScore, cell: CellScore) -> Step | None:
    """The step that `cell` can take, None where it has no level, is at its target or has no criteria to meet."""
    level, score, target = cell.numbers.level, cell.numbers.score, cell.numbers.target
    if level is None or score is None or target is None or level >= target.numerator:
        return None
    written = cell_in_view(given.standard, given.answers, *cell.place)
    unmet = step_criteria(written, given.answers.cells.get(cell.place), given.rules, level, score)
    if not unmet:
        return None
    gain = ratio((level + 1) * score.denominator - score.numerator, score.denominator)
    lift = _lift(capability, level)
    enables = _enables(given.waiting.get(capability.id, ()), capability, level)
    effort = max(total([remaining_effort(each, given.rules.full) for each in unmet]), given.standard.least_effort)
    value = total([gain, lift, enables])
    priority = ratio(capability.importance * value.numerator * effort.denominator, value.denominator * effort.numerator)
    blocked_by = _blockers(given.standard, given.by_id, capability.id, level + 1)
    unranked = partial(
        Priority,
        capability=capability.id,
        dimension=cell.dimension,
        from_level=level,
        to_level=level + 1,
        priority=priority,
        gain=gain,
        lift=lift,
        enables=enables,
        importance=capability.importance,
        effort=effort,
        criteria=tuple(criterion.id for criterion, _ in unmet),
        blocked_by=blocked_by,
        holds_state=capability.id in given.held_back_by,
    )
    return bool(blocked_by), priority, unranked


def _lift(capability: CapabilityScore, level: int) -> Fraction:
    """A cell's share in raising its capability's level: 1 / (cells at the lowest level) where it is one of them."""
    levels = [cell.numbers.level for cell in capability.cells if cell.numbers.level is not None]
    return ratio(1, levels.count(level)) if level == min(levels) else ratio(0, 1)


def _ranked(steps: list[Step]) -> tuple[Priority, ...]:
    """`steps` in order and numbered from 1. Sorting by whole numbers is exact and much quicker than by fractions."""
    common = lcm(*[priority.denominator for _, priority, _ in steps])

    def order(step: Step) -> tuple[bool, int]:
        blocked, priority, _ = step
        return blocked, -priority.numerator * (common // priority.denominator)

    return tuple(unranked(rank=rank) for rank, (_, _, unranked) in enumerate(sorted(steps, key=order), 1))


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
    return list(rules.unmet(written.criteria.get(level + 1, ()), answer))


def _cheapest_unmet(cell: Cell, answer: CellAnswer | None, rules: Rules, gain: Fraction) -> list[Unmet]:
    """Under the cumulative rule: level by level the cheapest unmet criteria, until they add up to `gain`."""
    chosen: list[Unmet] = []
    for level in rules.levels:
        criteria = cell.criteria.get(level, ())
        weight = sum((criterion.weight for criterion in criteria if not _left_out(answer, criterion)), Fraction(0))
        for criterion, points in sorted(
            rules.unmet(criteria, answer), key=lambda unmet: remaining_effort(unmet, rules.full)
        ):
            if gain <= 0:
                return chosen
            chosen.append((criterion, points))
            gain -= criterion.weight / weight * Fraction(rules.full - points, rules.full)
    return chosen


def _left_out(answer: CellAnswer | None, criterion: Criterion) -> bool:
    return isinstance(answer, Mapping) and isinstance(answer.get(criterion.id), NotApplicable)


def remaining_effort(unmet: Unmet, full: int) -> Fraction:
    """The effort left in one criterion that has some of its `full` points already."""
    criterion, points = unmet
    return ratio(criterion.effort.numerator * (full - points), criterion.effort.denominator * full)


def _waiting_for(standard: Standard, by_id: Mapping[str, CapabilityScore]) -> dict[str, list[int]]:
    """For each capability the levels others need of it before their own next one, the highest from each."""
    waiting: dict[str, list[int]] = {}
    for capability in by_id.values():
        level, target = capability.numbers.level, capability.numbers.target
        if level is None or target is None or level + 1 > target:
            continue
        needs: dict[str, int] = {}
        for blocker in _blockers(standard, by_id, capability.id, level + 1):
            if blocker.has is not None:
                needs[blocker.capability] = max(blocker.needs, needs.get(blocker.capability, blocker.needs))
        for required, need in needs.items():
            waiting.setdefault(required, []).append(need)
    return waiting


def _enables(needs: Sequence[int], capability: CapabilityScore, level: int) -> Fraction:
    """This cell's share in letting others go on: 1 / (cells still below the need) for each need it is itself below."""
    if not needs:
        return ratio(0, 1)
    levels = [cell.numbers.level for cell in capability.cells if cell.numbers.level is not None]
    return total([ratio(1, sum(below < need for below in levels)) for need in needs if level < need])


def _blockers(
    standard: Standard, by_id: Mapping[str, CapabilityScore], capability_id: str, to_level: int
) -> tuple[Blocker, ...]:
    """The unmet prerequisites of `to_level`; what is n/a is met, what is not assessed is not."""
    blockers = []
    for requirement in standard.capabilities[capability_id].requires:
        if requirement.for_level > to_level:
            continue
        numbers = by_id[requirement.capability].numbers
        not_applicable = numbers.low is None
        if not not_applicable and (numbers.level is None or numbers.level < requirement.needs):
            blockers.append(Blocker(requirement.capability, requirement.needs, numbers.level))
    return tuple(blockers)
