"""What states ask for beside score and floor: shares of the claims that bear a theme.

In: a `Standard`, `Answers`, which capabilities are in scope, `Rules`, `Assurance`. Out: one `AskScore` an ask, in the
order of states (`scoring.md`, Upwards: asks). Ratings count wherever they stand, also out of order, and at every depth;
a claimed cell counts its criteria up to the claim fully and the others not at all.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.exact import ratio
from btm_cli.scoring.ratings import CLAIMED, EVIDENCED, VERIFIED
from btm_cli.scoring.scorecard import AskScore
from btm_cli.standard.themes import bearing

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.ratings import Assurance, Rules
    from btm_cli.standard.model import Ask, Criterion, Standard, State

MOST_LEFT_OUT = Fraction(1, 3)
"""With a larger share of what an ask names n/a, it can't be tested and is not met."""


class _Counted(NamedTuple):
    """One criterion that an ask counts: its points of the scale's whole, and the assurance that its answer has."""

    reference: str
    weight: Fraction
    points: int
    standing: int
    rated: bool
    effort: Fraction


def score_asks(
    standard: Standard, answers: Answers, scope: Collection[str], rules: Rules, assurance: Assurance
) -> tuple[AskScore, ...]:
    """Every ask of every state, the lowest state first."""
    found = []
    for state in standard.states:
        for ask in state.asks:
            named = [each for each in bearing(standard, ask.theme, ask.levels) if each.capability in scope]
            counted = [one for each in named if (one := _counted(answers, rules, assurance, *each)) is not None]
            found.append(_score(state, ask, counted, len(named), rules.full))
    return tuple(found)


def _counted(
    answers: Answers, rules: Rules, assurance: Assurance, capability: str, dimension: str, criterion: Criterion
) -> _Counted | None:
    """What one criterion adds; None where it is n/a."""
    if capability in answers.capability_not_applicable:
        return None
    reference = f"{capability}/{dimension}/{criterion.id}"
    answer = answers.cells.get((capability, dimension))
    if isinstance(answer, NotApplicable):
        return None
    if isinstance(answer, Claimed):
        points = rules.full if criterion.level <= answer.level else 0
        return _Counted(reference, criterion.weight, points, assurance.of(answer), False, criterion.effort)
    said = answer.get(criterion.id) if answer else None
    if isinstance(said, NotApplicable):
        return None
    if said is None:
        return _Counted(reference, criterion.weight, 0, CLAIMED, False, criterion.effort)
    return _Counted(reference, criterion.weight, rules.points[said.rating], assurance.of(said), True, criterion.effort)


def _score(state: State, ask: Ask, counted: list[_Counted], named: int, full: int) -> AskScore:
    weights = sum((one.weight for one in counted), Fraction(0))
    testable = bool(weights) and named - len(counted) <= MOST_LEFT_OUT * named

    def share(least: int) -> Fraction | None:
        if not weights:
            return None
        met = sum((one.weight * one.points for one in counted if one.standing >= least), Fraction(0))
        return ratio(met.numerator * weights.denominator, met.denominator * weights.numerator * full)

    def reached(found: Fraction | None) -> bool:
        return testable and found is not None and found >= ask.share

    shares = share(CLAIMED), share(EVIDENCED), share(VERIFIED)
    claimed = sum((one.weight * one.points for one in counted if not one.rated), Fraction(0))
    whole = sum((one.weight * one.points for one in counted), Fraction(0))
    return AskScore(
        state=state.id,
        theme=ask.theme,
        levels=ask.levels,
        need=ask.share,
        share=shares[0],
        evidenced_share=shares[1],
        verified_share=shares[2],
        applicable=len(counted),
        rated=sum(one.rated for one in counted),
        met=reached(shares[0]),
        evidenced_met=reached(shares[1]),
        verified_met=reached(shares[2]),
        testable=testable,
        by_claim=2 * claimed > whole,
        open=tuple(
            one.reference
            for one in sorted(counted, key=lambda one: one.effort * (full - one.points))
            if one.points < full
        ),
    )
