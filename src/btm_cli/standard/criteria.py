"""Cells and criteria of a whole standard: by their full references (`capability/dimension[/criterion]`), and by theme.

In: a `Standard`, perhaps a theme's id and levels. Out: references and criteria, in the standard's order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

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


class Bearing(NamedTuple):
    """A criterion that bears a theme, and where it stands."""

    capability: str
    dimension: str
    criterion: Criterion

    @property
    def reference(self) -> str:
        """`capability/dimension/criterion`."""
        return f"{self.capability}/{self.dimension}/{self.criterion.id}"


ByTheme = Mapping[str, Sequence[Bearing]]

_last: tuple[Standard, ByTheme] | None = None
"""The standard asked for last: a report scores it fifteen times."""


def by_theme(standard: Standard) -> ByTheme:
    """The criteria that bear each theme: one pass for whoever asks for several, or again."""
    global _last
    last = _last
    if last is None or last[0] is not standard:
        _last = last = (standard, _by_theme(standard))
    return last[1]


def _by_theme(standard: Standard) -> ByTheme:
    found: dict[str, list[Bearing]] = {theme.id: [] for theme in standard.themes}
    for capability in standard.ordered_capabilities():
        for dimension in standard.dimensions:
            cell = capability.cells.get(dimension.id)
            for criterion in cell.all_criteria() if cell is not None else ():
                for theme in criterion.themes:
                    found.setdefault(theme, []).append(Bearing(capability.id, dimension.id, criterion))
    return found


def bearing(standard: Standard, theme: str, levels: Collection[int] | None = None) -> Iterator[Bearing]:
    """Every criterion that bears `theme`, at one of `levels` where these are given."""
    for each in by_theme(standard).get(theme, ()):
        if levels is None or each.criterion.level in levels:
            yield each
