"""A step of a roadmap, as a record of `btm-plan/2`.

In: a `RoadmapStep`, the `Standard` that writes its criteria. Out: plain data in the fixed key order of the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.wire.types import Day
from btm_cli.standard.model import Standard, by_id

if TYPE_CHECKING:
    from btm_cli.planning.roadmap_steps import RoadmapStep


class ToMeetWire(TypedDict):
    """A criterion to meet and what would show it."""

    reference: str
    claim: str
    evidence: list[str]


class UnlockWire(TypedDict):
    """What can be gone for afterwards."""

    capability: str
    level: int


class PlanStepWire(TypedDict):
    """One step; `part` where it is too large for an iteration and only some of its criteria lie in this one.

    `id` stays the same in every plan that has the step. It is begun in its iteration and credited at the end of
    `shown_in`, on the day `due`: what looks back needs its record first.
    """

    id: str
    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    level_after: int
    score_after: float
    effort: float
    person_days: float | None
    money: float | None
    gain: float
    owner: str | None
    begun_in: int
    shown_in: int
    due: Day
    pinned: bool
    holds_state: bool
    criteria: list[ToMeetWire]
    unlocks: list[UnlockWire]


def step_data(step: RoadmapStep, standard: Standard) -> PlanStepWire:
    """One step, its criteria as full references with what the standard writes of them."""
    written = by_id(standard.cell(step.capability, step.dimension))
    return {
        "id": step.id,
        "capability": step.capability,
        "dimension": step.dimension,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "part": step.part,
        "level_after": step.level_after,
        "score_after": json_number(step.score_after),
        "effort": json_number(step.effort),
        "person_days": json_number(step.days),
        "money": json_number(step.money),
        "gain": json_number(step.gain),
        "owner": step.owner,
        "begun_in": step.begun_in,
        "shown_in": step.shown_in,
        "due": step.due.isoformat(),
        "pinned": step.pinned,
        "holds_state": step.holds_state,
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
