"""The radar chart's geometry: scores as points around a centre.

In: names and exact scores by series, base and top level. Out: a `Radar`, its numbers as text with one decimal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.render import numbers as write
from btm_cli.render.report_view import Radar, RadarLabel, RadarShape

SIZE, WIDTH, RADIUS = 420, 640, 155
LINE = 19
"""Characters in a line of a label."""
LINES = 3
NAMED = 8
"""More axes than this have numbers instead of names, which would lie over each other; the table beside has both."""


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


def radar(identifier: str, title: str, axes: Sequence[Axis], series: Sequence[Series], base: int, top: int) -> Radar:
    """The chart of `series` over `axes`; an axis without a score has no point, and the line passes it by."""
    shares = [Fraction(level - base, top - base) for level in range(base, top + 1)]
    columns = tuple(each.name for each in series)
    numbered = len(axes) > NAMED
    rows = tuple(
        (axis.reference, axis.name, tuple(each.shown[index] for each in series)) for index, axis in enumerate(axes)
    )
    return Radar(
        id=identifier,
        title=title,
        description=f"{title}: " + "; ".join(f"{name} {', '.join(_said(columns, shown))}" for _, name, shown in rows),
        size=SIZE,
        width=WIDTH,
        rings=tuple(
            (str(level), " ".join(_comma(_point(index, len(axes), share)) for index in range(len(axes))))
            for level, share in zip(range(base, top + 1), shares, strict=True)
        ),
        spokes=tuple(_point(index, len(axes), Fraction(1)) for index in range(len(axes))),
        labels=tuple(_label(index, len(axes), axis, numbered) for index, axis in enumerate(axes)),
        shapes=tuple(_shape(each, base, top) for each in series),
        rows=rows,
        columns=columns,
        numbered=numbered,
    )


def _said(columns: Sequence[str], shown: Sequence[str]) -> list[str]:
    return [f"{name.lower()} {text}" for name, text in zip(columns, shown, strict=True) if text != write.NOTHING]


def _shape(series: Series, base: int, top: int) -> RadarShape:
    count = len(series.scores)
    dots = tuple(
        _point(index, count, (score - base) / (top - base))
        for index, score in enumerate(series.scores)
        if score is not None
    )
    return RadarShape(series.kind, series.name, " ".join(map(_comma, dots)), dots)


def _turn(index: int, count: int) -> float:
    return 2 * math.pi * index / count - math.pi / 2


def _point(index: int, count: int, share: Fraction, radius: float = RADIUS) -> tuple[str, str]:
    turn, length = _turn(index, count), float(share) * radius
    return _short(WIDTH / 2 + length * math.cos(turn)), _short(SIZE / 2 + length * math.sin(turn))


def _short(value: float) -> str:
    return f"{value:.1f}"


def _comma(point: tuple[str, str]) -> str:
    return ",".join(point)


def _label(index: int, count: int, axis: Axis, numbered: bool) -> RadarLabel:
    turn = _turn(index, count)
    across = math.cos(turn)
    anchor = "middle" if abs(across) < 0.1 else "start" if across > 0 else "end"
    lines = (str(index + 1),) if numbered else _lines(axis.name)
    x, y = _point(index, count, Fraction(1), RADIUS + 14)
    lift = (len(lines) - 1) * 7.0 - 4
    if abs(across) < 0.1:
        lift = (len(lines) - 1) * 14.0 if math.sin(turn) < 0 else -10.0
    return RadarLabel(x, _short(float(y) - lift), anchor, lines, axis.reference)


def _lines(name: str) -> tuple[str, ...]:
    """The name broken at spaces; a word too long for a line, and what is left after the last line, is cut."""
    lines = [""]
    for word in name[: LINE * LINES * 2].split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    cut = [line if len(line) <= LINE else line[: LINE - 1] + "\u2026" for line in lines]
    return tuple(cut if len(cut) <= LINES else [*cut[: LINES - 1], cut[LINES - 1][: LINE - 1] + "\u2026"])
