"""From an assessment to the problem that a roadmap solves: items, what must come before what, windows, goals.

In: a `Standard`, `Answers` and their `Scorecard`, `Settings`. Out: a `PlanProblem`, and the `Clash`es that make it
impossible from the start. Steps are those of `scoring.md`, Priorities; a step too large for an iteration is split into
its criteria, in level order, and several of these may lie in one iteration.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.planning.capability_levels import CapabilityLevels
from btm_cli.planning.chains import Climb, climbs_of, rooms_of
from btm_cli.planning.dates import lasting
from btm_cli.planning.demands import demands, window_clashes
from btm_cli.planning.goals import Goals
from btm_cli.planning.model import Chain, Clash, Goal, Item, Need, PlanProblem, Settings
from btm_cli.planning.shares import Shares, shares_of
from btm_cli.planning.windows import earliest_starts, latest_starts, with_room
from btm_cli.scoring.steps import blockers

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


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
    climbs = list(climbs_of(standard, answers, card, settings.capacity if whole_up_to is None else whole_up_to))
    shares = shares_of(standard, card)
    units = _units_of(climbs, shares)
    by_id = {capability.id: capability for capability in card.capabilities}

    def needs(capability: str, to_level: int) -> tuple[Need, ...]:
        """What must hold before a step to `to_level`, but for what holds already."""
        unmet = blockers(standard, by_id, capability, to_level)
        return tuple(Need(each.capability, each.needs) for each in unmet if each.capability not in without)

    chains: list[Chain] = []
    items: list[Item] = []
    for climb in climbs:
        first = len(items)
        items += _items_of(climb, len(chains), shares, units, settings.months, needs)
        chains.append(
            Chain(
                capability=climb.cell.capability,
                dimension=climb.cell.dimension,
                level=climb.level,
                score=climb.score,
                target=climb.target,
                gap=int(shares.of_gap(climb.cell.place) * units.gain * (climb.target - climb.score)),
                items=tuple(range(first, len(items))),
                answers=tuple(rise.answer for rise in climb.rises),
                ends=climb.ends,
                owner=climb.owner,
            )
        )
    capacity = int(settings.capacity * units.effort)
    levels = CapabilityLevels(standard, card, chains, items)
    needed = dict.fromkeys(need for item in items for need in item.needs)
    links = Links(standard, levels)
    before = tuple(links.before(index) for index in range(len(items)))
    measured = tuple(item.needs if levels.by_mean else () for item in items)
    musts, clashes = demands(answers, card, settings, chains, items)
    pinned = {must.item: must.earliest for must in musts if must.earliest > 1}
    soonest = partial(earliest_starts, items, before, measured, levels.means, links.blocked())
    fastest = soonest({})
    free = with_room(fastest, items, before, capacity)
    goals = Goals(standard, answers, card, shares, levels)
    wishes = [*goals.levels(), *goals.states()]
    still = sum(wish.worth for wish in wishes) * units.gain
    problem = PlanProblem(
        chains=tuple(chains),
        items=tuple(items),
        before=before,
        reaching={need: tuple(levels.items_for(need)) for need in needed},
        measured=measured,
        means=levels.means,
        iterations=settings.iterations,
        capacity=capacity,
        effort_unit=units.effort,
        gain_unit=units.gain,
        fastest=fastest,
        earliest=with_room(soonest(pinned), items, before, capacity) if pinned else free,
        latest=latest_starts(settings.iterations, before, musts),
        musts=tuple(musts),
        idle=settings.iterations * (sum(chain.gap for chain in chains) + int(still)),
        goals=tuple(
            Goal(wish.kind, wish.name, wish.level, int(wish.worth * units.gain), *wish.condition)
            for wish in wishes
            if wish.condition is not None
        ),
        rooms={owner: int(points * units.effort) for owner, points in rooms_of(answers).items()},
        focus=settings.focus,
    )
    return Built(problem, (*clashes, *window_clashes(problem, free)))


class _Units(NamedTuple):
    """How many whole units a point of effort has, and a point of the objective."""

    effort: int
    gain: int


def _units_of(climbs: Sequence[Climb], shares: Shares) -> _Units:
    return _Units(
        lcm(*[rise.effort.denominator for climb in climbs for rise in climb.rises]),
        lcm(
            2,  # a state is worth a half
            *[share.denominator for share in shares.capability.values()],
            *[
                (shares.of_gap(climb.cell.place) * score).denominator
                for climb in climbs
                for score in (Fraction(1), climb.score, *(rise.score for rise in climb.rises))
            ],
        ),
    )


def _items_of(
    climb: Climb, chain: int, shares: Shares, units: _Units, months: int, needs: Callable[[str, int], tuple[Need, ...]]
) -> Iterator[Item]:
    """One cell's items; nothing is won above its target."""
    weight, score, target = shares.of_gap(climb.cell.place), climb.score, Fraction(climb.target)
    for rise in climb.rises:
        yield Item(
            chain=chain,
            step=rise.step,
            part=rise.part,
            from_level=rise.from_level,
            level=rise.level,
            score=rise.score,
            criteria=rise.criteria,
            effort=int(rise.effort * units.effort),
            lasts=lasting(rise.takes, months),
            gain=int(weight * (min(rise.score, target) - min(score, target)) * units.gain),
            needs=needs(climb.cell.capability, rise.from_level + 1),
        )
        score = rise.score


class Links:
    """What must begin before what (`scoring.md`, Plan: rules 1, 3 and 4)."""

    def __init__(self, standard: Standard, levels: CapabilityLevels) -> None:
        self._follows = {dimension.id: dimension.follows for dimension in standard.dimensions}
        self._by_cell = {(chain.capability, chain.dimension): chain for chain in levels.chains}
        self._levels, self._items = levels, levels.items

    def before(self, index: int) -> tuple[tuple[int, int], ...]:
        """Everything that an item waits for, each with how many iterations it must begin earlier."""
        waits: dict[int, int] = {}
        for required, gap in self._waits(index):
            waits[required] = max(gap, waits.get(required, 0))
        return tuple(waits.items())

    def _waits(self, index: int) -> Iterator[tuple[int, int]]:
        item, levels = self._items[index], self._levels
        if index != levels.chains[item.chain].items[0]:
            # In its cell the step before is credited first, parts of a step in level order.
            previous = self._items[index - 1]
            same = previous.step == item.step
            yield index - 1, max(0, previous.lasts - item.lasts) if same else previous.lasts
        if not levels.by_mean:  # a mean is measured instead
            for need in item.needs:
                for required in levels.items_for(need):
                    yield required, self._items[required].lasts
        for chain, level in self._leaders(index):
            reaching = levels.reaching(chain, level)
            if reaching is not None:
                yield reaching, 0  # what is followed comes no later than this

    def _leaders(self, index: int) -> Iterator[tuple[Chain, int]]:
        """The followed cells that are not yet where this item wants them, and that level."""
        item = self._items[index]
        own = self._levels.chains[item.chain]
        for dimension in self._follows[own.dimension]:
            chain = self._by_cell.get((own.capability, dimension))
            if chain is not None:
                level = min(item.from_level + 1, chain.target)
                if chain.level < level:
                    yield chain, level

    def blocked(self) -> frozenset[int]:
        """The items whose needs, or whose followed cell, no plan can bring far enough."""
        return frozenset(
            index
            for index, item in enumerate(self._items)
            if not all(self._levels.reachable(need) for need in item.needs)
            or any(self._levels.reaching(chain, level) is None for chain, level in self._leaders(index))
        )
