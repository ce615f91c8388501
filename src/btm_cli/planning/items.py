"""From an assessment to the problem that a roadmap solves: items, what must come before what, windows, goals.

In: a `Standard`, `Answers` and their `Scorecard`, `Settings`. Out: a `PlanProblem`, and the `Clash`es that make it
impossible from the start. Steps are those of `scoring.md`, Priorities; a step too large for an iteration is split into
its criteria, in level order, and several of these may lie in one iteration.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.capability_levels import CapabilityLevels
from btm_cli.planning.chains import Climb, climbs_of, rooms_of
from btm_cli.planning.dates import lasting
from btm_cli.planning.demands import demands, window_clashes
from btm_cli.planning.goals import Goals, Wish
from btm_cli.planning.model import Chain, Clash, Goal, Item, Need, PlanProblem, Settings
from btm_cli.planning.shares import shares_of
from btm_cli.planning.windows import earliest_starts, latest_starts, with_room
from btm_cli.scoring.ratings import Rules
from btm_cli.scoring.steps import blockers

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import CellScore, Scorecard
    from btm_cli.standard.model import Standard


class Links:
    """What must begin before what (`scoring.md`, Plan: rules 1, 3 and 4)."""

    def __init__(
        self, standard: Standard, chains: Sequence[Chain], items: Sequence[Item], levels: CapabilityLevels
    ) -> None:
        self._follows = {dimension.id: dimension.follows for dimension in standard.dimensions}
        self._by_cell = {(chain.capability, chain.dimension): chain for chain in chains}
        self._chains = chains
        self._items = items
        self._levels = levels

    def before(self, index: int) -> tuple[tuple[int, int], ...]:
        """Everything that an item waits for, each with how many iterations it must begin earlier."""
        waits: dict[int, int] = {}
        for required, gap in (*self._own(index), *self._required(index), *self._followed(index)):
            waits[required] = max(gap, waits.get(required, 0))
        return tuple(waits.items())

    def _own(self, index: int) -> Iterator[tuple[int, int]]:
        """The item before it in its cell: the step before is credited first, parts of a step in level order."""
        item = self._items[index]
        if index != self._chains[item.chain].items[0]:
            previous = self._items[index - 1]
            same = previous.step == item.step
            yield index - 1, max(0, previous.lasts - item.lasts) if same else previous.lasts

    def _required(self, index: int) -> Iterator[tuple[int, int]]:
        """What meets its needs, credited in an earlier iteration; a mean is measured instead."""
        if not self._levels.by_mean:
            for need in self._items[index].needs:
                for required in self._levels.items_for(need):
                    yield required, self._items[required].lasts

    def _followed(self, index: int) -> Iterator[tuple[int, int]]:
        """The step that brings each followed cell to the same level, or to its own target: no later than this."""
        for chain, level in self._leaders(index):
            reaching = next((each for each in chain.items if self._items[each].level >= level), None)
            if reaching is not None:
                yield reaching, 0

    def _leaders(self, index: int) -> Iterator[tuple[Chain, int]]:
        """The followed cells that are not yet where this item wants them, and that level."""
        item = self._items[index]
        own = self._chains[item.chain]
        for dimension in self._follows[own.dimension]:
            chain = self._by_cell.get((own.capability, dimension))
            if chain is not None:
                level = min(item.from_level + 1, chain.target)
                if chain.level < level:
                    yield chain, level

    def blocked(self) -> frozenset[int]:
        """The items whose needs, or whose followed cell, no plan can bring far enough."""
        return frozenset(index for index in range(len(self._items)) if self._is_blocked(index))

    def _is_blocked(self, index: int) -> bool:
        if any(not self._levels.reachable(need) for need in self._items[index].needs):
            return True
        return any(
            all(self._items[each].level < level for each in chain.items) for chain, level in self._leaders(index)
        )


class Built(NamedTuple):
    """The problem and, where it has no solution for reasons one can see at once, why."""

    problem: PlanProblem
    clashes: tuple[Clash, ...]


def build_problem(
    standard: Standard,
    answers: Answers,
    card: Scorecard,
    settings: Settings,
    whole_up_to: Fraction | None = None,
    without: Collection[str] = (),
) -> Built:
    """The problem of raising every assessed cell of `card` towards its target.

    `whole_up_to` is the largest effort that stays one step (default: the capacity). `without` names capabilities whose
    being required is left out of account, to see what that costs.
    """
    return _Builder(standard, answers, card, settings, whole_up_to, without).build()


class _Builder:
    """Holds what the parts of one problem share."""

    def __init__(
        self,
        standard: Standard,
        answers: Answers,
        card: Scorecard,
        settings: Settings,
        whole_up_to: Fraction | None,
        without: Collection[str],
    ) -> None:
        self._standard = standard
        self._answers = answers
        self._card = card
        self._settings = settings
        self._without = without
        self._rules = Rules(standard)
        self._whole = settings.capacity if whole_up_to is None else whole_up_to
        self._rooms = rooms_of(answers)
        self._capabilities = {capability.id: capability for capability in card.capabilities}
        self._shares = shares_of(standard, card)

    def build(self) -> Built:
        climbs = list(climbs_of(self._standard, self._answers, self._card, self._whole))
        effort_unit = lcm(*[rise.effort.denominator for _, climb, _ in climbs for rise in climb.rises])
        gain_unit = lcm(
            2,  # a state is worth a half
            *[share.denominator for share in self._shares.capability.values()],
            *[
                (self._weight(cell) * score).denominator
                for cell, climb, _ in climbs
                for score in (Fraction(1), cell.numbers.score or 0, *(rise.score for rise in climb.rises))
            ],
        )
        chains: list[Chain] = []
        items: list[Item] = []
        for cell, climb, owner in climbs:
            self._link(cell, climb, owner, effort_unit, gain_unit, chains, items)
        return self._finish(chains, items, effort_unit, gain_unit)

    def _weight(self, cell: CellScore) -> Fraction:
        """What the cell's gap weighs in the objective."""
        return self._shares.capability[cell.capability] * self._shares.inside[cell.place]

    def _link(
        self,
        cell: CellScore,
        climb: Climb,
        owner: str | None,
        effort_unit: int,
        gain_unit: int,
        chains: list[Chain],
        items: list[Item],
    ) -> None:
        """Add one cell's chain and items."""
        numbers = cell.numbers
        if numbers.score is None or numbers.level is None or numbers.target is None:
            raise AssertionError("only assessed cells climb")
        score, weight = numbers.score, self._weight(cell)
        first = len(items)
        for rise in climb.rises:
            gain = weight * (min(rise.score, numbers.target) - min(score, numbers.target)) * gain_unit
            items.append(
                Item(
                    chain=len(chains),
                    step=rise.step,
                    part=rise.part,
                    from_level=rise.from_level,
                    level=rise.level,
                    score=rise.score,
                    criteria=rise.criteria,
                    effort=int(rise.effort * effort_unit),
                    lasts=lasting(rise.takes, self._settings.months),
                    gain=int(gain),
                    needs=self._needs(cell.capability, rise.from_level + 1),
                )
            )
            score = rise.score
        chains.append(
            Chain(
                capability=cell.capability,
                dimension=cell.dimension,
                level=numbers.level,
                score=numbers.score,
                target=numbers.target.numerator,
                gap=int(weight * gain_unit * (numbers.target - numbers.score)),
                items=tuple(range(first, len(items))),
                answers=tuple(rise.answer for rise in climb.rises),
                ends=climb.ends,
                owner=owner,
            )
        )

    def _needs(self, capability_id: str, to_level: int) -> tuple[Need, ...]:
        """What must hold before a step to `to_level`, but for what holds already."""
        unmet = blockers(self._standard, self._capabilities, capability_id, to_level)
        return tuple(Need(each.capability, each.needs) for each in unmet if each.capability not in self._without)

    def _finish(self, chains: list[Chain], items: list[Item], effort_unit: int, gain_unit: int) -> Built:
        """Set what comes before what, windows, goals and musts."""
        settings = self._settings
        capacity = int(settings.capacity * effort_unit)
        levels = CapabilityLevels(self._standard, self._card, chains, items)
        links = Links(self._standard, chains, items, levels)
        before = tuple(links.before(index) for index in range(len(items)))
        blocked = links.blocked()
        needs = dict.fromkeys(need for item in items for need in item.needs)
        reaching = {need: tuple(levels.items_for(need)) for need in needs}
        measured = tuple(item.needs if levels.by_mean else () for item in items)
        means = levels.means()
        fastest = earliest_starts(items, before, measured, means, blocked, {})
        musts, clashes = demands(self._answers, self._card, settings, chains, items)
        pinned = {must.item: must.earliest for must in musts if must.earliest > 1}
        free = with_room(fastest, items, before, capacity)
        earliest = free
        if pinned:
            earliest = earliest_starts(items, before, measured, means, blocked, pinned)
            earliest = with_room(earliest, items, before, capacity)
        latest = latest_starts(settings.iterations, before, musts)
        wishes = self._wishes(chains, items, levels)
        still = sum(wish.worth for wish in wishes) * gain_unit
        problem = PlanProblem(
            chains=tuple(chains),
            items=tuple(items),
            before=before,
            reaching=reaching,
            measured=measured,
            means=means,
            iterations=settings.iterations,
            capacity=capacity,
            effort_unit=effort_unit,
            gain_unit=gain_unit,
            fastest=fastest,
            earliest=earliest,
            latest=latest,
            musts=tuple(musts),
            idle=settings.iterations * (sum(chain.gap for chain in chains) + int(still)),
            goals=tuple(_goals(wishes, gain_unit)),
            rooms={owner: int(points * effort_unit) for owner, points in self._rooms.items()},
            focus=settings.focus,
        )
        clashes += window_clashes(problem, free)
        return Built(problem, tuple(clashes))

    def _wishes(self, chains: list[Chain], items: list[Item], levels: CapabilityLevels) -> list[Wish]:
        goals = Goals(self._standard, self._answers, self._rules, self._card, self._shares, chains, items, levels)
        return [*goals.levels(), *goals.states()]


def _goals(wishes: Collection[Wish], gain_unit: int) -> Iterator[Goal]:
    """The wishes that a plan can fulfil, in whole units."""
    for wish in wishes:
        if wish.condition is not None:
            items, thresholds = wish.condition
            yield Goal(wish.kind, wish.name, wish.level, int(wish.worth * gain_unit), items, thresholds)
