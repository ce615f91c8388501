"""Which criteria an interview asks at the depth that the file has.

In: a standard, answers, the score so far. Out: a cell with what counts, what is asked besides, what can be looked at.
At depth core the claims that the next state asks for are asked too: they count for the state at every depth (edition.md
13 of edition 1.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from btm_cli.answers.depth import Depth
from btm_cli.answers.interview.questions import Form, Question
from btm_cli.answers.model import CORE, Answers, Claimed
from btm_cli.scoring.depth import core_of
from btm_cli.scoring.states import next_state, state_by_score
from btm_cli.standard.model import Cell, Criterion, Standard


def in_view(standard: Standard, answers: Answers, capability: str, dimension: str) -> Cell | None:
    """The cell with the criteria that count, whatever level is claimed for it now; None where there is none."""
    cell = standard.cell(capability, dimension)
    if cell is None or answers.depth_of(capability) != CORE:
        return cell
    said = answers.cells.get((capability, dimension))
    return core_of(cell, None if isinstance(said, Claimed) else said)


def besides(
    standard: Standard, answers: Answers, score: Fraction | None, capability: str, dimension: str
) -> list[Criterion]:
    """At depth core, the cell's claims that the next state above `score` asks for; at full depth none."""
    cell = standard.cell(capability, dimension)
    state = next_state(standard.states, state_by_score(standard.states, score))
    if cell is None or state is None or answers.depth_of(capability) != CORE:
        return []
    asks = [(ask.theme, level) for ask in state.asks for level in ask.levels]
    return [each for each in cell.all_criteria() if any((theme, each.level) in asks for theme in each.themes)]


def asked_at(
    place: Question, form: Form, answers: Answers, level: int | None, opened: Sequence[Question]
) -> list[Question]:
    """The criteria of a cell that an interview shows: what is `opened`, answered, or not above what can be reached.

    `level` is the one that its ratings reach, None without any. At other depths, and without a cell, there are none.
    """
    key = (place.capability, place.dimension or "")
    cell, whole = form.cell(*key), form.standard.cell(*key)
    if form.depth is not Depth.criteria or place.dimension is None or cell is None or whole is None:
        return []
    said = answers.cells.get(key)
    shown = {*(said if isinstance(said, dict) else ()), *(each.criterion for each in opened)}
    lowest = min((one for one, each in cell.criteria.items() if each), default=0)
    limit = max(lowest, form.standard.base + 1 if level is None else level + 1)
    limit = max([limit, *(each.level for each in whole.all_criteria() if place._replace(criterion=each.id) in opened)])
    staged = form.standard.level_rule == "staged"
    shown |= {each.id for each in cell.all_criteria() if each.level <= limit or not staged}
    return [place._replace(criterion=each.id) for each in whole.all_criteria() if each.id in shown]
