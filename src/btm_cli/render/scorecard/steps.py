"""What is still to meet, in words: gaps, steps, and what a step takes as far as that is known without a plan.

In: a cell or a `Priority` of a scorecard, the standard's `Labels`; for days, money and the day that a step could be
shown at the earliest a `Standard`, a file's `Answers`, the day of the scorecard. Out: text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.planning.dates import BegunNow
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.effort import whole_money
from btm_cli.scoring.scorecard import CellScore, Priority, Scorecard

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


def gap_text(cell: CellScore, labels: Labels) -> str:
    """From its score to its target, and the gap between."""
    numbers = cell.numbers
    score = write.short_score(numbers.score, labels.thresholds)
    gap = write.gap(numbers.gap, numbers.score, numbers.target)
    return words("scorecard.gap", score=score, target=write.number(numbers.target), gap=gap)


def claims(capability: str, dimension: str, wanted: Sequence[str], labels: Labels) -> tuple[tuple[str, str], ...]:
    """Criteria of a cell by id, each with its claim; "" for one that the standard lacks."""
    known = labels.criteria(capability, dimension)
    return tuple((each, known[each].claim if each in known else "") for each in wanted)


def factors(step: Priority) -> dict[str, str]:
    """The numbers of a step's priority by name."""
    return {
        "gain": write.number(step.gain),
        "lift": write.number(step.lift),
        "enables": write.number(step.enables),
        "state": write.number(step.state),
        "importance": str(step.importance),
        "effort": write.short_number(step.effort),
    }


def step_text(step: Priority) -> str:
    """Its levels, and how its priority comes about."""
    priority = write.number(step.priority)
    return words("scorecard.step", old=step.from_level, new=step.to_level, priority=priority, **factors(step))


def reasons(step: Priority, card: Scorecard, labels: Labels) -> str:
    """What is gained by a step; "" for nothing beyond its own level."""
    return "; ".join(_reasons(step, card, labels))


def _reasons(step: Priority, card: Scorecard, labels: Labels) -> Iterator[str]:
    if step.holds_state:
        yield words("scorecard.why.holds-state", state=labels.state(card.overall.state_by_score))
    if step.lift == 1:
        yield words("scorecard.why.raises-alone")
    elif step.lift:
        yield words("scorecard.why.raises-together")
    if step.enables:
        yield words("scorecard.why.enables")
    if step.follows is not None:
        yield words("scorecard.why.follows", place=labels.place(step.follows))
    if not step.in_plan:
        yield words("scorecard.why.not-in-plan")


def blockers(step: Priority, labels: Labels) -> tuple[str, ...]:
    """What must be reached before a step, and where that stands."""
    return tuple(
        words(
            "scorecard.blocker-open" if each.has is None else "scorecard.blocker",
            capability=labels.name(each.capability),
            needs=each.needs,
            has=each.has,
        )
        for each in step.blocked_by
    )


class Work:
    """Says of steps what they take."""

    def __init__(self, standard: Standard, answers: Answers, as_of: date) -> None:
        self._labels = Labels(standard)
        self._rate = answers.day_rate
        self.shown = BegunNow(standard, answers, as_of).shown

    def effort(self, step: Priority) -> str:
        """Its days, and what the days shown cost where the file has a day rate; else points of effort."""
        work, days, money = self._labels.work(step.effort), step.days, step.money
        if days is None or money is None or self._rate is None:
            return work
        cost = write.money(Fraction(whole_money(days, money)))
        return words("screen.cost", work=work, currency=self._rate.currency, money=cost)
