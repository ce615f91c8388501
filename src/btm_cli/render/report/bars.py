"""Claimed, evidenced and verified side by side: how long each bar is.

In: a `View` for what is shown, its `Scorecard` for the exact numbers. Out: `BarRow`s, the whole first.
"""

from __future__ import annotations

from fractions import Fraction

from btm_cli.render.report.view import BarRow
from btm_cli.render.scorecard.view import View
from btm_cli.scoring.scorecard import Numbers, Scorecard


def bar_rows(view: View, card: Scorecard, base: int, top: int) -> tuple[BarRow, ...]:
    """The whole, then each area with its capabilities, in the view's order."""
    areas = {area.id: area.numbers for area in card.areas}
    capabilities = {row.id: row.numbers for row in card.capabilities}

    def widths(numbers: Numbers) -> tuple[str, str, str]:
        scores = (numbers.score, numbers.evidenced, numbers.verified)
        claimed, evidenced, verified = (_width(score, base, top) for score in scores)
        return claimed, evidenced, verified

    rows = [BarRow("overall", "", "Overall", view.overall, widths(card.overall.numbers))]
    for area in view.areas:
        rows.append(BarRow("area", area.id, area.name, area.figures, widths(areas[area.id])))
        rows += [
            BarRow("capability", row.id, row.name, row.figures, widths(capabilities[row.id]))
            for row in area.capabilities
        ]
    return tuple(rows)


def _width(score: Fraction | None, base: int, top: int) -> str:
    """How much of the scale, in hundredths; nothing where there is no score."""
    return "0" if score is None else f"{float((score - base) / (top - base) * 100):.1f}"
