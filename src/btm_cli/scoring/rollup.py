"""From cells upwards: capabilities, areas, the whole.

In: a `Standard`, `Answers`, `Assurance`. Out: a `Tree` of `Measure`s, first with scores (`measure_tree`), then also
with targets and gaps (`aim`), which can only be set once the state is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import CORE, NotApplicable
from btm_cli.scoring.cell import CellMeasure, Measure, measure_cell
from btm_cli.scoring.depth import core_of
from btm_cli.scoring.exact import integer_weights, ratio, weighted_mean
from btm_cli.scoring.ratings import ratings_in

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.scoring.ratings import Assurance, Rules
    from btm_cli.standard.model import Cell, Standard


class _Parts(NamedTuple):
    """Measures and how much each counts."""

    weights: Sequence[int]
    measures: Sequence[Measure]


class Tree(NamedTuple):
    """Measures at every height. `cells` has, by capability id, one entry for each dimension in the standard's order."""

    cells: Mapping[str, tuple[CellMeasure, ...]]
    capabilities: Mapping[str, Measure]
    areas: Mapping[str, Measure]
    overall: Measure
    scope: frozenset[str]


def capabilities_in_scope(standard: Standard, answers: Answers) -> frozenset[str]:
    """The ids of the capabilities the answers file is about: all, or those its `scope` names itself or by area."""
    if not answers.scope:
        return frozenset(standard.capabilities)
    named = frozenset(answers.scope)
    return frozenset(
        capability.id for capability in standard.ordered_capabilities() if named & {capability.id, capability.area}
    )


def measure_tree(standard: Standard, answers: Answers, rules: Rules, assurance: Assurance) -> Tree:
    """Every score, level, bound and count, at every height (`scoring.md`, Upwards)."""
    scope = capabilities_in_scope(standard, answers)
    cells = {
        capability_id: tuple(
            _measure(standard, answers, capability_id, dimension.id, rules, assurance)
            if capability_id in scope
            else CellMeasure()
            for dimension in standard.dimensions
        )
        for capability_id in standard.capabilities
    }
    return Tree(cells, *measures_above(standard, cells), scope)


class Above(NamedTuple):
    """Measures above cells, by id."""

    capabilities: Mapping[str, Measure]
    areas: Mapping[str, Measure]
    overall: Measure


def measures_above(standard: Standard, cells: Mapping[str, Sequence[Measure]]) -> Above:
    """Capabilities, areas and the whole; `cells` has, by capability id, one for each dimension in the standard's order.

    What has no level below it has none either.
    """
    dimension_weights = integer_weights([dimension.weight for dimension in standard.dimensions])
    by_mean = standard.capability_level == "mean"
    capabilities = {name: _roll_up(dimension_weights, parts, by_mean=by_mean) for name, parts in cells.items()}
    areas = {
        area.id: _roll_up(
            _capability_weights(standard, area.capabilities), [capabilities[part] for part in area.capabilities]
        )
        for area in standard.areas
    }
    return Above(capabilities, areas, _roll_up(*_below(standard, areas, capabilities)))


def _below(standard: Standard, areas: Mapping[str, Measure], capabilities: Mapping[str, Measure]) -> _Parts:
    """What the overall measure is made of: areas or, with `roll_up: flat`, all capabilities, whatever their area."""
    if standard.roll_up == "flat":
        names = [capability.id for capability in standard.ordered_capabilities()]
        return _Parts(_capability_weights(standard, names), [capabilities[name] for name in names])
    return _Parts(integer_weights([area.weight for area in standard.areas]), list(areas.values()))


def aim(tree: Tree, standard: Standard, targets: Mapping[tuple[str, str], int]) -> None:
    """Set target and gap in every measure of `tree` that has a score; `targets` is by capability and dimension id."""
    for capability_id, parts in tree.cells.items():
        for dimension, cell in zip(standard.dimensions, parts, strict=True):
            if cell.score is not None:
                target = targets[capability_id, dimension.id]
                numerator, denominator = cell.score.numerator, cell.score.denominator
                cell.target = ratio(target, 1)
                cell.gap = ratio(max(0, target * denominator - numerator), denominator)
    dimension_weights = integer_weights([dimension.weight for dimension in standard.dimensions])
    for capability_id, parts in tree.cells.items():
        _aim_above(tree.capabilities[capability_id], dimension_weights, parts)
    for area in standard.areas:
        members = [tree.capabilities[part] for part in area.capabilities]
        _aim_above(tree.areas[area.id], _capability_weights(standard, area.capabilities), members)
    _aim_above(tree.overall, *_below(standard, tree.areas, tree.capabilities))


def _measure(
    standard: Standard, answers: Answers, capability_id: str, dimension_id: str, rules: Rules, assurance: Assurance
) -> CellMeasure:
    cell = standard.cell(capability_id, dimension_id)
    if cell is None:
        return CellMeasure()
    left_out = answers.capability_not_applicable.get(capability_id)
    answer = left_out or answers.cells.get((capability_id, dimension_id))
    return measure_at(answers.depth_of(capability_id), cell, answer, rules, assurance)


def measure_at(depth: str, cell: Cell, answer: CellAnswer | None, rules: Rules, assurance: Assurance) -> CellMeasure:
    """The cell at a depth. At core what is n/a is counted over all of it, and it is n/a where all of it is."""
    if depth != CORE:
        return measure_cell(cell, answer, rules, assurance)
    seen = core_of(cell, answer)
    measure = measure_cell(seen, answer, rules, assurance)
    if seen is not cell:
        left_out = sum(isinstance(said, NotApplicable) for said in ratings_in(answer).values())
        if left_out and not any(seen.criteria.values()):
            return CellMeasure(not_applicable=left_out)
        measure.not_applicable = left_out
    return measure


def _capability_weights(standard: Standard, capability_ids: Sequence[str]) -> list[int]:
    return integer_weights([standard.capabilities[part].weight for part in capability_ids])


def _roll_up(weights: Sequence[int], parts: Sequence[Measure], *, by_mean: bool = False) -> Measure:
    """The measure above `parts`; its levels are the lowest below, or with `by_mean` the floors of its own scores."""
    above = Measure(
        answered=sum([part.answered for part in parts]),
        applicable=sum([part.applicable for part in parts]),
        cells=sum([part.cells for part in parts]),
        not_applicable=sum([part.not_applicable for part in parts]),
    )
    above.settled = sum([part.settled for part in parts])
    scores, evidenced, verified, score_weights = [], [], [], []
    lows, highs, bound_weights = [], [], []
    for weight, part in zip(weights, parts, strict=True):
        if part.low is not None and part.high is not None:
            lows.append(part.low)
            highs.append(part.high)
            bound_weights.append(weight)
        if part.score is not None and part.evidenced is not None and part.verified is not None:
            scores.append(part.score)
            evidenced.append(part.evidenced)
            verified.append(part.verified)
            score_weights.append(weight)
    if bound_weights:
        above.low = weighted_mean(bound_weights, lows)
        above.high = above.low if highs == lows else weighted_mean(bound_weights, highs)
    if score_weights:
        # Often one and the same: all that is claimed is backed, or nothing is.
        above.score = claimed = weighted_mean(score_weights, scores)
        above.evidenced = shown = claimed if evidenced == scores else weighted_mean(score_weights, evidenced)
        above.verified = proven = shown if verified == evidenced else weighted_mean(score_weights, verified)
        if by_mean:
            above.level = claimed.__floor__()
            above.evidenced_level = shown.__floor__()
            above.verified_level = proven.__floor__()
        else:
            above.level = _lowest([part.level for part in parts])
            above.evidenced_level = _lowest([part.evidenced_level for part in parts])
            above.verified_level = _lowest([part.verified_level for part in parts])
    return above


def _lowest(levels: Sequence[int | None]) -> int | None:
    return min([level for level in levels if level is not None], default=None)


def _aim_above(above: Measure, weights: Sequence[int], parts: Sequence[Measure]) -> None:
    aimed = [(weight, part.target, part.gap) for weight, part in zip(weights, parts, strict=True)]
    known = [(weight, target, gap) for weight, target, gap in aimed if target is not None and gap is not None]
    if known:
        counted = [weight for weight, _, _ in known]
        above.target = weighted_mean(counted, [target for _, target, _ in known])
        above.gap = weighted_mean(counted, [gap for _, _, gap in known])
