"""The output contract of what a target takes, `btm-reach/1`: its records, and what fills them.

In: a `Reach` with its settings and scorecard. Out: plain data in a fixed key order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from btm_cli.render.document.numbers import json_number
from btm_cli.render.plan.wire import StateWire, state_data
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import Count, record

if TYPE_CHECKING:
    from btm_cli.planning.model import Settings
    from btm_cli.planning.reach import Reach
    from btm_cli.scoring.scorecard import Scorecard

SCHEMA: Literal["btm-reach/1"] = "btm-reach/1"


@record
class AtCapacityWire(TypedDict):
    """Iterations at a capacity: found, and proven to be the least there can be; null: more than can be planned."""

    capacity: float
    assumed: bool
    iterations: int | None
    at_least: int


@record
class InIterationsWire(TypedDict):
    """The capacity for a number of iterations: found, and proven least; null: no capacity is enough."""

    iterations: int
    capacity: float | None
    at_least: float


@record
class LinkWire(TypedDict):
    """One step of the longest chain of prerequisites."""

    reference: str
    from_level: int
    to_level: int
    iteration: int
    effort: float


@record
class UnreachableWire(TypedDict):
    """A cell that no plan brings to the target."""

    reference: str
    why: str


@record
class ReachStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-reach/1"]


@record
class ReachWire(ReachStartWire, HeadWire):
    """What `btm plan --reach GOAL --format json` writes."""

    goal: str
    level: int
    today: StateWire
    steps: Count
    effort: float
    at_capacity: AtCapacityWire
    in_iterations: InIterationsWire
    critical_chain: list[LinkWire]
    unreachable: list[UnreachableWire]
    assess_first: list[str]


def reach_data(found: Reach, goal: str, card: Scorecard, settings: Settings) -> ReachWire:
    """Everything that was found out; `goal` is the state or level that was asked for."""
    return {
        "schema": SCHEMA,
        **subject_data(card),
        "goal": goal,
        "level": found.level,
        "today": state_data(card),
        "steps": found.steps,
        "effort": json_number(found.effort),
        "at_capacity": {
            "capacity": json_number(settings.capacity),
            "assumed": settings.capacity_assumed,
            "iterations": found.iterations,
            "at_least": found.iterations_least,
        },
        "in_iterations": {
            "iterations": settings.iterations,
            "capacity": json_number(found.capacity),
            "at_least": json_number(found.capacity_least),
        },
        "critical_chain": [
            {
                "reference": link.reference,
                "from_level": link.from_level,
                "to_level": link.to_level,
                "iteration": link.iteration,
                "effort": json_number(link.effort),
            }
            for link in found.chain
        ],
        "unreachable": [{"reference": reference, "why": why} for reference, why in found.unreachable],
        "assess_first": list(found.assess_first),
    }
