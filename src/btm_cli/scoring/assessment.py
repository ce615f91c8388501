"""One assessment, from answers to scorecard.

In: a `Standard`, `Answers`, the evidence that holds, a date. Out: a `Scorecard`. No clock, no disk; the same input
gives the same result to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring.asks import score_asks
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.exact import common, ratio
from btm_cli.scoring.findings import all_findings
from btm_cli.scoring.priorities import rank_priorities
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.rollup import Tree, aim, measure_tree
from btm_cli.scoring.scorecard import (
    AreaScore,
    AskScore,
    CapabilityScore,
    CellScore,
    NotApplicableEntry,
    Overall,
    Scorecard,
)
from btm_cli.scoring.states import Targets, cell_targets, stage_of, state_by_score, state_reached
from btm_cli.scoring.status import count_answers, not_known, remarks_in_scope

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from btm_cli.answers.model import Answers
    from btm_cli.evidence import EvidenceProblem
    from btm_cli.scoring.cell import CellMeasure, Measure
    from btm_cli.standard.model import Standard, State

DEFAULT_IMPORTANCE = 3
"""Of 1..5, where the enterprise names none (`scoring.md`, Priorities)."""


class Measured(NamedTuple):
    """The numbers alone: everything but targets, priorities and findings, at a third of an assessment's time."""

    tree: Tree
    overall: Overall
    state: State | None


def measure(
    standard: Standard, answers: Answers, valid_evidence: frozenset[str], rules: Rules | None = None
) -> Measured:
    """Score `answers` as `assess` does, without what to do about it; `rules` are the standard's."""
    rules, assurance = rules or Rules(standard), Assurance(answers, valid_evidence)
    tree = measure_tree(standard, answers, rules, assurance)
    asks = score_asks(standard, answers, tree.scope, rules, assurance)
    levels = (each.level for each in tree.capabilities.values())
    state = _reached(standard, tree.overall.score, levels, (ask.state for ask in asks if not ask.met))
    return Measured(tree, _overall(standard, tree, state, asks), state)


def assess(
    standard: Standard,
    answers: Answers,
    valid_evidence: frozenset[str],
    as_of: date,
    evidence_problems: Sequence[EvidenceProblem] = (),
) -> Scorecard:
    """Score `answers` by `standard`.

    `valid_evidence` holds the keys of the evidence that is valid on `as_of`; `evidence_problems` says why others are
    not and ends up among the findings. Answers must have been checked against the standard: an unknown rating or state
    is a KeyError.
    """
    rules = Rules(standard)
    measured = measure(standard, answers, valid_evidence, rules)
    tree, state = measured.tree, measured.state
    targets = cell_targets(standard, answers.target, state)
    aim(tree, standard, targets.levels)

    capabilities = _capability_scores(standard, answers, rules, tree, targets)
    areas = tuple(
        AreaScore(area.id, area.name, measure.numbers(), measure.not_applicable, area.capabilities)
        for area, measure in zip(standard.areas, tree.areas.values(), strict=True)
    )
    counts = count_answers(standard, answers, capabilities)
    overall = measured.overall._replace(numbers=tree.overall.numbers(), counts=counts)
    priorities = rank_priorities(standard, answers, rules, capabilities, overall)
    cells = [cell for capability in capabilities for cell in capability.cells]
    return Scorecard(
        standard=standard.id,
        edition=standard.edition,
        standard_digest=standard.digest,
        enterprise=answers.enterprise,
        unit=answers.unit.name if answers.unit else None,
        period=answers.period,
        assessed_on=answers.assessed_on,
        scope=answers.scope,
        depth=answers.depth,
        depths=answers.depths,
        profiles=answers.profiles,
        answers_digest=answers.digest,
        as_of=as_of,
        target_assumed=any(cell.target_assumed for cell in cells),
        overall=overall,
        areas=areas,
        capabilities=capabilities,
        priorities=priorities,
        assess_first=tuple(cell.reference for cell in cells if cell.basis == "not-assessed"),
        not_applicable=_left_out(standard, answers, tree),
        findings=all_findings(standard, answers, overall, areas, capabilities, priorities, targets, evidence_problems),
        to_find_out=tuple(not_known(standard, answers, capabilities)),
        remarks=tuple(remarks_in_scope(standard, answers, capabilities)),
    )


def _overall(standard: Standard, tree: Tree, state: State | None, asks: tuple[AskScore, ...]) -> Overall:
    """The headline: the state under each assurance and what holds it back."""
    states, measures = standard.states, tree.capabilities
    by_score = state_by_score(states, tree.overall.score)
    levels = (each.evidenced_level for each in measures.values())
    evidenced = _reached(standard, tree.overall.evidenced, levels, (ask.state for ask in asks if not ask.evidenced_met))
    levels = (each.verified_level for each in measures.values())
    verified = _reached(standard, tree.overall.verified, levels, (ask.state for ask in asks if not ask.verified_met))
    within = {each.id for each in states[: states.index(by_score) + 1]} if by_score else set()
    return Overall(
        numbers=tree.overall.numbers(),
        not_applicable=tree.overall.not_applicable,
        state=_id(state),
        state_by_score=_id(by_score),
        evidenced_state=_id(evidenced),
        verified_state=_id(verified),
        held_back_by=tuple(
            capability.id
            for capability in standard.ordered_capabilities()
            if by_score and (level := measures[capability.id].level) is not None and level < by_score.floor
        ),
        provisional=any(cell.basis == "not-assessed" for cells in tree.cells.values() for cell in cells),
        stage=stage_of(state, tree.overall.score),
        asks=asks,
        unmet_asks=tuple(ask for ask in asks if ask.state in within and not ask.met),
    )


def _reached(
    standard: Standard, score: Fraction | None, levels: Iterable[int | None], unmet: Iterable[str]
) -> State | None:
    return state_reached(standard.states, score, [level for level in levels if level is not None], set(unmet))


def _id(state: State | None) -> str | None:
    return state.id if state else None


def _capability_scores(
    standard: Standard, answers: Answers, rules: Rules, tree: Tree, targets: Targets
) -> tuple[CapabilityScore, ...]:
    """Every capability in the standard's order, with all its cells."""
    scores = []
    for capability in standard.ordered_capabilities():
        measure, cells = tree.capabilities[capability.id], tree.cells[capability.id]
        scores.append(
            CapabilityScore(
                id=capability.id,
                name=capability.name,
                area=capability.area,
                numbers=measure.numbers(),
                not_applicable=measure.not_applicable,
                importance=answers.importance.get(capability.id, DEFAULT_IMPORTANCE),
                limited_by=_limited_by(standard, measure, cells),
                imbalance=_imbalance([cell.score for cell in cells if cell.score is not None]),
                cells=tuple(
                    CellScore(
                        capability.id,
                        dimension.id,
                        cell.basis,
                        cell.numbers(),
                        cell.achievement,
                        cell.out_of_order,
                        _to_reach_target(standard, answers, rules, capability.id, dimension.id, cell),
                        target_assumed=cell.basis != "n/a" and (capability.id, dimension.id) in targets.assumed,
                    )
                    for dimension, cell in zip(standard.dimensions, cells, strict=True)
                ),
                in_scope=capability.id in tree.scope,
            )
        )
    return tuple(scores)


def _imbalance(scores: Sequence[Fraction]) -> Fraction | None:
    """How far the cells of one capability are apart; None where there is nothing to compare."""
    parts, unit = common(scores)
    return ratio(max(parts) - min(parts), unit) if len(parts) > 1 else None


def _limited_by(standard: Standard, measure: Measure, cells: Sequence[CellMeasure]) -> tuple[str, ...]:
    """The dimensions at the capability's level (below it, too, where the level is a mean's), when another is higher."""
    level = measure.level
    if level is None or all(cell.level is None or cell.level <= level for cell in cells):
        return ()
    return tuple(
        dimension.id
        for dimension, cell in zip(standard.dimensions, cells, strict=True)
        if cell.level is not None and cell.level <= level
    )


def _to_reach_target(
    standard: Standard, answers: Answers, rules: Rules, capability_id: str, dimension_id: str, measure: CellMeasure
) -> tuple[str, ...]:
    """The ids of the criteria still to meet; meeting them all brings the cell to its target.

    Where levels add up (cumulative) what is open below the present level counts as well, so a rated cell starts from
    the base.
    """
    cell = cell_in_view(standard, answers, capability_id, dimension_id)
    if cell is None or measure.level is None or measure.target is None or measure.level >= measure.target.numerator:
        return ()
    reached = measure.level if rules.staged or measure.basis == "claimed" else rules.base
    answer = answers.cells.get((capability_id, dimension_id))
    return tuple(
        criterion.id
        for level in range(reached + 1, measure.target.numerator + 1)
        for criterion, _ in rules.unmet(cell.criteria.get(level, ()), answer)
    )


def _left_out(standard: Standard, answers: Answers, tree: Tree) -> tuple[NotApplicableEntry, ...]:
    """Everything in scope that was said to be n/a: a capability, a cell or a criterion, each once."""
    entries = []
    for capability in standard.ordered_capabilities():
        if capability.id not in tree.scope:
            continue
        whole = answers.capability_not_applicable.get(capability.id)
        if whole:
            entries.append(_entry(capability.id, whole))
            continue
        for dimension, measure in zip(standard.dimensions, tree.cells[capability.id], strict=True):
            cell = standard.cell(capability.id, dimension.id)
            answer = answers.cells.get((capability.id, dimension.id))
            reference = f"{capability.id}/{dimension.id}"
            if cell is None or not measure.not_applicable:
                continue
            if isinstance(answer, NotApplicable):
                entries.append(_entry(reference, answer))
            elif answer is not None and not isinstance(answer, Claimed):
                for criterion in cell.all_criteria():
                    said = answer.get(criterion.id)
                    if isinstance(said, NotApplicable):
                        entries.append(_entry(f"{reference}/{criterion.id}", said))
    return tuple(entries)


def _entry(reference: str, said: NotApplicable) -> NotApplicableEntry:
    return NotApplicableEntry(reference, said.reason, said.approved_by, said.profile, said.no_case)
