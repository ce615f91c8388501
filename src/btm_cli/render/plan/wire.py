"""A roadmap's output contract, `btm-plan/2`: its records, and what fills them.

In: a `Roadmap`, its `Standard`, the standard's cycle. Out: plain data in the fixed key order of the contract; numbers
rounded half up to two decimals, objectives also as exact text. No clock: the same roadmap gives the same data.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from btm_cli.planning.model import Limit, Reason, Solver
from btm_cli.render.document.numbers import json_number
from btm_cli.render.plan.step_wire import PlanStepWire, step_data
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import Day, Rank, Share, record

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Iteration, Roadmap
    from btm_cli.scoring.scorecard import AreaScore, CapabilityScore, Scorecard
    from btm_cli.standard.companion_schema import CycleStepEntry
    from btm_cli.standard.model import Standard


class AmountWire(TypedDict):
    """A number rounded to two decimals, and exactly, as text."""

    value: float
    exact: str


class PlanSettingsWire(TypedDict):
    """What the plan was made for; an iteration takes `months`."""

    iterations: Rank
    capacity: float
    capacity_assumed: bool
    months: Rank
    start: Day
    focus: Rank | None


class PartsWire(TypedDict):
    """What is won by cells that rise, by levels that capabilities finish and by states; they add up."""

    cells: AmountWire
    levels: AmountWire
    states: AmountWire


class ObjectiveWire(TypedDict):
    """What remains, summed over the iterations: the less the better.

    Each capability counts by its share and importance with the levels that its cells lack on average and those that it
    lacks as a whole; each state not yet reached counts half a level of the whole enterprise.
    """

    idle: AmountWire
    """What remains where nothing is done."""
    remaining: AmountWire
    won: AmountWire
    parts: PartsWire
    """Of `won`."""
    bound: AmountWire
    """No plan can win more than this."""
    naive: AmountWire
    """What the list of priorities, taken in its order, would win."""
    share: Share
    """`won` by `bound`."""
    solver: Solver
    method: str


class StateWire(TypedDict):
    """The headline."""

    score: float | None
    level: int | None
    gap: float | None
    state: str | None
    held_back_by: list[str]


class HeightWire(TypedDict):
    """An area or capability after an iteration."""

    id: str
    score: float | None
    level: int | None


class AfterWire(StateWire):
    """What the engine says once the iteration's steps are done."""

    remaining: AmountWire
    areas: list[HeightWire]
    capabilities: list[HeightWire]


class CycleStepWire(TypedDict):
    """One step of the standard's own cycle."""

    id: str
    name: str
    does: str
    artifacts: list[str]


class FinishedWire(TypedDict):
    """A level that a capability has finished, and what the capability is for."""

    capability: str
    level: int
    purpose: str


class IterationWire(TypedDict):
    """One iteration: what begins in it, the ids of steps begun earlier and shown at its end, what is finished then."""

    number: Rank
    start: Day
    end: Day
    effort: float
    capacity: float
    steps: list[PlanStepWire]
    shown: list[str]
    finished: list[FinishedWire]
    states: list[str]
    after: AfterWire
    cycle: list[CycleStepWire]


class LeftOverWire(TypedDict):
    """A cell the plan leaves below its target, and why."""

    reference: str
    level: int
    target: int
    effort: float
    reason: Reason
    message: str


class LimitWire(TypedDict):
    """What the plan would win without this limit (for capacity: with one more point an iteration)."""

    kind: Limit
    reference: str
    wins: AmountWire


class PlanStartWire(TypedDict):
    """What comes first in a plan."""

    schema: Literal["btm-plan/2"]


@record
class PlanWire(PlanStartWire, HeadWire):
    """What `btm plan --format json` writes."""

    settings: PlanSettingsWire
    target_assumed: bool
    objective: ObjectiveWire
    today: StateWire
    iterations: list[IterationWire]
    begun_for_later: list[PlanStepWire]
    """Begun with the capacity that is left and shown after the last iteration: in no other number."""
    complete: list[str]
    """Capabilities with every assessed cell at its target at the end, and not today."""
    owners_missing: list[str]
    left_over: list[LeftOverWire]
    beyond: BeyondWire | None
    assess_first: list[str]
    limits: list[LimitWire]
    targets: dict[str, int]


def plan_data(roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> PlanWire:
    """The whole plan."""
    settings = roadmap.settings
    return {
        "schema": "btm-plan/2",
        **subject_data(roadmap.card),
        "settings": {
            "iterations": settings.iterations,
            "capacity": json_number(settings.capacity),
            "capacity_assumed": settings.capacity_assumed,
            "months": settings.months,
            "start": settings.start.isoformat(),
            "focus": settings.focus,
        },
        "target_assumed": roadmap.card.target_assumed,
        "objective": {
            "idle": _amount(roadmap.idle),
            "remaining": _amount(roadmap.idle - roadmap.value),
            "won": _amount(roadmap.value),
            "parts": {
                "cells": _amount(roadmap.parts["cells"]),
                "levels": _amount(roadmap.parts["levels"]),
                "states": _amount(roadmap.parts["states"]),
            },
            "bound": _amount(roadmap.bound),
            "naive": _amount(roadmap.naive),
            "share": json_number(roadmap.share),
            "solver": roadmap.solver,
            "method": roadmap.method,
        },
        "today": state_data(roadmap.card),
        "iterations": [_iteration(each, roadmap, standard, cycle) for each in roadmap.iterations],
        "begun_for_later": [step_data(step, standard) for step in roadmap.later],
        "complete": list(roadmap.complete),
        "owners_missing": list(roadmap.owners_missing),
        "left_over": [
            {
                "reference": each.reference,
                "level": each.level,
                "target": each.target,
                "effort": json_number(each.effort),
                "reason": each.reason,
                "message": each.message,
            }
            for each in roadmap.left_over
        ],
        "beyond": _beyond_data(roadmap),
        "assess_first": list(roadmap.card.assess_first),
        "limits": [
            {"kind": cost.kind, "reference": cost.reference, "wins": _amount(cost.value)} for cost in roadmap.costs
        ],
        "targets": roadmap.targets,
    }


def state_data(card: Scorecard) -> StateWire:
    """The headline numbers that a plan moves."""
    numbers = card.overall.numbers
    return {
        "score": json_number(numbers.score),
        "level": numbers.level,
        "gap": json_number(numbers.gap),
        "state": card.overall.state,
        "held_back_by": list(card.overall.held_back_by),
    }


def _amount(value: Fraction) -> AmountWire:
    return {"value": json_number(value), "exact": str(value)}


def _iteration(each: Iteration, roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> IterationWire:
    return {
        "number": each.number,
        "start": each.start.isoformat(),
        "end": each.end.isoformat(),
        "effort": json_number(each.effort),
        "capacity": json_number(roadmap.settings.capacity),
        "steps": [step_data(step, standard) for step in each.steps],
        "shown": [step.id for step in each.shown],
        "finished": [
            {"capability": name, "level": level, "purpose": standard.capabilities[name].purpose}
            for name, level in each.finished
        ],
        "states": list(each.states),
        "after": {
            **state_data(each.card),
            "remaining": _amount(each.remaining),
            "areas": [_height(area) for area in each.card.areas],
            "capabilities": [_height(capability) for capability in each.card.capabilities],
        },
        "cycle": [
            {"id": step.id, "name": step.name, "does": step.does, "artifacts": list(step.artifacts)} for step in cycle
        ],
    }


def _height(each: AreaScore | CapabilityScore) -> HeightWire:
    return {"id": each.id, "score": json_number(each.numbers.score), "level": each.numbers.level}


class BeyondWire(TypedDict):
    """The state that the plan is for and does not reach, and the fewest iterations in which any plan could.

    By the score alone, at this capacity; None where none ever does. `day` is the last one of these iterations.
    """

    state: str
    iterations: Rank | None
    day: Day | None


def _beyond_data(roadmap: Roadmap) -> BeyondWire | None:
    """None where the plan reaches what it is for."""
    found = roadmap.beyond
    if found is None:
        return None
    return {"state": found.state.id, "iterations": found.iterations, "day": str(found.day) if found.day else None}
