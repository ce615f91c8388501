"""A plan from a list of items, each as early as it fits after everything it waits for; and orders worth placing.

In: a `PlanProblem` and items in the order in which they are to be placed. Out: starts that keep order, windows,
capacities and focus (`Placer`, `schedule`), what a plan leaves of every iteration (`Rooms`), and lists of items, the
best to take first (`goal_items`, `by_density`). An item that does not fit with all that it waits for is left out. Every
value here is worth more the earlier it comes, so the best plan is among those that some order gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btm_cli.planning.model import OUT_OF_REACH, Goal, PlanProblem, Starts
from btm_cli.planning.violations import unmet_means
from btm_cli.planning.windows import all_ancestors, all_followers, last_starts, topological


class Placer:
    """Places the items of one problem; `closures` have for each item that can be placed what it waits for, and it."""

    def __init__(self, problem: PlanProblem) -> None:
        self._problem = problem
        self._efforts = [item.effort for item in problem.items]
        self._owners = [problem.chains[item.chain].owner for item in problem.items]
        self._capabilities = [problem.chains[item.chain].capability for item in problem.items]
        self._earliest, self._before, self._never = problem.earliest, problem.before, problem.never
        # Where only the capacity limits what an iteration holds, nothing else has to be asked of it.
        self._more = bool(problem.means) or bool(problem.rooms) or problem.focus is not None
        self._last = last_starts(problem)
        rank = {index: place for place, index in enumerate(topological(problem.before))}
        ancestors = all_ancestors(problem.before)
        self.closures = {
            index: [*sorted(ancestors[index], key=rank.__getitem__), index]
            for index in rank
            if self._last[index] and all(self._last[each] for each in ancestors[index])
        }

    def place(self, wanted: Iterable[int]) -> Starts:
        """The plan of the items `wanted`, the first of them first."""
        efforts, never = self._efforts, self._never
        starts = [never] * len(efforts)
        rooms = Rooms(self._problem)
        left = self._problem.capacity * self._problem.iterations
        widest = self._problem.capacity  # no iteration has more room
        for index in wanted:
            taken = efforts[index]
            if starts[index] < never or taken > widest:
                continue
            start = self._start(index, starts, rooms)
            if start < never:
                starts[index] = start
                rooms.take(start, taken, self._owners[index], self._capabilities[index])
            else:
                taken = self._with_closure(index, starts, rooms, left)
            if taken:
                left -= taken
                if not left:
                    break
            else:
                widest = max(rooms.left[1:never])
        return tuple(starts)

    def _with_closure(self, index: int, starts: list[int], rooms: Rooms, left: int) -> int:
        """Place an item and what it still waits for; the effort of both, 0 where they do not fit."""
        never, efforts = self._never, self._efforts
        missing = [each for each in self.closures.get(index, ()) if starts[each] == never]
        effort = sum([efforts[each] for each in missing])
        if effort > left:
            return 0
        for place, each in enumerate(missing):
            start = self._start(each, starts, rooms)
            if start == never:
                for placed in missing[:place]:
                    rooms.give_back(starts[placed], efforts[placed], self._owners[placed], self._capabilities[placed])
                    starts[placed] = never
                return 0
            starts[each] = start
            rooms.take(start, efforts[each], self._owners[each], self._capabilities[each])
        return effort

    def _start(self, index: int, starts: Sequence[int], rooms: Rooms) -> int:
        """The first iteration in which there is room for one item; `never` if there is none in time."""
        last, start = self._last[index], self._earliest[index]
        for required, gap in self._before[index]:
            if starts[required] + gap > start:
                start = starts[required] + gap
        effort, left = self._efforts[index], rooms.left
        while start <= last:
            if left[start] >= effort and (not self._more or self._allowed(index, starts, start, rooms)):
                return start
            start += 1
        return self._never

    def _allowed(self, index: int, starts: Sequence[int], start: int, rooms: Rooms) -> bool:
        """Whether owner and focus leave room, and the means that it needs are met."""
        room = rooms.have(start, self._efforts[index], self._owners[index], self._capabilities[index])
        return room and not unmet_means(self._problem, index, starts, start)


def ready(problem: PlanProblem, starts: Sequence[int], index: int, start: int) -> bool:
    """Whether an item may begin in `start`: its window is open, and everything it waits for is done in time."""
    return (
        problem.earliest[index] <= start
        and all(starts[required] + gap <= start for required, gap in problem.before[index])
        and not unmet_means(problem, index, starts, start)
    )


def fits(problem: PlanProblem, rooms: Rooms, index: int, start: int) -> bool:
    """Whether there is room for an item in `start`."""
    chain = problem.chains[problem.items[index].chain]
    return rooms.have(start, problem.items[index].effort, chain.owner, chain.capability)


def take_room(problem: PlanProblem, rooms: Rooms, index: int, start: int) -> None:
    """Fill in an item that begins in `start`."""
    chain = problem.chains[problem.items[index].chain]
    rooms.take(start, problem.items[index].effort, chain.owner, chain.capability)


def rooms_of(problem: PlanProblem, starts: Sequence[int]) -> Rooms:
    """What a plan leaves of every iteration."""
    rooms = Rooms(problem)
    for index, start in enumerate(starts):
        if start < problem.never:
            take_room(problem, rooms, index, start)
    return rooms


class Rooms:
    """What is left of every iteration: of its capacity (`left`), of each owner's, of the capabilities it may touch."""

    def __init__(self, problem: PlanProblem) -> None:
        self.left = [problem.capacity] * (problem.never + 1)
        self._owners = {owner: [points] * (problem.never + 1) for owner, points in problem.rooms.items()}
        self._focus = problem.focus
        self._touched: list[dict[str, int]] = [{} for _ in range(problem.never + 1)] if problem.focus else []

    def have(self, start: int, effort: int, owner: str | None, capability: str) -> bool:
        """Whether so much effort fits in."""
        if self.left[start] < effort or (owner is not None and self._owners[owner][start] < effort):
            return False
        if self._focus is None:
            return True
        touched = self._touched[start]
        return capability in touched or len(touched) < self._focus

    def left_of(self, owner: str, start: int) -> int:
        """What is left of the capacity of an owner who has one of their own."""
        return self._owners[owner][start]

    def take(self, start: int, effort: int, owner: str | None, capability: str) -> None:
        """Fill it in."""
        self.left[start] -= effort
        if owner is not None:
            self._owners[owner][start] -= effort
        if self._focus is not None:
            self._touched[start][capability] = self._touched[start].get(capability, 0) + 1

    def give_back(self, start: int, effort: int, owner: str | None, capability: str) -> None:
        """Undo `take`."""
        self.left[start] += effort
        if owner is not None:
            self._owners[owner][start] += effort
        if self._focus is not None:
            touched = self._touched[start]
            touched[capability] -= 1
            if not touched[capability]:
                del touched[capability]


def schedule_all(problem: PlanProblem) -> Starts | None:
    """Everything that can be done; None where it does not end within the iterations."""
    return schedule(problem, [index for index, start in enumerate(problem.earliest) if start < OUT_OF_REACH])


def schedule(problem: PlanProblem, possible: Sequence[int]) -> Starts | None:
    """These items, those first on which the longest chains wait; None where it does not end within the iterations.

    They must include all that they wait for.
    """
    after = all_followers(problem.before)
    wanted = set(possible)
    tail = [item.lasts for item in problem.items]
    for index in sorted(possible, key=lambda each: (-problem.earliest[each], -each)):
        tail[index] = max([tail[index], *(gap + tail[later] for later, gap in after[index] if later in wanted)])
    starts = Placer(problem).place(
        sorted(possible, key=lambda index: (-tail[index], -problem.items[index].effort, index))
    )
    in_time = all(starts[index] + problem.items[index].lasts <= problem.never for index in possible)
    return starts if in_time else None


def goal_items(problem: PlanProblem, goal: Goal, closures: Mapping[int, Sequence[int]]) -> list[int]:
    """Items that reach a goal, each after what it waits for; none where that is not possible.

    For a sum the items that add the most for their effort are taken, with all they wait for.
    """
    if any(index not in closures for index in goal.items):
        return []
    found = dict.fromkeys(each for index in goal.items for each in closures[index])
    for threshold in goal.thresholds:
        missing = threshold.need - sum(threshold.rises.get(index, 0) for index in found)
        ranked = sorted(
            (index for index in threshold.rises if index in closures),
            key=lambda index: (-_density(problem, closures[index], threshold.rises), index),
        )
        for index in ranked:
            if missing <= 0:
                break
            for each in closures[index]:
                if each not in found:
                    found[each] = None
                    missing -= threshold.rises.get(each, 0)
        if missing > 0:
            return []
    return list(found)


def _density(problem: PlanProblem, items: Iterable[int], rises: Mapping[int, int]) -> float:
    chosen = list(items)
    return sum(rises.get(index, 0) for index in chosen) / sum(problem.items[index].effort for index in chosen)


def by_density(problem: PlanProblem, placer: Placer, wholes: Sequence[Sequence[int]]) -> list[int]:
    """Items, the densest wholes first: what they and the goals they reach still win, for the effort still missing.

    `wholes` are the items of goals; an item with what it waits for is one as well. How long a gain lasts is judged by
    how much of the capacity is taken already.
    """
    listed = [whole for whole in (*wholes, *placer.closures.values()) if whole]
    missing = {place: set(whole) for place, whole in enumerate(listed)}
    goals = [(goal.worth, set(goal_items(problem, goal, placer.closures))) for goal in problem.goals]
    wanted = [(worth, found) for worth, found in goals if found]
    order: dict[int, None] = {}
    effort = taken = 0
    worths = {place: (_worth(problem, found, wanted, effort), taken) for place, found in missing.items()}
    while worths:
        best = max(worths, key=lambda place: (worths[place][0], -place))
        worth, judged = worths[best]
        if worth <= 0:
            break
        if judged < taken:  # it was worth so much before others were taken
            worths[best] = _worth(problem, missing[best], wanted, effort), taken
            continue
        new = missing.pop(best)
        del worths[best]
        taken += 1
        order.update((index, None) for index in listed[best] if index in new)
        effort += sum(problem.items[index].effort for index in new)
        wanted = [(more, rest) for more, found in wanted if (rest := found - new)]
        for place in list(missing):
            closer = any(not found.isdisjoint(missing[place]) for _, found in wanted) if wanted else False
            if not missing[place].isdisjoint(new):
                missing[place] -= new
                if not missing[place]:
                    del missing[place], worths[place]
                    continue
                closer = True
            if closer:
                worths[place] = _worth(problem, missing[place], wanted, effort), taken
    return list(order)


def _worth(problem: PlanProblem, found: set[int], goals: Iterable[tuple[int, set[int]]], effort: int) -> float:
    """What `found` wins for each unit of its effort, once `effort` is taken."""
    items = [problem.items[index] for index in found]
    size = sum(item.effort for item in items)
    end = problem.never - (effort + size / 2) / problem.capacity
    worth = sum(item.gain * max(0.0, end - item.lasts + 1) for item in items)
    left = problem.never - (effort + size) / problem.capacity - max(item.lasts for item in items) + 1
    if left > 0:
        worth += left * sum(more for more, needed in goals if needed <= found)
    return worth / size
