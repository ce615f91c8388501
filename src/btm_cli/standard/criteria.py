"""Cells and criteria of a whole standard by what they are called in full: `capability/dimension[/criterion]`."""

from __future__ import annotations

from btm_cli.standard.model import Criterion, Standard


def cell_references(standard: Standard) -> list[str]:
    """Every cell's full reference, in the standard's order."""
    return [f"{one.id}/{dimension}" for one in standard.ordered_capabilities() for dimension in one.cells]


def criteria_by_reference(standard: Standard) -> dict[str, Criterion]:
    """Every criterion by its full reference, in the standard's order."""
    return {
        f"{capability.id}/{dimension}/{criterion.id}": criterion
        for capability in standard.ordered_capabilities()
        for dimension, cell in capability.cells.items()
        for criterion in cell.all_criteria()
    }
