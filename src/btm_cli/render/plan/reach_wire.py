"""The output contract of what a target takes, `btm-reach/2`: its records, and what fills them.

In: a `Reach` with its settings and scorecard. Out: plain data in a fixed key order.
"""

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.planning.model import Settings
from btm_cli.planning.reach import Reach, RuleReach
from btm_cli.render.document.numbers import json_number
from btm_cli.render.plan.wire import StateWire, state_data
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import Count, record
from btm_cli.scoring.scorecard import Scorecard


class AtCapacityWire(TypedDict):
    """Iterations at a capacity: found, and proven to be the least there can be; null: more than can be planned."""

    capacity: float
    assumed: bool
    iterations: int | None
    at_least: int


class InIterationsWire(TypedDict):
    """The capacity for a number of iterations: found, and proven least; null: no capacity is enough."""

    iterations: int
    capacity: float | None
    at_least: float


class LinkWire(TypedDict):
    """One step of the longest chain of prerequisites."""

    reference: str
    from_level: int
    to_level: int
    iteration: int
    effort: float


class UnreachableWire(TypedDict):
    """A cell that no plan brings to the target."""

    reference: str
    why: str


class RuleStepWire(TypedDict):
    """A step of the rule's; `iteration` is the one it begins in, by the schedule that was found."""

    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    criteria: list[str]
    effort: float
    iteration: int | None


class RuleWire(TypedDict):
    """The least that makes the state's own rule true; `obstacles` say why nothing does, and then all else is null.

    No steps with less effort than `effort_at_least` are enough. At the capacity they take `iterations`, and no fewer
    than `at_least`.
    """

    state: str
    effort: float | None
    effort_at_least: float | None
    method: str
    iterations: int | None
    at_least: int | None
    steps: list[RuleStepWire]
    obstacles: list[str]


class EveryCellWire(TypedDict):
    """What brings every assessed cell to the level."""

    steps: Count
    effort: float
    at_capacity: AtCapacityWire
    in_iterations: InIterationsWire
    critical_chain: list[LinkWire]
    unreachable: list[UnreachableWire]


class ReachStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-reach/2"]


@record
class ReachWire(ReachStartWire, HeadWire):
    """What `btm plan --reach GOAL --format json` writes."""

    goal: str
    level: int
    today: StateWire
    rule: RuleWire | None
    """Null for a level, which has no rule of its own."""
    every_cell: EveryCellWire
    assess_first: list[str]


def reach_data(found: Reach, goal: str, card: Scorecard, settings: Settings) -> ReachWire:
    """Everything that was found out; `goal` is the state or level that was asked for."""
    return {
        "schema": "btm-reach/2",
        **subject_data(card),
        "goal": goal,
        "level": found.level,
        "today": state_data(card),
        "rule": None if found.rule is None else _rule(found.rule),
        "every_cell": _every_cell(found, settings),
        "assess_first": list(found.assess_first),
    }


def _rule(rule: RuleReach) -> RuleWire:
    return {
        "state": rule.state,
        "effort": json_number(rule.effort),
        "effort_at_least": json_number(rule.effort_least),
        "method": rule.method,
        "iterations": rule.iterations,
        "at_least": rule.at_least,
        "steps": [
            {
                "capability": step.capability,
                "dimension": step.dimension,
                "from_level": step.from_level,
                "to_level": step.to_level,
                "part": step.part,
                "criteria": [f"{step.reference}/{name}" for name in step.criteria],
                "effort": json_number(step.effort),
                "iteration": step.iteration,
            }
            for step in rule.steps
        ],
        "obstacles": list(rule.obstacles),
    }


def _every_cell(found: Reach, settings: Settings) -> EveryCellWire:
    return {
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
    }
