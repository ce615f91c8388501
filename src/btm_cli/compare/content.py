"""What a side says of each cell, free of its register and of who answered, so that it can stand in either assessment.

In: a `Side`, and whether it is the old or the new one. Out: `Content`: for each cell a level or ratings by criterion,
each with how far it is assured in the old time and in the new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from btm_cli.answers.model import FULL, NOTHING, Claimed, NotApplicable, Rated
from btm_cli.compare.side import Side
from btm_cli.scoring.ratings import Assurance
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

Place = tuple[str, str]
"""Capability and dimension id."""
Standings = tuple[int, int]
"""CLAIMED, EVIDENCED or VERIFIED: in the old time and in the new."""


class Said(NamedTuple):
    """A rating: a word of the side's own scale."""

    rating: str
    standings: Standings


class Stated(NamedTuple):
    """A level stated outright."""

    level: int
    standings: Standings


class Skipped(NamedTuple):
    """A criterion said to be n/a."""


SKIPPED = Skipped()

Ratings = Mapping[str, Said | Skipped]
"""By criterion id; what is absent is not answered."""


class Content(NamedTuple):
    """A side's cells: those its standard has, those assessed in its own assessment, and what it says of them.

    `depth` and `depths` are how deep it looks at them, as in `Answers`.
    """

    standard: Standard
    known: frozenset[Place]
    assessed: frozenset[Place]
    cells: Mapping[Place, Stated | Ratings]
    depth: str = FULL
    depths: Mapping[str, str] = NOTHING

    def depth_of(self, capability: str) -> str:
        """How deep it looks at a capability: core or full."""
        return self.depths.get(capability, self.depth)


def content_of(side: Side, card: Scorecard, number: int) -> Content:
    """What the side says; `card` is its own assessment, `number` 0 for the old side and 1 for the new."""
    times = (side.valid, side.valid_elsewhere) if number == 0 else (side.valid_elsewhere, side.valid)
    assurances = [Assurance(side.answers, valid) for valid in times]

    def standings(answer: Rated | Claimed) -> Standings:
        return assurances[0].of(answer), assurances[1].of(answer)

    cells: dict[Place, Stated | Ratings] = {}
    for place, answer in side.answers.cells.items():
        if isinstance(answer, Claimed):
            cells[place] = Stated(answer.level, standings(answer))
        elif not isinstance(answer, NotApplicable):
            cells[place] = {
                name: SKIPPED if isinstance(said, NotApplicable) else Said(said.rating, standings(said))
                for name, said in answer.items()
            }
    assessed = frozenset(
        (cell.capability, cell.dimension)
        for capability in card.capabilities
        for cell in capability.cells
        if cell.assessed
    )
    known = frozenset(_places(side.standard))
    return Content(side.standard, known, assessed, cells, side.answers.depth, side.answers.depths)


def _places(standard: Standard) -> Iterator[Place]:
    """The cells that the standard has."""
    for capability in standard.capabilities:
        for dimension in standard.dimensions:
            if standard.cell(capability, dimension.id) is not None:
                yield capability, dimension.id
