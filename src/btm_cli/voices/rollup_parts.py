"""The places of a roll-up: what units make of a capability, an area or the whole.

In: units, their weights. Out: cells' means by unit weight; `Part`s, each with its spread, coverage and outliers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.scoring.cell import Measure
from btm_cli.scoring.exact import weighted_mean
from btm_cli.voices.coverage import Coverage
from btm_cli.voices.quartiles import FEWEST, Box, box
from btm_cli.voices.unit import Scores, Unit

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard


class Outlier(NamedTuple):
    """A unit's score far from the others' (beyond Tukey's fences); `above` says on which side."""

    unit: int
    reference: str
    score: Fraction
    above: bool


class Best(NamedTuple):
    """Who is furthest in a capability, by what is evidenced, then by what is claimed.

    `evidence` holds titles of what there is to show for it, once it has been looked up (`with_evidence`).
    """

    unit: int
    score: Fraction
    evidenced: Fraction
    evidence: tuple[str, ...] = ()


class Part(NamedTuple):
    """A capability, an area or the whole ("overall") over all units.

    `scores` are made of the cells' means by unit weight, over the units that assessed them, but for the level: the
    lowest of any unit, where `at_floor` units are; `lowest` is one of them. `box` is about the units' scores,
    unweighted, without those whose scope leaves some of it out. `coverage` and `best` are None above capabilities.
    """

    reference: str
    name: str
    scores: Scores
    box: Box | None
    at_floor: int
    lowest: int | None
    assessed: int
    coverage: Coverage | None = None
    best: Best | None = None

    @property
    def is_even(self) -> bool:
        """Whether every unit that assessed it has the same score, so that none is its weakest."""
        return self.box is not None and self.box.lowest == self.box.highest and self.box.values == self.assessed


class Own(NamedTuple):
    """Every unit's own scores of a place, and whether all of that place is in its scope."""

    scores: Sequence[Scores]
    whole: Sequence[bool]


def own_of_area(units: Sequence[Unit], area: int, capabilities: Sequence[int]) -> Own:
    """What units have of the area at a place in the standard's order, whose `capabilities` are at those places."""
    whole = [all(unit.standings[place] != "out-of-scope" for place in capabilities) for unit in units]
    return Own([unit.areas[area] for unit in units], whole)


def mean_cells(standard: Standard, units: Sequence[Unit], weights: Sequence[int]) -> dict[str, list[Measure]]:
    """Every cell's means by unit weight, over the units that have assessed it."""
    width = len(standard.dimensions)
    return {
        one.id: [_mean([unit.cells[place * width + number] for unit in units], weights) for number in range(width)]
        for place, one in enumerate(standard.ordered_capabilities())
    }


def _mean(scores: Sequence[Scores | None], weights: Sequence[int]) -> Measure:
    """The mean of a cell's scores; of the thousands that there may be most are the same few objects."""
    found: dict[int, tuple[Scores, int]] = {}
    for one, weight in zip(scores, weights, strict=True):
        if one is not None and one.score is not None:
            found[id(one)] = (one, weight + found.get(id(one), (one, 0))[1])
    counts = [weight for _, weight in found.values()]
    if not counts:
        return Measure()
    claimed, evidenced, verified = (
        weighted_mean(counts, [value for one, _ in found.values() if (value := getattr(one, name)) is not None])
        for name in ("score", "evidenced", "verified")
    )
    measure = Measure()
    measure.score, measure.evidenced, measure.verified = claimed, evidenced, verified
    return measure


def part_of(reference: str, name: str, means: Measure, own: Own) -> Part:
    """One place: its means, and from the units' own scores the lowest level, who is there, and the spread."""
    scores = own.scores
    level = min((one.level for one in scores if one.level is not None), default=None)
    at_floor = [place for place, one in enumerate(scores) if level is not None and one.level == level]
    return Part(
        reference,
        name,
        Scores(means.score, level, means.evidenced, means.verified),
        box([one.score for one, whole in zip(scores, own.whole, strict=True) if whole and one.score is not None]),
        len(at_floor),
        min(at_floor, key=lambda place: (scores[place].score, place), default=None),
        sum(one.score is not None for one in scores),
    )


def best_of(scores: Sequence[Scores]) -> Best | None:
    """The first by name of those who are furthest."""
    furthest: tuple[Fraction, Fraction, int] | None = None
    for number, one in enumerate(scores):
        if one.score is not None and one.evidenced is not None:
            here = (one.evidenced, one.score, -number)
            furthest = here if furthest is None else max(furthest, here)
    if furthest is None:
        return None
    evidenced, score, number = furthest
    return Best(-number, score, evidenced)


def outliers_of(part: Part, own: Own) -> list[Outlier]:
    """Who is beyond the fences, where there are enough units to tell."""
    if part.box is None or part.box.values < FEWEST:
        return []
    low, high = part.box.fences
    return [
        Outlier(number, part.reference, one.score, one.score > high)
        for number, (one, whole) in enumerate(zip(own.scores, own.whole, strict=True))
        if whole and one.score is not None and not low <= one.score <= high
    ]
