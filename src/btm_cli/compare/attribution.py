"""Every change of a score split into its causes: standard, time, scope, answers.

In: the hybrids between two sides. Out: `Causes` by reference for claimed, evidenced and verified: the Shapley value
over the four causes (`scoring.md`, A change and its causes), 16 combinations each assessed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from btm_cli.compare.comparison import OVERALL, Causes
from btm_cli.compare.hybrid import Hybrids, scores_of
from btm_cli.compare.mixture import Switches
from btm_cli.compare.rated_cell import Scores
from btm_cli.compare.shapley import shapley
from btm_cli.scoring.rollup import Tree
from btm_cli.standard.model import Standard

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
