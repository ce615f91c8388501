"""A standard's capabilities and its crosswalk as rows.

In: a `Standard`, and what was asked for of a crosswalk. Out: rows.
"""

from __future__ import annotations

from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows, by_standard
from btm_cli.standard.companion_schema import CrosswalkFile
from btm_cli.standard.model import Standard

CAPABILITIES = Layout(
    "btm-capabilities/1",
    "standard list",
    columns("standard", "edition", "area", "capability", "name", "criteria_count"),
)
CROSSWALK = Layout(
    "btm-mappings/1",
    "standard crosswalk",
    columns("standard", "edition", "capability", "mapped_level", "framework", "item", "confidence"),
)


def list_rows(standard: Standard) -> Rows:
    """One row a capability, in the standard's order."""
    name = (standard.id, standard.edition)
    rows = ((*name, one.area, one.id, one.name, one.criteria) for one in standard.ordered_capabilities())
    return Rows(CAPABILITIES, rows, (by_standard(standard),))


def crosswalk_rows(crosswalk: CrosswalkFile, standard: Standard) -> Rows:
    """One row a mapping."""
    name = (standard.id, standard.edition)
    rows = ((*name, one.capability, one.level, one.framework, one.id, one.confidence) for one in crosswalk.mappings)
    return Rows(CROSSWALK, rows, (by_standard(standard),))
