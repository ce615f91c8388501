"""What every rendering of a plan for people shows: names and numbers as text, in the order of reading.

In: built by `build_plan_view` from a plan. Out: frozen records of text; only `PlanBar.iteration` and
`PlanView.iteration_count` are numbers, for drawing. Nothing is escaped or cut yet; that is for each format to do.
"""

from __future__ import annotations

from typing import NamedTuple


class PlanCriterion(NamedTuple):
    """One criterion to meet: its id in the cell ("3a"), its claim, and what would show it."""

    id: str
    claim: str
    evidence: tuple[str, ...]


class PlanStep(NamedTuple):
    """One step of an iteration; `step` is "2 → 3". `notes` say whether it is pinned, due or a part of a larger step."""

    reference: str
    place: str
    step: str
    effort: str
    owner: str
    criteria: tuple[PlanCriterion, ...]
    unlocks: tuple[str, ...]
    notes: tuple[str, ...]


class CycleStepView(NamedTuple):
    """One step of the standard's own cycle and what it leaves behind."""

    name: str
    does: str
    artifacts: tuple[str, ...]


class RiseView(NamedTuple):
    """A capability or area whose score or level an iteration changes: before and after."""

    id: str
    name: str
    score_before: str
    score_after: str
    level_before: str
    level_after: str


class IterationView(NamedTuple):
    """One iteration: its dates, its load, its steps and what the engine says of the enterprise after it."""

    number: str
    dates: str
    effort: str
    capacity: str
    steps: tuple[PlanStep, ...]
    score: str
    level: str
    state: str
    gap: str
    rises: tuple[RiseView, ...]


class PlanBar(NamedTuple):
    """One step in a Gantt-like picture: it lies in iteration number `iteration` (from 1)."""

    iteration: int
    label: str
    effort: str


class PlanRow(NamedTuple):
    """One line of the picture: a cell with its bars, in order."""

    reference: str
    place: str
    area: str
    owner: str
    bars: tuple[PlanBar, ...]


class LeftOverView(NamedTuple):
    """A cell that the plan leaves below its target, and why."""

    reference: str
    place: str
    step: str
    effort: str
    why: str


class PlanView(NamedTuple):
    """Everything shown. `facts` are (label, text) pairs, `notes` whole sentences; `cycle` holds for each iteration."""

    title: str
    subtitle: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    iterations: tuple[IterationView, ...]
    rows: tuple[PlanRow, ...]
    left_over: tuple[LeftOverView, ...]
    cycle: tuple[CycleStepView, ...]
    iteration_count: int
