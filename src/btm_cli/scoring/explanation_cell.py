"""How one cell's numbers came about: what each answer counts for, level by level, under each calculation.

In: a cell of the standard, its answer, `Rules`, `Assurance` and the evidence that holds. Out: records to be put into
words. Weights, points and means are the engine's own; a test holds their results equal to the scorecard's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.scoring.exact import integer_weights, ratio, total, weighted_mean
from btm_cli.scoring.ratings import CLAIMED, EVIDENCED, VERIFIED

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CriterionAnswer
    from btm_cli.scoring.ratings import Assurance, Rules
    from btm_cli.standard.model import Cell, Criterion, Standard


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a weighted mean: its name, its weight as the standard has it, its value."""

    name: str
    weight: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """A piece of evidence an answer cites; `flaws` says why it does not hold on the as-of date."""

    key: str
    title: str
    valid: bool
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """How far an answer is backed. `missing` says what keeps it from the next calculation, "" where nothing does."""

    evidenced: bool
    verified: bool
    missing: str
    evidence: tuple[CitedEvidence, ...]
    verified_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CriterionAccount:
    """One criterion and what was said of it: a rating with its points (0..1) and support, n/a, or nothing.

    `unknown`: it was asked, and nobody knows. `remark` is what was noted on it, answered or not.
    """

    criterion: Criterion
    rating: str | None = None
    points: Fraction | None = None
    support: Support | None = None
    not_applicable: NotApplicable | None = None
    unknown: bool = False
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class LevelAccount:
    """One level of one calculation. `achievement` is a(k), 1 without `terms`; `short` names what is rated too low."""

    level: int
    terms: tuple[Term, ...]
    achievement: Fraction
    above: bool
    short: tuple[str, ...]

    @property
    def achieved(self) -> bool:
        """Whether the level is achieved (staged rule)."""
        return not self.terms or (self.above and not self.short)


@dataclass(frozen=True, slots=True)
class Climb:
    """One calculation: the levels it looked at (staged: up to the first not achieved), and where it ended."""

    levels: tuple[LevelAccount, ...]
    score: Fraction
    level: int


@dataclass(frozen=True, slots=True)
class Backing:
    """Says how far answers are backed on the as-of date: by the evidence that holds; `flaws` are those of the rest."""

    answers: Answers
    assurance: Assurance
    valid: frozenset[str]
    flaws: Mapping[str, tuple[str, ...]]

    def of(self, answer: Rated | Claimed) -> Support:
        """Which calculations count `answer`, by which evidence, and what is missing (`scoring.md`, Assurance)."""
        standing = self.assurance.of(answer)
        cited = []
        for key in answer.evidence:
            registered = self.answers.evidence.get(key)
            title = registered.title if registered else ""
            cited.append(CitedEvidence(key, title, key in self.valid, self.flaws.get(key, ())))
        return Support(
            evidenced=standing >= EVIDENCED,
            verified=standing >= VERIFIED,
            missing=self._missing(standing, answer),
            evidence=tuple(cited),
            verified_by=answer.verified_by,
            note=answer.note,
        )

    def _missing(self, standing: int, answer: Rated | Claimed) -> str:
        if standing == VERIFIED:
            return ""
        if standing == CLAIMED:
            return "none of the evidence it cites is valid" if answer.evidence else "it cites no evidence"
        if answer.verified_by is None:
            return "nobody has verified it"
        if self.answers.answered_by is None:
            return "the file does not say who answered"
        return "whoever verified it also answered" if answer.verified_by.strip() else "its verified_by is empty"


@dataclass(frozen=True, slots=True)
class Climbs:
    """The four calculations of a rated cell; `highest` takes every open criterion as fully met."""

    claimed: Climb
    evidenced: Climb
    verified: Climb
    highest: Climb


def climbs(
    cell: Cell, said: Mapping[str, CriterionAnswer], standard: Standard, rules: Rules, assurance: Assurance
) -> Climbs:
    """All four calculations of a cell with at least one rating."""

    def at_least(standing: int) -> Callable[[Rated | None], int]:
        return lambda answer: rules.points[answer.rating] if answer and assurance.of(answer) >= standing else 0

    def at_best(answer: Rated | None) -> int:
        return rules.points[answer.rating] if answer else rules.full

    def climb(worth: Callable[[Rated | None], int]) -> Climb:
        levels: list[LevelAccount] = []
        for level in rules.levels:
            levels.append(_level_account(level, cell.criteria.get(level, ()), said, standard, rules, worth))
            if rules.staged and not levels[-1].achieved:
                break
        achieved = [account.achievement for account in levels]
        if not rules.staged:
            score = total([ratio(rules.base, 1), *achieved])
            return Climb(tuple(levels), score, score.__floor__())
        reached = rules.base + sum(account.achieved for account in levels)
        partly = ratio(0, 1) if reached == rules.top else achieved[-1]
        return Climb(tuple(levels), reached + partly, reached)

    return Climbs(climb(at_least(CLAIMED)), climb(at_least(EVIDENCED)), climb(at_least(VERIFIED)), climb(at_best))


def _level_account(
    level: int,
    criteria: tuple[Criterion, ...],
    said: Mapping[str, CriterionAnswer],
    standard: Standard,
    rules: Rules,
    worth: Callable[[Rated | None], int],
) -> LevelAccount:
    terms, short = [], []
    for criterion in criteria:
        answer = said.get(criterion.id)
        if isinstance(answer, NotApplicable):
            continue
        points = worth(answer)
        terms.append(Term(criterion.id, criterion.weight, ratio(points, rules.full)))
        if points < rules.least:
            short.append(criterion.id)
    achievement = mean_of(terms) if terms else ratio(1, 1)
    return LevelAccount(level, tuple(terms), achievement, achievement > standard.achieved_above, tuple(short))


def mean_of(terms: list[Term]) -> Fraction:
    """The weighted mean of one or more terms, by the engine."""
    return weighted_mean(integer_weights([term.weight for term in terms]), [term.value for term in terms])
