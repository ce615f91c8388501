"""One cell's numbers under all assurances, from its criteria and its answer.

In: a `Cell` of the standard, what was answered for it, `Rules` and `Assurance`. Out: a `CellMeasure`. One pass over
the criteria makes all sums, in whole numbers; each number that leaves is one exact fraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.scoring.exact import integer_weights, ratio, total
from btm_cli.scoring.ratings import CLAIMED, EVIDENCED, VERIFIED
from btm_cli.scoring.scorecard import Basis, Numbers
from btm_cli.standard.once import once

if TYPE_CHECKING:
    from btm_cli.answers.model import CellAnswer, CriterionAnswer
    from btm_cli.scoring.ratings import Assurance, Rules
    from btm_cli.standard.model import Cell, Criterion

    Ratings = Mapping[str, CriterionAnswer]

AT_BEST = CLAIMED - 1
"""Below the assurances: also what is not answered counts, as fully met. An unanswered criterion has this standing."""

NOWHERE = AT_BEST - 1
"""Below all of these: under none of them."""

LevelSums = tuple[int, tuple[int, int, int, int], int]
"""One level: the most points that what is applicable can have, its points, the highest assurance that achieves it.

The points are by assurance, those at best in the last place (where index -1, `AT_BEST`, finds them). What is achieved
under an assurance is so under all below it, since nothing has fewer points there.
"""

Weighed = Sequence[tuple[str, int]]
"""The criteria of one level by id, with how much each counts among them."""

CountedSums = tuple[LevelSums, int, int, int]
"""One level's sums, and how many of its criteria are rated, unanswered and n/a."""

Climbed = tuple[Fraction, int]
"""Score and level under one assurance."""


class Measure:
    """The numbers of one cell or of anything above it while they are being worked out.

    `cells` counts the cells below that are not n/a and `settled` those of them with low = high; `not_applicable` counts
    criteria said to be n/a. The other fields are those of `Numbers`.
    """

    # No dataclass: making one costs as much as scoring ten cells, at every start.
    __slots__ = (
        *("answered", "applicable", "cells", "evidenced", "evidenced_level", "gap", "high", "level", "low"),
        *("not_applicable", "score", "settled", "target", "verified", "verified_level"),
    )

    def __init__(self, *, answered: int = 0, applicable: int = 0, cells: int = 0, not_applicable: int = 0) -> None:
        self.score: Fraction | None = None
        self.level: int | None = None
        self.low: Fraction | None = None
        self.high: Fraction | None = None
        self.evidenced: Fraction | None = None
        self.evidenced_level: int | None = None
        self.verified: Fraction | None = None
        self.verified_level: int | None = None
        self.answered = answered
        self.applicable = applicable
        self.cells = cells
        self.settled = 0
        self.not_applicable = not_applicable
        self.target: Fraction | None = None
        self.gap: Fraction | None = None

    def numbers(self) -> Numbers:
        """The finished numbers."""
        return Numbers(
            self.score,
            self.level,
            self.low,
            self.high,
            self.evidenced,
            self.evidenced_level,
            self.verified,
            self.verified_level,
            self.answered,
            self.applicable,
            ratio(self.settled, self.cells) if self.cells else None,
            self.target,
            self.gap,
        )


class CellMeasure(Measure):
    """One cell's numbers; `basis`, `achievement` and `out_of_order` are those of `CellScore`."""

    __slots__ = ("achievement", "basis", "out_of_order")

    def __init__(
        self,
        basis: Basis = "n/a",
        *,
        answered: int = 0,
        applicable: int = 0,
        cells: int = 0,
        not_applicable: int = 0,
    ) -> None:
        super().__init__(answered=answered, applicable=applicable, cells=cells, not_applicable=not_applicable)
        self.basis = basis
        self.achievement: Mapping[int, Fraction] = {}
        self.out_of_order: tuple[str, ...] = ()


def measure_cell(cell: Cell, answer: CellAnswer | None, rules: Rules, assurance: Assurance) -> CellMeasure:
    """The cell's basis and numbers (`scoring.md`, A cell); target and gap are still open."""
    if isinstance(answer, NotApplicable):
        return CellMeasure(not_applicable=max(1, _criteria_count(cell, rules)))
    if isinstance(answer, Claimed):
        return _claimed(cell, answer, rules, assurance)
    if not answer:
        return _unrated(_criteria_count(cell, rules), 0, rules)
    return _rated(cell, answer, rules, assurance)


def _criteria_count(cell: Cell, rules: Rules) -> int:
    criteria = cell.criteria
    return sum([len(criteria.get(level, ())) for level in rules.levels])


def _claimed(cell: Cell, claim: Claimed, rules: Rules, assurance: Assurance) -> CellMeasure:
    """A claim is the score; under an assurance it lacks it counts as the base."""
    standing = assurance.of(claim)
    evidenced = claim.level if standing >= EVIDENCED else rules.base
    verified = claim.level if standing >= VERIFIED else rules.base
    criteria = _criteria_count(cell, rules)
    measure = CellMeasure("claimed", answered=criteria, applicable=criteria, cells=1)
    measure.score = measure.low = measure.high = ratio(claim.level, 1)
    measure.level = claim.level
    measure.evidenced, measure.evidenced_level = ratio(evidenced, 1), evidenced
    measure.verified, measure.verified_level = ratio(verified, 1), verified
    measure.settled = 1
    return measure


def _rated(cell: Cell, answers: Ratings, rules: Rules, assurance: Assurance) -> CellMeasure:
    """Score the ratings; without any, the cell is n/a or not assessed."""
    levels: list[LevelSums] = []
    achievement: dict[int, Fraction] = {}
    answered = unanswered = left_out = 0
    criteria = cell.criteria
    for level in rules.levels:
        sums, rated, missing, skipped = add_up(weighed(criteria.get(level, ())), answers, rules, assurance)
        levels.append(sums)
        achievement[level] = _achievement(sums, CLAIMED)
        answered += rated
        unanswered += missing
        left_out += skipped
    if not answered:
        return _unrated(unanswered, left_out, rules)
    measure = CellMeasure(
        "rated", answered=answered, applicable=answered + unanswered, cells=1, not_applicable=left_out
    )
    measure.achievement = achievement
    reached = _climb_under_all(measure, levels, rules)
    if rules.staged:
        measure.out_of_order = _out_of_order(cell, answers, rules, reached)
    return measure


def _unrated(unanswered: int, left_out: int, rules: Rules) -> CellMeasure:
    """A cell without a rating: n/a where every criterion is, or else not assessed."""
    if left_out and not unanswered:
        return CellMeasure(not_applicable=left_out)
    measure = CellMeasure("not-assessed", applicable=unanswered, cells=1, not_applicable=left_out)
    measure.low, measure.high = ratio(rules.base, 1), ratio(rules.top, 1)
    return measure


@once
def weighed(criteria: Sequence[Criterion]) -> Weighed:
    """The criteria of one level by id, with how much each counts among them."""
    weights = integer_weights([each.weight for each in criteria])
    return [(each.id, weight) for each, weight in zip(criteria, weights, strict=True)]


def add_up(criteria: Weighed, answers: Ratings, rules: Rules, assurance: Assurance) -> CountedSums:
    """Look at each criterion of one level once: where most of a score's time goes, so in plain local integers."""
    whole = missing = unanswered = left_out = 0
    full, worth, standing_of = rules.full, rules.points, assurance.of
    fewest, lowest = full, VERIFIED
    by_standing = [0, 0, 0]
    for name, weight in criteria:
        answer = answers.get(name)
        if answer is None:
            unanswered += 1
            missing += weight
            lowest = AT_BEST
        elif isinstance(answer, NotApplicable):
            left_out += 1
        else:
            whole += weight
            points = worth[answer.rating]
            if points < fewest:
                fewest = points
            standing = standing_of(answer)
            if standing < lowest:
                lowest = standing
            by_standing[standing] += weight * points
    claimed, evidenced, verified = by_standing
    evidenced += verified
    claimed += evidenced
    most, points_by = (whole + missing) * full, (claimed, evidenced, verified, claimed + missing * full)
    sums = most, points_by, _achieved_under(most, points_by, fewest, lowest, rules)
    return sums, len(criteria) - unanswered - left_out, unanswered, left_out


def _achieved_under(most: int, points: Sequence[int], fewest: int, lowest: int, rules: Rules) -> int:
    """The highest assurance under which a level is achieved, by the fewest points and the lowest standing in it."""
    if not most:
        return VERIFIED  # nothing is applicable: there is nothing left to do for it
    highest = VERIFIED
    if rules.least:  # a criterion that does not count under an assurance has no points there
        highest = lowest if fewest >= rules.least else NOWHERE
    needed = rules.above_numerator * most
    while highest > NOWHERE and points[highest] * rules.above_denominator <= needed:
        highest -= 1
    return highest


def _achievement(sums: LevelSums, assurance: int) -> Fraction:
    """a(k): the weighted mean of a level's points, 1 where nothing is applicable."""
    most, points, _ = sums
    return ratio(points[assurance], most) if most else ratio(1, 1)


def _climb_under_all(measure: CellMeasure, levels: Sequence[LevelSums], rules: Rules) -> int:
    """Set what each assurance gives, and `high`; the claimed level."""
    (score, level), evidenced, verified = climbs(levels, rules)
    measure.score = measure.low = score
    measure.level = level
    measure.evidenced, measure.evidenced_level = evidenced
    measure.verified, measure.verified_level = verified
    measure.high = high = score if measure.answered == measure.applicable else _climb(levels, AT_BEST, rules)[0]
    measure.settled = 1 if high is score or high == score else 0
    return level


def climbs(levels: Sequence[LevelSums], rules: Rules) -> tuple[Climbed, Climbed, Climbed]:
    """Score and level as claimed, evidenced and verified."""
    return _climb(levels, CLAIMED, rules), _climb(levels, EVIDENCED, rules), _climb(levels, VERIFIED, rules)


def _climb(levels: Sequence[LevelSums], assurance: int, rules: Rules) -> Climbed:
    """Score and level by the standard's level rule; `levels` go up from the one above the base."""
    if not rules.staged:
        score = total([ratio(rules.base, 1), *(_achievement(sums, assurance) for sums in levels)])
        return score, score.numerator // score.denominator
    level = rules.base
    for most, points, achieved_under in levels:
        if achieved_under < assurance:
            return ratio(level * most + points[assurance], most), level
        level += 1
    return ratio(level, 1), level


def _out_of_order(cell: Cell, answers: Ratings, rules: Rules, reached: int) -> tuple[str, ...]:
    """The criteria practised above the level that comes next."""
    worth, practised = rules.points, rules.practised
    return tuple(
        [
            name
            for level in range(reached + 2, rules.top + 1)
            for name, _ in weighed(cell.criteria.get(level, ()))
            if isinstance(answer := answers.get(name), Rated) and worth[answer.rating] >= practised
        ]
    )
