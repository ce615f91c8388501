"""One cell's numbers under all assurances, from its criteria and its answer.

In: a `Cell` of the standard, what was answered for it, `Rules` and `Assurance`. Out: a `CellMeasure`. Every criterion
is looked at once; sums are whole numbers and each number that leaves is one exact fraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.exact import integer_weights, ratio, total
from btm_cli.scoring.ratings import CLAIMED, EVIDENCED, VERIFIED
from btm_cli.scoring.scorecard import Basis, Numbers

if TYPE_CHECKING:
    from btm_cli.answers.model import CellAnswer, CriterionAnswer
    from btm_cli.scoring.ratings import Assurance, Rules
    from btm_cli.standard.model import Cell

Tally = tuple[int, int, int]
"""One level under one assurance: its applicable weight, its weighted points and the fewest points of any criterion."""


@dataclass(slots=True)
class Measure:
    """The numbers of one cell or of anything above it while they are being worked out.

    `cells` counts the cells below that are not n/a and `settled` those of them with low = high; `not_applicable` counts
    criteria said to be n/a. The other fields are those of `Numbers`.
    """

    score: Fraction | None = None
    level: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    evidenced: Fraction | None = None
    evidenced_level: int | None = None
    verified: Fraction | None = None
    verified_level: int | None = None
    answered: int = 0
    applicable: int = 0
    cells: int = 0
    settled: int = 0
    not_applicable: int = 0
    target: Fraction | None = None
    gap: Fraction | None = None

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


@dataclass(slots=True)
class CellMeasure(Measure):
    """One cell's numbers; `basis`, `achievement` and `out_of_order` are those of `CellScore`."""

    basis: Basis = "n/a"
    achievement: Mapping[int, Fraction] = field(default_factory=dict)
    out_of_order: tuple[str, ...] = ()


def measure_cell(cell: Cell, answer: CellAnswer | None, rules: Rules, assurance: Assurance) -> CellMeasure:
    """The cell's basis and numbers (`scoring.md`, A cell); target and gap are still open."""
    if isinstance(answer, NotApplicable):
        return CellMeasure(not_applicable=max(1, _criteria_count(cell, rules)))
    if isinstance(answer, Claimed):
        return _claimed(cell, answer, rules, assurance)
    return _rated(cell, answer or {}, rules, assurance)


def _criteria_count(cell: Cell, rules: Rules) -> int:
    return sum(len(cell.criteria.get(level, ())) for level in rules.levels)


def _claimed(cell: Cell, claim: Claimed, rules: Rules, assurance: Assurance) -> CellMeasure:
    """A claim is the score; under an assurance it lacks it counts as the base."""
    standing = assurance.of(claim)
    evidenced = claim.level if standing >= EVIDENCED else rules.base
    verified = claim.level if standing >= VERIFIED else rules.base
    score = ratio(claim.level, 1)
    criteria = _criteria_count(cell, rules)
    return CellMeasure(
        score=score,
        level=claim.level,
        low=score,
        high=score,
        evidenced=ratio(evidenced, 1),
        evidenced_level=evidenced,
        verified=ratio(verified, 1),
        verified_level=verified,
        answered=criteria,
        applicable=criteria,
        cells=1,
        settled=1,
        basis="claimed",
    )


def _rated(cell: Cell, answers: Mapping[str, CriterionAnswer], rules: Rules, assurance: Assurance) -> CellMeasure:
    """Score the ratings; without any, the cell is n/a (every criterion is) or not assessed."""
    claimed: list[Tally] = []
    evidenced: list[Tally] = []
    verified: list[Tally] = []
    highest: list[Tally] = []
    practised: list[tuple[int, str]] = []
    full = rules.full
    answered = applicable = left_out = 0
    for level in rules.levels:
        criteria = cell.criteria.get(level, ())
        weight_sum = missing = claimed_sum = evidenced_sum = verified_sum = 0
        fewest_answered = fewest = fewest_evidenced = fewest_verified = full
        weights = integer_weights([criterion.weight for criterion in criteria]) if criteria else ()
        for criterion, weight in zip(criteria, weights, strict=True):
            answer = answers.get(criterion.id)
            if answer is None:
                applicable += 1
                weight_sum += weight
                missing += weight
                fewest = fewest_evidenced = fewest_verified = 0
                continue
            if isinstance(answer, NotApplicable):
                left_out += 1
                continue
            applicable += 1
            answered += 1
            weight_sum += weight
            points = rules.points[answer.rating]
            claimed_sum += weight * points
            if points < fewest_answered:
                fewest_answered = points
            if points >= rules.practised:
                practised.append((level, criterion.id))
            standing = assurance.of(answer) if answer.evidence else CLAIMED
            if standing == CLAIMED:
                fewest_evidenced = fewest_verified = 0
                continue
            evidenced_sum += weight * points
            if points < fewest_evidenced:
                fewest_evidenced = points
            if standing == VERIFIED:
                verified_sum += weight * points
                if points < fewest_verified:
                    fewest_verified = points
            else:
                fewest_verified = 0
        if fewest_answered < fewest:
            fewest = fewest_answered
        claimed.append((weight_sum, claimed_sum, fewest))
        evidenced.append((weight_sum, evidenced_sum, fewest_evidenced))
        verified.append((weight_sum, verified_sum, fewest_verified))
        highest.append((weight_sum, claimed_sum + missing * full, fewest_answered))

    if not answered:
        if left_out and not applicable:
            return CellMeasure(not_applicable=left_out)
        return CellMeasure(
            low=ratio(rules.base, 1),
            high=ratio(rules.top, 1),
            applicable=applicable,
            cells=1,
            not_applicable=left_out,
            basis="not-assessed",
        )
    score, reached = _climb(claimed, rules)
    evidenced_score, evidenced_level = (score, reached) if evidenced == claimed else _climb(evidenced, rules)
    verified_score, verified_level = (
        (evidenced_score, evidenced_level) if verified == evidenced else _climb(verified, rules)
    )
    high = score if answered == applicable else _climb(highest, rules)[0]
    return CellMeasure(
        score=score,
        level=reached,
        low=score,
        high=high,
        evidenced=evidenced_score,
        evidenced_level=evidenced_level,
        verified=verified_score,
        verified_level=verified_level,
        answered=answered,
        applicable=applicable,
        cells=1,
        settled=1 if high == score else 0,
        not_applicable=left_out,
        basis="rated",
        achievement={level: _achievement(tally, full) for level, tally in zip(rules.levels, claimed, strict=True)},
        out_of_order=tuple(name for level, name in practised if level > reached + 1) if rules.staged else (),
    )


def _achievement(tally: Tally, full: int) -> Fraction:
    """a(k): the weighted mean of a level's points, 1 where nothing is applicable."""
    weight, points, _ = tally
    return ratio(points, weight * full) if weight else ratio(1, 1)


def _climb(tallies: list[Tally], rules: Rules) -> tuple[Fraction, int]:
    """Score and level by the standard's level rule; `tallies` go up from the level above the base."""
    if not rules.staged:
        score = total([ratio(rules.base, 1), *(_achievement(tally, rules.full) for tally in tallies)])
        return score, score.numerator // score.denominator
    level = rules.base
    for weight, points, fewest in tallies:
        whole = weight * rules.full
        # A level where nothing is applicable has whole = 0 and is achieved: there is nothing left to do for it.
        enough = points * rules.above_denominator > rules.above_numerator * whole and fewest >= rules.least
        if whole and not enough:
            return ratio(level * whole + points, whole), level
        level += 1
    return ratio(level, 1), level
