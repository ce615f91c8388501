"""What a side says of each cell, free of its register and of who answered, so that it can stand in either assessment.

In: a `Side`, and whether it is the old or the new one. Out: `Content`: for each cell a level or ratings by criterion,
each with how far it is assured in the old time and in the new; and which criterion of one edition stands for one of the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

from btm_cli.answers.model import FULL, NOTHING, Claimed, NotApplicable, Rated
from btm_cli.compare.side import Side
from btm_cli.scoring.ratings import Assurance
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Cell, Criterion, Standard, by_id

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
    assessed = frozenset(cell.place for capability in card.capabilities for cell in capability.cells if cell.assessed)
    dimensions = [dimension.id for dimension in side.standard.dimensions]
    places = product(side.standard.capabilities, dimensions)
    known = frozenset(place for place in places if side.standard.cell(*place) is not None)
    return Content(side.standard, known, assessed, cells, side.answers.depth, side.answers.depths)


class Criteria:
    """One cell in both editions.

    A published id keeps its meaning for good, so equal ids are the same criterion; where the other edition lacks the
    id, `replaces` and `split_from` lead to it, if to exactly one.
    """

    def __init__(self, reference: str, cells: tuple[Cell | None, Cell | None]) -> None:
        self._reference = reference
        self.by_id: tuple[Mapping[str, Criterion], Mapping[str, Criterion]] = (by_id(cells[0]), by_id(cells[1]))
        """The criteria of the cell in the old edition and in the new, in order."""

    def counterpart(self, name: str, here: int, there: int) -> str | None:
        """The id under which edition `there` knows criterion `name` of edition `here`; None where it does not."""
        known = self.by_id[there]
        if name in known:
            return name
        criterion = self.by_id[here][name]
        origins = {*self._local(criterion.replaces), *self._local([criterion.split_from or ""])}
        found = [origin for origin in origins if origin in known]
        if not found:
            found = [other.id for other in known.values() if name in self._local(other.replaces)]
        return found[0] if len(found) == 1 else None

    def unit(self, name: str, here: int) -> str:
        """One name for a criterion and its counterpart: that of the edition which says `replaces`."""
        other = self.counterpart(name, here, 1 - here)
        if other is None or other == name or name not in self._local(self.by_id[1 - here][other].replaces):
            return name
        return other

    def _local(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that mean this cell, as ids: "3a", or "capability/dimension/3a"."""
        return [
            name.rpartition("/")[2] for name in names if "/" not in name or name.rpartition("/")[0] == self._reference
        ]
