"""What became of an old plan.

In: the old plan's steps, the present `Standard`, `Answers` and `Scorecard`. Out: a `Progress`: every step as done,
ahead, late, open or overtaken. Pure: the day is the scorecard's as-of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.ratings import Rules
from btm_cli.standard.model import Standard, by_id

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import CellScore, Scorecard


Fate = Literal["late", "open", "done", "ahead", "overtaken"]
FATES: tuple[Fate, ...] = ("late", "open", "done", "ahead", "overtaken")
"""What needs attention first."""


class OldStep(NamedTuple):
    """One step as the old plan had it; `criteria` are ids in the cell.

    It was to be shown at the end of `iteration`, on the day `end`. `effort` is None where the plan does not say it.
    """

    iteration: int
    end: date
    capability: str
    dimension: str
    from_level: int
    to_level: int
    part: bool
    criteria: tuple[str, ...]
    owner: str | None
    effort: Fraction | None = None

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"


class StepProgress(NamedTuple):
    """What became of a step; `met` of the `of` criteria are met."""

    step: OldStep
    fate: Fate
    level: int | None
    met: int
    of: int
    why: str


class Progress(NamedTuple):
    """An old plan seen from `as_of`."""

    as_of: date
    steps: tuple[StepProgress, ...]

    def count(self, fate: Fate) -> int:
        """How many steps met this fate."""
        return sum(step.fate == fate for step in self.steps)


def targets_of(card: Scorecard) -> dict[str, int]:
    """The target level of every cell that has one, as named or assumed."""
    cells = [cell for capability in card.capabilities for cell in capability.cells]
    return {cell.reference: cell.numbers.target.numerator for cell in cells if cell.numbers.target is not None}


def progress(standard: Standard, answers: Answers, card: Scorecard, steps: Iterable[OldStep]) -> Progress:
    """Follow every step of the old plan.

    Done: the cell is at the step's level, or (for a part of a step) its criteria are met; ahead, where its iteration
    has not ended. Overtaken: nobody needs it any more, since the cell is n/a, out of scope, gone from the standard, or
    its target is lower now. Late: its iteration ended on or before the as-of date. Open: all else.
    """
    cells = {cell.reference: cell for capability in card.capabilities for cell in capability.cells}
    targets = {} if card.target_assumed else targets_of(card)
    return Progress(card.as_of, tuple(_follow(standard, answers, card.as_of, cells, step, targets) for step in steps))


def _follow(
    standard: Standard,
    answers: Answers,
    today: date,
    cells: Mapping[str, CellScore],
    step: OldStep,
    targets: Mapping[str, int],
) -> StepProgress:
    reference = step.reference
    cell = cells.get(reference)
    if cell is None:
        return StepProgress(step, "overtaken", None, 0, len(step.criteria), "the standard has no such cell any more")
    met, of, gone = _met(standard, answers, step)
    level = cell.numbers.level
    reached = level is not None and level >= step.to_level
    complete = step.part and of > 0 and met == of
    if cell.basis == "n/a":
        return StepProgress(step, "overtaken", None, met, of, "the cell is n/a or out of scope now")
    if reached or complete:
        ahead = step.end > today
        why = f"level {level}" if reached else "its criteria are met"
        return StepProgress(step, "ahead" if ahead else "done", level, met, of, why)
    if reference in targets and targets[reference] < step.to_level:
        return StepProgress(step, "overtaken", level, met, of, f"the target is level {targets[reference]} now")
    if gone:
        return StepProgress(step, "overtaken", level, met, of, "its criteria are not in the standard any more")
    why = f"level {level}" if level is not None else "not assessed"
    return StepProgress(step, "late" if step.end <= today else "open", level, met, of, why)


def _met(standard: Standard, answers: Answers, step: OldStep) -> tuple[int, int, bool]:
    """How many of the step's criteria are at the top rating, of how many that still apply; whether all are gone."""
    known = by_id(standard.cell(step.capability, step.dimension))
    wanted = [known[name] for name in step.criteria if name in known]
    answer = answers.cells.get((step.capability, step.dimension))
    if isinstance(answer, Claimed):
        return sum(criterion.level <= answer.level for criterion in wanted), len(wanted), not wanted
    ratings = {} if answer is None or isinstance(answer, NotApplicable) else answer
    applicable = [each for each in wanted if not isinstance(ratings.get(each.id), NotApplicable)]
    unmet = len(Rules(standard).unmet(applicable, answer))
    return len(applicable) - unmet, len(applicable), not wanted
