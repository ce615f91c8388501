"""The report's third page: what the next iteration holds, and how the whole plan lies in time.

In: a `Roadmap`, its `Standard`, the `Amounts` of its first iteration. Out: blocks. The picture is a `Table` with a row
a capability and a column an iteration, whose cells are pieces of work over time; their text says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from btm_cli.planning.roadmap import Iteration, Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Row, Run, Table, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import lowered
from btm_cli.render.document.words import words, written_day
from btm_cli.render.report.board import Amounts
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.summary.risk import at_risk

MOST_STEPS = 9
"""With more of them a row stands for a capability."""
NAMED = ("step", "level", "owner", "effect")
"""The columns besides the amounts, which come after the owner."""
MOST_DEEDS = 1
"""So many steps besides those for the next state are told by what they show."""


class Work(NamedTuple):
    """One row of the iteration: a step, or all steps of a capability."""

    name: str
    steps: tuple[RoadmapStep, ...]

    @property
    def owners(self) -> str:
        """Who answers for it; "" for nobody."""
        return ", ".join(dict.fromkeys(step.owner for step in self.steps if step.owner))


def iteration_part(roadmap: Roadmap, standard: Standard, amounts: Amounts) -> Iterator[Block]:
    """The next iteration's steps with what they come to, then the picture of all iterations."""
    labels, first = Labels(standard), roadmap.iterations[0]
    deeds = list(_deeds(first, labels))
    if not first.steps:
        yield Paragraph(words("report.iteration.none"))
    else:
        yield _steps(first, roadmap, labels, amounts)
        yield Paragraph(_afterwards(first, roadmap.card, standard))
    if deeds:
        yield Heading(words("report.iteration.deeds", day=written_day(first.end)), 3)
        yield listed(deeds)
    if any(each.steps for each in roadmap.iterations):
        yield Heading(words("report.iteration.picture", n=roadmap.settings.iterations), 3)
        yield gantt(roadmap, standard)


def _steps(each: Iteration, roadmap: Roadmap, labels: Labels, amounts: Amounts) -> Table:
    *before, after = columns("report.iteration", NAMED, whole=("level",))
    heads = (*before, *(Column(name, right=True) for name in amounts.headings), after)
    rows: list[Row | tuple[str | Cell, ...]] = [
        (
            work.name,
            _levels(work.steps),
            work.owners or words("report.nobody"),
            *amounts.texts(amounts.of(work.steps)),
            _by(max(step.due for step in work.steps), each, _effect(work.steps, roadmap.card, labels)),
        )
        for work in _work(each.steps, labels)
    ]
    total = amounts.texts(amounts.of(each.steps))
    rows.append(Row((words("report.iteration.all", n=len(each.steps)), "", "", *total, "")))
    return Table(heads, tuple(rows), _legend(each, roadmap.card, labels))


def _legend(each: Iteration, card: Scorecard, labels: Labels) -> str:
    """What the words of the last column mean, of those that can stand there."""
    said = [words("report.iteration.effects")]
    if any(step.holds_state for step in each.steps):
        said.append(words("report.iteration.needed-means", state=labels.state(card.overall.state_by_score)))
    if any(step.due > each.end for step in each.steps):
        said.append(words("report.iteration.later-means", day=written_day(each.end)))
    return " ".join(said)


def iteration_heading(roadmap: Roadmap) -> str:
    """The heading with the days that the iteration covers."""
    first = roadmap.iterations[0]
    return words("report.iteration.title", start=written_day(first.start), end=written_day(first.end))


def _work(steps: Sequence[RoadmapStep], labels: Labels) -> list[Work]:
    if len(steps) <= MOST_STEPS:
        return [Work(labels.place(step.reference), (step,)) for step in steps]
    found = [(name, tuple(group)) for name, group in groupby(steps, lambda step: step.capability)]
    return [Work(_work_name(name, group, labels), group) for name, group in found]


def _work_name(capability: str, steps: Sequence[RoadmapStep], labels: Labels) -> str:
    """The capability with how many steps it has; the place where it has one."""
    if not steps[1:]:
        return labels.place(steps[0].reference)
    return words("report.iteration.several", name=labels.name(capability), n=len(steps))


def _levels(steps: Sequence[RoadmapStep]) -> str:
    """From the lowest to the highest level of these steps, and whether they are only a part of it."""
    old, new = min(step.from_level for step in steps), max(step.to_level for step in steps)
    levels = words("report.next.levels", old=old, new=new)
    return words("report.iteration.part", levels=levels) if all(step.part for step in steps) else levels


def _by(due: date, each: Iteration, effect: str) -> str:
    """The effect; with its day where that is not the iteration's last one."""
    return effect if due == each.end else words("report.iteration.later", effect=effect, day=written_day(due))


def _effect(steps: Sequence[RoadmapStep], card: Scorecard, labels: Labels) -> str:
    """What they bring: what the next state needs, else how many cells to their targets, else that much nearer."""
    if any(step.holds_state for step in steps):
        return words("report.iteration.needed", state=labels.state(card.overall.state_by_score))
    targets = {cell.reference: cell.numbers.target for row in card.capabilities for cell in row.cells}
    there = [step for step in steps if not step.part and step.to_level >= (targets[step.reference] or 0)]
    if not there:
        return words("report.iteration.nearer")
    return words("report.iteration.reached" if steps[1:] else "report.iteration.at-target", n=len(there))


def _afterwards(each: Iteration, card: Scorecard, standard: Standard) -> str:
    """What the engine says once all that is shown by its end is done."""
    labels, before, after = Labels(standard), card.overall, each.card.overall
    values = {
        "old": write.score(before.numbers.score, labels.thresholds),
        "new": write.score(after.numbers.score, labels.thresholds),
        "day": written_day(each.end),
    }
    if after.state is None:
        return words("report.iteration.after", **values)
    state = next(one for one in standard.states if one.id == after.state)
    values |= {"state": labels.state(after.state), "was": labels.state(before.state)}
    if before.state == after.state:
        return words("report.iteration.after-same", **values)
    risk = at_risk(standard, each.card, state, after.numbers.low)
    if risk == "none":
        return words("report.iteration.after-state", **values)
    return words("report.iteration.after-open", lower=lowered(state, risk), **values)


def _deeds(each: Iteration, labels: Labels) -> Iterator[str]:
    """What the steps done by its end have to show, in the standard's claims: all of what the next state waits for."""
    due = [step for step in each.steps if step.due <= each.end]
    first = [step for step in due if step.holds_state]
    others = [step for step in due if not step.holds_state]
    for step in [*first, *others[:MOST_DEEDS]]:
        known = labels.criteria(step.capability, step.dimension)
        claims = [known[name].claim for name in step.criteria]
        told = claims if step.holds_state else claims[:1]
        more = [words("report.iteration.deed-more", n=len(claims) - len(told))] if len(claims) > len(told) else []
        text = " ".join([*told, *more])
        yield words("report.iteration.deed", place=labels.place(step.reference), level=step.to_level, text=text)
    if len(others) > MOST_DEEDS:
        yield words("report.iteration.deeds-more", n=len(others) - MOST_DEEDS)


MOST_COLUMNS = 4
"""A plan of more iterations has several in a column."""


def gantt(roadmap: Roadmap, standard: Standard) -> Table:
    """Every capability with a step, in the standard's order; what is shown after the last iteration runs on."""
    stretches = list(_stretches(roadmap.iterations))
    steps: dict[str, list[RoadmapStep]] = {}
    for step in roadmap.steps:
        steps.setdefault(step.capability, []).append(step)
    heads = (words("report.column.capability"), *map(_title, stretches))
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
    return Table(heads, tuple(rows), " ".join(caption))


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
