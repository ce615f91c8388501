"""The report's roadmap, as blocks: every iteration can be folded away, and every cell and criterion can be followed.

In: a plan and the report's standard. Out: blocks; cells say what they are about, to be linked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.plan.page import afterwards, headline, picture, when
from btm_cli.render.plan.steps import notes, shown, unlocked

if TYPE_CHECKING:
    from btm_cli.planning.left_over import LeftOver
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.planning.roadmap_steps import RoadmapStep
    from btm_cli.standard.companion_schema import CycleStepEntry
    from btm_cli.standard.model import Standard


class Planned(NamedTuple):
    """A plan with the cycle of its standard."""

    roadmap: Roadmap
    cycle: tuple[CycleStepEntry, ...]


def roadmap_part(roadmap: Roadmap, standard: Standard) -> Iterator[Block]:
    """Everything below the part's heading."""
    labels = Labels(standard)
    yield from headline(roadmap, standard)
    if any(each.steps for each in roadmap.iterations):
        yield Heading(words("plan.glance"), 3)
        yield picture(roadmap, labels)
    before = roadmap.card
    for each in roadmap.iterations:
        yield Heading(when(each, roadmap), 3, fold=True)
        if each.steps:
            yield Table(
                _columns("where", "level", "effort", "owner", "criterion", "to-meet", "notes"),
                tuple(row for step in each.steps for row in _rows(step, labels)),
            )
        else:
            yield Paragraph(words("plan.no-step"))
        yield from shown(each, standard)
        yield from afterwards(each, before, standard)
        before = each.card
    if roadmap.left_over:
        yield Heading(words("report.roadmap.left-over", n=len(roadmap.left_over)), 3, fold=True)
        rows = tuple(_left(each, labels) for each in roadmap.left_over)
        yield Table(_columns("where", "level", "effort", "why"), rows)


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(
        Column(words(f"report.roadmap.{name}"), right=name == "effort", whole=name == "level") for name in names
    )


def _rows(step: RoadmapStep, labels: Labels) -> Iterator[tuple[str | Cell, ...]]:
    """One row a criterion to meet."""
    known = labels.criteria(step.capability, step.dimension)
    more = "; ".join(filter(None, (*notes(step), unlocked(step, labels))))
    for name in step.criteria:
        yield (
            Cell(labels.place(step.reference), about=step.reference),
            f"{step.from_level} → {step.to_level}",
            write.short_number(step.effort),
            step.owner or "",
            Cell(name, about=f"{step.reference}/{name}"),
            known[name].claim,
            more,
        )


def _left(each: LeftOver, labels: Labels) -> tuple[str | Cell, ...]:
    effort = write.short_number(each.effort) if each.effort else write.NOTHING
    place = Cell(labels.place(each.reference), about=each.reference)
    return place, f"{each.level} → {each.target}", effort, each.message
