"""What the enterprise would be once steps are done: answers as they would then be, scored by the engine.

In: a `Standard`, `Answers`, a problem and how far its chains have come. Out: `Answers` and `Scorecard`s. Nobody
guesses a score: following the plan and assessing again gives exactly these numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from btm_cli.answers.model import Target
from btm_cli.planning.model import PlanProblem
from btm_cli.scoring import assess

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


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
    levels = {
        cell.reference: cell.numbers.target.numerator
        for capability in card.capabilities
        for cell in capability.cells
        if cell.numbers.target is not None
    }
    return answers._replace(target=Target(levels=levels))
