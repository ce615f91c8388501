"""What states ask for beside score and floor: shares of the claims that bear a theme.

In: a `Standard`, `Answers`, which capabilities are in scope, `Rules`, `Assurance`. Out: one `AskScore` an ask, in the
order of states (`scoring.md`, Upwards: asks). Ratings count wherever they stand, also out of order, and at every depth;
a claimed cell counts its criteria up to the claim fully and the others not at all.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.scoring.exact import common, integer_weights, ratio
from btm_cli.scoring.ratings import CLAIMED, EVIDENCED, VERIFIED, ratings_in
from btm_cli.scoring.scorecard import AskScore
from btm_cli.standard.criteria import bearing, by_theme

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.scoring.ratings import Assurance, Rules
    from btm_cli.standard.criteria import Bearing
    from btm_cli.standard.model import Ask, Cell, Criterion, Standard, State

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
    themed = by_theme(standard) if any(state.asks for state in standard.states) else {}
    for state in standard.states:
        for ask in state.asks:
            named = [
                each
                for each in themed.get(ask.theme, ())
                if each.criterion.level in ask.levels and each.capability in scope
            ]
            counted = [one for each in named if (one := _counted(answers, rules, assurance, each)) is not None]
            found.append(_score(state, ask, counted, len(named), rules.full))
    return tuple(found)


def _counted(answers: Answers, rules: Rules, assurance: Assurance, each: Bearing) -> _Counted | None:
    """What one criterion adds; None where it is n/a."""
    points = points_in(answers, rules, *each)
    if points is None:
        return None
    answer, criterion = answers.cells.get((each.capability, each.dimension)), each.criterion
    said = answer if isinstance(answer, Claimed) else ratings_in(answer).get(criterion.id)
    rated = isinstance(said, Rated)
    standing = CLAIMED if said is None or isinstance(said, NotApplicable) else assurance.of(said)
    return _Counted(each.reference, criterion.weight, points, standing, rated, criterion.effort)


def points_in(answers: Answers, rules: Rules, capability: str, dimension: str, criterion: Criterion) -> int | None:
    """A criterion's points of the scale's whole, None where it is n/a by itself or by what it belongs to."""
    if capability in answers.capability_not_applicable:
        return None
    return _points(answers.cells.get((capability, dimension)), criterion, rules)


def _points(answer: CellAnswer | None, criterion: Criterion, rules: Rules) -> int | None:
    """A criterion's points by its cell's answer, of the scale's whole; None where it is n/a."""
    if isinstance(answer, NotApplicable):
        return None
    if isinstance(answer, Claimed):
        return rules.full if criterion.level <= answer.level else 0
    said = answer.get(criterion.id) if answer else None
    if isinstance(said, NotApplicable):
        return None
    return 0 if said is None else rules.points[said.rating]


class AskWeights(NamedTuple):
    """What an ask counts: the weights of all its criteria, and the cells that hold them."""

    whole: Fraction
    cells: frozenset[tuple[str, str]]
    testable: bool


def ask_weights(standard: Standard, answers: Answers, scope: Collection[str], rules: Rules, ask: Ask) -> AskWeights:
    """What `ask` counts; answering more, or better, changes none of it."""
    named = [each for each in bearing(standard, ask.theme, ask.levels) if each.capability in scope]
    counted = [each for each in named if points_in(answers, rules, *each) is not None]
    weights = sum((each.criterion.weight for each in counted), Fraction(0))
    cells = frozenset((each.capability, each.dimension) for each in counted)
    return AskWeights(weights, cells, _testable(weights, len(named), len(counted)))


def met_in_cell(cell: Cell, ask: Ask, answer: CellAnswer | None, rules: Rules) -> Fraction:
    """The weight of what is met, in parts of the scale's whole, of the criteria of one cell that `ask` counts."""
    met = sum(
        (
            criterion.weight * (_points(answer, criterion, rules) or 0)
            for level in ask.levels
            for criterion in cell.criteria.get(level, ())
            if ask.theme in criterion.themes
        ),
        Fraction(0),
    )
    return met / rules.full


def _testable(weights: Fraction | int, named: int, counted: int) -> bool:
    return bool(weights) and named - counted <= MOST_LEFT_OUT * named


def _score(state: State, ask: Ask, counted: list[_Counted], named: int, full: int) -> AskScore:
    weights = integer_weights([one.weight for one in counted])
    testable = _testable(sum(weights), named, len(counted))
    met = [(weight * one.points, one) for weight, one in zip(weights, counted, strict=True)]

    def share(points: int) -> Fraction | None:
        return ratio(points, sum(weights) * full) if counted else None

    def reached(found: Fraction | None) -> bool:
        return testable and found is not None and found >= ask.share

    whole = sum(points for points, _ in met)
    proven = (sum(points for points, one in met if one.standing >= least) for least in (EVIDENCED, VERIFIED))
    shares = [share(points) for points in (whole, *proven)]
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
        by_claim=2 * sum(points for points, one in met if not one.rated) > whole,
        open=_cheapest_first([one for one in counted if one.points < full], full),
    )


def _cheapest_first(unmet: list[_Counted], full: int) -> tuple[str, ...]:
    """The references, by the effort that is left."""
    efforts, _ = common([one.effort for one in unmet])
    left = [(effort * (full - one.points), one.reference) for effort, one in zip(efforts, unmet, strict=True)]
    return tuple([reference for _, reference in sorted(left, key=lambda each: each[0])])
