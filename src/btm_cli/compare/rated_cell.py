"""The scores of a cell that both sides rate, for every choice of whose answers count.

In: the `Mixture`, a cell, a combination of the other causes, the names of the answers that differ. Out: the scores by
the set of answers that are the new side's. Each level's sums are made once for what is chosen of that level alone, so
that 256 sets of eight answers cost little more than the climbs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from btm_cli.answers.model import Answers, Assessor
from btm_cli.compare.content import Place
from btm_cli.compare.mixture import PROOF, Choice, Mixture, Switches
from btm_cli.scoring.cell import CountedSums, add_up, climbs, weighed
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.standard.model import Criterion

Scores = tuple[Fraction, Fraction, Fraction] | None
"""Claimed, evidenced and verified; None where nothing is assessed."""

ASSURANCE = Assurance(Answers("", date.min, {}, answered_by=Assessor("a")), frozenset({PROOF}))
"""Somebody answered, somebody else verifies, and one piece of evidence holds: `mixture` says the rest by answers."""


class RatedCell:
    """Scores one cell in one combination of the other causes."""

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
