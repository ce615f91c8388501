"""When each item can begin at the earliest, and must begin at the latest.

In: items and what comes before what. Out: an iteration for every item. Capacity is left out of account.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from btm_cli.planning.model import OUT_OF_REACH, Item, Mean, Must, Need, PlanProblem, Starts


def earliest_starts(
    items: Sequence[Item],
    before: Sequence[Sequence[tuple[int, int]]],
    measured: Sequence[Sequence[Need]],
    means: Mapping[str, Mean],
    blocked: Collection[int],
    not_before: Mapping[int, int],
) -> Starts:
    """Every cell climbing as fast as the rules allow; `OUT_OF_REACH` where its needs are never met.

    `blocked` are items that no plan reaches; `not_before` holds back pinned items.
    """
    starts = [OUT_OF_REACH if index in blocked else max(1, not_before.get(index, 1)) for index in range(len(items))]
    moved = True
    while moved:
        moved = False
        for index, start in enumerate(starts):
            if start == OUT_OF_REACH:
                continue
            waits = [starts[required] + gap for required, gap in before[index]]
            waits += [_risen(means[need.capability], need.level, items, starts) for need in measured[index]]
            least = min(max([start, *waits]), OUT_OF_REACH)
            if least > start:
                starts[index], moved = least, True
    return tuple(starts)


def _risen(mean: Mean, level: int, items: Sequence[Item], starts: Sequence[int]) -> int:
    """The first iteration before which a mean can have risen to `level`."""
    missing = level * mean.denominator - mean.base
    if missing <= 0:
        return 1
    for credited, rise in sorted((starts[index] + items[index].lasts, rise) for index, rise in mean.rises.items()):
        missing -= rise
        if missing <= 0:
            return min(credited, OUT_OF_REACH)
    return OUT_OF_REACH


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

    What must lie before an item, and can't begin before iteration s, fills whole iterations from s on.
    """
    found = list(starts)
    ancestors = all_ancestors(before)
    for index in topological(before):
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


def topological(before: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Every item after all that it waits for; else in their own order."""
    found: dict[int, None] = {}

    def visit(index: int) -> None:
        if index not in found:
            for required, _ in before[index]:
                visit(required)
            found[index] = None

    for index in range(len(before)):
        visit(index)
    return list(found)


def all_ancestors(before: Sequence[Sequence[tuple[int, int]]]) -> list[frozenset[int]]:
    """Everything that an item waits for, directly or not, by item."""
    ancestors: list[frozenset[int]] = [frozenset()] * len(before)
    for index in topological(before):
        direct = [required for required, _ in before[index]]
        ancestors[index] = frozenset(direct).union(*(ancestors[each] for each in direct))
    return ancestors


def last_starts(problem: PlanProblem) -> list[int]:
    """The last iteration in which beginning an item is of use, or is demanded: 0 where there is none.

    What is credited too late to count is of use to what follows it and is credited sooner.
    """
    after = all_followers(problem.before)
    last = [0] * len(problem.items)
    for index in reversed(topological(problem.before)):
        earliest, latest = problem.earliest[index], problem.latest[index]
        useful = [last[later] - gap for later, gap in after[index] if last[later]]
        end = min(problem.iterations, max([problem.never - problem.items[index].lasts, *useful]))
        if latest < problem.never:
            end = latest
        last[index] = end if earliest <= end else 0
    return last


def all_followers(before: Sequence[Sequence[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """The other way round: by item, what waits for it directly, each with its gap."""
    followers: list[list[tuple[int, int]]] = [[] for _ in before]
    for index, waits in enumerate(before):
        for required, gap in waits:
            followers[required].append((index, gap))
    return followers
