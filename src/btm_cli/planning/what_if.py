"""The assessment with some answers changed, or with steps of a plan done, beside today's.

In: `Answers` and changes, or how far a plan's chains have come. Out: changed `Answers`, their `Scorecard`, and what
moves between two of them. Nothing is written, and nobody guesses a score: following the plan and assessing again gives
exactly these numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.answers.model import Answers, CellAnswer, Claimed, CriterionAnswer, NotApplicable, Target
from btm_cli.planning.against import targets_of
from btm_cli.planning.chains import fully, raised
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Numbers

if TYPE_CHECKING:
    from btm_cli.planning.against import OldStep
    from btm_cli.planning.model import PlanProblem
    from btm_cli.planning.reach import RuleStep
    from btm_cli.planning.roadmap_steps import RoadmapStep
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

REASON = "what if"


class Change(NamedTuple):
    """One `--set`: exactly one of `rating`, `level`, or neither for n/a. Without a `dimension`: all cells."""

    capability: str
    dimension: str | None = None
    criterion: str | None = None
    rating: str | None = None
    level: int | None = None


Height = Literal["overall", "area", "capability", "cell"]


class Move(NamedTuple):
    """Something whose numbers differ."""

    kind: Height
    id: str
    before: Numbers
    after: Numbers

    @property
    def change(self) -> Fraction | None:
        """Of the claimed score, exactly; None where either is missing."""
        old, new = self.before.score, self.after.score
        return None if old is None or new is None else new - old


def change_answers(standard: Standard, answers: Answers, changes: Sequence[Change]) -> Answers:
    """`answers` with the changes made, in their order.

    Of an existing rating or claim what backs it stays. Where a criterion is set in a cell with a claimed level, the
    claim becomes ratings first: everything written up to that level at the top.
    """
    cells = dict(answers.cells)
    left_out = dict(answers.capability_not_applicable)
    for change in changes:
        if change.dimension is None and change.level is None:
            left_out[change.capability] = NotApplicable(REASON)
        else:
            left_out.pop(change.capability, None)
        for dimension in standard.dimensions:
            if change.dimension in (None, dimension.id) and standard.cell(change.capability, dimension.id) is not None:
                place = (change.capability, dimension.id)
                cells[place] = _changed(standard, cells.get(place), change, dimension.id)
    return answers._replace(cells=cells, capability_not_applicable=left_out)


def take_steps(standard: Standard, answers: Answers, steps: Iterable[OldStep | RoadmapStep | RuleStep]) -> Answers:
    """`answers` once `steps` are done, as the plan or the rule that they are from projected it.

    A claimed level becomes the step's, ratings of its criteria the top one; what is n/a, or no longer in the standard,
    stays as it is.
    """
    cells = dict(answers.cells)
    for step in steps:
        place = (step.capability, step.dimension)
        cell = standard.cell(*place) if step.capability in standard.capabilities else None
        answer = cells.get(place)
        if cell is None or isinstance(answer, NotApplicable):
            continue
        known = {criterion.id for criterion in cell.all_criteria()}
        if isinstance(answer, Claimed):
            if answer.level >= step.to_level:
                continue
            if not step.part:
                cells[place] = answer._replace(level=step.to_level)
                continue
            ratings = fully(cell, answer.level, standard.top_rating)
        else:
            ratings = dict(answer or {})
        for name in step.criteria:
            if name in known and not isinstance(ratings.get(name), NotApplicable):
                ratings[name] = raised(ratings.get(name), standard.top_rating)
        cells[place] = ratings
    return answers._replace(cells=cells)


def _changed(standard: Standard, answer: CellAnswer | None, change: Change, dimension: str) -> CellAnswer:
    if change.level is not None:
        return answer._replace(level=change.level) if isinstance(answer, Claimed) else Claimed(change.level)
    if change.criterion is None:
        return NotApplicable(REASON)
    ratings: dict[str, CriterionAnswer] = {}
    cell = standard.cell(change.capability, dimension)
    if isinstance(answer, Claimed) and cell is not None:
        ratings = fully(cell, answer.level, standard.top_rating)
    elif isinstance(answer, Mapping):
        ratings = dict(answer)
    said = ratings.get(change.criterion)
    ratings[change.criterion] = NotApplicable(REASON) if change.rating is None else raised(said, change.rating)
    return ratings


def moves(before: Scorecard, after: Scorecard) -> Iterator[Move]:
    """Everything whose numbers differ, from the whole down to the cells, in the standard's order."""
    if _moved(before.overall.numbers, after.overall.numbers):
        yield Move("overall", "overall", before.overall.numbers, after.overall.numbers)
    for area, changed in zip(before.areas, after.areas, strict=True):
        if _moved(area.numbers, changed.numbers):
            yield Move("area", area.id, area.numbers, changed.numbers)
    for old, new in zip(before.capabilities, after.capabilities, strict=True):
        if _moved(old.numbers, new.numbers):
            yield Move("capability", old.id, old.numbers, new.numbers)
        for cell, other in zip(old.cells, new.cells, strict=True):
            if _moved(cell.numbers, other.numbers):
                yield Move("cell", cell.reference, cell.numbers, other.numbers)


def _moved(before: Numbers, after: Numbers) -> bool:
    """Whether a score, level, target or gap differs; how much is answered is no result."""
    return _results(before) != _results(after)


def _results(numbers: Numbers) -> Numbers:
    return numbers._replace(low=None, high=None, answered=0, applicable=0, settled=None)


def answers_after(answers: Answers, problem: PlanProblem, starts: Sequence[int], iteration: int) -> Answers:
    """The answers once everything that is credited by the end of `iteration` is."""
    cells = dict(answers.cells)
    for chain in problem.chains:
        done = sum(problem.credited(index, starts) <= iteration for index in chain.items)
        if done:
            cells[chain.capability, chain.dimension] = chain.answers[done - 1]
    return answers._replace(cells=cells)


def project(standard: Standard, answers: Answers, card: Scorecard) -> Scorecard:
    """Assess changed `answers` against the targets that `card` had."""
    return assess(standard, aimed_as(answers, card), frozenset(), card.as_of)


def aimed_as(answers: Answers, card: Scorecard) -> Answers:
    """`answers` with the targets that the cells of `card` had: a target assumed today stays what it was."""
    return answers._replace(target=Target(levels=targets_of(card)))
