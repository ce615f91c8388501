"""The assessments between old and new: each of the four causes taken from the old side or from the new.

In: the `Content` of both sides. Out: for each of the 16 combinations the scores at every height, each assessed once;
what is said in each is for `mixture` to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from btm_cli.answers.model import Answers, Assessor, CellAnswer
from btm_cli.compare.content import Content, Place
from btm_cli.compare.mixture import PROOF, Choice, Mixture, Pick, Switches
from btm_cli.scoring.cell import CellMeasure, CountedSums, Measure, add_up, climbs, weighed
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.rollup import Tree, measure_at, measures_above
from btm_cli.standard.model import Cell, Criterion, Standard

Scores = tuple[Fraction, Fraction, Fraction] | None
"""Claimed, evidenced and verified; None where nothing is assessed."""

ASSURANCE = Assurance(Answers("", date.min, {}, answered_by=Assessor("a")), frozenset({PROOF}))
"""Somebody answered, somebody else verifies, and one piece of evidence holds: `mixture` says the rest by answers."""


class RatedCell:
    """Scores one cell that both sides rate, in one combination of the other causes, by the set of changed answers.

    Each level's sums are made once for what is chosen of that level alone, so that 256 sets of eight answers cost
    little more than the climbs.
    """

    def __init__(self, mixture: Mixture, place: Place, switches: Switches, units: Sequence[str], rules: Rules) -> None:
        self._rules = rules
        bits = {unit: 1 << number for number, unit in enumerate(units)}
        choices = mixture.choices(place, switches.standard, switches.scope, switches.time)
        seen = mixture.seen(place, switches.standard, switches.scope).criteria
        self._levels = [_Level(seen.get(level, ()), choices, bits, rules) for level in rules.levels]

    def scores(self, members: int) -> Scores:
        """With the answers of these units, as bits, from the new side; None where nothing looked at is rated."""
        levels, any_rated = [], 0
        for level in self._levels:
            sums, rated, _, _ = level.sums(members)
            levels.append(sums)
            any_rated += rated
        if not any_rated:
            return None
        (claimed, _), (evidenced, _), (verified, _) = climbs(levels, self._rules)
        return claimed, evidenced, verified


class _Level:
    """The sums of one level by what is chosen of it."""

    def __init__(
        self, criteria: Sequence[Criterion], choices: dict[str, Choice], bits: dict[str, int], rules: Rules
    ) -> None:
        self._weighed = weighed(criteria)
        self._rules = rules
        units = [(criterion.id, *choices[criterion.id]) for criterion in criteria]
        self._both = [(name, bits.get(unit, 0), both) for name, unit, both in units]
        self._mask = sum({bit for _, bit, _ in self._both})
        self._known: dict[int, CountedSums] = {}

    def sums(self, members: int) -> CountedSums:
        chosen = members & self._mask
        known = self._known.get(chosen)
        if known is None:
            said = {name: both[1 if chosen & bit else 0] for name, bit, both in self._both}
            answers = {name: answer for name, answer in said.items() if answer is not None}
            known = self._known[chosen] = add_up(self._weighed, answers, self._rules, ASSURANCE)
        return known


class Hybrids:
    """Builds and measures what lies between two sides."""

    def __init__(self, old: Content, new: Content) -> None:
        self.sides = (old, new)
        self.mixture = Mixture(old, new)
        self._rules = (_rules(old.standard, new.standard), _rules(new.standard, old.standard))
        self._measured: list[tuple[int, dict[Place, CellAnswer | None], Tree]] = []
        self._whole: dict[tuple[int, Place, int], CellMeasure] = {}
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
        key = (place, switches.standard, said)
        if key not in self._cells:
            cell = self.sides[switches.standard].standard.cell(*place)
            if cell is None:
                raise AssertionError("an answer to a cell that is not there")
            self._cells[key] = scores_of(self._measured_cell(switches.standard, place, cell, answer))
        return self._cells[key]

    def by_units(self, place: Place, switches: Switches, units: Sequence[str]) -> Callable[[int], Scores]:
        """One cell's scores by the set of `units`, as bits, whose answers are the new side's; all else as in `cell`."""

        def whole(members: int) -> Scores:
            chosen = {unit for number, unit in enumerate(units) if members >> number & 1}
            return self.cell(place, switches, lambda unit: int(unit in chosen))

        if not self.mixture.both_rate(place):
            return whole
        rated = RatedCell(self.mixture, place, switches, units, self._rules[switches.standard])
        return lambda members: rated.scores(members) or whole(members)

    def _measure(self, switches: Switches) -> Tree:
        side = self.sides[switches.standard]
        said = {place: self.mixture.whole(place, switches) for place in side.known}
        for standard, known, tree in self._measured:
            if standard == switches.standard and known == said:
                return tree
        capabilities = side.standard.capabilities
        cells = {
            name: tuple(self._cell(switches, (name, each.id), said) for each in side.standard.dimensions)
            for name in capabilities
        }
        tree = Tree(cells, *measures_above(side.standard, cells), frozenset(capabilities))
        self._measured.append((switches.standard, said, tree))
        return tree

    def _cell(self, switches: Switches, place: Place, said: Mapping[Place, CellAnswer | None]) -> CellMeasure:
        """One cell's measure, taken once for one answer: `mixture.whole` gives the same object for the same answer."""
        cell = self.sides[switches.standard].standard.cell(*place)
        if cell is None:
            return CellMeasure()
        answer = said[place]
        key = (switches.standard, place, id(answer))
        if key not in self._whole:
            self._whole[key] = self._measured_cell(switches.standard, place, cell, answer)
        return self._whole[key]

    def _measured_cell(self, edition: int, place: Place, cell: Cell, answer: CellAnswer | None) -> CellMeasure:
        """By the rules of an edition, as deep as its side looks: that belongs to the cause standard."""
        return measure_at(self.sides[edition].depth_of(place[0]), cell, answer, self._rules[edition], ASSURANCE)


def scores_of(measure: Measure) -> Scores:
    """The three scores of a measure."""
    if measure.score is None or measure.evidenced is None or measure.verified is None:
        return None
    return measure.score, measure.evidenced, measure.verified


def _rules(standard: Standard, other: Standard) -> Rules:
    """The rules of an edition; words that only the other edition's scale has keep what they are worth there."""
    return Rules(standard._replace(rating_scale={**other.rating_scale, **standard.rating_scale}))
