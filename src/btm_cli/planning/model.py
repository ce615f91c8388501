"""The problem that a roadmap solves, and the roadmap, as plain records.

In: built by `items` (the problem) and the solvers (the plan). Out: frozen records. Efforts and gains are whole numbers
in units of their own (`effort_unit`, `gain_unit` of the problem), so that every comparison is exact.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from btm_cli.answers.model import NOTHING, CellAnswer

Starts = tuple[int, ...]
"""The iteration (from 1) of every item, in the items' order; one more than the last iteration: not in the plan."""


OUT_OF_REACH = 10**6
"""The earliest iteration of an item whose needs nothing in the plan can meet."""


End = Literal["", "excluded", "unwritten", "too-large"]
"""Why a cell has no further step; "" where it is at its target then."""
Reason = Literal["capacity", "requires", "time", "excluded", "unwritten", "too-large"]
"""Why a plan leaves a cell below its target."""
Limit = Literal["capacity", "pin", "deadline", "exclude", "requires", "focus", "owner"]
"""What keeps a plan from winning more."""
Solver = Literal["fast", "exact"]


class Need(NamedTuple):
    """A capability must be at `level` by the end of an earlier iteration."""

    capability: str
    level: int


class Item(NamedTuple):
    """One step of a cell, or one part (a criterion) of a step that is too large for an iteration.

    `chain` is the index of its cell's chain, `step` counts the chain's steps from 0; parts of one step share it.
    `level` and `score` are the cell's afterwards, as the engine gives them. `lasts` says in how many iterations it is
    credited: at the end of the one it begins in where that is 1. `gain` is what every iteration from then on wins of
    the mean gap of cells; `effort` is in whole units.
    """

    chain: int
    step: int
    part: int
    from_level: int
    level: int
    score: Fraction
    criteria: tuple[str, ...]
    effort: int
    lasts: int
    gain: int
    needs: tuple[Need, ...]


class Chain(NamedTuple):
    """One assessed cell below its target: its items in their only order, and its answer after each of them.
    `gap` is its part of the objective while nothing is done.

    `owner` is whose capacity its items take, None where that has no limit of its own. `ends` says why there is no
    further step: "" (the target is reached), unwritten, too-large or excluded.
    """

    capability: str
    dimension: str
    level: int
    score: Fraction
    target: int
    gap: int
    items: tuple[int, ...]
    answers: tuple[CellAnswer, ...]
    ends: End
    owner: str | None = None

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"


class Threshold(NamedTuple):
    """Enough of something: the `rises` of what is credited must add up to `need` (above 0), in whole units."""

    rises: Mapping[int, int]
    need: int


GoalKind = Literal["level", "state"]


class Goal(NamedTuple):
    """A level of a capability, or a state, which is reached as a whole: `worth` from then on in every iteration.

    It is reached once all its `items` are credited and all its `thresholds` are met.
    """

    kind: GoalKind
    name: str
    level: int
    worth: int
    items: tuple[int, ...]
    thresholds: tuple[Threshold, ...] = ()


class Must(NamedTuple):
    """What the enterprise demands of one item: not before `earliest`, not after `latest`, and which line says so.

    `source` is the key path below the answers file's root, such as ("plan", "pin", "alpha/process").
    """

    item: int
    earliest: int
    latest: int
    source: tuple[str, ...]


class Clash(NamedTuple):
    """A demand that no plan can keep: at which key path of the answers file, and why."""

    code: str
    path: tuple[str, ...]
    message: str
    hint: str | None = None


class Mean(NamedTuple):
    """How a capability's mean score follows from its chains: `base` and each item's rise, over one denominator."""

    base: int
    denominator: int
    rises: Mapping[int, int]


class PlanProblem(NamedTuple):
    """Everything a solver needs to know.

    `before` lists for every item the items that must begin first, each with how many iterations earlier at least (0: in
    the same one at the latest); `reaching` the items that together meet a need. `measured` holds the needs that only a
    mean decides, with `means` to work it out. `earliest` and `latest` are windows for beginning, in iterations
    (`earliest` is `OUT_OF_REACH` where no plan gets there); `fastest` are the earliest starts were capacity no matter.
    `goals` are what is reached as a whole. `rooms` has the capacity of each owner with one of its own, `focus` the most
    capabilities in an iteration. `idle` is the objective of doing nothing at all.
    """

    chains: tuple[Chain, ...]
    items: tuple[Item, ...]
    before: tuple[tuple[tuple[int, int], ...], ...]
    reaching: Mapping[Need, tuple[int, ...]]
    measured: tuple[tuple[Need, ...], ...]
    means: Mapping[str, Mean]
    iterations: int
    capacity: int
    effort_unit: int
    gain_unit: int
    fastest: Starts
    earliest: Starts
    latest: Starts
    musts: tuple[Must, ...]
    idle: int
    goals: tuple[Goal, ...] = ()
    rooms: Mapping[str, int] = NOTHING
    focus: int | None = None

    @property
    def never(self) -> int:
        """The start of what is not in the plan."""
        return self.iterations + 1

    def value(self, starts: Sequence[int]) -> int:
        """What `starts` wins over doing nothing, in units of the objective."""
        return sum(self.parts(starts).values())

    def parts(self, starts: Sequence[int]) -> dict[str, int]:
        """The value by what it comes from: cells, levels, states."""
        left = self.lasting(starts)
        won = {"cells": sum(item.gain * more for item, more in zip(self.items, left, strict=True))}
        for kind, name in (("level", "levels"), ("state", "states")):
            goals = (goal for goal in self.goals if goal.kind == kind)
            won[name] = sum(goal.worth * reached_for(goal, left) for goal in goals)
        return won

    def remaining(self, starts: Sequence[int], iteration: int) -> int:
        """What is left of the objective after one iteration (`scoring.md`, Plan: R(t))."""
        left, since = self.lasting(starts), self.never - iteration
        won = sum(item.gain for item, more in zip(self.items, left, strict=True) if more >= since)
        won += sum(goal.worth for goal in self.goals if reached_for(goal, left) >= since)
        return self.idle // self.iterations - won

    def contributing(self, need: Need) -> Collection[int]:
        """The items that bring a need nearer."""
        mean = self.means.get(need.capability)
        return self.reaching[need] if mean is None else mean.rises

    def meets(self, need: Need, starts: Sequence[int], iteration: int) -> bool:
        """Whether a need that a plan can meet is met at the end of an iteration."""
        if need.capability in self.means:
            return self.mean_met(need, starts, iteration)
        required = self.reaching.get(need, ())
        return bool(required) and all(self.credited(index, starts) <= iteration for index in required)

    def mean_met(self, need: Need, starts: Sequence[int], iteration: int) -> bool:
        """Whether a capability's mean is where a need wants it at the end of an iteration; False where it has none."""
        mean = self.means.get(need.capability)
        if mean is None:
            return False
        risen = sum(rise for index, rise in mean.rises.items() if self.credited(index, starts) <= iteration)
        return mean.base + risen >= need.level * mean.denominator

    def credited(self, index: int, starts: Sequence[int]) -> int:
        """The iteration at whose end an item is credited."""
        return starts[index] + self.items[index].lasts - 1

    def lasting(self, starts: Sequence[int]) -> list[int]:
        """For how many iterations each item counts: from the one at whose end it is credited to the last."""
        last = self.iterations + 2
        return [
            more if (more := last - start - item.lasts) > 0 else 0
            for item, start in zip(self.items, starts, strict=True)
        ]

    def effort(self, starts: Sequence[int]) -> int:
        """All the effort that is begun."""
        return sum(item.effort for item, start in zip(self.items, starts, strict=True) if start < self.never)


def reached_for(goal: Goal, left: Mapping[int, int] | Sequence[int]) -> int:
    """For how many iterations a goal is reached, where `left` says so for every item; 0 where it is not."""
    more = min(map(left.__getitem__, goal.items), default=None)
    if more == 0:
        return 0
    for threshold in goal.thresholds:
        missing, found = threshold.need, 0
        for index in sorted(threshold.rises, key=left.__getitem__, reverse=True):
            if not left[index]:
                break
            missing -= threshold.rises[index]
            if missing <= 0:
                found = left[index]
                break
        if not found:
            return 0
        more = found if more is None else min(more, found)
    return more or 0


class Solution(NamedTuple):
    """A plan as a solver gives it; `bound` is a value no plan can exceed, `method` says how it was proven."""

    starts: Starts
    value: int
    bound: int
    method: str


class Settings(NamedTuple):
    """What the plan is for: how many iterations, from when, how long each, with which capacity.

    `focus` is the most capabilities that steps begun in one iteration may belong to.
    """

    iterations: int
    capacity: Fraction
    capacity_assumed: bool
    start: date
    months: int
    focus: int | None = None
