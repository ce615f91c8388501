"""Items that may change their iteration together.

In: items of one iteration. Out: `Group`s, and all `Leaving` ones of some items, worked out once for the same items.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final, NamedTuple

LARGEST: Final = 3
"""How many items a group has at most."""


Row = tuple[int, int, int, int]
"""An effort, an item, another one (or the number of all items, for none), and what they win."""


class Group(NamedTuple):
    """Items and their effort.

    `holds` has a bit for each of them, `waits` for each that they wait for, `touches` for each run they are in.
    """

    effort: int
    items: tuple[int, ...]
    holds: int
    waits: int
    touches: int


class Leaving(NamedTuple):
    """Groups of the same `items`, with what is asked of each most often: `efforts` and `touches`.

    `places` has the items of each, filled up with the number of all items: what is known of single items is added up by
    them. `alike` are the groups with several items in one run, of whom the sum does not hold.
    """

    items: tuple[int, ...]
    groups: Sequence[tuple[int, ...]]
    efforts: Sequence[int]
    touches: Sequence[int]
    places: Sequence[tuple[int, ...]]
    alike: Sequence[int]


class Grouping:
    """Makes groups of one problem's items.

    `efforts`, `waits` (a bit for each item that is waited for) and `touches` (a bit for the run) are by item; the last
    has a 0 more, for no item.
    """

    def __init__(self, efforts: Sequence[int], waits: Sequence[int], touches: Sequence[int]) -> None:
        self.efforts, self.touches, self._waits = efforts, (*touches, 0), waits
        self._groups: dict[tuple[int, ...], Group] = {}
        self._all: dict[tuple[tuple[int, ...], int], Leaving] = {}

    def all(self, items: tuple[int, ...], most: int) -> Leaving:
        """Every group of up to so many of the items, and the one with none."""
        found = self._all.get((items, most))
        if found is None:
            found = self._all[items, most] = self._listed(items, most)
        return found

    def group(self, *items: int) -> Group:
        """These items."""
        found = self._groups.get(items)
        if found is None:
            held = waits = touches = effort = 0
            for index in items:
                held |= 1 << index
                waits |= self._waits[index]
                touches |= self.touches[index]
                effort += self.efforts[index]
            found = self._groups[items] = Group(effort, items, held, waits, touches)
        return found

    def _listed(self, items: tuple[int, ...], most: int) -> Leaving:
        none = len(self.efforts)
        chosen = [each for many in range(most + 1) for each in combinations(items, many)]
        places = [(*each, none, none, none)[:LARGEST] for each in chosen]
        efforts, touches = (*self.efforts, 0), self.touches
        return Leaving(
            items,
            chosen,
            [efforts[one] + efforts[other] + efforts[third] for one, other, third in places],
            [touches[one] | touches[other] | touches[third] for one, other, third in places],
            places,
            [
                place
                for place, (one, other, third) in enumerate(places)
                if touches[one] & touches[other] or (touches[one] | touches[other]) & touches[third]
            ],
        )
