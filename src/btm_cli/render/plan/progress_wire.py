"""The output contract of progress against a plan, `btm-progress/1`: its records, and what fills them.

In: a `Progress`, the scorecard it was seen from. Out: plain data in a fixed key order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from btm_cli.planning.against import Fate
from btm_cli.render.wire.card import HeadWire, subject_data
from btm_cli.render.wire.types import Count, Day, record

if TYPE_CHECKING:
    from btm_cli.planning.against import Progress, StepProgress
    from btm_cli.scoring.scorecard import Scorecard

SCHEMA: Literal["btm-progress/1"] = "btm-progress/1"


@record
class SummaryWire(TypedDict):
    """How many steps met which fate."""

    steps: Count
    late: Count
    open: Count
    done: Count
    ahead: Count
    overtaken: Count


@record
class StepProgressWire(TypedDict):
    """What became of one step; `met` of its `of` applicable criteria are at the top rating."""

    iteration: int
    end: Day
    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    owner: str | None
    fate: Fate
    level: int | None
    met: Count
    of: Count
    why: str


@record
class ProgressStartWire(TypedDict):
    """What comes first."""

    schema: Literal["btm-progress/1"]


@record
class ProgressWire(ProgressStartWire, HeadWire):
    """What `btm plan --against PLAN.json --format json` writes."""

    summary: SummaryWire
    steps: list[StepProgressWire]


def progress_data(found: Progress, card: Scorecard) -> ProgressWire:
    """Every step in the old plan's order."""
    return {
        "schema": SCHEMA,
        **subject_data(card),
        "summary": {
            "steps": len(found.steps),
            "late": found.count("late"),
            "open": found.count("open"),
            "done": found.count("done"),
            "ahead": found.count("ahead"),
            "overtaken": found.count("overtaken"),
        },
        "steps": [_step(each) for each in found.steps],
    }


def _step(each: StepProgress) -> StepProgressWire:
    step = each.step
    return {
        "iteration": step.iteration,
        "end": step.end.isoformat(),
        "capability": step.capability,
        "dimension": step.dimension,
        "from_level": step.from_level,
        "to_level": step.to_level,
        "part": step.part,
        "owner": step.owner,
        "fate": each.fate,
        "level": each.level,
        "met": each.met,
        "of": each.of,
        "why": each.why,
    }
