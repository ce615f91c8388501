"""The problem that a roadmap solves, and the roadmap, as plain records.

In: built by `items` (the problem) and the solvers (the plan). Out: frozen records. Efforts and gains are whole numbers
in units of their own (`effort_unit`, `gain_unit` of the problem), so that every comparison is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from btm_cli.answers.model import CellAnswer

Starts = tuple[int, ...]
"""The iteration (from 1) of every item, in the items' order; one more than the last iteration: not in the plan."""


OUT_OF_REACH = 10**6
"""The earliest iteration of an item whose needs nothing in the plan can meet."""


End = Literal["", "excluded", "unwritten", "too-large"]
"""Why a cell has no further step; "" where it is at its target then."""
Reason = Literal["capacity", "requires", "time", "excluded", "unwritten", "too-large"]
"""Why a plan leaves a cell below its target."""
Limit = Literal["capacity", "pin", "deadline", "exclude", "requires"]
"""What keeps a plan from winning more."""
Solver = Literal["fast", "exact"]


class Need(NamedTuple):
    """A capability must be at `level` by the end of an earlier iteration."""

    capability: str
    level: int


class Item(NamedTuple):
    """One step of a cell, or one part (a criterion) of a step that is too large for an iteration.

    `chain` is the index of its cell's chain, `step` counts the chain's steps from 0; parts of one step share it.
    `level` and `score` are the cell's afterwards, as the engine gives them. `gain` is what every iteration from then on
    wins of the objective; `effort` is in whole units.
    """

    chain: int
    step: int
    part: int
    from_level: int
    level: int
    score: Fraction
    criteria: tuple[str, ...]
    effort: int
    gain: int
    needs: tuple[Need, ...]


class Chain(NamedTuple):
    """One assessed cell below its target: its items in their only order, and its answer after each of them.
    `gap` is its part of the objective while nothing is done.

    `ends` says why there is no further step: "" (the target is reached), unwritten, too-large or excluded.
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

    @property
    def reference(self) -> str:
        """`capability/dimension`."""
        return f"{self.capability}/{self.dimension}"


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

    `before` lists for every item the items that must be done first, each with 1 (in an earlier iteration) or 0 (in the
    same at the latest); `reaching` the items that together meet a need. `measured` holds the needs that only a mean
    decides, with `means` to work it out. `earliest` and `latest` are windows in iterations (`earliest` is
    `OUT_OF_REACH` where no plan gets there); `fastest` are the earliest starts were capacity no matter. `idle` is the
    objective of doing nothing at all.
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

    @property
    def never(self) -> int:
        """The start of what is not in the plan."""
        return self.iterations + 1

    def value(self, starts: Starts) -> int:
        """What `starts` wins over doing nothing, in units of the objective."""
        return sum(item.gain * max(0, self.never - start) for item, start in zip(self.items, starts, strict=True))


class Solution(NamedTuple):
    """A plan as a solver gives it; `bound` is a value no plan can exceed, `method` says how it was proven."""

    starts: Starts
    value: int
    bound: int
    method: str


class Settings(NamedTuple):
    """What the plan is for: how many iterations, from when, how long each, with which capacity."""

    iterations: int
    capacity: Fraction
    capacity_assumed: bool
    start: date
    months: int
