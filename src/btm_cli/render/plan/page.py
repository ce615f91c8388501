"""A roadmap as a page: what it comes to, one picture of all iterations, each iteration's steps, what does not fit.

In: a `Roadmap`, the `Standard` it was made with, the standard's cycle. Out: blocks; cells say what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Heading, Items, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.planning.costs import Cost
    from btm_cli.planning.roadmap import Iteration, LeftOver, Roadmap, RoadmapStep
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.companion_schema import CycleStepEntry
    from btm_cli.standard.model import Standard

NO_STEP = "·"


def plan_page(roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> Iterator[Block]:
    """The whole plan."""
    card, settings, labels = roadmap.card, roadmap.settings, Labels(standard)
    yield Heading(words("plan.title", who=" · ".join(filter(None, (card.enterprise, card.unit, card.period)))))
    yield Paragraph(
        words(
            "plan.made-for-assumed" if settings.capacity_assumed else "plan.made-for",
            standard=standard.title,
            edition=card.edition,
            iterations=words("plan.iterations", n=settings.iterations),
            months=words("plan.months", n=settings.months),
            start=settings.start,
            capacity=write.short_number(settings.capacity),
        )
    )
    yield from headline(roadmap, standard)
    if any(each.steps for each in roadmap.iterations):
        yield Heading(words("plan.glance"), 2)
        yield picture(roadmap, labels)
        before = card
        for each in roadmap.iterations:
            yield Heading(when(each, roadmap), 2)
            yield from _iteration(each, before, standard, cycle)
            before = each.card
    if roadmap.left_over:
        yield Heading(words("plan.left-over"), 2)
        for why in dict.fromkeys(each.message for each in roadmap.left_over):
            yield Paragraph("", f"{why[:1].upper()}{why[1:]}")
            yield listed(left(each, labels) for each in roadmap.left_over if each.message == why)


def headline(roadmap: Roadmap, standard: Standard) -> Iterator[Block]:
    """From where to where, what it is worth beside other plans, what to know."""
    labels = Labels(standard)
    yield Paragraph(from_to(roadmap.card, roadmap.iterations[-1].card, standard))
    yield Items(tuple((words(f"plan.fact.{name}"), text) for name, text in _facts(roadmap, labels)))
    if roadmap.card.assess_first:
        yield Paragraph(words("plan.assess-first", n=len(roadmap.card.assess_first)))
    if not any(each.steps for each in roadmap.iterations):
        yield Paragraph(words("plan.no-steps"))


def picture(roadmap: Roadmap, labels: Labels) -> Table:
    """One row a cell, one column an iteration; the level it reaches stands where the step lies."""
    steps: dict[str, dict[int, RoadmapStep]] = {}
    for each in roadmap.iterations:
        for step in each.steps:
            steps.setdefault(step.reference, {})[each.number] = step
    numbers = range(1, roadmap.settings.iterations + 1)
    rows: list[tuple[str | Cell, ...]] = []
    for capability in roadmap.card.capabilities:
        for cell in capability.cells:
            if cell.reference in steps:
                found = steps[cell.reference]
                marks = (f"{found[n].from_level}→{found[n].to_level}" if n in found else NO_STEP for n in numbers)
                owner = next(iter(found.values())).owner or ""
                rows.append((Cell(labels.place(cell.reference), about=cell.reference), *marks, owner))
    return Table((words("plan.cell"), *map(str, numbers), words("plan.owner")), tuple(rows))


def when(each: Iteration, roadmap: Roadmap) -> str:
    """Which iteration, its dates and its load."""
    return words(
        "plan.iteration",
        number=each.number,
        start=each.start,
        end=each.end,
        effort=write.short_number(each.effort),
        capacity=write.short_number(roadmap.settings.capacity),
    )


def afterwards(each: Iteration, before: Scorecard, standard: Standard) -> Iterator[Block]:
    """What the engine says once the steps are done: the headline, and the capabilities that rose."""
    labels, numbers = Labels(standard), each.card.overall.numbers
    yield Paragraph(
        words(
            "plan.afterwards-state" if standard.states else "plan.afterwards",
            score=write.score(numbers.score, labels.thresholds),
            level=labels.level(numbers.level),
            state=labels.state(each.card.overall.state),
            gap=write.gap(numbers.gap),
        ),
        words("plan.then"),
    )
    rows: list[tuple[str | Cell, ...]] = []
    for old, new in zip(before.capabilities, each.card.capabilities, strict=True):
        was, now = old.numbers, new.numbers
        if was.score != now.score:
            scores = (write.short_score(score, labels.thresholds) for score in (was.score, now.score))
            levels = (write.NOTHING if level is None else str(level) for level in (was.level, now.level))
            rows.append((Cell(new.name, about=new.id), " → ".join(scores), " → ".join(levels)))
    if rows:
        yield Table((words("plan.capability"), words("plan.score"), words("plan.level")), tuple(rows))


def notes(step: RoadmapStep) -> Iterator[str]:
    """What is special about a step."""
    if step.pinned:
        yield words("plan.pinned")
    if step.part:
        yield words("plan.part")
    if step.level_after > step.to_level:
        yield words("plan.reaches", level=step.level_after)


def unlocked(step: RoadmapStep, labels: Labels) -> str:
    """What can be gone for afterwards; "" for nothing."""
    found = [words("plan.unlocked", capability=labels.name(name), level=level) for name, level in step.unlocks]
    return words("plan.unlocks", what=", ".join(found)) if found else ""


def left(each: LeftOver, labels: Labels) -> str:
    """A cell that stays below its target."""
    effort = write.short_number(each.effort) if each.effort else write.NOTHING
    place = labels.place(each.reference)
    return words("plan.left", place=place, old=each.level, new=each.target, effort=effort)


def from_to(before: Scorecard, after: Scorecard, standard: Standard) -> str:
    """The headline of one assessment and of another, such as "Score 3.01 → 3.14 · Level 1 Isolated → 2 Partial"."""
    labels = Labels(standard)
    old, new = before.overall, after.overall
    return words(
        "plan.from-to-state" if standard.states else "plan.from-to",
        score=_pair(*(write.score(each.numbers.score, labels.thresholds) for each in (old, new))),
        level=_pair(labels.level(old.numbers.level), labels.level(new.numbers.level)),
        state=_pair(labels.state(old.state), labels.state(new.state)),
    )


def _facts(roadmap: Roadmap, labels: Labels) -> Iterator[tuple[str, str]]:
    numbers = roadmap.card.overall.numbers
    key = "plan.target-assumed" if roadmap.card.target_assumed else "plan.target"
    yield "target", words(key, target=write.number(numbers.target), gap=write.gap(numbers.gap))
    remaining, idle = write.number(roadmap.idle - roadmap.value), write.number(roadmap.idle)
    yield "objective", words("plan.objective", remaining=remaining, idle=idle)
    yield (
        "quality",
        words(
            "plan.quality",
            won=write.number(roadmap.value),
            bound=write.number(roadmap.bound),
            missed=write.percent(1 - roadmap.share),
            solver=roadmap.solver,
            method=roadmap.method,
        ),
    )
    yield "naive", words("plan.naive", won=write.number(roadmap.naive))
    more = next((cost for cost in roadmap.costs if cost.kind == "capacity"), None)
    yield "capacity", words("plan.more", won=write.number(more.value)) if more else words("plan.more-nothing")
    if roadmap.costs and roadmap.costs[0].kind != "capacity":
        yield "costs", _cost(roadmap.costs[0], labels)


def _cost(cost: Cost, labels: Labels) -> str:
    return words(f"plan.cost.{cost.kind}", name=labels.place(cost.reference), won=write.number(cost.value))


def _iteration(
    each: Iteration, before: Scorecard, standard: Standard, cycle: Sequence[CycleStepEntry]
) -> Iterator[Block]:
    if not each.steps:
        yield Paragraph(words("plan.no-step"))
    for step in each.steps:
        yield from _step(step, Labels(standard))
    yield from afterwards(each, before, standard)
    if each.steps and cycle:
        yield Paragraph("", words("plan.cycle"))
        yield Items(tuple((f"{n}", f"{one.name}: {'; '.join(one.artifacts)}") for n, one in enumerate(cycle, 1)))


def _step(step: RoadmapStep, labels: Labels) -> Iterator[Block]:
    effort = write.short_number(step.effort)
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


def _pair(before: str, after: str) -> str:
    return f"{before} → {after}"
