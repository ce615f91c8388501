"""A roadmap's output contract, `btm-plan/1`, as plain data.

In: a `Roadmap`, its `Standard`, the standard's cycle. Out: dicts and lists in the fixed key order of the contract;
numbers rounded half up to two decimals, objectives also as exact text. No clock: the same roadmap gives the same data.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from btm_cli.render.document.numbers import json_number
from btm_cli.render.scorecard.wire import subject_data

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Iteration, Roadmap, RoadmapStep
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.companion_schema import CycleStepEntry
    from btm_cli.standard.model import Standard

SCHEMA = "btm-plan/1"


def plan_data(roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> dict[str, Any]:
    """The whole plan."""
    settings = roadmap.settings
    return {
        "schema": SCHEMA,
        **subject_data(roadmap.card),
        "settings": {
            "iterations": settings.iterations,
            "capacity": json_number(settings.capacity),
            "capacity_assumed": settings.capacity_assumed,
            "months": settings.months,
            "start": settings.start.isoformat(),
        },
        "target_assumed": roadmap.card.target_assumed,
        "objective": {
            "idle": _amount(roadmap.idle),
            "remaining": _amount(roadmap.idle - roadmap.value),
            "won": _amount(roadmap.value),
            "bound": _amount(roadmap.bound),
            "naive": _amount(roadmap.naive),
            "share": json_number(roadmap.share),
            "solver": roadmap.solver,
            "method": roadmap.method,
        },
        "today": state_data(roadmap.card),
        "iterations": [_iteration(each, roadmap, standard, cycle) for each in roadmap.iterations],
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
        "assess_first": list(roadmap.card.assess_first),
        "limits": [
            {"kind": cost.kind, "reference": cost.reference, "wins": _amount(cost.value)} for cost in roadmap.costs
        ],
        "targets": roadmap.targets,
    }


def state_data(card: Scorecard) -> dict[str, Any]:
    """The headline numbers that a plan moves."""
    numbers = card.overall.numbers
    return {
        "score": json_number(numbers.score),
        "level": numbers.level,
        "gap": json_number(numbers.gap),
        "state": card.overall.state,
        "held_back_by": list(card.overall.held_back_by),
    }


def _amount(value: Fraction) -> dict[str, Any]:
    return {"value": json_number(value), "exact": str(value)}


def _iteration(
    each: Iteration, roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]
) -> dict[str, Any]:
    return {
        "number": each.number,
        "start": each.start.isoformat(),
        "end": each.end.isoformat(),
        "effort": json_number(each.effort),
        "capacity": json_number(roadmap.settings.capacity),
        "steps": [_step(step, standard) for step in each.steps],
        "after": {
            **state_data(each.card),
            "remaining": _amount(each.remaining),
            "areas": [
                {"id": area.id, "score": json_number(area.numbers.score), "level": area.numbers.level}
                for area in each.card.areas
            ],
            "capabilities": [
                {
                    "id": capability.id,
                    "score": json_number(capability.numbers.score),
                    "level": capability.numbers.level,
                }
                for capability in each.card.capabilities
            ],
        },
        "cycle": [
            {"id": step.id, "name": step.name, "does": step.does, "artifacts": list(step.artifacts)} for step in cycle
        ],
    }


def _step(step: RoadmapStep, standard: Standard) -> dict[str, Any]:
    cell = standard.cell(step.capability, step.dimension)
    written = {criterion.id: criterion for criterion in cell.all_criteria()} if cell else {}
    return {
        "capability": step.capability,
        "dimension": step.dimension,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "part": step.part,
        "level_after": step.level_after,
        "score_after": json_number(step.score_after),
        "effort": json_number(step.effort),
        "gain": json_number(step.gain),
        "owner": step.owner,
        "pinned": step.pinned,
        "criteria": [
            {
                "reference": f"{step.reference}/{name}",
                "claim": written[name].claim,
                "evidence": list(written[name].evidence),
            }
            for name in step.criteria
        ],
        "unlocks": [{"capability": name, "level": level} for name, level in step.unlocks],
    }
