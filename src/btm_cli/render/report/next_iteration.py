"""The report's third page: what the next iteration holds, and how the whole plan lies in time.

In: a `Roadmap`, its `Standard`, the `Amounts` of its first iteration. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from btm_cli.planning.roadmap import Iteration, Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table, listed
from btm_cli.render.document.days import written_day
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import lowered
from btm_cli.render.document.words import words
from btm_cli.render.report.amounts import Amounts
from btm_cli.render.report.gantt import gantt
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.summary.risk import at_risk

MOST_STEPS = 9
"""With more of them a row stands for a capability."""
NAMED = ("step", "level", "owner", "shown", "effect")
"""The columns besides the amounts, which come after the owner."""
MOST_FINISHED = 3
"""So many levels are told in a sentence each."""


class Work(NamedTuple):
    """One row of the iteration: a step, or all steps of a capability."""

    name: str
    steps: tuple[RoadmapStep, ...]

    @property
    def owners(self) -> str:
        """Who answers for it; "" for nobody."""
        return ", ".join(dict.fromkeys(step.owner for step in self.steps if step.owner))


def iteration_part(roadmap: Roadmap, standard: Standard, amounts: Amounts) -> Iterator[Block]:
    """The next iteration's steps with what they come to, then the picture of all iterations; both by short names."""
    labels, first = Labels(standard), roadmap.iterations[0]
    if not first.steps:
        yield Paragraph(words("report.iteration.none"))
    else:
        yield _steps(first, roadmap.card, Labels(standard, short=True), amounts)
        yield Paragraph(_afterwards(first, roadmap.card, standard))
    if first.finished:
        yield Heading(words("report.iteration.finished"), 3)
        yield listed(_finished(first, standard, labels))
    if any(each.steps for each in roadmap.iterations):
        yield Heading(words("report.iteration.picture", n=roadmap.settings.iterations), 3)
        yield gantt(roadmap, standard)


def _steps(each: Iteration, card: Scorecard, labels: Labels, amounts: Amounts) -> Table:
    before, after = (tuple(_column(name) for name in names) for names in (NAMED[:3], NAMED[3:]))
    columns = (*before, *(Column(name, right=True) for name in amounts.headings), *after)
    rows: list[Row | tuple[str | Cell, ...]] = [
        (
            work.name,
            _levels(work.steps),
            work.owners or words("report.nobody"),
            *amounts.texts(amounts.of(work.steps)),
            written_day(max(step.due for step in work.steps)),
            _effect(work.steps, each, card, labels),
        )
        for work in _work(each.steps, labels)
    ]
    total = amounts.texts(amounts.of(each.steps))
    rows.append(Row((words("report.iteration.all", n=len(each.steps)), "", "", *total, "", "")))
    return Table(columns, tuple(rows))


def iteration_heading(roadmap: Roadmap) -> str:
    """The heading with the days that the iteration covers."""
    first = roadmap.iterations[0]
    return words("report.iteration.title", start=written_day(first.start), end=written_day(first.end))


def _column(name: str) -> Column:
    return Column(words(f"report.iteration.{name}"), whole=name in ("level", "shown"))


def _work(steps: Sequence[RoadmapStep], labels: Labels) -> list[Work]:
    if len(steps) <= MOST_STEPS:
        return [Work(labels.place(step.reference), (step,)) for step in steps]
    found = groupby(steps, lambda step: step.capability)
    return [Work(labels.name(capability), tuple(group)) for capability, group in found]


def _levels(steps: Sequence[RoadmapStep]) -> str:
    """From the lowest to the highest level of these steps."""
    old, new = min(step.from_level for step in steps), max(step.to_level for step in steps)
    return words("report.next.levels", old=old, new=new)


def _effect(steps: Sequence[RoadmapStep], each: Iteration, card: Scorecard, labels: Labels) -> str:
    """The most that one of these steps does."""
    if any(step.holds_state for step in steps):
        return words("report.iteration.effects.state", state=labels.state(card.overall.state_by_score))
    if any((step.capability, step.to_level) in each.finished and step.due <= each.end for step in steps):
        return words("report.iteration.effects.capability")
    if all(step.part for step in steps):
        return words("report.iteration.effects.part")
    return words("report.iteration.effects.nearer")


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


def _finished(each: Iteration, standard: Standard, labels: Labels) -> Iterator[str]:
    """The levels that capabilities reach, each as the standard says it in a sentence."""
    holding = {step.capability for step in each.steps if step.holds_state}
    first = sorted(each.finished, key=lambda goal: goal[0] not in holding)  # what the next state waits for
    for name, level in first[:MOST_FINISHED]:
        capability = standard.capabilities[name]
        text = capability.levels.get(level) or capability.purpose
        yield words("report.iteration.reached", capability=labels.name(name), level=level, text=text)
    if len(each.finished) > MOST_FINISHED:
        yield words("report.iteration.reached-more", n=len(each.finished) - MOST_FINISHED)
