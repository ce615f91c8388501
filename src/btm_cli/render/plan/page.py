"""A roadmap as a page of headings, tables and lists, for a terminal or as Markdown.

In: a `PlanView`. Out: blocks for `render.blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Table
from btm_cli.render.plan.view import IterationView, PlanStep, PlanView


def plan_page(view: PlanView) -> Iterator[Block]:
    """Headline, picture, iterations, what does not fit."""
    yield Heading(view.title)
    yield Paragraph(view.subtitle)
    yield Paragraph(view.summary)
    yield Items(view.facts)
    for note in view.notes:
        yield Paragraph(note)
    if view.rows:
        yield Heading("At a glance", 2)
        yield _picture(view)
    for iteration in view.iterations if view.rows else ():
        yield from _iteration(iteration, view)
    if view.left_over:
        yield Heading("What does not fit, and why", 2)
        for why in dict.fromkeys(each.why for each in view.left_over):
            alike = [each for each in view.left_over if each.why == why]
            yield Paragraph("", f"{why[:1].upper()}{why[1:]}")
            yield Items(tuple(("", f"{each.place}: level {each.step}, effort {each.effort}") for each in alike))


def _picture(view: PlanView) -> Table:
    """One row a cell, one column an iteration; the level it reaches stands where the step lies."""
    numbers = tuple(str(number) for number in range(1, view.iteration_count + 1))
    rows = []
    for row in view.rows:
        marks = {bar.iteration: bar.label.replace(" ", "") for bar in row.bars}
        rows.append((row.place, *(marks.get(number, "·") for number in range(1, view.iteration_count + 1)), row.owner))
    return Table(("Cell", *numbers, "Owner"), tuple(rows))


def _iteration(iteration: IterationView, view: PlanView) -> Iterator[Block]:
    load = f"{iteration.effort} of {iteration.capacity} points"
    yield Heading(f"Iteration {iteration.number}: {iteration.dates}, {load}", 2)
    if not iteration.steps:
        yield Paragraph("No step.")
    for step in iteration.steps:
        yield from _step(step)
    state = f" · State {iteration.state}" if iteration.state else ""
    yield Paragraph(f"Score {iteration.score} · Level {iteration.level}{state} · Gap {iteration.gap}", "Afterwards")
    if iteration.rises:
        rows = tuple(
            (rise.name, f"{rise.score_before} → {rise.score_after}", f"{rise.level_before} → {rise.level_after}")
            for rise in iteration.rises
        )
        yield Table(("Capability", "Score", "Level"), rows)
    if iteration.steps and view.cycle:
        yield Paragraph("", "Steps of the cycle and what they leave behind")
        yield Items(
            tuple((f"{n}", f"{each.name}: {'; '.join(each.artifacts)}") for n, each in enumerate(view.cycle, 1))
        )


def _step(step: PlanStep) -> Iterator[Block]:
    owner = f", {step.owner}" if step.owner else ""
    more = f" ({'; '.join(step.notes)})" if step.notes else ""
    yield Paragraph(f"level {step.step}, effort {step.effort}{owner}{more}", step.place)
    items = []
    for criterion in step.criteria:
        shown = f" Shown by: {', '.join(criterion.evidence)}." if criterion.evidence else ""
        items.append((criterion.id, criterion.claim + shown))
    yield Items(tuple(items))
    if step.unlocks:
        yield Items((("", f"Unlocks {', '.join(step.unlocks)}"),))
