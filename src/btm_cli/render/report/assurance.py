"""Claimed, evidenced, verified, side by side for every area and capability.

In: a `Scorecard` and its `Standard`. Out: blocks; the row's name leads to what stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Cell, Column, Paragraph, Row, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.figures import figures
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import Numbers, Scorecard
from btm_cli.standard.model import Standard

NAMES = ("score", "level", "target", "gap", "evidenced", "verified", "range", "coverage")


def assurance_part(card: Scorecard, standard: Standard) -> Iterator[Block]:
    """Everything below the part's heading."""
    labels = Labels(standard)

    def row(name: str, about: str, numbers: Numbers) -> tuple[str | Cell, ...]:
        texts = figures(numbers, labels)._asdict()
        texts["range"] = words("report.options.between", low=texts["low"], high=texts["high"])
        return Cell(name, about=about), *(texts[each] for each in NAMES)

    rows: list[Row | tuple[str | Cell, ...]] = []
    for area, capabilities in Shown(card).areas():
        rows.append(Row(row(area.name, area.id, area.numbers)))
        rows += [row(f"  {each.name}", each.id, each.numbers) for each in capabilities]
    rows.append(Row(row(words("scorecard.overall"), "", card.overall.numbers)))
    columns = (Column(words("report.column.where")), *(Column(words(f"report.column.{n}"), right=True) for n in NAMES))
    yield Paragraph(words("report.assurance.lead"), tone="quiet")
    yield Table(columns, tuple(rows))
