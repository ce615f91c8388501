"""The heat map as a picture (SVG), for slides, a wiki or a README.

In: a `View`. Out: SVG text, self-contained, with a title and a description for those who hear it. Figures stand in
every square, so that colour is never alone; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from btm_cli.render.document.palette import SHADES
from btm_cli.render.document.typeset import Typesetter
from btm_cli.render.scorecard.view import CellView, Figures, View

PAGE = Typesetter()
NAME_WIDTH = 340
NAME_LENGTH = 44
SQUARE_WIDTH = 96
NUMBER_WIDTH = 64
ROW_HEIGHT = 28
MARGIN = 16
TOP = 92
INK = "#1a1a1a"
EMPTY = "#e8e8e8"
NUMBERS = ("Score", "Level", "Target", "Gap")


def render_svg(view: View) -> str:
    """The picture; its height grows with the capabilities shown."""
    rows = sum(1 + len(area.capabilities) for area in view.areas) + (not view.narrowed_to)
    width = 2 * MARGIN + NAME_WIDTH + SQUARE_WIDTH * len(view.dimensions) + NUMBER_WIDTH * len(NUMBERS)
    height = TOP + ROW_HEIGHT * rows + MARGIN
    head = view.headline
    subject = " · ".join(PAGE.cut(part, 40) for part in (head.enterprise, head.unit, head.period) if part)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="13">',
            f'<title id="title">{_safe(f"Maturity of {subject}")}</title>',
            f'<desc id="description">{_safe(_description(view))}</desc>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            _text(MARGIN, 28, subject, size=18, bold=True),
            _text(MARGIN, 50, f"{head.summary}. {head.dates}."),
            *_headings(view),
            *_rows(view),
            "</svg>\n",
        ]
    )


def _description(view: View) -> str:
    scores = (f"{row.name} {row.figures.score}" for area in view.areas for row in area.capabilities)
    return f"{view.headline.summary}. Scores: {'; '.join(scores)}."


def _headings(view: View) -> Iterator[str]:
    for index, name in enumerate(view.dimensions):
        yield _text(_square_x(index) + SQUARE_WIDTH / 2, TOP - 10, PAGE.cut(name, 13), bold=True, anchor="middle")
    for index, name in enumerate(NUMBERS):
        yield _text(_number_x(view, index), TOP - 10, name, bold=True, anchor="end")


def _rows(view: View) -> Iterator[str]:
    top = TOP
    for area in view.areas:
        yield from _row(view, top, area.name, area.figures, (), bold=True)
        top += ROW_HEIGHT
        for row in area.capabilities:
            yield from _row(view, top, row.name, row.figures, row.cells)
            top += ROW_HEIGHT
    if not view.narrowed_to:
        yield from _row(view, top, "Overall", view.overall, (), bold=True)


def _row(
    view: View, top: int, name: str, figures: Figures, cells: tuple[CellView, ...], *, bold: bool = False
) -> Iterator[str]:
    line = top + 19
    yield _text(MARGIN + (0 if bold else 12), line, PAGE.cut(name, NAME_LENGTH), bold=bold)
    for index, cell in enumerate(cells):
        shade = cell.figures.shade
        background, ink = (EMPTY, INK) if shade is None else SHADES[shade]
        left = _square_x(index)
        yield (
            f'<rect x="{left + 1}" y="{top + 1}" width="{SQUARE_WIDTH - 2}" height="{ROW_HEIGHT - 2}" rx="3" '
            f'fill="{background}"/>'
        )
        text = cell.figures.score if cell.basis in ("rated", "claimed") else cell.basis
        yield _text(left + SQUARE_WIDTH / 2, line, text, anchor="middle", ink=ink)
    for index, number in enumerate((figures.score, figures.level, figures.target, figures.gap)):
        yield _text(_number_x(view, index), line, number, bold=bold, anchor="end")


def _square_x(index: int) -> int:
    return MARGIN + NAME_WIDTH + SQUARE_WIDTH * index


def _number_x(view: View, index: int) -> int:
    return _square_x(len(view.dimensions)) + NUMBER_WIDTH * (index + 1)


def _text(
    x: float, y: int, text: str, *, size: int = 13, bold: bool = False, anchor: str = "start", ink: str = INK
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y}" fill="{ink}" font-size="{size}" text-anchor="{anchor}"{weight}>{_safe(text)}</text>'
    )


def _safe(text: str) -> str:
    return escape(PAGE.clean(text))
