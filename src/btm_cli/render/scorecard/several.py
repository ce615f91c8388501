"""Several assessments side by side: a row each, before each of them for itself.

In: scorecards and their standards. Out: a table.
"""

from __future__ import annotations

from collections.abc import Iterable

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import who
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard


def several_table(found: Iterable[tuple[Scorecard, Standard]]) -> Table:
    """Who, the state, the score by the three calculations, how many cells are below their target."""
    names = ("who", "state", "score", "evidenced", "verified", "below")
    right = names[2:]
    return Table(columns("screen.several", names, right), tuple(_row(card, standard) for card, standard in found))


def _row(card: Scorecard, standard: Standard) -> tuple[str, ...]:
    labels, overall, numbers = Labels(standard), card.overall, card.overall.numbers
    cells = [cell for row in card.capabilities if row.in_scope for cell in row.cells if cell.assessed]
    state = labels.state(overall.state) if standard.states else write.NOTHING
    return (
        who(card.enterprise, card.unit, card.period),
        words("screen.several.provisional", state=state) if overall.provisional else state,
        *(write.short_score(each, labels.thresholds) for each in (numbers.score, *overall.backed(standard.base))),
        words("screen.several.of", n=sum(bool(cell.numbers.gap) for cell in cells), cells=len(cells)),
    )
