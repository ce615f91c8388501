"""A roadmap as a page: what it comes to, one picture of all iterations, each iteration's steps, what does not fit.

In: a `Roadmap`, the `Standard` it was made with, the standard's cycle. Out: blocks; cells say what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Heading, Items, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import listed_names, lowered
from btm_cli.render.document.subject import at_depth, extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.plan.steps import shown, step_blocks
from btm_cli.scoring.effort import days_together, whole_money
from btm_cli.summary.risk import at_risk

if TYPE_CHECKING:
    from btm_cli.planning.costs import Cost
    from btm_cli.planning.left_over import LeftOver
    from btm_cli.planning.roadmap import Iteration, Roadmap
    from btm_cli.planning.roadmap_steps import RoadmapStep
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.companion_schema import CycleStepEntry
    from btm_cli.standard.model import Standard, State

NO_STEP, MOST_NAMES = "·", 2


def plan_page(roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> Iterator[Block]:
    """The whole plan."""
    card, settings, labels = roadmap.card, roadmap.settings, Labels(standard)
    yield Heading(words("plan.title", who=who(card.enterprise, card.unit, card.period)))
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
    yield from extent_block(card, labels)
    yield from headline(roadmap, standard)
    if any(each.steps for each in roadmap.iterations):
        yield Heading(words("plan.glance"), 2)
        yield picture(roadmap, labels)
        yield from _iterations(roadmap, standard, cycle)
    if roadmap.later:
        yield Heading(words("plan.for-later"), 2)
        for step in roadmap.later:
            yield from step_blocks(step, labels)
    if roadmap.left_over:
        yield Heading(words("plan.left-over"), 2)
        for why in dict.fromkeys(each.message for each in roadmap.left_over):
            yield Paragraph("", f"{why[:1].upper()}{why[1:]}")
            yield listed(left(each, labels) for each in roadmap.left_over if each.message == why)


def headline(roadmap: Roadmap, standard: Standard) -> Iterator[Block]:
    """From where to where, what it is worth beside other plans, what to know; no figure where nothing is assessed."""
    labels = Labels(standard)
    if roadmap.card.overall.numbers.score is not None:
        yield Paragraph(in_words(roadmap, standard))
        yield Paragraph(from_to(roadmap.card, roadmap.iterations[-1].card, standard))
        missed = " ".join(not_reached(roadmap, labels))
        if missed:
            yield Paragraph(missed)
        yield Items(tuple((words(f"plan.fact.{name}"), text) for name, text in _facts(roadmap, labels)))
    if roadmap.card.assess_first:
        yield Paragraph(words("plan.assess-first", n=len(roadmap.card.assess_first)))
    if not any(each.steps for each in roadmap.iterations):
        yield Paragraph(words("plan.no-steps"))


def in_words(roadmap: Roadmap, standard: Standard) -> str:
    """Which states the plan reaches and when, and how many capabilities it brings to their targets.

    A state that what is still open can take away again says by what.
    """
    last = roadmap.settings.iterations
    states = [
        _state_in(each, state, standard)
        for each in roadmap.iterations
        for state in standard.states
        if state.id in each.states
    ]
    finished = words("plan.finished-by", n=len(roadmap.complete), last=last)
    if not states:
        return words("plan.in-words", what=finished)
    return words("plan.in-words-state", states=", ".join(states), what=finished)


def _state_in(each: Iteration, state: State, standard: Standard) -> str:
    risk = at_risk(standard, each.card, state, each.card.overall.numbers.low)
    if risk == "none":
        return words("plan.state-in", state=state.name, n=each.number)
    return words("plan.state-in-open", state=state.name, n=each.number, lower=lowered(state, risk))


def not_reached(roadmap: Roadmap, labels: Labels) -> Iterator[str]:
    """The state that it is for and does not reach, what that lacks at the end, and when any plan could reach it."""
    found, last = roadmap.beyond, roadmap.iterations[-1].card
    if found is None:
        return
    state = found.state
    values = {"state": state.name, "from_score": write.number(state.from_score), "floor": state.floor}
    low = [row.id for row in last.capabilities if row.numbers.level is not None and row.numbers.level < state.floor]
    if low:
        names = listed_names([labels.name(name) for name in low], MOST_NAMES)
        yield words("plan.brief.not-reached-below", **values, names=names)
    else:
        yield words("plan.brief.not-reached", **values)
    if found.iterations is None:
        yield words("plan.brief.never")
    elif found.iterations > roadmap.settings.iterations:
        yield words("plan.brief.not-before", n=found.iterations, day=str(found.day))


def picture(roadmap: Roadmap, labels: Labels) -> Table:
    """One row a cell, one column an iteration; a step stands where it begins, and behind them the days from which the
    steps are shown.
    """
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
                days = ", ".join(dict.fromkeys(str(found[n].due) for n in numbers if n in found))
                rows.append((Cell(labels.place(cell.reference), about=cell.reference), *marks, days, owner))
    columns = (words("plan.cell"), *map(str, numbers), words("plan.shown-column"), words("plan.owner"))
    return Table(columns, tuple(rows), words("plan.glance-says"))


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
            score=at_depth(write.score(numbers.score, labels.thresholds), each.card, labels),
            level=write.whole(numbers.level),
            state=labels.state(each.card.overall.state),
            gap=write.gap(numbers.gap, numbers.score, numbers.target),
        ),
        words("plan.then"),
    )
    rows: list[tuple[str | Cell, ...]] = []
    for old, new in zip(before.capabilities, each.card.capabilities, strict=True):
        was, now = old.numbers, new.numbers
        if was.score != now.score:
            scores = (write.short_score(score, labels.thresholds) for score in (was.score, now.score))
            levels = map(write.whole, (was.level, now.level))
            rows.append((Cell(new.name, about=new.id), " → ".join(scores), " → ".join(levels)))
    if rows:
        yield Table((words("plan.capability"), words("plan.score"), words("plan.level")), tuple(rows))


def left(each: LeftOver, labels: Labels) -> str:
    """A cell that stays below its target."""
    effort = write.short_number(each.effort) if each.effort else write.NOTHING
    place = labels.place(each.reference)
    return words("plan.left", place=place, old=each.level, new=each.target, effort=effort)


def from_to(before: Scorecard, after: Scorecard, standard: Standard) -> str:
    """The headline of one assessment and of another, such as "Score 3.01 → 3.14 · weakest level 1 → 2"."""
    labels = Labels(standard)
    old, new = before.overall, after.overall
    return words(
        "plan.from-to-state" if standard.states else "plan.from-to",
        score=_pair(
            *(
                at_depth(write.score(card.overall.numbers.score, labels.thresholds), card, labels)
                for card in (before, after)
            )
        ),
        level=_pair(write.whole(old.numbers.level), write.whole(new.numbers.level)),
        state=_pair(labels.state(old.state), labels.state(new.state)),
    )


def _facts(roadmap: Roadmap, labels: Labels) -> Iterator[tuple[str, str]]:
    numbers = roadmap.card.overall.numbers
    key = "plan.target-assumed" if roadmap.card.target_assumed else "plan.target"
    gap = write.gap(numbers.gap, numbers.score, numbers.target)
    yield "target", words(key, target=write.number(numbers.target), gap=gap)
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
    won = {name: write.number(value) for name, value in roadmap.parts.items()}
    yield "parts", words("plan.parts", **won)
    if roadmap.settings.focus is not None:
        yield "focus", words("plan.focus", n=roadmap.settings.focus)
    yield from cost_of_all(roadmap)
    if roadmap.owners_missing:
        yield "owners", words("plan.owners-missing", what=", ".join(map(labels.name, roadmap.owners_missing)))
    for cost in roadmap.costs:
        yield "costs", _cost(cost, labels)


def cost_of_all(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """The days that all steps take together and what these days cost, as far as that is said."""
    days = days_together(step.days for step in roadmap.steps)
    money = [whole_money(step.days, step.money) for step in roadmap.steps if step.days and step.money is not None]
    if days and money:
        cost = {"currency": roadmap.currency, "money": write.money(Fraction(sum(money)))}
        yield "effort", words("plan.days-and-money", days=days, **cost)
    elif days:
        yield "effort", words("plan.days", days=days)


def _cost(cost: Cost, labels: Labels) -> str:
    """What a limit costs."""
    if cost.kind == "capacity":
        return words("plan.more", won=write.number(cost.value))
    named = cost.reference if cost.kind in ("focus", "owner") else labels.place(cost.reference)
    return words(f"plan.cost.{cost.kind}", name=named, won=write.number(cost.value))


def _iterations(roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> Iterator[Block]:
    """Every iteration in which something happens; one line for those in a row in which nothing does."""
    before = roadmap.card
    for busy, found in groupby(roadmap.iterations, key=lambda each: bool(each.steps or each.shown)):
        some = list(found)
        if not busy:
            first, last = some[0], some[-1]
            yield Paragraph(
                words("plan.quiet", n=len(some), first=first.number, last=last.number, start=first.start, end=last.end)
            )
            continue
        for each in some:
            yield Heading(when(each, roadmap), 2)
            for step in each.steps:
                yield from step_blocks(step, Labels(standard))
            yield from shown(each, standard)
            yield from afterwards(each, before, standard)
            if each.steps and cycle:
                yield Paragraph("", words("plan.cycle"))
                artifacts = (f"{one.name}: {'; '.join(one.artifacts)}" for one in cycle)
                yield Items(tuple((f"{n}", text) for n, text in enumerate(artifacts, 1)))
            before = each.card


def _pair(before: str, after: str) -> str:
    return words("plan.stays", what=before) if before == after else words("diff.from-to", old=before, new=after)
