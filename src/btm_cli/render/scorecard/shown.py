"""What of a scorecard is shown: everything in scope, or what was asked for.

In: a `Scorecard` and the ids to narrow it to. Out: its parts in the order of reading.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from btm_cli.scoring.scorecard import AreaScore, CapabilityScore, CellScore, Finding, Priority, Scorecard


class Shown:
    """A scorecard narrowed to areas and capabilities by id; with no ids, all that is in scope."""

    def __init__(self, card: Scorecard, only: Collection[str] = frozenset()) -> None:
        self.card = card
        self.only = tuple(sorted(only))
        self.capabilities = tuple(
            row for row in card.capabilities if row.in_scope and (not only or row.id in only or row.area in only)
        )
        self._ids = {row.id for row in self.capabilities}
        places = {row.id for row in card.capabilities} | {area.id for area in card.areas}
        self._places = places | {"overall"}
        self._hidden = places - self._ids - {row.area for row in self.capabilities} if only else set()

    def areas(self) -> tuple[tuple[AreaScore, tuple[CapabilityScore, ...]], ...]:
        """Each area with its capabilities; never an empty one."""
        found = ((area, tuple(row for row in self.capabilities if row.area == area.id)) for area in self.card.areas)
        return tuple((area, rows) for area, rows in found if rows)

    def gaps(self) -> list[CellScore]:
        """The cells below their target, the widest gap first; a tie goes to the more important capability."""
        below = [
            (-cell.numbers.gap, -row.importance, cell)
            for row in self.capabilities
            for cell in row.cells
            if cell.numbers.gap
        ]
        return [cell for *_, cell in sorted(below, key=lambda entry: entry[:2])]

    def steps(self) -> list[Priority]:
        """The steps of the next iteration, best first."""
        return [step for step in self.card.priorities if step.capability in self._ids]

    def not_assessed(self) -> list[tuple[str, list[str]]]:
        """Capabilities with the dimensions that nobody has answered, by id."""
        cells = [reference.split("/") for reference in self.card.assess_first if self.has(reference)]
        return [(name, [cell[1] for cell in group]) for name, group in groupby(cells, key=lambda cell: cell[0])]

    def findings(self) -> list[tuple[Finding, str]]:
        """Each finding with its message; what is known by its key alone, such as evidence, is named before it."""
        return [(found, self._said(found)) for found in self.card.findings if self.has(found.reference)]

    def has(self, reference: str) -> bool:
        """Whether a reference is within what is shown; one that names no capability or area always is."""
        return reference.partition("/")[0] not in self._hidden

    def _said(self, found: Finding) -> str:
        known = found.reference.partition("/")[0] in self._places or found.reference in found.message
        return found.message if known else f"{found.reference}: {found.message}"
