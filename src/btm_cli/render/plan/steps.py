"""The steps of a roadmap, as blocks.

In: a `RoadmapStep` or an `Iteration`, the standard's labels. Out: blocks and text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Items, Paragraph, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.effort import whole_days

if TYPE_CHECKING:
    from btm_cli.planning.roadmap import Iteration
    from btm_cli.planning.roadmap_steps import RoadmapStep
    from btm_cli.standard.model import Standard


def shown(each: Iteration, standard: Standard) -> Iterator[Block]:
    """What was begun earlier and is shown at an iteration's end; what is finished then, with what it is for."""
    labels = Labels(standard)
    if each.shown:
        yield Paragraph("", words("plan.shown"))
        yield listed(
            words("plan.shown-step", place=labels.place(step.reference), level=step.to_level, begun=step.begun_in)
            for step in each.shown
        )
    if each.finished:
        yield Paragraph("", words("plan.finished"))
        yield listed(
            words(
                "plan.finished-level",
                capability=labels.name(name),
                level=level,
                purpose=standard.capabilities[name].purpose,
            )
            for name, level in each.finished
        )


def notes(step: RoadmapStep) -> Iterator[str]:
    """What is special about a step."""
    if step.pinned:
        yield words("plan.pinned")
    if step.holds_state:
        yield words("plan.holds-state")
    if step.shown_in > step.begun_in:
        yield words("plan.shown-from", day=step.due)
    if step.part:
        yield words("plan.part")
    if step.level_after > step.to_level:
        yield words("plan.reaches", level=step.level_after)


def unlocked(step: RoadmapStep, labels: Labels) -> str:
    """What can be gone for afterwards; "" for nothing."""
    found = [words("plan.unlocked", capability=labels.name(name), level=level) for name, level in step.unlocks]
    return words("plan.unlocks", what=", ".join(found)) if found else ""


def step_blocks(step: RoadmapStep, labels: Labels) -> Iterator[Block]:
    """A step with its criteria and what would show them."""
    effort = write.short_number(step.effort)
    if step.days is not None:
        effort = words("plan.points-days", points=effort, days=whole_days(step.days))
    said = words("plan.step", old=step.from_level, new=step.to_level, effort=effort)
    owned = f"{said}, {step.owner}" if step.owner else said
    more = "; ".join(notes(step))
    yield Paragraph(f"{owned} ({more})" if more else owned, labels.place(step.reference))
    known = labels.criteria(step.capability, step.dimension)
    items = []
    for name in step.criteria:
        claim, evidence = known[name].claim, known[name].evidence
        items.append((name, words("plan.shown-by", claim=claim, evidence=", ".join(evidence)) if evidence else claim))
    yield Items(tuple(items))
    more = unlocked(step, labels)
    if more:
        yield listed([more])
