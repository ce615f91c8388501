"""Which criteria bear a theme.

In: a `Standard`, a theme's id, perhaps levels. Out: references and criteria, in the standard's order.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from btm_cli.standard.model import Criterion, Standard


class Bearing(NamedTuple):
    """A criterion that bears a theme, and where it stands."""

    capability: str
    dimension: str
    criterion: Criterion

    @property
    def reference(self) -> str:
        """`capability/dimension/criterion`."""
        return f"{self.capability}/{self.dimension}/{self.criterion.id}"


def by_theme(standard: Standard) -> dict[str, list[Bearing]]:
    """The criteria that bear each theme: one pass for whoever asks for several."""
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
