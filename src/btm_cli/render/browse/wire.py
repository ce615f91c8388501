"""A standard, or what it names, as plain data for JSON.

In: a `Standard` and what is asked for. Out: mappings and lists with fixed key order; exact numbers stay text ("1/3").
"""

from __future__ import annotations

from typing import Any

from btm_cli.standard.model import Capability, Cell, Standard
from btm_cli.standard.references import Named


def list_data(standard: Standard) -> dict[str, Any]:
    """The standard's frame and the ids and names of its capabilities."""
    return {
        "schema": "btm-standard-list/1",
        "standard": standard.id,
        "edition": standard.edition,
        "title": standard.title,
        "digest": standard.digest,
        "levels": [entry._asdict() for entry in standard.levels],
        "dimensions": [{"id": entry.id, "name": entry.name} for entry in standard.dimensions],
        "states": [{"id": s.id, "name": s.name, "from": str(s.from_score), "floor": s.floor} for s in standard.states],
        "areas": [
            {
                "id": area.id,
                "name": area.name,
                "capabilities": [
                    {
                        "id": name,
                        "name": standard.capabilities[name].name,
                        "criteria": _count(standard.capabilities[name]),
                    }
                    for name in area.capabilities
                ],
            }
            for area in standard.areas
        ],
    }


def named_data(named: Named, standard: Standard) -> dict[str, Any]:
    """Everything the standard says about one thing it names."""
    data: dict[str, Any] = {"schema": "btm-standard-entry/1", "kind": named.kind, "reference": named.id}
    if named.capability is None:
        return data | _frame_entry(named, standard)
    capability = standard.capabilities[named.capability]
    if named.dimension is None:
        return data | _capability(capability)
    cell = standard.cell(capability.id, named.dimension)
    if named.criterion is None:
        return data | {"levels": _cell(cell) if cell else []}
    criterion = next(entry for entry in cell.all_criteria() if entry.id == named.criterion) if cell else None
    return data | (_plain(criterion._asdict()) if criterion else {})


def _frame_entry(named: Named, standard: Standard) -> dict[str, Any]:
    entries: dict[str, Any] = {
        "area": {entry.id: entry for entry in standard.areas},
        "state": {entry.id: entry for entry in standard.states},
        "dimension": {entry.id: entry for entry in standard.dimensions},
        "level": {str(entry.level): entry for entry in standard.levels},
    }
    return _plain(entries[named.kind][named.id]._asdict())


def _capability(capability: Capability) -> dict[str, Any]:
    fields = {key: getattr(capability, key) for key in ("name", "area", "purpose", "decisions", "concerns", "metrics")}
    return {
        **{key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()},
        "bodies": [body._asdict() for body in capability.bodies],
        "requires": [edge._asdict() for edge in capability.requires],
        "references": [reference._asdict() for reference in capability.references],
        "dimensions": {dimension: _cell(cell) for dimension, cell in capability.cells.items()},
    }


def _cell(cell: Cell) -> list[dict[str, Any]]:
    return [
        {
            "level": level,
            "statement": statement,
            "criteria": [_plain(criterion._asdict()) for criterion in cell.criteria.get(level, ())],
        }
        for level, statement in cell.statements.items()
    ]


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    """Fractions as exact text, tuples as lists."""
    kept = (str, int, type(None))
    return {
        key: list(value) if isinstance(value, tuple) else value if isinstance(value, kept) else str(value)
        for key, value in entry.items()
    }


def _count(capability: Capability) -> int:
    return sum(len(criteria) for cell in capability.cells.values() for criteria in cell.criteria.values())
