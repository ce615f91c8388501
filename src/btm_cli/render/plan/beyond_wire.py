"""The state that a plan is for and does not reach, as data.

In: a `Roadmap`. Out: plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from btm_cli.render.wire.types import Day, Rank, record

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Roadmap


@record
class BeyondWire(TypedDict):
    """The state that the plan is for and does not reach, and the fewest iterations in which any plan could.

    By the score alone, at this capacity; None where none ever does. `day` is the last one of these iterations.
    """

    state: str
    iterations: Rank | None
    day: Day | None


def beyond_data(roadmap: Roadmap) -> BeyondWire | None:
    """None where the plan reaches what it is for."""
    found = roadmap.beyond
    if found is None:
        return None
    return {"state": found.state.id, "iterations": found.iterations, "day": str(found.day) if found.day else None}
