"""What every cell and capability weighs: in its capability, in the overall score, in the objective.

In: a `Standard` and a `Scorecard`. Out: `Shares`, over what is assessed; exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

Place = tuple[str, str]
"""A cell: its capability's and its dimension's id."""


class Shares(NamedTuple):
    """`inside`: a cell's in its capability. `overall`: a cell's in the overall score; all of them add up to 1.

    `capability`: a capability's in the objective, its share in the overall score times its importance, scaled so that
    all of them add up to 1 (`scoring.md`, Plan: w(c)).
    """

    inside: Mapping[Place, Fraction]
    overall: Mapping[Place, Fraction]
    capability: Mapping[str, Fraction]

    def of_gap(self, place: Place) -> Fraction:
        """What a cell's gap weighs in the objective."""
        return self.capability[place[0]] * self.inside[place]


def shares_of(standard: Standard, card: Scorecard) -> Shares:
    """The shares of everything that is assessed."""
    assessed = {capability.id: capability for capability in card.capabilities if capability.numbers.score is not None}
    by_id = _capability_shares(standard, list(assessed))
    inside: dict[Place, Fraction] = {}
    for capability in assessed.values():
        counted = {cell.dimension for cell in capability.cells if cell.assessed}
        whole = sum(dimension.weight for dimension in standard.dimensions if dimension.id in counted)
        for dimension in standard.dimensions:
            if dimension.id in counted:
                inside[capability.id, dimension.id] = dimension.weight / whole
    weighted = {name: share * assessed[name].importance for name, share in by_id.items()}
    scale = sum(weighted.values(), Fraction(0))
    return Shares(
        inside=inside,
        overall={place: share * by_id[place[0]] for place, share in inside.items()},
        capability={name: weight / scale for name, weight in weighted.items()},
    )


def _capability_shares(standard: Standard, assessed: list[str]) -> dict[str, Fraction]:
    """Each assessed capability's share in the overall score (`scoring.md`, Upwards)."""
    weights = {name: standard.capabilities[name].weight for name in assessed}
    if standard.roll_up == "flat":
        whole = sum(weights.values(), Fraction(0))
        return {name: weight / whole for name, weight in weights.items()}
    members = {area.id: [name for name in area.capabilities if name in weights] for area in standard.areas}
    across = sum((area.weight for area in standard.areas if members[area.id]), Fraction(0))
    found: dict[str, Fraction] = {}
    for area in standard.areas:
        whole = sum((weights[name] for name in members[area.id]), Fraction(0))
        for name in members[area.id]:
            found[name] = area.weight / across * weights[name] / whole
    return found
