"""What one answer is worth: its points on the standard's scale, and how far it is assured.

In: a `Standard` (for `Rules`), an `Answers` with the valid evidence (for `Assurance`). Out: whole numbers, so that the
loop over every criterion needs no fractions: points are in units of 1/`full`, where `full` is the scale's common
denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import lcm
from typing import TYPE_CHECKING, Literal

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.names import folded

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer, CriterionAnswer
    from btm_cli.standard.model import Criterion, Standard

CLAIMED, EVIDENCED, VERIFIED = range(3)
"""The three assurances, each including the ones before it."""
AssuranceName = Literal["claimed", "evidenced", "verified"]
ASSURANCES: tuple[AssuranceName, ...] = ("claimed", "evidenced", "verified")
"""What they are called, in this order."""


class Rules:
    """A standard's level rule in whole numbers (`scoring.md`, A cell).

    `points` gives a rating word's worth, 0..`full`. A level is achieved above `above_numerator / above_denominator` of
    its points when every criterion has `least` of them; one that has `practised` counts as practice when out of order.
    `levels` are those above the base, which are the ones that have criteria.
    """

    # No named tuple: these are looked up for every criterion, and a tuple's names take several times as long.
    __slots__ = (
        *("above_denominator", "above_numerator", "base", "full", "least", "levels"),
        *("points", "practised", "staged", "top"),
    )

    def __init__(self, standard: Standard) -> None:
        scale, every = standard.rating_scale, standard.every_at_least
        self.base = standard.base
        self.top = standard.top
        self.levels = range(self.base + 1, self.top + 1)
        self.staged = standard.level_rule == "staged"
        self.full = full = lcm(*[worth.denominator for worth in scale.values()])
        self.points: Mapping[str, int] = {
            word: worth.numerator * (full // worth.denominator) for word, worth in scale.items()
        }
        self.above_numerator, self.above_denominator = standard.achieved_above.as_integer_ratio()
        self.least = 0 if every is None else self.points[every]
        self.practised = full if every is None else self.points[every]

    def months(self, criterion: Criterion, points: int) -> int:
        """The months a criterion still takes to be shown: half of them, rounded up, where it is practised already."""
        return -(-criterion.takes // 2) if points >= self.practised else criterion.takes

    def unmet(self, criteria: Iterable[Criterion], answer: CellAnswer | None) -> list[tuple[Criterion, int]]:
        """The criteria neither n/a nor at the top rating, with their points; beside a claimed level all, at 0."""
        ratings, worth, full = ratings_in(answer), self.points, self.full
        found = []
        for criterion in criteria:
            said = ratings.get(criterion.id)
            if said is None:
                found.append((criterion, 0))
            elif not isinstance(said, NotApplicable) and (points := worth[said.rating]) < full:
                found.append((criterion, points))
        return found


class Assurance:
    """Under which of the three calculations an answer counts (`scoring.md`, Assurance)."""

    def __init__(self, answers: Answers, valid_evidence: frozenset[str]) -> None:
        """Take who answered, and the keys of the evidence that holds on the as-of date."""
        self._valid = valid_evidence
        self._assessors = frozenset(map(folded, answers.answered_by.names)) if answers.answered_by else None
        self._standings: dict[str | None, int] = {None: EVIDENCED}  # by who verifies

    def of(self, answer: Rated | Claimed) -> int:
        """The highest of CLAIMED, EVIDENCED and VERIFIED under which `answer` counts."""
        evidence = answer.evidence
        if not evidence or self._valid.isdisjoint(evidence):
            return CLAIMED
        verifier = answer.verified_by
        standing = self._standings.get(verifier)
        if standing is None and verifier is not None:
            standing = self._standings[verifier] = VERIFIED if self._independent(folded(verifier)) else EVIDENCED
        return standing or EVIDENCED

    def _independent(self, name: str) -> bool:
        """Whether a name is not one of those who answered, where these are known."""
        return name != "" and self._assessors is not None and name not in self._assessors


def ratings_in(answer: CellAnswer | None) -> Mapping[str, CriterionAnswer]:
    """The answers by criterion id; none for a claim, n/a or nothing."""
    return {} if answer is None or isinstance(answer, (Claimed, NotApplicable)) else answer
