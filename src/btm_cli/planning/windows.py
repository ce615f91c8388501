"""When each item can be done at the earliest, and must be done at the latest.

In: chains, items and what comes before what. Out: an iteration for every item. Capacity is left out of account, but
for parts of one step, which may lie in one iteration as far as they fit into it together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btm_cli.planning.capability_levels import CapabilityLevels
from btm_cli.planning.model import OUT_OF_REACH, Chain, Item, Must, Starts


def earliest_starts(
    chains: Sequence[Chain],
    items: Sequence[Item],
    levels: CapabilityLevels,
    capacity: int,
    not_before: Mapping[int, int],
) -> Starts:
    """Every cell climbing as fast as the rules allow; `OUT_OF_REACH` where its needs are never met.

    `not_before` holds back pinned items.
    """
    starts = [OUT_OF_REACH] * len(items)
    climbing = [chain for chain in chains if chain.items]
    done = {chain.items[0]: 0 for chain in climbing}
    iteration, last_pin = 0, max(not_before.values(), default=0)
    moved = True
    while moved or iteration <= last_pin:
        iteration += 1
        moved = False
        reached = dict(done)
        for chain in climbing:
            room, step = capacity, None
            for index in chain.items[done[chain.items[0]] :]:
                item = items[index]
                waits = not_before.get(index, 0) > iteration
                if step not in (None, item.step) or item.effort > room or waits:
                    break
                if not all(levels.met(need, done) for need in item.needs):
                    break
                step, room = item.step, room - item.effort
                starts[index] = iteration
                reached[chain.items[0]] += 1
                moved = True
        done = reached
    return tuple(starts)


def latest_starts(iterations: int, before: Sequence[Sequence[tuple[int, int]]], musts: Sequence[Must]) -> Starts:
    """The last iteration for what is demanded and all that it waits for; `iterations + 1` for everything free."""
    latest = [iterations + 1] * len(before)
    open_items = []
    for must in musts:
        if must.latest < latest[must.item]:
            latest[must.item] = must.latest
            open_items.append(must.item)
    while open_items:
        index = open_items.pop()
        for required, gap in before[index]:
            if latest[index] - gap < latest[required]:
                latest[required] = latest[index] - gap
                open_items.append(required)
    return tuple(latest)


def with_room(
    starts: Starts, items: Sequence[Item], before: Sequence[Sequence[tuple[int, int]]], capacity: int
) -> Starts:
    """Earliest starts that also leave room for everything an item waits for.

    What must lie before an item, and can't begin before iteration s, fills whole iterations from s on. Items come after
    what they wait for by falling `starts`, so one pass over them in that order is enough.
    """
    found = list(starts)
    ancestors = all_ancestors(starts, before)
    for index in sorted(range(len(items)), key=lambda each: (starts[each], each)):
        if starts[index] == OUT_OF_REACH:
            continue
        earlier = [(found[each], items[each].effort) for each in ancestors[index] if found[each] < OUT_OF_REACH]
        waits = [(found[each] + gap) for each, gap in before[index]]
        least = max([starts[index], *waits])
        if earlier and capacity and all(gap for _, gap in before[index]):
            earlier.sort(reverse=True)
            effort = 0
            for begin, size in earlier:
                effort += size
                least = max(least, begin - (-effort // capacity))
        found[index] = least
    return tuple(found)


def all_ancestors(starts: Starts, before: Sequence[Sequence[tuple[int, int]]]) -> list[frozenset[int]]:
    """Everything that an item waits for, directly or not, by item."""
    ancestors: list[frozenset[int]] = [frozenset()] * len(before)
    for index in sorted(range(len(before)), key=lambda each: (starts[each], each)):
        direct = [required for required, _ in before[index]]
        ancestors[index] = frozenset(direct).union(*(ancestors[each] for each in direct))
    return ancestors


def all_followers(before: Sequence[Sequence[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """The other way round: by item, what waits for it directly, each with its gap."""
    followers: list[list[tuple[int, int]]] = [[] for _ in before]
    for index, waits in enumerate(before):
        for required, gap in waits:
            followers[required].append((index, gap))
    return followers
