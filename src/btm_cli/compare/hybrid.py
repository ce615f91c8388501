"""The assessments between old and new: each of the four causes taken from the old side or from the new.

In: the `Content` of both sides. Out: for each of the 16 combinations the scores at every height, each assessed once;
what is said in each is for `mixture` to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from btm_cli.answers.model import Answers, Assessor, CellAnswer
from btm_cli.compare.content import Content, Place
from btm_cli.compare.mixture import PROOF, Mixture, Pick, Switches
from btm_cli.scoring.cell import Measure
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.rollup import Tree, measure_at, measure_tree
from btm_cli.standard.model import Standard

Scores = tuple[Fraction, Fraction, Fraction] | None
"""Claimed, evidenced and verified; None where nothing is assessed."""

_ANSWERER = "a"


class Hybrids:
    """Builds and measures what lies between two sides."""

    def __init__(self, old: Content, new: Content) -> None:
        self.sides = (old, new)
        self.mixture = Mixture(old, new)
        self._depths_differ = (old.depth, old.depths) != (new.depth, new.depths)
        self._rules = (_rules(old.standard, new.standard), _rules(new.standard, old.standard))
        self._measured: list[tuple[int, int, dict[Place, CellAnswer], Tree]] = []
        self._trees: dict[Switches, Tree] = {}
        self._cells: dict[tuple[object, ...], Scores] = {}

    def tree(self, switches: Switches) -> Tree:
        """The measures of one combination."""
        switches = switches._replace(standard=0) if self.mixture.same_standard else switches
        if switches not in self._trees:
            self._trees[switches] = self._measure(switches)
        return self._trees[switches]

    def cell(self, place: Place, switches: Switches, pick: Pick) -> Scores:
        """One cell's scores where each answer comes from the side that `pick` says, and all else from `switches`."""
        answer = self.mixture.answer(place, switches, pick)
        if answer is None:
            return None
        said = answer if not isinstance(answer, dict) else tuple(answer.items())
        depth = self.mixture.depth(place, switches)
        key = (place, switches.standard, depth, said)
        if key not in self._cells:
            standard = self.sides[switches.standard].standard
            cell = standard.cell(*place)
            if cell is None:
                raise AssertionError("an answer to a cell that is not there")
            rules, nobody = self._rules[switches.standard], _assurance(_as_answers({}, self.sides[0]))
            measure = measure_at(depth, cell, answer, rules, nobody)
            self._cells[key] = scores_of(measure)
        return self._cells[key]

    def _measure(self, switches: Switches) -> Tree:
        side = self.sides[switches.standard]
        cells = {place: answer for place in side.known if (answer := self.mixture.whole(place, switches)) is not None}
        depth = switches.scope if self._depths_differ else 0
        for standard, deep, known, tree in self._measured:
            if (standard, deep) == (switches.standard, depth) and known == cells:
                return tree
        answers = _as_answers(cells, self.sides[depth])
        tree = measure_tree(side.standard, answers, self._rules[switches.standard], _assurance(answers))
        self._measured.append((switches.standard, depth, cells, tree))
        return tree


def scores_of(measure: Measure) -> Scores:
    """The three scores of a measure."""
    if measure.score is None or measure.evidenced is None or measure.verified is None:
        return None
    return measure.score, measure.evidenced, measure.verified


def _rules(standard: Standard, other: Standard) -> Rules:
    """The rules of an edition; words that only the other edition's scale has keep what they are worth there."""
    return Rules.of(standard._replace(rating_scale={**other.rating_scale, **standard.rating_scale}))


def _as_answers(cells: Mapping[Place, CellAnswer], looked: Content) -> Answers:
    """Answers that look as deep as `looked`."""
    by, depths = Assessor(_ANSWERER), looked.depths
    return Answers("", date.min, cells, answered_by=by, depth=looked.depth, depths=depths)


def _assurance(answers: Answers) -> Assurance:
    return Assurance(answers, frozenset({PROOF}))
