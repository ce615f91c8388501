"""Curves drawn in characters, for a terminal.

In: `Lines` and how wide the page is. Out: rows of text: the scale on the left, labels below, each curve in its mark.
Where curves meet they take turns. Nothing is drawn across a break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from btm_cli.render.document.blocks import Curve, Lines
from btm_cli.scoring.exact import nearest

MOST_COLUMNS = 100
ROWS_A_STEP = 3
MOST_ROWS = 16
LABEL = 12
"""Characters of a label on the axis."""
BLOCKS = "▁▂▃▄▅▆▇█"
MISSING = "·"


def spark(shares: Sequence[Fraction | None]) -> str:
    """One block of eight heights for each share 0..1."""
    last = len(BLOCKS) - 1
    return "".join(MISSING if share is None else BLOCKS[min(last, int(share * len(BLOCKS)))] for share in shares)


def plot(block: Lines, columns: int) -> list[str]:
    """The picture; every row is at most `columns` wide."""
    margin = max(len(str(block.low)), len(str(block.high))) + 1
    width = max(10, min(columns, MOST_COLUMNS) - margin - 1)
    steps = block.high - block.low
    rows = max(2, min(MOST_ROWS, steps * ROWS_A_STEP + 1))
    grid = [[" "] * width for _ in range(rows)]
    across = _across(block, width)
    for after, _ in block.breaks:
        for row in grid:
            row[(across[after] + across[after + 1]) // 2] = "┊"
    taken: dict[tuple[int, int], list[str]] = {}
    for curve in block.curves:
        for column, value in _points(curve, block, across):
            share = (value - block.low) / steps
            marks = taken.setdefault((rows - 1 - nearest(share * (rows - 1)), column), [])
            marks += [curve.mark] if curve.mark not in marks else []
    for (line, column), marks in taken.items():
        grid[line][column] = marks[column % len(marks)]
    for (line, column), marks in taken.items():
        near = grid[line][max(0, column - 2) : column + 3]
        _beside(grid[line], column, [mark for mark in marks if mark not in near])
    return [*_scaled(grid, block, margin), *_axis(block, across, margin, width)]


def _beside(row: list[str], column: int, hidden: list[str]) -> None:
    """Marks that lie below another and have no line to take turns on, in the free places next to it."""
    free = [place for place in (column + 1, column - 1, column + 2, column - 2) if 0 <= place < len(row)]
    for mark, place in zip(hidden, (place for place in free if row[place] == " "), strict=False):
        row[place] = mark


def _across(block: Lines, width: int) -> list[int]:
    """The column of each place: by its distance, or evenly where all lie at one."""
    first, last = min(block.places), max(block.places)
    if first == last:
        count = max(1, len(block.places) - 1)
        return [index * (width - 1) // count for index in range(len(block.places))]
    return [(place - first) * (width - 1) // (last - first) for place in block.places]


def _points(curve: Curve, block: Lines, across: list[int]) -> Iterator[tuple[int, Fraction]]:
    """Every column that the curve has a value in: its points, and what lies between two that may be joined."""
    for stretch in block.stretches:
        known = [(across[index], value) for index in stretch if (value := curve.values[index]) is not None]
        yield from known
        for (start, low), (end, high) in pairwise(known):
            for column in range(start + 1, end):
                yield column, low + (high - low) * Fraction(column - start, end - start)


def _scaled(grid: list[list[str]], block: Lines, margin: int) -> Iterator[str]:
    """The rows, a level's number before the one that it lies on."""
    last = len(grid) - 1
    steps = block.high - block.low
    level_of = {last - nearest(Fraction(level * last, steps)): block.low + level for level in range(steps + 1)}
    for index, row in enumerate(grid):
        label = str(level_of[index]) if index in level_of else ""
        yield f"{label:>{margin - 1}} {'┤' if label else '│'}{''.join(row)}".rstrip()


def _axis(block: Lines, across: list[int], margin: int, width: int) -> Iterator[str]:
    """The line below, and the labels that have room beside each other; the last one always has."""
    yield " " * margin + "└" + "─" * width
    text = [" "] * width
    free = width
    for column, label in reversed(list(zip(across, block.labels, strict=True))):
        shown = label[:LABEL]
        start = min(max(0, column - len(shown) // 2), width - len(shown))
        if start + len(shown) <= free:
            text[start : start + len(shown)] = shown
            free = start - 2
    yield " " * (margin + 1) + "".join(text).rstrip()
