"""Which criteria bear a theme.

In: a `Standard`, a theme's id, perhaps levels. Out: references and criteria, in the standard's order.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
