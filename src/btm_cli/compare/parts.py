"""The cause "answers" down to the single answer.

In: the hybrids between two sides. Out: a `Part` for every changed answer, which add up to "answers" at each height.
Above a cell a score is a weighted mean of cells, so the parts of cells simply add up there; within a cell levels build
on each other, and the Shapley value shares among the answers as it does among the causes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import product

from btm_cli.compare.comparison import OVERALL, Part
from btm_cli.compare.content import Place, Stated
from btm_cli.compare.hybrid import Hybrids
from btm_cli.compare.mixture import Switches
from btm_cli.compare.shapley import MOST_PLAYERS, in_both_orders, shapley, weights
from btm_cli.scoring.exact import common, dot, total
from btm_cli.scoring.rollup import Tree
from btm_cli.standard.model import Standard

NONE = Fraction(0)
Three = tuple[Fraction, Fraction, Fraction]
"""Claimed, evidenced and verified."""
NO_SCORES: Three = (NONE, NONE, NONE)
"""Where a combination has none, none of the answers changes that."""

OTHERS = tuple(Switches(standard, time, scope, 0) for standard, time, scope in product((0, 1), repeat=3))
"""The combinations that answers can be switched in."""


def parts_of_answers(hybrids: Hybrids) -> tuple[Part, ...]:
    """Every changed answer's part, in the order of the new standard."""
    old, new = hybrids.sides
    shares: dict[Switches, _Shares] = {}
    found: list[Part] = []
    for capability in new.standard.ordered_capabilities():
        for dimension in new.standard.dimensions:
            place = (capability.id, dimension.id)
            if place in old.assessed and place in new.assessed:
                found += _Cell(hybrids, place, shares).parts()
    return tuple(found)


class _Cell:
    """The changed answers of one cell that both sides assess."""

    def __init__(self, hybrids: Hybrids, place: Place, shares: dict[Switches, _Shares]) -> None:
        self._hybrids = hybrids
        self._place = place
        self._shares = shares
        self._units = list(dict.fromkeys(self._changed()))

    def parts(self) -> list[Part]:
        reference = "/".join(self._place)
        plains = self._heights() if self._units else {}
        found = [(heights, self._split(plain)) for plain, heights in plains.items() if heights]
        places = dict.fromkeys(place for heights, _ in found for place in heights)
        heights = [common([heights.get(place, NONE) for heights, _ in found]) for place in places]
        in_order = len(self._units) > MOST_PLAYERS
        parts = []
        for number, unit in enumerate(self._units):
            shares = [common([split[number][which] for _, split in found]) for which in range(3)]
            amounts = {
                place: (dot(height, shares[0]), dot(height, shares[1]), dot(height, shares[2]))
                for place, height in zip(places, heights, strict=True)
            }
            parts.append(Part(f"{reference}/{unit}" if unit else reference, reference, amounts, in_order))
        return parts

    def _changed(self) -> Iterator[str]:
        """The names of the criteria whose answer differs; "" for the cell, where either side states a level."""
        mixture, place = self._hybrids.mixture, self._place
        if not mixture.both_rate(place):
            old, new = (side.cells[place] for side in mixture.sides)
            if old != new or not isinstance(old, Stated):
                yield ""
            return
        criteria = mixture.criteria(place)
        for edition in (1, 0):
            for name in criteria.by_id[edition]:
                if mixture.rating(place, name, edition, 0) != mixture.rating(place, name, edition, 1):
                    yield criteria.unit(name, edition)

    def _split(self, switches: Switches) -> list[Three]:
        """What each unit adds to the cell in one combination of the other causes."""
        count = len(self._units)
        scores = cache(self._hybrids.by_units(self._place, switches, self._units))
        if count <= MOST_PLAYERS:
            worth = [scores(members) or NO_SCORES for members in range(1 << count)]
            shares = [shapley([each[which] for each in worth], count) for which in range(3)]
        else:
            shares = [
                # mypy infers no type for a lambda with a default, which binds `which` now and not later.
                in_both_orders(lambda members, which=which: (scores(members) or NO_SCORES)[which], count)  # type: ignore[misc]
                for which in range(3)
            ]
        return list(zip(*shares, strict=True))

    def _heights(self) -> dict[Switches, dict[str, Fraction]]:
        """How much of the cell arrives where, by its weight in the Shapley value: one entry for all combinations of the
        other causes in which just the same is said of the cell.
        """
        together: dict[tuple[Switches, _Shares], Fraction] = {}
        for switches in OTHERS:
            key = (self._hybrids.mixture.plain(self._place, switches), self._shares_in(switches))
            together[key] = together.get(key, Fraction(0)) + weights(4)[sum(switches)]
        by_plain: dict[Switches, list[tuple[Fraction, Mapping[str, Fraction]]]] = {}
        for (plain, shares), weight in together.items():
            by_plain.setdefault(plain, []).append((weight, shares.of(self._place)))
        return {plain: _weighted(several) for plain, several in by_plain.items()}

    def _shares_in(self, switches: Switches) -> _Shares:
        if switches not in self._shares:
            tree = self._hybrids.tree(switches)
            made = _Shares(tree, self._hybrids.sides[switches.standard].standard)
            alike = (each for each in self._shares.values() if each.alike(made))
            self._shares[switches] = next(alike, made)
        return self._shares[switches]


def _weighted(several: Sequence[tuple[Fraction, Mapping[str, Fraction]]]) -> dict[str, Fraction]:
    """By place the sum of its heights, each times its weight."""
    parts = common([weight for weight, _ in several])
    places = dict.fromkeys(place for _, heights in several for place in heights)
    return {place: dot(parts, common([heights.get(place, NONE) for _, heights in several])) for place in places}


class _Shares:
    """How much of a cell's score is in the scores above it, in one combination."""

    def __init__(self, tree: Tree, standard: Standard) -> None:
        self._standard = standard
        self._scored = {name: [each.score is not None for each in cells] for name, cells in tree.cells.items()}
        self._above: dict[str, tuple[str, Fraction, Fraction]] = {}
        self._dimensions = {dimension.id: number for number, dimension in enumerate(standard.dimensions)}

    def alike(self, other: _Shares) -> bool:
        """Whether the same cells have a score, by the same edition, so that all shares are the same."""
        return self._standard is other._standard and self._scored == other._scored

    def of(self, place: Place) -> dict[str, Fraction]:
        """By reference of cell, capability, area and the whole; a cell without a score has a share in nothing."""
        name, dimension = place
        scored = self._scored[name]
        if not scored[self._dimensions[dimension]]:
            return {}
        of_capability = _share(
            self._standard.dimensions[self._dimensions[dimension]].weight,
            [each.weight for each, has in zip(self._standard.dimensions, scored, strict=True) if has],
        )
        area, in_area, in_whole = self._shares_of(name)
        return {
            "/".join(place): Fraction(1),
            name: of_capability,
            area: of_capability * in_area,
            OVERALL: of_capability * in_whole,
        }

    def _shares_of(self, name: str) -> tuple[str, Fraction, Fraction]:
        """A capability's area, its share in that and in the whole."""
        if name not in self._above:
            capability = self._standard.capabilities[name]
            area = self._standard.area(capability.area)
            members = [each for each in area.capabilities if self._has_score(each)]
            in_area = _share(capability.weight, [self._standard.capabilities[each].weight for each in members])
            assessed = [each.weight for each in self._standard.areas if any(map(self._has_score, each.capabilities))]
            self._above[name] = area.id, in_area, in_area * _share(area.weight, assessed)
        return self._above[name]

    def _has_score(self, name: str) -> bool:
        """A capability has one as soon as any of its cells has."""
        return any(self._scored[name])


def _share(weight: Fraction, among: list[Fraction]) -> Fraction:
    return weight / total(among)
