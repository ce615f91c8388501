"""What pages are made of: eleven kinds of blocks, the same for a terminal, Markdown and HTML.

In: plain text and exact numbers. Out: frozen records; `terminal`, `markdown` and `html` write them. A block says what
something is, never how it looks: text in it is data and is made harmless by each writer.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

Tone = Literal["", "title", "strong", "error", "warning", "note", "quiet"]
"""What a text is to the reader; a writer decides what that looks like, and nothing is said by it alone."""
Run = Literal["", "begins", "goes-on", "ends", "whole"]
"""What of a piece of work lies in one stretch of time: its beginning, its end, neither or both; "" for none of it."""


class Heading(NamedTuple):
    """A heading; `depth` 1 is the title. What follows a `fold` one may be folded away until the next as high as it.

    `about` is the reference of what stands below it, for a page in which others lead there.
    """

    text: str
    depth: int = 1
    tone: Tone = ""
    fold: bool = False
    about: str = ""


class Sentences(NamedTuple):
    """Labelled sentences, each label a word or two: what must be read first, or last."""

    entries: tuple[tuple[str, str], ...]


class Paragraph(NamedTuple):
    """Running text, with an optional label in front, and between them a `mark` that then alone has the tone.

    A `whole` one stays on one line, however long: it is copied, or an editor jumps by it.
    """

    text: str
    label: str = ""
    tone: Tone = ""
    mark: str = ""
    whole: bool = False


class Items(NamedTuple):
    """A list; each item is a mark (may be empty) and its text. `depth` indents it below the list before it.

    In a `whole` one a text of a single word (a place, a path) is never broken.
    """

    items: tuple[tuple[str, str], ...]
    depth: int = 0
    tone: Tone = ""
    whole: bool = False


class Column(NamedTuple):
    """A column: `right` for numbers, `whole` where a value must stay on one line.

    `rank` says what gives way first where there is no room: the highest, and 0 never does; the text of one that goes
    `below` then stands below its row. `short` is its name above a heat map that is too wide for whole ones.
    """

    name: str
    right: bool = False
    whole: bool = False
    rank: int = 0
    short: str = ""
    below: bool = False


class Cell(NamedTuple):
    """A value with more than its text: the level it is `shade`d by, a `mark` behind it, shares 0..1 over time.

    No line joins the shares at `breaks` to the next ones. `about` is the reference of what it speaks of, for a page
    that can lead there. With a `run` it is a piece of work over time, which a page can draw.
    """

    text: str
    tone: Tone = ""
    shade: int | None = None
    mark: str = ""
    spark: tuple[Fraction | None, ...] = ()
    breaks: tuple[int, ...] = ()
    about: str = ""
    run: Run = ""


class Row(NamedTuple):
    """A row that stands out: a sum, or a group whose members follow it."""

    cells: tuple[str | Cell, ...]
    tone: Tone = "strong"


class Table(NamedTuple):
    """Rows below named columns. `caption` stands below them: what the marks mean, what is left out."""

    columns: tuple[str | Column, ...]
    rows: tuple[Row | tuple[str | Cell, ...], ...]
    caption: str = ""

    def named(self) -> tuple[Column, ...]:
        """Every column as a `Column`."""
        return tuple(column if isinstance(column, Column) else Column(column) for column in self.columns)

    def squares(self) -> tuple[tuple[tuple[Cell, ...], Tone], ...]:
        """Every row as cells, with its tone."""
        return tuple(
            (tuple(map(_cell, row.cells)), row.tone) if isinstance(row, Row) else (tuple(map(_cell, row)), "")
            for row in self.rows
        )


class Band(NamedTuple):
    """One row of a heat map: its name in full and short, a square a dimension, and figures behind them.

    A `note` is said behind the name where that is whole.
    """

    name: str
    short: str
    squares: tuple[Cell, ...]
    figures: tuple[str, ...]
    tone: Tone = ""
    note: str = ""


class HeatMap(NamedTuple):
    """Squares shaded by level, grouped: each group is a band without squares and its members. `total` comes last."""

    dimensions: tuple[str, ...]
    figures: tuple[Column, ...]
    groups: tuple[tuple[Band, tuple[Band, ...]], ...]
    total: Band | None = None
    legend: str = ""


class Bar(NamedTuple):
    """One bar: how much of the whole (0..1) is filled, `ends` of what it may still become, and its value in words.

    `was` is where it stood before and `aim` where it wants to be, as shares; `figures` are further values in words.
    """

    label: str
    share: Fraction
    text: str
    ends: tuple[Fraction, Fraction] | None = None
    was: Fraction | None = None
    aim: Fraction | None = None
    figures: tuple[str, ...] = ()


class Bars(NamedTuple):
    """Bars on one scale, whose steps `scale` names at even distances; `columns` name the value and the figures."""

    bars: tuple[Bar, ...]
    caption: str = ""
    columns: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()


class Curve(NamedTuple):
    """A line through values, one a point of the x axis (None: no value). `mark` is its one character."""

    name: str
    mark: str
    values: tuple[Fraction | None, ...]
    texts: tuple[str, ...]


class Lines(NamedTuple):
    """Curves over places on an axis. `stretches` hold the indices a line may join; `breaks` what lies between them."""

    places: tuple[int, ...]
    labels: tuple[str, ...]
    low: int
    high: int
    curves: tuple[Curve, ...]
    stretches: tuple[tuple[int, ...], ...]
    breaks: tuple[tuple[int, str], ...] = ()
    caption: str = ""


class Path(NamedTuple):
    """Stages one after the other, the one reached by its place (None: none yet).

    `notes` say of each what it asks for, on a page that has room for it.
    """

    stages: tuple[str, ...]
    reached: int | None
    notes: tuple[str, ...] = ()


class Verbatim(NamedTuple):
    """Lines as they stand in a file, or a command to type: white space counts. `tone` is that of the last line.

    `numbered` is the place in a file that the one line is quoted for: line, column and width, in characters from 1. A
    caret then stands below it, whatever of the line has room.
    """

    lines: tuple[str, ...]
    tone: Tone = ""
    numbered: tuple[int, int, int] | None = None


class Todo(NamedTuple):
    """One thing to do next: where, from which level to which, its effort, by when, whose, why, what comes `first`."""

    place: str
    level: str = ""
    effort: str = ""
    shown: str = ""
    owner: str = ""
    why: str = ""
    first: str = ""


class Wording(NamedTuple):
    """A screen's content for one width: the map, whole and only with rows that need attention; sentences, the longest
    first; steps, and what else is to do after them.
    """

    heat: HeatMap | None
    attention: HeatMap | None
    said: tuple[Sentences, ...]
    steps: tuple[Todo, ...]
    besides: tuple[Todo, ...]


class Screen(NamedTuple):
    """What must be seen at once, the conclusion last: title and `aside`, map, path, sentences, what to do, a count.
    `extent` says how much of the standard it is about, "" for all.

    `counts` has the last line for every number of steps that had room, `then` leads a step that is told in short; `top`
    is how many were asked for, None for as many as have room. A `brief` one begins with its path.
    """

    title: str
    extent: str
    aside: str
    path: Path | None
    do_next: str
    narrow: Wording
    wide: Wording
    counts: tuple[str, ...]
    then: str
    top: int | None = None
    brief: bool = False


Block = Heading | Sentences | Paragraph | Items | Table | HeatMap | Bars | Lines | Path | Verbatim | Screen


def listed(texts: Iterable[str]) -> Items:
    """A list without marks."""
    return Items(tuple(("", text) for text in texts))


def said_of(bars: Bars, bar: Bar) -> str:
    """A bar's value and figures in one text, each figure under its name."""
    names = (*bars.columns[1:], *[""] * len(bar.figures))
    figures = (f"{name} {text}".strip() for name, text in zip(names, bar.figures, strict=False) if text)
    return "; ".join((bar.text, *figures))


def _cell(value: str | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)
