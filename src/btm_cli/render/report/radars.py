"""Which radar charts a report has: by area and by capability, with the target and the baseline beside today.

In: `ReportInput`. Out: `Radar`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from btm_cli.compare.comparison import Movement
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.report.charts import Axis, Radar, Series, radar
from btm_cli.render.report.given import ReportInput
from btm_cli.scoring.scorecard import AreaScore, CapabilityScore
from btm_cli.standard.model import Standard


def radars(given: ReportInput) -> tuple[Radar, ...]:
    """A chart of fewer than three axes would be a line and is left out; so are places where nothing can be known."""
    card, old = given.card, given.comparison
    if card.overall.numbers.score is None:
        return ()
    areas = [area for area in card.areas if area.numbers.low is not None]
    rows = [row for row in card.capabilities if row.in_scope and row.numbers.low is not None]
    charts = (
        _chart("areas", areas, old.areas.values() if old else (), given.standard),
        _chart("capabilities", rows, old.capabilities.values() if old else (), given.standard),
    )
    return tuple(chart for chart in charts if len(chart.rows) >= 3)


def _chart(
    kind: str, places: Sequence[AreaScore] | Sequence[CapabilityScore], old: Iterable[Movement], standard: Standard
) -> Radar:
    """`old` holds the movements since the baseline, if there is one."""
    before = {each.reference: each.claimed.old for each in old}
    limits = Labels(standard).thresholds

    def series(name: str, scores: list[Fraction | None]) -> Series:
        shown = tuple(write.short_score(score, limits) for score in scores)
        return Series(name, words(f"report.radar.{name}"), tuple(scores), shown)

    found = [series("target", [each.numbers.target for each in places])]
    if before:
        found.append(series("baseline", [before.get(each.id) for each in places]))
    found.append(series("now", [each.numbers.score for each in places]))
    axes = [Axis(each.id, each.name) for each in places]
    return radar(f"radar-{kind}", words(f"report.radar.{kind}"), axes, found, standard.base, standard.top)
