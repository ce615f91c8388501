"""A plan as a picture that fits a page: a row a capability, a column an iteration, a bar from begun to shown.

In: a `Roadmap` and its `Standard`. Out: a `Table` whose cells are pieces of work over time; their text says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.planning.roadmap import Iteration, Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.document.blocks import Cell, Column, Row, Run, Table
from btm_cli.render.document.words import words, written_day
from btm_cli.standard.model import Standard

MOST_COLUMNS = 4
"""A plan of more iterations has several in a column."""


def gantt(roadmap: Roadmap, standard: Standard) -> Table:
    """Every capability with a step, in the standard's order; what is shown after the last iteration runs on."""
    stretches = list(_stretches(roadmap.iterations))
    steps: dict[str, list[RoadmapStep]] = {}
    for step in roadmap.steps:
        steps.setdefault(step.capability, []).append(step)
    columns = (Column(words("report.column.capability")), *(Column(_title(stretch)) for stretch in stretches))
    rows: list[Row | tuple[str | Cell, ...]] = []
    for capability in standard.ordered_capabilities():
        if capability.id in steps:
            found = steps[capability.id]
            cells = (_piece(found, stretch[0].number, stretch[-1].number) for stretch in stretches)
            rows.append((capability.name, *cells))
    caption = [words("report.gantt.caption")]
    if roadmap.later:
        last = written_day(max(step.due for step in roadmap.later))
        caption.append(words("report.gantt.later", n=len(roadmap.later), day=last))
    return Table(columns, tuple(rows), " ".join(caption))


def _stretches(iterations: Sequence[Iteration]) -> Iterator[Sequence[Iteration]]:
    """The iterations in at most so many groups of one length, the last one maybe shorter."""
    size = -(-len(iterations) // MOST_COLUMNS)
    return (iterations[start : start + size] for start in range(0, len(iterations), size))


def _title(stretch: Sequence[Iteration]) -> str:
    first, last = stretch[0].number, stretch[-1].number
    key = "report.gantt.iteration" if first == last else "report.gantt.iterations"
    return words(key, first=first, last=last, end=written_day(stretch[-1].end))


def _piece(steps: Sequence[RoadmapStep], first: int, last: int) -> Cell:
    """What of a capability's work lies in these iterations."""
    begun = sum(first <= step.begun_in <= last for step in steps)
    shown = sum(first <= step.shown_in <= last for step in steps)
    if not any(step.begun_in <= last and step.shown_in >= first for step in steps):
        return Cell("")
    starts = min(step.begun_in for step in steps) >= first
    ends = max(step.shown_in for step in steps) <= last
    run: Run = "whole" if starts and ends else "begins" if starts else "ends" if ends else "goes-on"
    counts = {"begun": begun, "shown": shown}
    said = [words(f"report.gantt.{name}", n=count) for name, count in counts.items() if count]
    return Cell(", ".join(said) or words("report.gantt.goes-on"), run=run)
