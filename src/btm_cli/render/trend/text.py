"""A trend for a terminal: a table of assessments, a sparkline a place, and a plot.

In: a `TrendView` and the page. Out: lines of styled text. What breaks a line stands between the rows in words, and
nothing is drawn across it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import ModuleType

from btm_cli.render.document.typeset import Line, Typesetter, encodable, width
from btm_cli.render.trend.view import LineView, TrendView

BLOCKS = "▁▂▃▄▅▆▇█"
BREAK, MISSING = "┊", "·"
PLOT_ROWS = 14
NARROW = 100
"""From this many columns on a table shows the source of each assessment."""


def render_trend(view: TrendView, page: Typesetter) -> list[Line]:
    """The whole trend."""
    lines: list[Line] = [
        [(page.cut(view.enterprise, page.columns), "title")],
        [(page.cut(view.summary, page.columns), "")],
        [],
        *_table(view, page),
        [],
        [(page.cut(f"By place, {view.assurance}", page.columns), "heading")],
        *_sparklines(view, page),
    ]
    plot = _plot(view, page) if len(view.points) > 1 else []
    if plot:
        lines += [[], [(page.cut("Overall score: c claimed, e evidenced, v verified", page.columns), "heading")], *plot]
    return lines


def sparkline(line: LineView, view: TrendView) -> str:
    """One block a point, from the lowest level to the highest; a break where nothing may be drawn across."""
    breaks = {mark.after for mark in view.marks}
    shown = ""
    for index, share in enumerate(line.shares):
        shown += MISSING if share is None else BLOCKS[min(len(BLOCKS) - 1, share * len(BLOCKS) // 1)]
        if index in breaks:
            shown += BREAK
    return shown


def _table(view: TrendView, page: Typesetter) -> Iterator[Line]:
    columns: list[tuple[str, str, bool]] = [
        ("label", "Period", False),
        ("day", "Date", False),
        ("score", "Score", True),
        ("change", "Change", True),
        ("level", "Lv", True),
        ("evidenced", "Evid.", True),
        ("verified", "Verif.", True),
        ("coverage", "Cover", True),
        ("settled", "Settl.", True),
    ]
    if view.states:
        columns.append(("state", "State", False))
    if page.columns >= NARROW:
        columns += [("edition", "Edition", False), ("source", "From", False)]
    texts = [[title for _, title, _ in columns]]
    texts += [[str(getattr(point, field)) for field, _, _ in columns] for point in view.points]
    widths = [max(width(page.clean(row[column])) for row in texts) for column in range(len(columns))]
    widths[0] = min(widths[0], 24)
    widths[-1] = max(4, min(widths[-1], page.columns - sum(widths[:-1]) - len(columns) + 1))
    words: dict[int, list[str]] = {}
    for mark in view.marks:
        words.setdefault(mark.after, []).append(mark.text)
    for number, row in enumerate(texts):
        spans: Line = []
        for text, (_, _, right), columns_wide in zip(row, columns, widths, strict=True):
            shown = page.right(text, columns_wide) if right else page.left(text, columns_wide)
            spans += [(" " if spans else "", ""), (shown, "heading" if number == 0 else "")]
        yield spans
        for text in words.get(number - 1, ()):
            yield [(page.cut(f"   {BREAK} {text}", page.columns), "note")]


def _sparklines(view: TrendView, page: Typesetter) -> Iterator[Line]:
    numbers = 1 + 6 + 3 + 5 + 8
    drawn = [sparkline(line, view) for line in view.lines]
    longest = max(map(len, drawn))
    room = max(8, min(longest, page.columns - numbers - 30))
    names = max(10, page.columns - room - numbers)
    for line, blocks in zip(view.lines, drawn, strict=True):
        indent = "  " if line.height == "capability" else ""
        yield [
            (page.left(indent + line.name, min(names, 46)), "strong" if line.height == "overall" else ""),
            (" ", ""),
            (page.left(blocks[-room:], room), ""),
            (page.right(line.first, 6), ""),
            (f" {page.clean('→')} ", ""),
            (page.left(line.last, 5), ""),
            (page.right(line.change, 8), ""),
        ]


def _plot(view: TrendView, page: Typesetter) -> list[Line]:
    """The three overall scores over time; nothing where fewer than two have a day of their own."""
    if len(set(view.days)) < 2:
        return []
    import plotext as figure

    figure.clear_figure()
    figure.theme("clear")
    figure.plot_size(min(page.columns, 100), PLOT_ROWS)
    figure.ylim(view.base, view.top)
    figure.yticks(list(range(view.base, view.top + 1)))
    ticks = _ticks(view)
    figure.xticks([view.days[index] for index in ticks], [page.clean(view.points[index].label)[:12] for index in ticks])
    for name, scores in reversed(view.curves):
        for stretch in view.stretches:
            _draw(figure, name[0], [view.days[index] for index in stretch], [scores[index] for index in stretch])
    for mark in view.marks:
        if mark.kind == "edition":
            figure.vline((view.days[mark.after] + view.days[mark.after + 1]) / 2)
    drawn = figure.uncolorize(figure.build())
    return [[(encodable(line.rstrip(), page.encoding), "")] for line in drawn.splitlines() if line.strip()]


def _draw(figure: ModuleType, marker: str, days: Sequence[int], scores: Sequence[Fraction | None]) -> None:
    points = [(day, float(score)) for day, score in zip(days, scores, strict=True) if score is not None]
    if points:
        figure.plot([day for day, _ in points], [score for _, score in points], marker=marker)


def _ticks(view: TrendView) -> list[int]:
    """At most six points with a label on the axis, the first and the last among them."""
    last = len(view.points) - 1
    count = min(6, last + 1)
    return sorted({round(place * last / (count - 1)) for place in range(count)}) if count > 1 else [0]
