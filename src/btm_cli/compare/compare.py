"""The comparison of two assessments, with every change of a score split into its causes.

In: two `Side`s, or two `Snapshot`s where the answers are not at hand. Out: a `Comparison`. No clock, no disk. Causes
(standard, time, scope, answers) are Shapley values over 16 combinations, each assessed once (`scoring.md`, A change and
its causes).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from btm_cli.compare.comparison import OVERALL, Cause, Causes, Change, Comparison, Movement
from btm_cli.compare.content import content_of
from btm_cli.compare.facts import conditions_between, facts_between
from btm_cli.compare.hybrid import Hybrids, Scores, scores_of
from btm_cli.compare.mixture import Switches
from btm_cli.compare.parts import parts_of_answers
from btm_cli.compare.shapley import shapley
from btm_cli.compare.snapshot import ABSENT, Figures, Snapshot, snapshot_of
from btm_cli.scoring import assess
from btm_cli.scoring.ratings import ASSURANCES, AssuranceName
from btm_cli.scoring.rollup import Tree
from btm_cli.standard.model import Standard

if TYPE_CHECKING:
    from btm_cli.compare.side import Side

COMBINATIONS = tuple(Switches(*sides) for sides in product((0, 1), repeat=4))
"""In the order of binary numbers: the standard is the highest bit, answers the lowest; all old first, all new last."""

ThreeCauses = tuple[Causes, Causes, Causes]
"""Of claimed, evidenced and verified."""


def causes_of_all(hybrids: Hybrids) -> Mapping[str, ThreeCauses]:
    """The causes of every place that is assessed on both sides, by reference."""
    scores = [
        _by_reference(hybrids.tree(switches), hybrids.sides[switches.standard].standard) for switches in COMBINATIONS
    ]
    found: dict[str, ThreeCauses] = {}
    for reference, old in scores[0].items():
        new = scores[-1].get(reference)
        if old is None or new is None:
            continue
        worth = [each.get(reference) for each in scores]
        claimed, evidenced, verified = (split([each and each[number] for each in worth]) for number in range(3))
        found[reference] = claimed, evidenced, verified
    return found


def split(worth: list[Fraction | None]) -> Causes:
    """A score's causes from its 16 values, of which the first and the last exist.

    A combination in which nothing at all is assessed has no score; it counts as half way between old and new, which
    favours no cause and is the same from both directions.
    """
    old, new = worth[0], worth[-1]
    if old is None or new is None:
        raise ValueError("only what has a score on both sides has causes")
    if worth.count(old) == len(worth):
        return Causes()
    middle = (old + new) / 2
    answers, scope, time, standard = shapley([middle if value is None else value for value in worth], 4)
    return Causes(standard, time, scope, answers)


def _by_reference(tree: Tree, standard: Standard) -> dict[str, Scores]:
    scores = {OVERALL: scores_of(tree.overall)}
    scores |= {name: scores_of(measure) for name, measure in tree.areas.items()}
    scores |= {name: scores_of(measure) for name, measure in tree.capabilities.items()}
    for name, cells in tree.cells.items():
        for dimension, measure in zip(standard.dimensions, cells, strict=True):
            scores[f"{name}/{dimension.id}"] = scores_of(measure)
    return scores


NOWHERE = Figures("", "", ABSENT, (None, None, None), (None, None, None))


def compare(old: Side, new: Side) -> Comparison:
    """What changed from `old` to `new`, and why, at every height.

    Both standards must be editions of the same one. The causes of every delta add up to it exactly, and comparing the
    other way round gives the same with old and new exchanged.
    """
    cards = [assess(side.standard, side.answers, side.valid, side.as_of) for side in (old, new)]
    hybrids = Hybrids(content_of(old, cards[0], 0), content_of(new, cards[1], 1))
    causes = causes_of_all(hybrids)
    snapshots = snapshot_of(cards[0]), snapshot_of(cards[1])
    compared = _side_by_side(*snapshots, causes)
    registered = dict.fromkeys([*new.answers.evidence, *old.answers.evidence])
    before, after = old.valid | new.valid_elsewhere, new.valid | old.valid_elsewhere
    return compared._replace(
        facts=facts_between(old, new),
        parts=parts_of_answers(hybrids),
        lapsed=tuple(key for key in registered if key in before - after),
        arrived=tuple(key for key in registered if key in after - before),
        conditions=conditions_between(old.standard, new.standard),
    )


def compare_snapshots(old: Snapshot, new: Snapshot) -> Comparison:
    """What changed where the answers of either side are not at hand, with such causes as can still be told.

    Where all but one cause are known to be the same on both sides, the whole of a delta is that one's. Else `untold`
    names those that may have been at work.
    """
    untold: dict[AssuranceName, tuple[Cause, ...]] = {}
    only: dict[AssuranceName, Cause] = {}
    for assurance in ASSURANCES:
        possible = _possible(old, new, assurance)
        if len(possible) == 1:
            only[assurance] = possible[0]
        else:
            untold[assurance] = possible
    compared = _side_by_side(old, new, {})
    return compared._replace(
        overall=_with_cause(compared.overall, only),
        areas={name: _with_cause(movement, only) for name, movement in compared.areas.items()},
        capabilities={name: _with_cause(movement, only) for name, movement in compared.capabilities.items()},
        cells={name: _with_cause(movement, only) for name, movement in compared.cells.items()},
        facts=None,
        untold=untold if any(movement.moved for movement in compared.movements()) else {},
    )


def _possible(old: Snapshot, new: Snapshot, assurance: AssuranceName) -> tuple[Cause, ...]:
    """The causes that may have been at work, in their order."""
    before, after = old.subject, new.subject
    standard = before.standard_digest != after.standard_digest or before.another_depth(after)
    answers = before.answers_digest != after.answers_digest
    shared = old.figures.keys() & new.figures.keys()
    scope = answers and (
        before.scope != after.scope
        or old.not_applicable != new.not_applicable
        or any(_left_out(old.figures[name]) != _left_out(new.figures[name]) for name in shared)
    )
    time = assurance != "claimed" and (before.as_of != after.as_of or old.evidence_findings != new.evidence_findings)
    found: dict[Cause, bool] = {"standard": standard, "time": time, "scope": scope, "answers": answers}
    return tuple(cause for cause, may in found.items() if may)


def _left_out(figures: Figures) -> bool:
    return figures.scores[0] is None


def _with_cause(movement: Movement, only: Mapping[AssuranceName, Cause]) -> Movement:
    claimed, evidenced, verified = (_changed_by(only.get(name), movement.of(name)) for name in ASSURANCES)
    return movement._replace(claimed=claimed, evidenced=evidenced, verified=verified)


def _changed_by(cause: str | None, change: Change) -> Change:
    if cause is None or change.delta is None:
        return change
    return change._replace(causes=Causes(**{cause: change.delta}))


def _side_by_side(old: Snapshot, new: Snapshot, causes: Mapping[str, ThreeCauses]) -> Comparison:
    names = [*new.figures, *(name for name in old.figures if name not in new.figures)]
    movements = {
        name: _movement(name, old.figures.get(name, NOWHERE), new.figures.get(name, NOWHERE), causes.get(name))
        for name in names
    }

    def at(height: str) -> dict[str, Movement]:
        return {name: movement for name, movement in movements.items() if movement.height == height}

    return Comparison(
        old.subject,
        new.subject,
        movements[OVERALL],
        at("area"),
        at("capability"),
        at("cell"),
        facts=(),
        parts=(),
        untold={},
    )


def _movement(reference: str, old: Figures, new: Figures, causes: ThreeCauses | None) -> Movement:
    claimed, evidenced, verified = (
        Change(
            old.scores[number],
            new.scores[number],
            old.levels[number],
            new.levels[number],
            causes[number] if causes is not None else None,
        )
        for number in range(3)
    )
    return Movement(
        reference,
        new.height or old.height,
        new.name or old.name,
        claimed,
        evidenced,
        verified,
        old.basis,
        new.basis,
    )
