"""What must begin before what (`scoring.md`, Plan: rules 1, 3 and 4).

In: a `Standard`, chains, items and what levels they reach. Out: for every item the items that it waits for, each with
the iterations that must lie between the two beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.planning.capability_levels import CapabilityLevels
from btm_cli.planning.model import Chain, Item

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard


class Links:
    """Works out the links of one problem's items."""

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
