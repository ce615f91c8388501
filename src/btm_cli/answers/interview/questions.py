"""What an interview asks: the questions of a depth, which of them are open, and which one comes next.

In: a `Standard`, checked `Answers`, and the level that scoring gives each cell. Out: `Question`s. The rule of when a
level is reached stays with scoring: a cell is asked for the criteria of the level above the one it has reached, and
for nothing more, since nothing above can change the result (scoring.md, "A cell").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from btm_cli.answers.depth import Depth
from btm_cli.answers.model import CONVERSATION, Answers, Claimed, NotApplicable
from btm_cli.standard.model import Cell, Criterion, Standard

Reached = Callable[[str, str], int | None]
"""The level that scoring gives a cell (capability id, dimension id); None where it is not assessed."""


class Question(NamedTuple):
    """One thing to ask: the level of a capability, the level of a cell, or the rating of a criterion."""

    capability: str
    dimension: str | None = None
    criterion: str | None = None

    @property
    def reference(self) -> str:
        """`capability[/dimension[/criterion]]`."""
        return "/".join(part for part in self if part is not None)

    @property
    def place(self) -> Question:
        """The cell of a criterion; anything else is its own place."""
        return self._replace(criterion=None)


class View(NamedTuple):
    """Which criteria of a cell (capability id, dimension id) are asked at the file's depth.

    `cell` has those that count for its score, `besides` those that are asked once nothing of these is open.
    """

    cell: Callable[[str, str], Cell | None]
    besides: Callable[[str, str], Sequence[Criterion]]


class Form(NamedTuple):
    """What is asked and how: `capabilities` are the ids it is about; `unanswered` leaves every answer alone.

    `depth` is capability, cell or criteria; of the criteria a `view` asks some, else all are asked. Without
    `unanswered` a coarser answer than `depth` counts as open: a claim is to be replaced by ratings. With it what is
    open among given ratings comes first, though nothing above an open level counts. In a `review` of cells just what
    was heard in a conversation is open: whoever says it by hand settles it.
    """

    standard: Standard
    depth: Depth
    capabilities: Collection[str]
    unanswered: bool = False
    view: View | None = None
    review: bool = False

    def cell(self, capability: str, dimension: str) -> Cell | None:
        """The cell with the criteria that are asked, None where the standard has none there."""
        return self.view.cell(capability, dimension) if self.view else self.standard.cell(capability, dimension)


def places(form: Form) -> list[Question]:
    """The capabilities or cells that the interview is about, in the standard's order."""
    chosen = [one.id for one in form.standard.ordered_capabilities() if one.id in form.capabilities]
    if form.depth is Depth.capability:
        return [Question(capability) for capability in chosen]
    return [
        Question(capability, dimension.id)
        for capability in chosen
        for dimension in form.standard.dimensions
        if form.standard.cell(capability, dimension.id) is not None
    ]


def open_questions(place: Question, form: Form, answers: Answers, reached: Reached) -> list[Question]:
    """What is still to be asked at `place`, one of `places(form)`; nothing where it is settled."""
    if place.dimension is None:
        cells = [each.id for each in form.standard.dimensions]
        return [] if any(answers.cells.get((place.capability, each)) for each in cells) else [place]
    key = (place.capability, place.dimension)
    answer = answers.cells.get(key)
    if form.review:
        return [place] if isinstance(answer, Claimed) and answer.source == CONVERSATION else []
    if isinstance(answer, NotApplicable):
        return []
    cell = form.cell(*key)
    by_criteria = form.depth is Depth.criteria and cell is not None and any(cell.criteria.values())
    if isinstance(answer, Claimed):
        coarser = by_criteria or answer.whole_capability
        if form.unanswered or not coarser:
            return []
        answer = None
        level = None
    else:
        level = reached(*key)
    if not by_criteria:
        return [] if answer else [place]
    assert cell is not None
    rated = answer or {}
    gaps = _gaps(cell, form.standard, rated) if form.unanswered else ()
    found = gaps or _missing(cell, form.standard, rated, level)
    if not found and form.view is not None:
        found = [each for each in form.view.besides(*key) if each.id not in rated]
    return [place._replace(criterion=each.id) for each in found]


def _gaps(cell: Cell, standard: Standard, answered: Collection[str]) -> Sequence[Criterion]:
    """The lowest level's criteria without an answer, up to the highest level that has one: what a new edition asks."""
    levels = range(standard.base + 1, standard.top + 1)
    highest = max((one for one in levels for each in cell.criteria.get(one, ()) if each.id in answered), default=0)
    missing = (
        [each for each in cell.criteria.get(one, ()) if each.id not in answered] for one in levels if one <= highest
    )
    return next((found for found in missing if found), ())


def _missing(cell: Cell, standard: Standard, answered: Collection[str], level: int | None) -> Sequence[Criterion]:
    """The criteria without an answer, of one level only: the next above `level`, or the first that has any.

    Where levels add up (cumulative), or nothing has been reached yet, it is the lowest level with one missing.
    """
    levels: Sequence[int] = range(standard.base + 1, standard.top + 1)
    if standard.level_rule == "staged" and level is not None:
        levels = [level + 1]
    for each in levels:
        missing = [criterion for criterion in cell.criteria.get(each, ()) if criterion.id not in answered]
        if missing:
            return missing
    return ()


def next_question(
    current: Question | None,
    form: Form,
    answers: Answers,
    reached: Reached,
    skipped: Collection[Question] = (),
) -> Question | None:
    """The open question that comes next, from `current` to the end and round again; None where nothing is open."""
    listed = places(form)
    if not listed:
        return None
    start = _position(current, listed)
    for place in [*listed[start:], *listed[:start]]:
        found = [each for each in open_questions(place, form, answers, reached) if each not in skipped]
        if found:
            return next((each for each in found if _later(each, current)), found[0])
    return None


def _later(question: Question, current: Question | None) -> bool:
    """Whether both are criteria of one cell and `question` comes after `current`."""
    if current is None or question.criterion is None or current.criterion is None:
        return False
    return question.place == current.place and question.criterion > current.criterion


def _position(current: Question | None, listed: list[Question]) -> int:
    """Where to look from: the current place, or the first one of its capability where the depth has changed."""
    if current is None:
        return 0
    if current.place in listed:
        return listed.index(current.place)
    return next((number for number, each in enumerate(listed) if each.capability == current.capability), 0)
