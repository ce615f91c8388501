"""What must be seen at once, on a terminal: in few lines, the conclusion last.

In: a `Screen` and how wide and high the page is. Out: what rich draws. Below 124 columns two groups of the map stand
side by side and everything else below it; from there on the map has a column of its own. Nothing is cut: sentences that
have no room are left out whole, and the last line counts the steps that are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from btm_cli.render.document import blocks as b
from btm_cli.render.document.palette import STYLES
from btm_cli.render.document.safe import can_encode, printable
from btm_cli.render.document.terminal_texts import Texts

WIDE = 124
"""From so many columns on the map has one of its own."""
MOST_LINES, MOST_BELOW = 36, 23
"""Lines of the whole at 80 columns; and of what stands below the map, so that it is on any screen."""
MOST_WIDE, MOST_BESIDE = 48, 20
"""Lines of the whole where the map has a column of its own, and of the sentences beside it."""
ROOM_FOR_WHY = 96
LOW_SCREEN = 34
"""A screen with fewer lines has only those rows of the map that need attention."""
GAP = 2


class _Drawn(NamedTuple):
    """What was drawn, and how many lines it takes."""

    what: RenderableType
    lines: int


class Screens:
    """Draws screens on a page of `texts.columns` columns and, where that is known, `lines` lines."""

    def __init__(self, texts: Texts, lines: int | None = None) -> None:
        self._texts = texts
        self._columns = texts.columns
        self._lines = lines
        self._todos: dict[b.Todo, _Drawn] = {}
        self._rule = "─" if can_encode(texts.encoding, "─") else "-"

    def draw(self, screen: b.Screen) -> RenderableType:
        """The whole screen."""
        wide = self._columns >= WIDE
        wording = screen.wide if wide else screen.narrow
        heat = wording.heat
        if heat is not None and wording.attention is not None:
            low = self._lines is not None and self._lines < LOW_SCREEN
            narrow = not wide and self._columns < 2 * _width(heat) + GAP
            heat = wording.attention if low or narrow else heat
        above = [] if screen.brief else [self._title(screen)]
        if screen.extent:
            above.append(self._texts.text(screen.extent))
        if heat is not None:
            above.append(self._texts.text(heat.legend, "quiet"))
        if wide and heat is not None:
            most = MOST_WIDE if self._lines is None else max(MOST_LINES, min(MOST_WIDE, self._lines - 2))
            above.append(self._beside(screen, wording, heat))
            return Group(*above, *self._below(screen, wording, most - self._height(Group(*above))))
        if heat is not None:
            above.append(self._map(heat, 2 if self._columns >= 2 * _width(heat) + GAP else 1))
        above.append(self._path(screen, self._columns))
        least = self._height(Group(*self._below(screen, wording, 0)))
        left = min(MOST_LINES - self._height(Group(*above)), MOST_BELOW)
        said = self._said(wording, self._columns, left - least)
        return Group(*above, said.what, *self._below(screen, wording, left - said.lines))

    def _beside(self, screen: b.Screen, wording: b.Wording, heat: b.HeatMap) -> RenderableType:
        """The map in a column of its own, the sentences beside it."""
        room = self._columns - _width(heat) - GAP
        beside = RichTable.grid(padding=(0, GAP, 0, 0))
        beside.add_column(no_wrap=True)
        beside.add_column()
        right = Group(self._path(screen, room), self._said(wording, room, MOST_BESIDE).what)
        beside.add_row(self._map(heat, 1), right)
        return beside

    def _title(self, screen: b.Screen) -> RenderableType:
        """Who and when on the left, by what and as of when on the right, or below where there is no room."""
        title, aside = self._texts.text(screen.title, "title"), self._texts.text(screen.aside, "quiet")
        free = self._columns - title.cell_len - aside.cell_len
        return Text.assemble(title, " " * free, aside) if free >= GAP else Group(title, aside)

    def _path(self, screen: b.Screen, columns: int) -> RenderableType:
        """The stages, and a line to the end of the page."""
        text = Text(overflow="fold")
        if screen.path is not None:
            text = path_text(self._texts, screen.path)
            text.append(" ")
        text.append(self._rule * max(0, columns - text.cell_len))
        return text

    def _said(self, wording: b.Wording, columns: int, most: int) -> _Drawn:
        """The longest wording that has no more than `most` lines; the shortest where none has."""
        for said in wording.said:
            drawn = self._texts.pairs(said.entries)
            lines = self._height(drawn, columns)
            if lines <= most:
                break
        return _Drawn(drawn, lines)

    def _below(self, screen: b.Screen, wording: b.Wording, room: int) -> Iterator[RenderableType]:
        """What to do next: the first step always, then as many as have room before what else is to do."""
        besides = [self._beside_steps(each) for each in wording.besides]
        room -= 1 + bool(screen.counts) + sum(each.lines for each in besides)
        shown: list[_Drawn] = []
        for step in wording.steps[: screen.top]:
            drawn = self._todo(step)
            if shown and screen.top is None and drawn.lines > room:
                drawn = self._todo(step._replace(place=f"{screen.then} {step.place}", first=""))  # said in short
                if drawn.lines > room:
                    break
            room -= drawn.lines
            shown.append(drawn)
        if shown or besides:
            yield self._heading(screen.do_next)
        yield from (each.what for each in (*shown, *besides))
        if screen.counts:
            yield self._texts.text(screen.counts[min(len(shown), len(screen.counts) - 1)], "quiet")

    def _beside_steps(self, todo: b.Todo) -> _Drawn:
        """On one line, or two of a wide page; without the names of what it is about where these have no room in it."""
        drawn = self._todo(todo)
        return drawn if drawn.lines <= 1 + (self._columns >= WIDE) else self._todo(todo._replace(first=""))

    def _heading(self, words: str) -> Text:
        text = self._texts.text(words, "strong")
        return Text.assemble(text, " ", self._rule * max(0, self._columns - text.cell_len - 1), overflow="fold")

    def _todo(self, todo: b.Todo) -> _Drawn:
        """`todo`, drawn once however often it is tried how many have room."""
        if todo not in self._todos:
            drawn = self._drawn(todo)
            self._todos[todo] = _Drawn(drawn, self._height(drawn))
        return self._todos[todo]

    def _drawn(self, todo: b.Todo) -> RenderableType:
        """Where and how much on one line, what comes first below it, whole, with the facts that have no room above."""
        why = todo.why if self._columns >= ROOM_FOR_WHY else ""
        if todo.first and not todo.level:
            return self._led(todo.place, todo.first)
        head, first = self._led(todo.place, _joined(todo.level, todo.effort, todo.shown, todo.owner, why)), todo.first
        if first and self._height(head) > 1:
            head = self._led(todo.place, _joined(todo.effort, todo.shown))
            facts = _joined(todo.level, todo.owner, why)
            first = f"{facts[:1].upper()}{facts[1:]}. {first}"
        return Group(head, *([Padding(self._texts.text(first), (0, 0, 0, 2))] if first else []))

    def _led(self, place: str, text: str) -> Text:
        """What is said of a place, after its name."""
        lead = self._texts.text(place, "strong")
        return Text.assemble(lead, ": " if text else "", self._texts.text(text), overflow="fold")

    def _map(self, heat: b.HeatMap, columns: int) -> RenderableType:
        """The groups in one column or two; of two the first half of the groups stands on the left."""
        groups = [list(self._group(heat, group, members)) for group, members in heat.groups]
        if columns == 1:
            return Group(*(line for group in groups for line in group))
        half = (len(groups) + 1) // 2
        sides = [[line for group in part for line in group] for part in (groups[:half], groups[half:])]
        empty = Text(" " * _width(heat))
        lines = []
        for index in range(max(map(len, sides))):
            left, right = (side[index] if index < len(side) else empty for side in sides)
            lines.append(Text.assemble(left, " " * GAP, right, no_wrap=True, overflow="ignore"))
        return Group(*lines)

    def _group(self, heat: b.HeatMap, group: b.Band, members: Sequence[b.Band]) -> Iterator[Text]:
        width, square = _name_width(heat), _square_width(heat)
        heads = "".join(set_cell_size(f" {self._texts.clean(name)}", square) for name in heat.dimensions)
        yield Text.assemble(*self._lead(group, width), (heads, STYLES["strong"]), no_wrap=True, overflow="ignore")
        for band in members:
            squares = [
                (set_cell_size(f" {self._texts.clean(cell.text + cell.mark, printable)}", square), _style(cell))
                for cell in band.squares
            ]
            yield Text.assemble(*self._lead(band, width), *squares, no_wrap=True, overflow="ignore")

    def _lead(self, band: b.Band, width: int) -> tuple[tuple[str, str], tuple[str, str]]:
        """The name with its mark before it, and the score."""
        style = STYLES[band.tone]
        name = set_cell_size(self._texts.clean(band.name, printable), width)
        return (name, style), (f"{self._texts.clean(band.figures[0]):>5}", style)

    def _height(self, drawn: RenderableType, columns: int | None = None) -> int:
        """How many lines it takes on a page of so many columns."""
        console = Console(file=io.StringIO(), width=columns or self._columns, color_system=None, legacy_windows=False)
        return len(console.render_lines(drawn, pad=False))


def _joined(*facts: str) -> str:
    return ", ".join(filter(None, facts))


def path_text(texts: Texts, path: b.Path) -> Text:
    """The stages one after the other, the one reached in brackets."""
    parts: list[str | tuple[str, str]] = []
    for index, stage in enumerate(path.stages):
        parts.append(texts.clean(" › ", printable) if index else "")
        reached = index == path.reached
        name = texts.clean(stage)
        parts.append((f"[{name}]" if reached else name, STYLES["strong" if reached else ""]))
    return Text.assemble(*parts, overflow="fold")


def _name_width(heat: b.HeatMap) -> int:
    bands = [band for group, members in heat.groups for band in (group, *members)]
    return max(cell_len(printable(band.name)) for band in bands)


def _square_width(heat: b.HeatMap) -> int:
    cells = [cell for _, members in heat.groups for band in members for cell in band.squares]
    marked = any(cell.mark for cell in cells)
    return 1 + max([len(cell.text) for cell in cells] + [len(name) for name in heat.dimensions]) + marked


def _width(heat: b.HeatMap) -> int:
    return _name_width(heat) + 5 + _square_width(heat) * len(heat.dimensions)


def _style(cell: b.Cell) -> str:
    shade = "" if cell.shade is None else STYLES[f"shade{cell.shade}"]
    return f"bold {shade}".strip() if cell.mark or cell.tone == "strong" else shade
