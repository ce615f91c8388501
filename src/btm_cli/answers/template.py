"""The form of an answers file: the order of its keys, and how deep it asks.

In: a standard, the answers as plain data. Out: names in order, a depth.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from btm_cli.answers.delta import is_parts
from btm_cli.answers.depth import Depth
from btm_cli.answers.model import CORE, DEFAULT
from btm_cli.standard.model import Standard

HEAD: Final = (
    "$schema",
    "standard",
    "enterprise",
    "unit",
    "period",
    "assessed_on",
    "answered_by",
    "scope",
    "target",
    "importance",
    "capacity",
    "plan",
    "owners",
    "capacities",
    "day_rate",
    "depth",
    "profiles",
    "terms",
    "report",
    "note",
    "evidence_root",
    "evidence",
)
"""The keys above `answers`, in the order of formats.md."""


def depth_of(answers: Mapping[str, Any], depth: Any = None) -> Depth:
    """How deep a file asks where nobody said: as deep as its answers go, and no less than for cells.

    `depth` is what the file says under that key: with core, ratings are of core claims.
    """
    cells = [cell for parts in answers.values() if is_parts(parts) for cell in parts.values()]
    if (depth.get(DEFAULT) if isinstance(depth, Mapping) else depth) == CORE:
        return Depth.core
    return Depth.criteria if any(map(is_parts, cells)) else Depth.cell


def order_of(standard: Standard) -> tuple[tuple[str, ...], ...]:
    """The order in which `edit` puts new keys into a file: the file's own, then that of the standard's parts."""
    criteria = {
        criterion.id: (criterion.level, criterion.id)
        for capability in standard.ordered_capabilities()
        for cell in capability.cells.values()
        for criterion in cell.all_criteria()
    }
    return (
        (*HEAD, "answers"),
        ("state", "level", "levels", "deadlines"),
        tuple(capability.id for capability in standard.ordered_capabilities()),
        tuple(dimension.id for dimension in standard.dimensions),
        tuple(sorted(criteria, key=lambda name: criteria[name])),
    )
