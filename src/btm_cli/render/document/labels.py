"""What things are called: names out of the standard for the ids and numbers of a scorecard, and its readings in a line.

In: a `Standard`, a `Reading`. Out: text for references, levels, states; no name is known to the program itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.render.document.numbers import NOTHING, short_number
from btm_cli.render.document.words import words
from btm_cli.scoring.effort import whole_days
from btm_cli.standard.model import Criterion, Standard, by_id

if TYPE_CHECKING:
    from btm_cli.standard.readings import Reading


class Labels:
    """Looks names up in one standard. An id that the standard lacks stands for itself.

    With `short` the names of capabilities and areas are those for narrow places, where the standard has some.
    """

    def __init__(self, standard: Standard, *, short: bool = False) -> None:
        self._standard = standard
        self._short = short
        self._dimensions = {dimension.id: dimension.name for dimension in standard.dimensions}
        self._levels = {level.level: level.name for level in standard.levels}
        self._states = {state.id: state.name for state in standard.states}
        self.thresholds = sorted(
            {Fraction(level) for level in self._levels} | {state.from_score for state in standard.states}
        )

    def in_full(self) -> Labels:
        """The same with whole names: what a figure is about is called alike wherever it stands."""
        return Labels(self._standard) if self._short else self

    def place(self, reference: str) -> str:
        """An area, or `capability[/dimension[/criterion]]`, as "Capability / Dimension / 3a"; "" for ""."""
        head, *rest = reference.split("/")
        if rest:
            rest[0] = self._dimensions.get(rest[0], rest[0])
        return " / ".join([self.name(head), *rest])

    def name(self, identifier: str) -> str:
        """The name of a capability or area."""
        areas = (area for area in self._standard.areas if area.id == identifier)
        found = self._standard.capabilities.get(identifier) or next(areas, None)
        if found is None:
            return identifier
        return (found.naming.short if self._short else None) or found.name

    def dimension(self, identifier: str) -> str:
        """The name of a dimension."""
        return self._dimensions.get(identifier, identifier)

    def work(self, points: Fraction, days: int | None = None) -> str:
        """Effort as whole days of work where the standard says how many a point is, else as points.

        `days` are those of several steps together; without them it is one step's.
        """
        scale = self._standard.effort_scale
        if scale is None:
            return words("screen.effort", points=short_number(points))
        return words("screen.effort-days", days=days or whole_days(points * scale.per_point), unit=scale.unit)

    def level(self, level: int | None) -> str:
        """A level as "2 Name"; "-" for None."""
        return NOTHING if level is None else f"{level} {self._levels.get(level, '')}".rstrip()

    def state(self, state: str | None) -> str:
        """The name of a state; "-" for None."""
        return NOTHING if state is None else self._states.get(state, state)

    def theme(self, identifier: str) -> str:
        """The name of a theme."""
        return next((theme.name for theme in self._standard.themes if theme.id == identifier), identifier)

    def inside(self, scope: Sequence[str]) -> list[str]:
        """The ids of the capabilities that a scope takes in, in the standard's order; all for an empty one."""
        named = set(scope)
        return [
            name for area in self._standard.areas for name in area.capabilities if not named or {name, area.id} & named
        ]

    def scope(self, scope: Sequence[str]) -> str:
        """What an assessment is about, to stand beside its headline; "" where that is the whole standard."""
        inside, every = len(self.inside(scope)), len(self._standard.capabilities)
        if inside == every:
            return ""
        return words("scope.only", names=", ".join(map(self.name, scope)), inside=inside, n=every)

    def criteria(self, capability: str, dimension: str) -> Mapping[str, Criterion]:
        """The criteria of a cell by id ("3a"), by level and letter."""
        return by_id(self._standard.cell(capability, dimension))


def reading_text(reading: Reading) -> str:
    """What it says and whose it is: "council: the technology round (small-firm)"."""
    by = reading.profile if reading.profile is not None else words("explain.reading.own")
    return words(f"explain.reading.{reading.kind}", text=reading.text, of=reading.of, by=by)
