"""A roadmap as rows, one a criterion to meet, ready for a planning tool.

In: a `Roadmap` and its `Standard`. Out: rows in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.render.plan.step_wire import step_data
from btm_cli.render.wire.rows import Kind, Rows

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.standard.model import Standard

COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("iteration", "integer"),
    ("start", "date"),
    ("end", "date"),
    ("capability", "text"),
    ("dimension", "text"),
    ("from_level", "integer"),
    ("to_level", "integer"),
    ("step_effort", "number"),
    ("owner", "text"),
    ("pinned", "text"),
    ("criterion", "text"),
    ("claim", "text"),
    ("evidence", "text"),
    ("unlocks", "text"),
)


def plan_rows(roadmap: Roadmap, standard: Standard) -> Rows:
    """Every criterion of every step."""
    return Rows(COLUMNS, _rows(roadmap, standard))


def _rows(roadmap: Roadmap, standard: Standard) -> Iterator[tuple[object, ...]]:
    for each in roadmap.iterations:
        for planned in each.steps:
            step = step_data(planned, standard)
            place = (step["capability"], step["dimension"], step["from_level"], step["to_level"])
            unlocks = "; ".join(f"{one['capability']} {one['level']}" for one in step["unlocks"])
            for criterion in step["criteria"]:
                yield (
                    each.number,
                    each.start,
                    each.end,
                    *place,
                    step["effort"],
                    step["owner"],
                    "yes" if step["pinned"] else "no",
                    criterion["reference"],
                    criterion["claim"],
                    "; ".join(criterion["evidence"]),
                    unlocks,
                )
