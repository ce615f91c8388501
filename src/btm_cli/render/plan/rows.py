"""A roadmap as rows, one a criterion to meet, ready for a planning tool.

In: a `Roadmap` and its `Standard`. Out: rows in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.planning.dates import iteration_end
from btm_cli.render.wire.columns import HEAD, columns
from btm_cli.render.wire.rows import Layout, Rows, by_all, head
from btm_cli.standard.model import Standard, by_id

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Roadmap

WHEN = ("iteration", "starts_on", "due")
PLACE = ("area", "capability", "dimension")
CRITERION = ("reference", "criterion", "claim", "proof")
STEP = ("from_level", "to_level", "step_effort", "step_person_days", "step_money", "owner", "pinned", "unlocks")
PLAN = Layout("btm-plan-criteria/1", "plan", columns(*HEAD, "step", *WHEN, *PLACE, *CRITERION, *STEP))


def plan_rows(roadmap: Roadmap, standard: Standard) -> Rows:
    """Every criterion of every step, what is begun for later last."""
    return Rows(PLAN, _rows(roadmap, standard), by_all([roadmap.card]))


def _rows(roadmap: Roadmap, standard: Standard) -> Iterator[tuple[object, ...]]:
    subject = head(roadmap.card)
    for step in roadmap.steps:
        written = by_id(standard.cell(step.capability, step.dimension))
        when = (step.begun_in, iteration_end(roadmap.settings, step.begun_in - 1), step.due)
        place = (standard.capabilities[step.capability].area, step.capability, step.dimension)
        for name in step.criteria:
            yield (
                *subject,
                step.id,
                *when,
                *place,
                f"{step.reference}/{name}",
                name,
                written[name].claim,
                written[name].evidence,
                step.from_level,
                step.to_level,
                step.effort,
                step.days,
                step.money,
                step.owner,
                step.pinned,
                tuple(f"{capability} {level}" for capability, level in step.unlocks),
            )
