"""Whether a place is answered and, where it is not, why: five reasons that no empty field tells apart.

In: a `Scorecard`. Out: a `Status` by reference, of every cell and of all that is above cells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from btm_cli.scoring.scorecard import CellScore, Scorecard

Status = Literal["answered", "unanswered", "unknown", "not_applicable", "out_of_scope", "out_of_depth", "absent"]
"""`answered` where anything of it is; `unknown` where all that is open was asked and is not known; `out_of_depth` is a
criterion that does not count at the file's depth; `absent` is what the standard does not have."""

DECISIVE: Sequence[Status] = ("answered", "unanswered", "unknown", "not_applicable", "out_of_scope")
"""What a place is where any part of it is so, before those that follow."""


def statuses(card: Scorecard) -> dict[str, Status]:
    """Every cell, capability and area of the standard, and `overall`."""
    left_out = [entry.reference for entry in card.not_applicable]
    found: dict[str, Status] = {}
    areas: dict[str, list[Status]] = {}
    for capability in card.capabilities:
        cells = [
            _of_cell(cell, left_out, card.to_find_out) if capability.in_scope else "out_of_scope"
            for cell in capability.cells
        ]
        found |= zip((cell.reference for cell in capability.cells), cells, strict=True)
        found[capability.id] = status_above(cells)
        areas.setdefault(capability.area, []).append(found[capability.id])
    found |= {area: status_above(parts) for area, parts in areas.items()}
    found["overall"] = status_above(status for parts in areas.values() for status in parts)
    return found


def status_above(parts: Iterable[Status]) -> Status:
    """What a place is by what is below it: what is unknown beside what was not asked leaves it unanswered."""
    below = set(parts)
    return next((status for status in DECISIVE if status in below), "absent")


def said_of(reference: str, left_out: Iterable[str]) -> bool:
    """Whether somebody said that a cell, its capability or a criterion of it is n/a; else the standard has none."""
    above = (reference, reference.partition("/")[0])
    return any(name in above or name.startswith(f"{reference}/") for name in left_out)


def is_unknown(reference: str, open_criteria: int, asked: Collection[str]) -> bool:
    """Whether a cell without an answer was asked as a whole, or in each of its open criteria, and is not known."""
    within = sum(name.startswith(f"{reference}/") for name in asked)
    return reference in asked or 0 < open_criteria <= within


def _of_cell(cell: CellScore, left_out: Collection[str], asked: Collection[str]) -> Status:
    if cell.assessed:
        return "answered"
    if cell.basis == "n/a":
        return "not_applicable" if said_of(cell.reference, left_out) else "absent"
    return "unknown" if is_unknown(cell.reference, cell.numbers.applicable, asked) else "unanswered"
