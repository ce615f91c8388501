"""How deep a cell is looked at: all its criteria, or the core ones alone.

In: a `Standard`, `Answers`, a cell. Out: the cell with the criteria that count (`scoring.md`, A cell: depth core). All
that is worked out of a cell starts here, so that no rule knows of depths.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from btm_cli.answers.model import CORE, Claimed, NotApplicable
from btm_cli.standard.model import Cell

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.standard.model import Criterion, Standard


def cell_in_view(standard: Standard, answers: Answers, capability: str, dimension: str) -> Cell | None:
    """The cell at the depth that the answers look at it, None where the standard has none there.

    A claimed cell is whole at every depth: a claim is about all of it.
    """
    cell = standard.cell(capability, dimension)
    if cell is None or answers.depth_of(capability) != CORE:
        return cell
    return core_of(cell, answers.cells.get((capability, dimension)))


def core_of(cell: Cell, answer: CellAnswer | None) -> Cell:
    """The cell with one criterion a level: its core one or, where that is n/a, the next applicable one.

    After the last letter comes the first. A level whose criteria are all n/a has none.
    """
    if isinstance(answer, (Claimed, NotApplicable)):
        return cell
    left_out = {name for name, said in (answer or {}).items() if isinstance(said, NotApplicable)}
    criteria = {}
    for level, found in cell.criteria.items():
        standing = standing_in(found, left_out)
        if standing is not None:
            criteria[level] = (standing,)
    return Cell(cell.statements, criteria)


def standing_in(criteria: Sequence[Criterion], left_out: Collection[str]) -> Criterion | None:
    """The core criterion or the first applicable one after it."""
    start = next((place for place, one in enumerate(criteria) if one.core), 0)
    return next((one for one in [*criteria[start:], *criteria[:start]] if one.id not in left_out), None)
