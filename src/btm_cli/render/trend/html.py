"""A trend as one HTML page: a chart of the overall score, a line a place, and the table of assessments.

In: a `TrendView`. Out: HTML that needs nothing from a network and runs no script. All text is escaped by Jinja2; the
chart is SVG drawn by the template from whole numbers, one line for each stretch that may be joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from btm_cli.render.document.templates_env import html_templates
from btm_cli.render.trend.view import TrendView

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 300, 40, 24, 16, 40
SPARK_WIDTH, SPARK_HEIGHT = 160, 28


class Dot(NamedTuple):
    """A point of a chart, in whole units of its drawing."""

    x: int
    y: int
    title: str


class Curve(NamedTuple):
    """One assurance: its points, and its lines as SVG's list of points."""

    name: str
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]


class Tick(NamedTuple):
    """A label on an axis."""

    place: int
    text: str


def render_trend_html(view: TrendView) -> str:
    """The whole page, the same bytes for the same view."""
    environment = html_templates(trimmed=True)
    across = _across(view, LEFT, WIDTH - RIGHT)
    return environment.get_template("trend.html.j2").render(
        view=view,
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        curves=[_curve(name, scores, view, across) for name, scores in view.curves],
        levels=[Tick(_down(_share(view, level)), str(level)) for level in range(view.base, view.top + 1)],
        labels=_labels(view, across),
        breaks=[Tick((across[mark.after] + across[mark.after + 1]) // 2, mark.text) for mark in view.marks],
        sparks=[_spark(line.shares, view) for line in view.lines],
        spark_width=SPARK_WIDTH,
        spark_height=SPARK_HEIGHT,
        marks={index: [mark.text for mark in view.marks if mark.after == index] for index in range(len(view.points))},
    )


def _across(view: TrendView, start: int, end: int) -> list[int]:
    """Where each point stands from left to right: by its day, or evenly where all have one day."""
    last = view.days[-1]
    if not last:
        count = max(1, len(view.days) - 1)
        return [start + (end - start) * place // count for place in range(len(view.days))]
    return [start + (end - start) * day // last for day in view.days]


def _share(view: TrendView, score: Fraction | int) -> Fraction:
    return Fraction(score - view.base) / (view.top - view.base)


def _down(share: Fraction) -> int:
    return int(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))


def _curve(name: str, scores: Sequence[Fraction | None], view: TrendView, across: Sequence[int]) -> Curve:
    dots = {
        index: Dot(
            across[index], _down(_share(view, score)), f"{view.points[index].label}: {name} {_shown(view, name, index)}"
        )
        for index, score in enumerate(scores)
        if score is not None
    }
    return Curve(
        name,
        tuple(dots.values()),
        tuple(_joined([dots[i] for i in stretch if i in dots]) for stretch in view.stretches),
    )


def _shown(view: TrendView, name: str, index: int) -> str:
    point = view.points[index]
    return {"claimed": point.score, "evidenced": point.evidenced, "verified": point.verified}[name]


def _joined(dots: Sequence[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)


def _spark(shares: Sequence[Fraction | None], view: TrendView) -> list[str]:
    across = _across(view, 2, SPARK_WIDTH - 2)
    room = SPARK_HEIGHT - 6
    dots = {
        index: Dot(across[index], int(SPARK_HEIGHT - 3 - share * room), "")
        for index, share in enumerate(shares)
        if share is not None
    }
    return [_joined([dots[index] for index in stretch if index in dots]) for stretch in view.stretches]


def _labels(view: TrendView, across: Sequence[int]) -> list[Tick]:
    """The points' labels, as many as have room beside each other; the last one always."""
    kept: list[Tick] = []
    for place, point in reversed(list(zip(across, view.points, strict=True))):
        if not kept or kept[-1].place - place >= 90:
            kept.append(Tick(place, point.label))
    return kept[::-1]
