"""The level of a capability while its cells climb.

In: a `Scorecard` and the chains and items of a problem. Out: `CapabilityLevels`, which follows the standard's rule: the
weakest cell, or the floor of the mean (`scoring.md`, Upwards).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import lcm
from typing import TYPE_CHECKING

from btm_cli.planning.model import Chain, Item, Mean, Need

if TYPE_CHECKING:
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class CapabilityLevels:
    """Answers whether a need is met once certain items are done, and which items meet it."""

    def __init__(self, standard: Standard, card: Scorecard, chains: Sequence[Chain], items: Sequence[Item]) -> None:
        self.by_mean = standard.capability_level == "mean"
        self.chains, self.items = chains, items
        self._assessed = {capability.id for capability in card.capabilities if capability.numbers.score is not None}
        self._chains: dict[str, list[Chain]] = {}
        for chain in chains:
            self._chains.setdefault(chain.capability, []).append(chain)
        climbing = {(chain.capability, chain.dimension) for chain in chains}
        self._resting = {
            capability.id: [
                cell.numbers.level
                for cell in capability.cells
                if cell.numbers.level is not None and (capability.id, cell.dimension) not in climbing
            ]
            for capability in card.capabilities
        }
        self.means: Mapping[str, Mean] = dict(_means(standard, card, self._chains, items)) if self.by_mean else {}
        """How means follow from items, by capability; empty where the weakest cell counts."""

    def met(self, need: Need, done: Mapping[int, int]) -> bool:
        """Whether `need` is met; `done` has, by the first item of each chain, how many of its items are done."""
        if need.capability not in self._assessed:
            return False
        chains = self.of(need.capability)
        if self.by_mean:
            mean = self.means[need.capability]
            risen = sum(mean.rises[i] for chain in chains if chain.items for i in chain.items[: done[chain.items[0]]])
            return mean.base + risen >= need.level * mean.denominator
        levels = [*self._resting[need.capability], *(self._level(chain, done) for chain in chains)]
        return min(levels) >= need.level

    def reachable(self, need: Need) -> bool:
        """Whether the items, all of them done, would meet `need`."""
        return self.met(need, {chain.items[0]: len(chain.items) for chain in self.of(need.capability) if chain.items})

    def of(self, capability: str) -> Sequence[Chain]:
        """The capability's chains."""
        return self._chains.get(capability, ())

    def reaching(self, chain: Chain, level: int) -> int | None:
        """The item that brings a cell to `level`."""
        return next((index for index in chain.items if self.items[index].level >= level), None)

    def items_for(self, need: Need) -> Iterator[int]:
        """Under the weakest-cell rule: the first item of each chain that brings its cell to the need's level."""
        for chain in self.of(need.capability):
            reaching = self.reaching(chain, need.level) if chain.level < need.level else None
            if reaching is not None:
                yield reaching

    def _level(self, chain: Chain, done: Mapping[int, int]) -> int:
        count = done[chain.items[0]] if chain.items else 0
        return self.items[chain.items[count - 1]].level if count else chain.level


def _means(
    standard: Standard, card: Scorecard, chains: Mapping[str, list[Chain]], items: Sequence[Item]
) -> Iterator[tuple[str, Mean]]:
    weights = {dimension.id: dimension.weight for dimension in standard.dimensions}
    for capability in card.capabilities:
        score = capability.numbers.score
        if score is None:
            continue
        whole = sum(weights[cell.dimension] for cell in capability.cells if cell.assessed)
        rises = {}
        for chain in chains.get(capability.id, []):
            before = chain.score
            for index in chain.items:
                rises[index] = weights[chain.dimension] * (items[index].score - before) / whole
                before = items[index].score
        common = lcm(score.denominator, *(rise.denominator for rise in rises.values()))
        yield (
            capability.id,
            Mean(int(score * common), common, {index: int(rise * common) for index, rise in rises.items()}),
        )
