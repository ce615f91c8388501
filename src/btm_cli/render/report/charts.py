"""The radar chart's geometry: scores as points around a centre.

In: names and exact scores by series, base and top level. Out: a `Radar`, its numbers as text with one decimal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.fitting import wrapped

MANY = 8
"""More axes than these need a larger chart."""
LINE_HEIGHT = 14


class Series(NamedTuple):
    """One polygon: `scores` has one for each axis, None where there is none; `shown` the same as text."""

    kind: str
    name: str
    scores: tuple[Fraction | None, ...]
    shown: tuple[str, ...]


class Axis(NamedTuple):
    """One spoke: what it is of, and what it leads to."""

    reference: str
    name: str


class RadarLabel(NamedTuple):
    """The name of one axis in lines, and where they stand."""

    x: str
    y: str
    anchor: str
    lines: tuple[str, ...]
    link: str


class RadarShape(NamedTuple):
    """One polygon: its kind (now, target, baseline), its points for SVG, and the single points."""

    kind: str
    name: str
    points: str
    dots: tuple[tuple[str, str], ...]


class Radar(NamedTuple):
    """A radar chart as whole geometry; `description` says all of it in words."""

    id: str
    title: str
    description: str
    size: int
    width: int
    rings: tuple[tuple[str, str], ...]
    spokes: tuple[tuple[str, str], ...]
    labels: tuple[RadarLabel, ...]
    shapes: tuple[RadarShape, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    columns: tuple[str, ...]


class _Frame(NamedTuple):
    """The drawing's measures; a label has at most `lines` lines of `line` characters."""

    axes: int
    width: int
    size: int
    radius: int
    line: int
    lines: int

    @classmethod
    def of(cls, count: int) -> _Frame:
        """The frame for so many axes."""
        return cls(count, 740, 500, 190, 24, 2) if count > MANY else cls(count, 480, 360, 115, 16, 3)

    def turn(self, index: int) -> float:
        """The angle of an axis; the first one points up."""
        return 2 * math.pi * index / self.axes - math.pi / 2

    def point(self, index: int, share: Fraction, beyond: int = 0) -> tuple[str, str]:
        """The place on an axis, `beyond` its end where asked for."""
        turn, length = self.turn(index), float(share) * self.radius + beyond
        return _short(self.width / 2 + length * math.cos(turn)), _short(self.size / 2 + length * math.sin(turn))


def radar(identifier: str, title: str, axes: Sequence[Axis], series: Sequence[Series], base: int, top: int) -> Radar:
    """The chart of `series` over `axes`; an axis without a score has no point, and the line passes it by."""
    levels = range(base, top + 1)
    frame, spokes = _Frame.of(len(axes)), range(len(axes))
    columns = tuple(each.name for each in series)
    rows = tuple(
        (axis.reference, axis.name, tuple(each.shown[index] for each in series)) for index, axis in enumerate(axes)
    )
    return Radar(
        id=identifier,
        title=title,
        description=f"{title}: " + "; ".join(f"{name} {', '.join(_said(columns, shown))}" for _, name, shown in rows),
        size=frame.size,
        width=frame.width,
        rings=tuple(
            (str(level), " ".join(_comma(frame.point(index, Fraction(level - base, top - base))) for index in spokes))
            for level in levels
        ),
        spokes=tuple(frame.point(index, Fraction(1)) for index in spokes),
        labels=tuple(_label(index, frame, axis) for index, axis in enumerate(axes)),
        shapes=tuple(_shape(each, frame, base, top) for each in series),
        rows=rows,
        columns=columns,
    )


def _said(columns: Sequence[str], shown: Sequence[str]) -> list[str]:
    return [f"{name.lower()} {text}" for name, text in zip(columns, shown, strict=True) if text != write.NOTHING]


def _shape(series: Series, frame: _Frame, base: int, top: int) -> RadarShape:
    dots = tuple(
        frame.point(index, (score - base) / (top - base))
        for index, score in enumerate(series.scores)
        if score is not None
    )
    return RadarShape(series.kind, series.name, " ".join(map(_comma, dots)), dots)


def _short(value: float) -> str:
    return f"{value:.1f}"


def _comma(point: tuple[str, str]) -> str:
    return ",".join(point)


def _label(index: int, frame: _Frame, axis: Axis) -> RadarLabel:
    """Beside the end of its axis; above it at the top, below it at the bottom."""
    across, down = math.cos(frame.turn(index)), math.sin(frame.turn(index))
    lines = _lines(axis.name, frame)
    x, y = frame.point(index, Fraction(1), 16)
    if abs(across) < 0.1:
        anchor = "middle"
        lift = (len(lines) - 1) * LINE_HEIGHT if down < 0 else -LINE_HEIGHT / 2
    else:
        anchor = "start" if across > 0 else "end"
        lift = (len(lines) - 1) * LINE_HEIGHT / 2 - 4
    return RadarLabel(x, _short(float(y) - lift), anchor, lines, axis.reference)


def _lines(name: str, frame: _Frame) -> tuple[str, ...]:
    """The name broken into lines, its characters clean; what has no room is cut."""
    return tuple(wrapped(name, frame.line, frame.lines))
