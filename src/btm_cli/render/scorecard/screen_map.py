"""The map of a screen: capabilities by dimensions, what is below target, open or n/a marked.

In: what is `Shown` of a scorecard, its `Standard` and `Labels`. Out: a `HeatMap` with a legend for the marks in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Band, Cell, Column, HeatMap
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.terminal import fitted
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, Scorecard
from btm_cli.scoring.states import aimed_at, holding

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard

BELOW, OPEN, LEFT_OUT, HOLDS = "▼", "?", "–", "*"
MOST_OTHERS = {True: 1, False: 3}
"""More places than these that have a target of their own are counted and not named; by whether names are short."""
SHORT_NAME = 21
"""Columns of a short name: two groups of such names with four squares each have room at 80."""


def level_map(
    shown: Shown, standard: Standard, labels: Labels, *, short: bool, attention: bool = False
) -> HeatMap | None:
    """Levels as digits where names are short, scores with a decimal where they are whole; marks after them.

    With `attention` only the capabilities that have a mark, and the areas these are in; None where none has.
    """
    square = _digit if short else _decimal(labels)
    groups = []
    for number, (area, rows) in enumerate(shown.areas(), start=1):
        members = [_band(row, standard, labels, shown.card, square, short=short) for row in rows]
        if attention:
            members = [each for each in members if any(one.mark or one.text == OPEN for one in each.squares)]
        if members:
            name = words("screen.area", number=number, name=labels.name(area.id))
            score = write.short_score(area.numbers.score, labels.thresholds)
            groups.append((Band(_fitted(f" {name}", short), "", (), (score,), "strong"), tuple(members)))
    if not groups:
        return None
    return HeatMap(
        dimensions=tuple(_initials([dimension.name for dimension in standard.dimensions])),
        figures=(Column(words("scorecard.figure.score"), right=True),),
        groups=tuple(groups),
        legend=_legend(shown, standard, labels, groups, short=short, attention=attention),
    )


def _band(
    row: CapabilityScore,
    standard: Standard,
    labels: Labels,
    card: Scorecard,
    square: Callable[[CellScore], str],
    *,
    short: bool,
) -> Band:
    holds = row.id in holding(card, standard)
    name = _fitted(f"{HOLDS if holds else ' '}{labels.name(row.id)}", short)
    score = write.short_score(row.numbers.score, labels.thresholds)
    squares = tuple(_cell(cell, standard, square(cell)) for cell in row.cells)
    return Band(name, "", squares, (score,), "strong" if holds else "")


def _cell(cell: CellScore, standard: Standard, text: str) -> Cell:
    if cell.basis == "n/a":
        return Cell(LEFT_OUT)
    if not cell.assessed:
        return Cell(OPEN, "strong")
    mark = BELOW if cell.numbers.gap else ""
    return Cell(text, shade=shade_of(cell.numbers.level, standard.base, standard.top), mark=mark)


def _digit(cell: CellScore) -> str:
    return write.whole(cell.numbers.level)


def _decimal(labels: Labels) -> Callable[[CellScore], str]:
    return lambda cell: write.tenths(cell.numbers.score, labels.thresholds)


def _fitted(name: str, short: bool) -> str:
    """With its mark in front; a standard without short names has them cut with a sign."""
    return name[0] + fitted(name[1:], SHORT_NAME) if short else name


def _initials(names: Sequence[str]) -> Iterator[str]:
    """One letter each where that tells them apart, else as many as it takes, three at most."""
    for length in range(1, 4):
        found = [name[:length] for name in names]
        if len(set(found)) == len(found) or length == 3:
            yield from found
            return


def _legend(
    shown: Shown,
    standard: Standard,
    labels: Labels,
    groups: Iterable[tuple[Band, tuple[Band, ...]]],
    *,
    short: bool,
    attention: bool,
) -> str:
    """What letters, squares and marks mean, for those in use."""
    names = [dimension.name for dimension in standard.dimensions]
    bands = [band for _, members in groups for band in members]
    cells = [cell for band in bands for cell in band.squares]
    letters = list(_initials(names))
    if not short or any(len(letter) > 1 for letter in letters):
        names = [words("screen.letter", letter=a, name=b) for a, b in zip(letters, names, strict=True)]
    key = "digits" if short else "decimals"
    squares = words(f"screen.{key}", names=", ".join(names), base=standard.base, top=standard.top)
    marks = (
        (OPEN, "open", any(cell.text == OPEN for cell in cells)),
        (LEFT_OUT, "left-out", any(cell.text == LEFT_OUT for cell in cells)),
    )
    said = [words("screen.mark", mark=mark, meaning=words(f"screen.{name}")) for mark, name, used in marks if used]
    if any(cell.mark == BELOW for cell in cells):
        said.insert(0, words("screen.mark", mark=BELOW, meaning=_below(shown, labels, short)))
    state = aimed_at(shown.card, standard)
    if any(band.tone for band in bands) and state is not None:
        holds = words("screen.holds", state=state.name)
        said.append(words("screen.mark", mark=HOLDS, meaning=holds))
    if attention:
        said.append(words("screen.attention"))
    return " ".join([*([words("screen.marks", marks=", ".join(said))] if said else []), squares])


def _below(shown: Shown, labels: Labels, short: bool) -> str:
    """What a cell is below: the target that most of them have, by name those that have another one, if they are few."""
    aims: dict[str, dict[str, str]] = {}
    for row in shown.capabilities:
        for cell in row.cells:
            if cell.numbers.gap:
                aims.setdefault(row.id, {})[cell.reference] = write.short_number(cell.numbers.target)
    every = Counter(aim for cells in aims.values() for aim in cells.values())
    [(level, _), *rest] = every.most_common()
    assumed = shown.card.target_assumed
    if not rest:
        return words(f"screen.below-{'assumed' if assumed else 'level'}", level=level)
    others = [
        words("screen.another", place=labels.place(place), level=aim)
        for name, cells in aims.items()
        for place, aim in _together(name, cells).items()
        if aim != level
    ]
    if len(others) > MOST_OTHERS[short]:
        return words("screen.below-most", cells=every.total())
    return words("screen.below-levels", level=level, others=", ".join(others))


def _together(capability: str, aims: Mapping[str, str]) -> Mapping[str, str]:
    """The targets of a capability's cells by cell, as one where they are one."""
    alike = set(aims.values())
    return {capability: alike.pop()} if len(alike) == 1 else aims
