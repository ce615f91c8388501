"""The steps that one cell can take, one after another, with what the engine says after each (`scoring.md`, Priorities).

In: a cell of the standard, its answer, its target, a capacity; or all cells of an assessment. Out: `Climb`: unlinked
steps, or parts of those that are too large for an iteration, and why they end. No cell's climb knows of other cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import CORE, CellAnswer, Claimed, CriterionAnswer, NotApplicable, Rated
from btm_cli.planning.owners import covers, owner_of
from btm_cli.scoring.cell import measure_cell
from btm_cli.scoring.depth import core_of
from btm_cli.scoring.exact import total
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.steps import remaining_effort, step_criteria

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.planning.model import End
    from btm_cli.scoring.scorecard import CellScore, Scorecard
    from btm_cli.standard.model import Cell, Standard


class Rise(NamedTuple):
    """One step or part: where it starts, what it takes, and the cell afterwards.

    `takes` is how many months the practice must run before it can be shown.
    """

    step: int
    part: int
    from_level: int
    level: int
    score: Fraction
    criteria: tuple[str, ...]
    effort: Fraction
    takes: int
    answer: CellAnswer


class Climb(NamedTuple):
    """All that an assessed cell can do from its level and score up to its target, and why it ends.

    `owner` is the one whose points are limited, None for nobody.
    """

    cell: CellScore
    level: int
    score: Fraction
    target: int
    owner: str | None
    rises: tuple[Rise, ...]
    ends: End


class Climber:
    """Works out climbs under one standard's rules."""

    def __init__(self, standard: Standard, rules: Rules, assurance: Assurance) -> None:
        self._rules = rules
        self._assurance = assurance
        self._least = standard.least_effort
        self._top_rating = standard.top_rating

    def climb(
        self,
        cell: Cell,
        answer: CellAnswer,
        start: tuple[int, Fraction],
        target: int,
        whole_up_to: Fraction,
        core: bool,
    ) -> tuple[tuple[Rise, ...], End]:
        """Step after step from `start` (level and score), each from where the engine puts the cell after the last.

        `whole_up_to` is the largest effort that is not split; `core` says that only core criteria are looked at.
        """
        level, score = start
        rises: list[Rise] = []
        step = 0
        while level < target:
            seen = core_of(cell, answer) if core else cell
            unmet = step_criteria(seen, answer, self._rules, level, score)
            if not unmet:
                return tuple(rises), "unwritten"
            efforts = [remaining_effort((each,), self._rules.full) for each in unmet]
            names = [criterion.id for criterion, _ in unmet]
            takes = {criterion.id: self._rules.months(criterion, points) for criterion, points in unmet}
            effort = max(total(efforts), self._least)
            if effort <= whole_up_to:
                parts = [(tuple(names), effort)]
            elif max(efforts) <= whole_up_to:
                parts = [((name,), size) for name, size in zip(names, efforts, strict=True)]
            else:
                return tuple(rises), "too-large"
            begun = level
            for part, (criteria, size) in enumerate(parts):
                last = part == len(parts) - 1
                answer = self._after(cell, answer, criteria, begun, last)
                seen = core_of(cell, answer) if core else cell
                measure = measure_cell(seen, answer, self._rules, self._assurance)
                if measure.level is None or measure.score is None:
                    raise AssertionError("a cell with an answer has a level")
                level, score = measure.level, measure.score
                number = part if len(parts) > 1 else -1
                months = max(takes[name] for name in criteria)
                rises.append(Rise(step, number, begun, level, score, criteria, size, months, answer))
                if level > begun:  # where part of a level is enough, the rest of it is no step any more
                    break
            step += 1
        return tuple(rises), ""

    def _after(self, cell: Cell, answer: CellAnswer, criteria: Sequence[str], level: int, complete: bool) -> CellAnswer:
        """The answer once `criteria` are met; `complete`: they are the last ones of the step from `level`."""
        if isinstance(answer, Claimed):
            if complete:
                return answer._replace(level=level + 1)
            return fully(cell, level, self._top_rating) | {name: Rated(self._top_rating) for name in criteria}
        if isinstance(answer, NotApplicable):
            raise AssertionError("what is n/a has no steps")
        met = {name: raised(answer.get(name), self._top_rating) for name in criteria}
        return {**answer, **met}


def rooms_of(answers: Answers) -> Mapping[str, Fraction]:
    """The points of an iteration that each owner has who has a limit."""
    return {owner: Fraction(points) for owner, points in answers.capacities.items()}


def climbs_of(standard: Standard, answers: Answers, card: Scorecard, whole_up_to: Fraction) -> Iterator[Climb]:
    """The climb of every assessed cell below its target.

    `whole_up_to` is the largest effort that stays one step, where the owner has no fewer points.
    """
    rooms = rooms_of(answers)
    climber = Climber(standard, Rules(standard), Assurance(answers, frozenset()))
    for capability in card.capabilities:
        for cell in capability.cells:
            level, score, target = cell.numbers.level, cell.numbers.score, cell.numbers.target
            if level is None or score is None or target is None or level >= target:
                continue
            owner = owner_of(answers, capability.id, capability.area, cell.dimension)
            limited = owner if owner in rooms else None
            written = standard.cell(capability.id, cell.dimension)
            climb = Climb(cell, level, score, target.numerator, limited, (), "excluded")
            excluded = any(covers(name, capability.id, capability.area, cell.dimension) for name in answers.excluded)
            if written is None or excluded:
                yield climb
                continue
            whole = whole_up_to if limited is None else min(whole_up_to, rooms[limited])
            core = answers.depth_of(capability.id) == CORE
            said = answers.cells[cell.place]
            rises, ends = climber.climb(written, said, (level, score), climb.target, whole, core)
            yield climb._replace(rises=rises, ends=ends)


def fully(cell: Cell, level: int, top_rating: str) -> dict[str, CriterionAnswer]:
    """A claimed level as ratings: all that is written up to it at the top."""
    return {criterion.id: Rated(top_rating) for criterion in cell.all_criteria() if criterion.level <= level}


def raised(answer: CriterionAnswer | None, rating: str) -> CriterionAnswer:
    """A criterion's answer with another rating; what backs it stays."""
    return answer._replace(rating=rating) if isinstance(answer, Rated) else Rated(rating)
