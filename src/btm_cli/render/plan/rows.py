"""A roadmap as rows, one a criterion to meet, ready for a planning tool.

In: a `Roadmap` and its `Standard`. Out: rows in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.planning.dates import iteration_end
from btm_cli.render.plan.step_wire import step_data
from btm_cli.render.wire.card import EXTENT_COLUMNS, extent_columns
from btm_cli.render.wire.rows import Kind, Rows

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.standard.model import Standard

COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("id", "text"),
    ("iteration", "integer"),
    ("start", "date"),
    ("due", "date"),
    ("capability", "text"),
    ("dimension", "text"),
    ("from_level", "integer"),
    ("to_level", "integer"),
    ("step_effort", "number"),
    ("person_days", "number"),
    ("money", "number"),
    ("owner", "text"),
    ("pinned", "text"),
    ("criterion", "text"),
    ("claim", "text"),
    ("evidence", "text"),
    ("unlocks", "text"),
    ("enterprise", "text"),
    ("unit", "text"),
    *EXTENT_COLUMNS,
)


def plan_rows(roadmap: Roadmap, standard: Standard) -> Rows:
    """Every criterion of every step, what is begun for later last."""
    return Rows(COLUMNS, _rows(roadmap, standard))


def _rows(roadmap: Roadmap, standard: Standard) -> Iterator[tuple[object, ...]]:
    card = roadmap.card
    subject = (card.enterprise, card.unit, *extent_columns(card))
    for planned in roadmap.steps:
        step = step_data(planned, standard)
        place = (step["capability"], step["dimension"], step["from_level"], step["to_level"])
        unlocks = "; ".join(f"{one['capability']} {one['level']}" for one in step["unlocks"])
        for criterion in step["criteria"]:
            yield (
                step["id"],
                planned.begun_in,
                iteration_end(roadmap.settings, planned.begun_in - 1),
                planned.due,
                *place,
                step["effort"],
                step["person_days"],
                step["money"],
                step["owner"],
                "yes" if step["pinned"] else "no",
                criterion["reference"],
                criterion["claim"],
                "; ".join(criterion["evidence"]),
                unlocks,
                *subject,
            )
