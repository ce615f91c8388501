"""What to ask for next: for each cell the proof of the level above the one that evidence backs, by who can give it.

In: a `Standard`, `Answers`, their `Scorecard`, the evidence that holds, how profiles read the claims. Out: `AskedFor`s,
in the standard's order. Nothing is asked above a cell's target.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import NotApplicable, Rated
from btm_cli.planning.owners import owner_of
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.ratings import ratings_in

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import CellScore, Scorecard
    from btm_cli.standard.model import Criterion, Standard
    from btm_cli.standard.readings import Readings


class AskedFor(NamedTuple):
    """One thing that would show one claim. `kind` is an id of the standard's kinds of evidence, or "".

    `owner` is None where nobody is named; `profile` says whose reading it is, None for the standard's own words.
    `instead_of` are the keys that the answer cites and that do not hold.
    """

    owner: str | None
    area: str
    capability: str
    dimension: str
    level: int
    criterion: Criterion
    text: str
    kind: str
    profile: str | None = None
    instead_of: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """Of the claim."""
        return f"{self.capability}/{self.dimension}/{self.criterion.id}"


def proof_to_ask(
    standard: Standard, answers: Answers, card: Scorecard, valid: Collection[str], readings: Readings
) -> tuple[AskedFor, ...]:
    """Everything that would show the next level of each cell, but for claims that valid evidence shows already."""
    found: list[AskedFor] = []
    for capability in card.capabilities:
        for cell in capability.cells if capability.in_scope else ():
            level = _next_level(cell, standard)
            if level is None:
                continue
            area = standard.capabilities[capability.id].area
            owner = owner_of(answers, capability.id, area, cell.dimension)
            view = cell_in_view(standard, answers, capability.id, cell.dimension)
            said = ratings_in(answers.cells.get((capability.id, cell.dimension)))
            for criterion in view.criteria.get(level, ()) if view is not None else ():
                answer = said.get(criterion.id)
                cited = answer.evidence if isinstance(answer, Rated) else ()
                shown = isinstance(answer, Rated) and answer.rating == standard.top_rating and set(cited) & set(valid)
                if shown or isinstance(answer, NotApplicable):
                    continue
                lapsed = tuple(key for key in cited if key not in valid)
                base = AskedFor(owner, area, capability.id, cell.dimension, level, criterion, "", "", None, lapsed)
                found += _texts(base, readings)
    return tuple(found)


def _next_level(cell: CellScore, standard: Standard) -> int | None:
    """The level above the one that evidence backs; None where that is the target, or the cell is n/a."""
    if cell.basis == "n/a":
        return None
    reached = cell.numbers.evidenced_level
    level = (standard.base if reached is None else reached) + 1
    target = cell.numbers.target
    return level if level <= standard.top and (target is None or level <= target) else None


def _texts(base: AskedFor, readings: Readings) -> Iterator[AskedFor]:
    """A claim's evidence in the standard's words, then what will do by the profiles."""
    yield from (base._replace(text=text, kind=kind) for text, kind in base.criterion.proof)
    for reading in readings.of(base.reference):
        if reading.kind == "evidence":
            yield base._replace(text=reading.text, profile=reading.profile)
