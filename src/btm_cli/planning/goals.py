"""What a plan reaches as a whole: the levels of capabilities and the states (`scoring.md`, Plan: Objective).

In: a `Standard`, `Answers`, their `Scorecard`, chains and items. Out: `Wish`es, each with its exact worth and what it
takes, and what of the objective no plan can win. The parts of a state's own rule are written in `scoring.states` and
`scoring.asks`; here they become sums over items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.capability_levels import CapabilityLevels
from btm_cli.planning.model import Chain, GoalKind, Need, Threshold
from btm_cli.scoring.asks import ask_weights, met_in_cell
from btm_cli.scoring.ratings import Rules
from btm_cli.standard.model import EMPTY_CELL

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers, CellAnswer
    from btm_cli.planning.shares import Shares
    from btm_cli.scoring.scorecard import CapabilityScore, Scorecard
    from btm_cli.standard.model import Ask, Standard, State

HALF = Fraction(1, 2)


class Condition(NamedTuple):
    """What must be credited together: all of `items`, and enough for each of `thresholds`."""

    items: tuple[int, ...]
    thresholds: tuple[Threshold, ...]


class Wish(NamedTuple):
    """A goal with its worth as a fraction; `condition` is None where no plan gets there."""

    kind: GoalKind
    name: str
    level: int
    worth: Fraction
    condition: Condition | None


class Goals:
    """Works out the goals of one problem."""

    def __init__(
        self,
        standard: Standard,
        answers: Answers,
        card: Scorecard,
        shares: Shares,
        levels: CapabilityLevels,
    ) -> None:
        self._standard = standard
        self._answers = answers
        self._rules = Rules(standard)
        self._card = card
        self._shares = shares
        self._levels = levels

    # -- levels

    def levels(self) -> Iterator[Wish]:
        """Every level that a capability still has to finish, up to its cells' highest target."""
        for capability in self._card.capabilities:
            if capability.numbers.score is None:
                continue
            worth = self._shares.capability[capability.id]
            for level in self._unfinished(capability):
                condition = self._by_mean(capability, level) if self._levels.by_mean else self._at(capability.id, level)
                yield Wish("level", capability.id, level, worth, condition)

    def _unfinished(self, capability: CapabilityScore) -> Iterator[int]:
        aimed = [
            (cell.numbers.level, cell.numbers.target.numerator)
            for cell in capability.cells
            if cell.numbers.level is not None and cell.numbers.target is not None
        ]
        for level in range(self._standard.base + 1, max(target for _, target in aimed) + 1):
            if self._levels.by_mean:
                if self._capped_mean(capability) < level:
                    yield level
            elif any(at < min(level, target) for at, target in aimed):
                yield level

    def _at(self, capability: str, level: int) -> Condition | None:
        """Every cell at `level`, or at its own target where that is lower."""
        found = []
        for chain in self._levels.of(capability):
            wanted = min(level, chain.target)
            if chain.level < wanted:
                reaching = self._levels.reaching(chain, wanted)
                if reaching is None:
                    return None
                found.append(reaching)
        return Condition(tuple(found), ())

    def _capped_mean(self, capability: CapabilityScore) -> Fraction:
        """The mean of its cells' scores, none counted above its target."""
        return sum(
            (
                self._shares.inside[capability.id, cell.dimension] * min(cell.numbers.score, cell.numbers.target)
                for cell in capability.cells
                if cell.numbers.score is not None and cell.numbers.target is not None
            ),
            Fraction(0),
        )

    def _by_mean(self, capability: CapabilityScore, level: int) -> Condition | None:
        rises: dict[int, Fraction] = {}
        for chain in self._levels.of(capability.id):
            share = self._shares.inside[capability.id, chain.dimension]
            rises.update(self._rises(chain, share, Fraction(chain.target)))
        return self._enough(rises, level - self._capped_mean(capability))

    def _rises(self, chain: Chain, share: Fraction, cap: Fraction | None) -> Iterator[tuple[int, Fraction]]:
        """By item how much it adds to a mean in which its cell has `share`, up to `cap`."""
        before = chain.score
        for index in chain.items:
            after = self._levels.items[index].score
            yield index, share * (after - before if cap is None else min(after, cap) - min(before, cap))
            before = after

    def _enough(self, rises: Mapping[int, Fraction], need: Fraction) -> Condition | None:
        threshold = whole_threshold(rises, need)
        if threshold is None:
            return Condition((), ())
        return Condition((), (threshold,)) if sum(threshold.rises.values()) >= threshold.need else None

    # -- states

    def states(self) -> Iterator[Wish]:
        """Every state above today's, up to the wanted one: the target's, else the next above today's."""
        states = self._standard.states
        ids = [state.id for state in states]
        if self._card.overall.numbers.score is None or not ids:
            return
        now = -1 if self._card.overall.state is None else ids.index(self._card.overall.state)
        target = self._answers.target
        wanted = now + 1 if target is None or target.state is None else ids.index(target.state)
        for index in range(now + 1, min(wanted, len(ids) - 1) + 1):
            state = states[index]
            yield Wish("state", state.id, index, HALF, self.state(states[now + 1 : index + 1]))

    def state(self, states: Sequence[State]) -> Condition | None:
        """What the rules of these states take, together; None where that can't be."""
        items: dict[int, None] = {}
        thresholds: list[Threshold] = []
        for state in states:
            for condition in [self._score(state), *self._floors(state), *map(self._ask, state.asks)]:
                if condition is None:
                    return None
                items.update(dict.fromkeys(condition.items))
                thresholds += condition.thresholds
        return Condition(tuple(sorted(items)), tuple(thresholds))

    def _score(self, state: State) -> Condition | None:
        score = self._card.overall.numbers.score
        if score is None:
            return None
        rises: dict[int, Fraction] = {}
        for chain in self._levels.chains:
            rises.update(self._rises(chain, self._shares.overall[chain.capability, chain.dimension], None))
        return self._enough(rises, state.from_score - score)

    def _floors(self, state: State) -> Iterator[Condition | None]:
        """Each assessed capability at the state's floor."""
        for capability in self._card.capabilities:
            level = capability.numbers.level
            if level is None or level >= state.floor:
                continue
            if self._levels.by_mean:
                rises: dict[int, Fraction] = {}
                for chain in self._levels.of(capability.id):
                    rises.update(self._rises(chain, self._shares.inside[capability.id, chain.dimension], None))
                yield self._enough(rises, state.floor - (capability.numbers.score or Fraction(0)))
            else:
                need = Need(capability.id, state.floor)
                can = self._levels.reachable(need)
                yield Condition(tuple(self._levels.items_for(need)), ()) if can else None

    def _ask(self, ask: Ask) -> Condition | None:
        """Enough of the ask's criteria met; None where it can't be tested."""
        scope = [capability.id for capability in self._card.capabilities if capability.in_scope]
        weights = ask_weights(self._standard, self._answers, scope, self._rules, ask)
        if not weights.testable:
            return None
        have = {place: self._met(place, ask, self._answers.cells.get(place)) for place in weights.cells}
        rises: dict[int, Fraction] = {}
        for chain in self._levels.chains:
            place = (chain.capability, chain.dimension)
            if place in have:
                before = have[place]
                for index, answer in zip(chain.items, chain.answers, strict=True):
                    after = self._met(place, ask, answer)
                    rises[index] = after - before
                    before = after
        return self._enough(rises, ask.share * weights.whole - sum(have.values(), Fraction(0)))

    def _met(self, place: tuple[str, str], ask: Ask, answer: CellAnswer | None) -> Fraction:
        return met_in_cell(self._standard.cell(*place) or EMPTY_CELL, ask, answer, self._rules)


def whole_threshold(rises: Mapping[int, Fraction], need: Fraction) -> Threshold | None:
    """The threshold in whole units of its own, None where nothing is needed."""
    if need <= 0:
        return None
    some = {index: rise for index, rise in rises.items() if rise}
    unit = lcm(need.denominator, *[rise.denominator for rise in some.values()])
    return Threshold({index: int(rise * unit) for index, rise in some.items()}, int(need * unit))
