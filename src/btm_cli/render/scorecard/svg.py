"""The heat map as a picture (SVG), for slides, a wiki or a README.

In: a `Scorecard`, its `Standard`, what to narrow to. Out: SVG text, self-contained, with a title and a description for
those who hear it. Figures stand in every square, so that colour is never alone; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape

from btm_cli.render.document.blocks import Band, Cell, HeatMap
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.palette import SHADES
from btm_cli.render.document.safe import visible
from btm_cli.render.document.subject import extent, who
from btm_cli.render.document.terminal import fitted
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.headline import dates, summary
from btm_cli.render.scorecard.heatmap import heat_map
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

NAME_WIDTH = 340
NAME_LENGTH = 44
WIDEST = 150
"""Characters of a line below the title."""
SQUARE_WIDTH = 96
NUMBER_WIDTH = 64
ROW_HEIGHT = 28
MARGIN = 16
TOP = 92
INK = "#1a1a1a"
EMPTY = "#e8e8e8"
NUMBERS = ("score", "level", "target", "gap")
"""The figures that are drawn: the first ones of the heat map."""


def scorecard_svg(card: Scorecard, standard: Standard, only: Collection[str] = frozenset()) -> str:
    """The picture; its height grows with the capabilities shown."""
    heat = heat_map(Shown(card, only), standard)
    rows = sum(1 + len(members) for _, members in heat.groups) + (heat.total is not None)
    width = 2 * MARGIN + NAME_WIDTH + SQUARE_WIDTH * len(heat.dimensions) + NUMBER_WIDTH * len(NUMBERS)
    height = TOP + ROW_HEIGHT * rows + MARGIN
    subject = who(*(fitted(part, 40) for part in (card.enterprise, card.unit, card.period) if part))
    labels = Labels(standard)
    stands, about = summary(card, standard, labels), extent(card, labels)
    day = f"{dates(card)}."
    scores = "; ".join(f"{row.name} {row.figures[0]}" for _, members in heat.groups for row in members)
    described = words("scorecard.picture-scores", summary=stands, scores=scores)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="13">',
            f'<title id="title">{_safe(words("scorecard.picture", subject=subject))}</title>',
            f'<desc id="description">{_safe(f"{about} {described}".strip())}</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            _text(MARGIN, 28, subject, size=18, bold=True),
            _text(MARGIN, 50, stands),
            _text(MARGIN, 68, fitted(f"{day} {about}", WIDEST) if about else day),
            *_headings(heat),
            *_rows(heat),
            "</svg>\n",
        ]
    )


def _headings(heat: HeatMap) -> Iterator[str]:
    for index, name in enumerate(heat.dimensions):
        yield _text(_square_x(index) + SQUARE_WIDTH / 2, TOP - 10, fitted(name, 13), bold=True, anchor="middle")
    for index, name in enumerate(NUMBERS):
        yield _text(_number_x(heat, index), TOP - 10, words(f"scorecard.figure.{name}"), bold=True, anchor="end")


def _rows(heat: HeatMap) -> Iterator[str]:
    bands = [(band, band is area) for area, members in heat.groups for band in (area, *members)]
    if heat.total is not None:
        bands.append((heat.total, True))
    for index, (band, bold) in enumerate(bands):
        yield from _row(heat, TOP + ROW_HEIGHT * index, band, bold)


def _row(heat: HeatMap, top: int, band: Band, bold: bool) -> Iterator[str]:
    line = top + 19
    yield _text(MARGIN + (0 if bold else 12), line, fitted(band.name, NAME_LENGTH), bold=bold)
    for index, square in enumerate(band.squares):
        yield from _square(_square_x(index), top, square)
    for index, number in enumerate(band.figures[: len(NUMBERS)]):
        yield _text(_number_x(heat, index), line, number, bold=bold, anchor="end")


def _square(left: int, top: int, square: Cell) -> Iterator[str]:
    background, ink = (EMPTY, INK) if square.shade is None else SHADES[square.shade]
    yield (
        f'<rect x="{left + 1}" y="{top + 1}" width="{SQUARE_WIDTH - 2}" height="{ROW_HEIGHT - 2}" rx="3" '
        f'fill="{background}"/>'
    )
    text = words("scorecard.mark.not-assessed") if square.text == NOTHING else square.text
    yield _text(left + SQUARE_WIDTH / 2, top + 19, text, anchor="middle", ink=ink)


def _square_x(index: int) -> int:
    return MARGIN + NAME_WIDTH + SQUARE_WIDTH * index


def _number_x(heat: HeatMap, index: int) -> int:
    return _square_x(len(heat.dimensions)) + NUMBER_WIDTH * (index + 1)


def _text(
    x: float, y: int, text: str, *, size: int = 13, bold: bool = False, anchor: str = "start", ink: str = INK
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y}" fill="{ink}" font-size="{size}" text-anchor="{anchor}"{weight}>{_safe(text)}</text>'
    )


def _safe(text: str) -> str:
    return escape(visible(text))
