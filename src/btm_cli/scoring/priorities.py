"""What to raise next: every step a cell can take, by value over size (`scoring.md`, Priorities).

In: a `Standard`, `Answers`, the finished capability scores and the headline. Out: ranked `Priority` records.

A step is worth what the plan counts: its share in the capability's score (gain), in finishing the capability's lowest
unfinished level (lift), in letting other capabilities go on (enables), and in the state that the score alone would give
(state). What several steps do together is shared among them by effort, so that the cheapest whole comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.effort import days_of, money_of
from btm_cli.scoring.exact import common, integer_weights, quotient, ratio, total, weighted_total
from btm_cli.scoring.ranking import Place, rank
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Priority
from btm_cli.scoring.steps import Unmet, blockers, efforts_up_to, step_criteria, step_effort

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.ratings import Rules
    from btm_cli.scoring.scorecard import Blocker, Overall
    from btm_cli.standard.model import Standard

NOTHING = ratio(0, 1)


class _Step(NamedTuple):
    """A cell's next step, whatever its target, with its criteria and its effort."""

    capability: CapabilityScore
    cell: CellScore
    level: int
    score: Fraction
    target: int
    unmet: Sequence[Unmet]
    effort: Fraction


class _Given(NamedTuple):
    """What every step's worth depends on; `steps` are by cell, in the standard's order.

    `weights` are by dimension, `wholes` by capability those of all its assessed dimensions. `blocked` asks for a
    capability's unmet prerequisites of a level.
    """

    standard: Standard
    answers: Answers
    rules: Rules
    by_id: Mapping[str, CapabilityScore]
    steps: Mapping[Place, _Step]
    weights: Mapping[str, int]
    wholes: Mapping[str, int]
    blocked: _Blocked


def rank_priorities(
    standard: Standard, answers: Answers, rules: Rules, capabilities: Sequence[CapabilityScore], overall: Overall
) -> tuple[Priority, ...]:
    """Every step within its target, and those that hold the state whatever their target.

    Free ones come by priority, then blocked ones; ties in the standard's order; a step that follows another directly
    after it, where its own priority is higher.
    """
    by_id = {capability.id: capability for capability in capabilities}
    steps = {
        cell.place: step
        for capability in capabilities
        for cell in capability.cells
        if (step := _next_step(standard, answers, rules, capability, cell)) is not None
    }
    dimensions = standard.dimensions
    shares = integer_weights([dimension.weight for dimension in dimensions])
    weights = {dimension.id: share for dimension, share in zip(dimensions, shares, strict=True)}
    wholes = {one.id: sum([weights[cell.dimension] for cell in one.cells if cell.assessed]) for one in capabilities}
    follows = {
        dimension.id: [place for place, other in enumerate(dimensions) if other.id in dimension.follows]
        for dimension in dimensions
    }
    blocked = _blocked(standard, by_id)
    waiting = _waiting_for(by_id, blocked)
    given = _Given(standard, answers, rules, by_id, steps, weights, wholes, blocked)
    states = _states(given, overall)
    lifts = {place: share for capability in capabilities for place, share in _lifts(steps, capability)}
    enables: dict[Place, list[Fraction]] = {}
    for capability in capabilities:
        for need in waiting.get(capability.id, ()):
            # 1 for each need, shared by the effort that each cell lacks up to it
            for place, share in _shared(ratio(1, 1), _lacking(given, capability, need)):
                enables.setdefault(place, []).append(share)
    listed = {
        place: _priority(
            given, step, lifts.get(place, NOTHING), total(enables.get(place, [])), states.get(place, NOTHING)
        )
        for place, step in steps.items()
        if step.level < step.target or place in states
    }
    followed = {
        place: tuple(_followed(steps[place].capability, follows[place[1]], step.to_level))
        for place, step in listed.items()
    }
    return rank(listed, followed)


def _next_step(
    standard: Standard, answers: Answers, rules: Rules, capability: CapabilityScore, cell: CellScore
) -> _Step | None:
    """The step that `cell` could take; None where it has no level or no criteria are left to meet."""
    level, score, target = cell.numbers.level, cell.numbers.score, cell.numbers.target
    if level is None or score is None or target is None or level >= standard.top:
        return None
    place = cell.place
    written = cell_in_view(standard, answers, *place)
    unmet = step_criteria(written, answers.cells.get(place), rules, level, score)
    if not unmet:
        return None
    return _Step(capability, cell, level, score, target.numerator, unmet, step_effort(standard, rules, unmet))


def _priority(given: _Given, step: _Step, lift: Fraction, enables: Fraction, state: Fraction) -> Priority:
    """The step with its worth; its rank, and what it follows, are open until all are known."""
    capability, level, effort = step.capability, step.level, step.effort
    name, dimension, importance = capability.id, step.cell.dimension, capability.importance
    gain = _gain(step, given.weights[dimension], given.wholes[name])
    worth = weighted_total(((importance, gain), (importance, lift), (importance, enables), (1, state)))
    return Priority(
        rank=0,
        capability=name,
        dimension=dimension,
        from_level=level,
        to_level=level + 1,
        priority=quotient(worth, effort),
        gain=gain,
        lift=lift,
        enables=enables,
        state=state,
        importance=importance,
        effort=effort,
        days=days_of(given.standard, effort),
        money=money_of(given.standard, given.answers, effort),
        criteria=tuple([criterion.id for criterion, _ in step.unmet]),
        follows=None,
        blocked_by=given.blocked(name, level + 1),
        holds_state=bool(state),
        in_plan=level < step.target,
    )


def _gain(step: _Step, weight: int, whole: int) -> Fraction:
    """What the step adds to its capability's score: its dimension has `weight` of the assessed ones' `whole`."""
    above, below = step.score.as_integer_ratio()
    return ratio(weight * ((step.level + 1) * below - above), whole * below)


def lowest_unfinished(capability: CapabilityScore) -> tuple[CellScore, ...]:
    """The cells that are still below the capability's lowest unfinished level (`scoring.md`, Priorities: lift).

    A level is finished once every assessed cell is at it, or at its own target where that is lower.
    """
    unfinished = [
        (cell, level)
        for cell in capability.cells
        if (level := (numbers := cell.numbers).level) is not None
        and (target := numbers.target) is not None
        and level < target.numerator
    ]
    lowest = min([level for _, level in unfinished], default=None)
    return tuple([cell for cell, level in unfinished if level == lowest])


def _lifts(steps: Mapping[Place, _Step], capability: CapabilityScore) -> Iterator[tuple[Place, Fraction]]:
    """The worth of finishing the lowest unfinished level, 1, shared among the steps that do it by their effort."""
    places = [cell.place for cell in lowest_unfinished(capability)]
    yield from _shared(ratio(1, 1), {place: steps[place].effort for place in places if place in steps})


def _shared(worth: Fraction, efforts: Mapping[Place, Fraction]) -> Iterator[tuple[Place, Fraction]]:
    """`worth` shared by effort; nothing where there is none."""
    parts, _ = common(list(efforts.values()))
    above, below = worth.as_integer_ratio()
    below *= sum(parts)
    yield from [(place, ratio(above * part, below)) for place, part in zip(efforts, parts, strict=True) if part]


def _states(given: _Given, overall: Overall) -> dict[Place, Fraction]:
    """By cell its share in the state that the score alone would give: half of all importances, by effort.

    They are the next steps of the cells below that state's floor, and of those with open criteria of its unmet asks or
    of those of the states below it.
    """
    if not overall.held_back_by and not overall.unmet_asks:
        return {}
    by_score = next(state for state in given.standard.states if state.id == overall.state_by_score)
    asked = {reference.rpartition("/")[0] for ask in overall.unmet_asks for reference in ask.open}
    efforts = {
        place: step.effort
        for place, step in given.steps.items()
        if (step.capability.id in overall.held_back_by and step.level < by_score.floor) or step.cell.reference in asked
    }
    importances = sum(each.importance for each in given.by_id.values() if each.numbers.score is not None)
    return dict(_shared(ratio(importances, 2), efforts))


_Blocked = Callable[[str, int], tuple["Blocker", ...]]


def _blocked(standard: Standard, by_id: Mapping[str, CapabilityScore]) -> _Blocked:
    """What keeps a capability from a level, looked up once: its cells and whoever waits ask for the same."""
    known: dict[tuple[str, int], tuple[Blocker, ...]] = {}

    def blocked(capability: str, to_level: int) -> tuple[Blocker, ...]:
        found = known.get((capability, to_level))
        if found is None:
            found = known[capability, to_level] = blockers(standard, by_id, capability, to_level)
        return found

    return blocked


def _waiting_for(by_id: Mapping[str, CapabilityScore], blocked: _Blocked) -> dict[str, list[int]]:
    """For each capability the levels others need of it before their own next one, the highest from each."""
    waiting: dict[str, list[int]] = {}
    for capability in by_id.values():
        level = capability.numbers.level
        targets = [cell.numbers.target.numerator for cell in capability.cells if cell.numbers.target is not None]
        if level is None or not targets or level + 1 > max(targets):
            continue
        needs: dict[str, int] = {}
        for blocker in blocked(capability.id, level + 1):
            if blocker.has is not None:
                needs[blocker.capability] = max(blocker.needs, needs.get(blocker.capability, blocker.needs))
        for required, need in needs.items():
            waiting.setdefault(required, []).append(need)
    return waiting


def _lacking(given: _Given, capability: CapabilityScore, need: int) -> dict[Place, Fraction]:
    """The effort of each of the capability's cells up to level `need`."""
    lacking = {}
    for cell in capability.cells:
        level, score = cell.numbers.level, cell.numbers.score
        if level is not None and score is not None and level < need:
            place = cell.place
            written = cell_in_view(given.standard, given.answers, *place)
            answer = given.answers.cells.get(place)
            lacking[place] = total(efforts_up_to(given.standard, written, answer, given.rules, (level, score), need))
    return lacking


def _followed(capability: CapabilityScore, follows: Sequence[int], to_level: int) -> Iterator[Place]:
    """The cells that must come first: those followed that are below `to_level` and below their own target."""
    for position in follows:
        other = capability.cells[position]
        level, target = other.numbers.level, other.numbers.target
        if level is not None and target is not None and level < min(to_level, target.numerator):
            yield other.place
