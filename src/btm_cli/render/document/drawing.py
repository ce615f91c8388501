"""Where the lines of a page's pictures run, in whole units, for SVG.

In: `Lines`, `Bars`, shares over time. Out: records that a template writes as they are; the same block gives the same
drawing everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.render.document.blocks import Bars, Curve, Lines

WIDTH, STEP, LEFT, RIGHT, TOP, BOTTOM = 860, 44, 40, 24, 24, 40
"""STEP is the height of one level."""
ABOVE, BELOW = -9, 21
"""From a point to the foot of its value."""
SPARK_WIDTH, SPARK_HEIGHT = 160, 28
LABEL_ROOM = 90
BAR_WIDTH, BAR_HEIGHT = 400, 14


class Dot(NamedTuple):
    """A point of a curve; its value stands at `foot`, None where it has no room beside the others.

    The last one's value says with the curve's mark which curve it is.
    """

    x: int
    y: int
    title: str
    value: str
    foot: int | None


class DrawnCurve(NamedTuple):
    """A curve: its points, and its lines as SVG's lists of points. `number` from 0 says which it is."""

    number: int
    name: str
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]


class Tick(NamedTuple):
    """A label on an axis."""

    place: int
    text: str


class Drawing(NamedTuple):
    """Curves with their axes."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    levels: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    breaks: tuple[Tick, ...]
    curves: tuple[DrawnCurve, ...]


class DrawnBar(NamedTuple):
    """A bar: its length, where what it may still become begins and ends, what it was and aims at; None for neither."""

    label: str
    text: str
    width: int
    ends: tuple[int, int] | None
    was: int | None
    aim: int | None
    figures: tuple[str, ...]


class DrawnSpark(NamedTuple):
    """A small line over time."""

    width: int
    height: int
    lines: tuple[str, ...]


def draw_lines(block: Lines) -> Drawing:
    """Curves over their places, the scale from `low` to `high`."""
    across = _across(block.places, LEFT, WIDTH - RIGHT)
    kept: list[Tick] = []
    for place, label in reversed(list(zip(across, block.labels, strict=True))):
        if not kept or kept[-1].place - place >= LABEL_ROOM:
            kept.append(Tick(place, label))
    return Drawing(
        WIDTH,
        _height(block),
        LEFT,
        WIDTH - RIGHT,
        TOP,
        _height(block) - BOTTOM,
        tuple(Tick(_down(block, level), str(level)) for level in range(block.low, block.high + 1)),
        tuple(kept[::-1]),
        tuple(Tick((across[after] + across[after + 1]) // 2, text) for after, text in block.breaks),
        tuple(_curve(index, curve, block, across) for index, curve in enumerate(block.curves)),
    )


def draw_bars(block: Bars) -> tuple[DrawnBar, ...]:
    """Every bar's length on one scale."""

    def long(share: Fraction) -> int:
        return int(share * BAR_WIDTH)

    def place(share: Fraction | None) -> int | None:
        return None if share is None else long(share)

    return tuple(
        DrawnBar(
            bar.label,
            bar.text,
            long(bar.share),
            (long(bar.ends[0]), long(bar.ends[1])) if bar.ends else None,
            place(bar.was),
            place(bar.aim),
            bar.figures,
        )
        for bar in block.bars
    )


def draw_spark(shares: Sequence[Fraction | None], breaks: Collection[int] = ()) -> DrawnSpark:
    """Shares 0..1 at even distances; nothing is joined across one that is missing, nor after an index in `breaks`."""
    across = _across(range(len(shares)), 2, SPARK_WIDTH - 2)
    runs: list[list[tuple[int, int]]] = [[]]
    for index, (x, share) in enumerate(zip(across, shares, strict=True)):
        if share is not None:
            runs[-1].append((x, int(SPARK_HEIGHT - 3 - share * (SPARK_HEIGHT - 6))))
        if share is None or index in breaks:
            runs.append([])
    return DrawnSpark(SPARK_WIDTH, SPARK_HEIGHT, tuple(_line(run) for run in runs if run))


def _line(run: list[tuple[int, int]]) -> str:
    """Points of a line; a point by itself is a short one, since nothing else would be seen."""
    if len(run) == 1:
        [(x, y)] = run
        run = [(x - 1, y), (x + 1, y)]
    return " ".join(f"{x},{y}" for x, y in run)


def _across(places: Iterable[int], start: int, end: int) -> list[int]:
    """Where each place stands from left to right: by its distance, or evenly where all lie at one."""
    known = list(places)
    first, last = min(known), max(known)
    if first == last:
        count = max(1, len(known) - 1)
        return [start + (end - start) * index // count for index in range(len(known))]
    return [start + (end - start) * (place - first) // (last - first) for place in known]


def _down(block: Lines, value: Fraction | int) -> int:
    return int(_height(block) - BOTTOM - (value - block.low) * STEP)


def _height(block: Lines) -> int:
    """A small range takes little room, and the scale is the same everywhere."""
    return TOP + BOTTOM + STEP * (block.high - block.low)


def _curve(index: int, curve: Curve, block: Lines, across: Sequence[int]) -> DrawnCurve:
    last = max((place for place, value in enumerate(curve.values) if value is not None), default=None)
    dots = {
        place: Dot(
            across[place],
            _down(block, value),
            f"{block.labels[place]}: {curve.name} {curve.texts[place]}",
            f"{curve.texts[place]} {curve.mark}" if place == last else curve.texts[place],
            _foot(index, place, value, block),
        )
        for place, value in enumerate(curve.values)
        if value is not None
    }
    joined = (" ".join(f"{dots[i].x},{dots[i].y}" for i in stretch if i in dots) for stretch in block.stretches)
    return DrawnCurve(index, curve.name, tuple(dots.values()), tuple(filter(None, joined)))


def _foot(index: int, place: int, value: Fraction, block: Lines) -> int | None:
    """Above the point; below it for the last curve, unless that is on the axis or on the curve before."""
    y = _down(block, value)
    if index < len(block.curves) - 1 or index == 0:
        above = block.curves[index - 1].values[place] if index else None
        return None if above is not None and y - _down(block, above) < BELOW else y + ABOVE
    onto_axis = y + BELOW > _height(block) - BOTTOM
    return None if onto_axis or value == block.curves[index - 1].values[place] else y + BELOW
