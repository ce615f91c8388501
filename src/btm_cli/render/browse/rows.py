"""A standard's capabilities and its crosswalk as rows.

In: a `Standard`, or what was asked for of a crosswalk. Out: rows.
"""

from __future__ import annotations

from btm_cli.render.wire.rows import Rows
from btm_cli.standard.companion_schema import CrosswalkFile
from btm_cli.standard.model import Standard


def list_rows(standard: Standard) -> Rows:
    """One row a capability, in the standard's order."""
    return Rows(
        (("area", "text"), ("id", "text"), ("name", "text"), ("criteria", "integer")),
        ((one.area, one.id, one.name, one.criteria) for one in standard.ordered_capabilities()),
    )


def crosswalk_rows(crosswalk: CrosswalkFile) -> Rows:
    """One row a mapping."""
    return Rows(
        (("capability", "text"), ("level", "integer"), ("framework", "text"), ("id", "text"), ("confidence", "text")),
        ((one.capability, one.level, one.framework, one.id, one.confidence) for one in crosswalk.mappings),
    )
