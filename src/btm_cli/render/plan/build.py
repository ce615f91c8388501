"""From a roadmap to what people read: rounding, names, sentences.

In: a `Roadmap`, its `Standard`, the standard's cycle. Out: a `PlanView`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.plan.view import (
    CycleStepView,
    IterationView,
    LeftOverView,
    PlanBar,
    PlanCriterion,
    PlanRow,
    PlanStep,
    PlanView,
    RiseView,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from btm_cli.planning.costs import Cost
    from btm_cli.planning.roadmap import Iteration, LeftOver, Roadmap, RoadmapStep
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.companion_schema import CycleStepEntry
    from btm_cli.standard.model import Standard


def build_plan_view(roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> PlanView:
    """What to show of `roadmap`; `standard` must be the one it was made with."""
    return _Builder(roadmap, standard, cycle).view()


class _Builder:
    """Holds what every part of one view needs."""

    def __init__(self, roadmap: Roadmap, standard: Standard, cycle: Sequence[CycleStepEntry]) -> None:
        self._roadmap = roadmap
        self._labels = Labels(standard)
        self._standard = standard
        self._cycle = cycle

    def view(self) -> PlanView:
        roadmap, card = self._roadmap, self._roadmap.card
        cards = [card, *(each.card for each in roadmap.iterations)]
        parts = (card.enterprise, card.unit, card.period)
        settings = roadmap.settings
        count = "1 iteration" if settings.iterations == 1 else f"{settings.iterations} iterations"
        length = "1 month" if settings.months == 1 else f"{settings.months} months"
        assumed = " (assumed, the file names none)" if settings.capacity_assumed else ""
        return PlanView(
            title="Roadmap: " + " · ".join(filter(None, parts)),
            subtitle=(
                f"{self._standard.title} {card.edition}. {count} of {length} from "
                f"{settings.start}, {write.short_number(settings.capacity)} points of effort each{assumed}."
            ),
            summary=self._summary(),
            facts=tuple(self._facts()),
            notes=tuple(self._notes()),
            iterations=tuple(
                self._iteration(each, before) for each, before in zip(roadmap.iterations, cards, strict=False)
            ),
            rows=tuple(self._rows()),
            left_over=tuple(map(self._left, roadmap.left_over)),
            cycle=tuple(CycleStepView(step.name, step.does, tuple(step.artifacts)) for step in self._cycle),
            iteration_count=settings.iterations,
        )

    def _headline(self, card: Scorecard) -> tuple[str, str, str]:
        numbers, labels = card.overall.numbers, self._labels
        return (
            write.score(numbers.score, labels.thresholds),
            labels.level(numbers.level),
            labels.state(card.overall.state),
        )

    def _summary(self) -> str:
        roadmap = self._roadmap
        last = roadmap.iterations[-1].card
        now, then = self._headline(roadmap.card), self._headline(last)
        state = f" · State {now[2]} → {then[2]}" if self._standard.states else ""
        return f"Score {now[0]} → {then[0]} · Level {now[1]} → {then[1]}{state}"

    def _facts(self) -> Iterator[tuple[str, str]]:
        roadmap = self._roadmap
        target = roadmap.card.overall.numbers
        chosen = "assumed, none is set" if roadmap.card.target_assumed else "chosen"
        yield "Target", f"{write.number(target.target)} ({chosen}), gap {write.gap(target.gap)}"
        remaining = roadmap.idle - roadmap.value
        yield (
            "Objective",
            f"{write.number(remaining)} of gap remain, summed over the iterations and weighted by importance; "
            f"{write.number(roadmap.idle)} where nothing is done",
        )
        proven = f"{roadmap.solver} solver, {roadmap.method}"
        missing = write.percent(1 - roadmap.share)
        yield (
            "Quality",
            f"wins {write.number(roadmap.value)}; no plan can win more than {write.number(roadmap.bound)}, so at most "
            f"{missing} is missed ({proven})",
        )
        yield "Naive", f"taking the priorities in their order would win {write.number(roadmap.naive)}"
        more = next((cost for cost in roadmap.costs if cost.kind == "capacity"), None)
        bought = write.number(more.value) if more else "nothing"
        yield "Capacity", f"one more point an iteration would buy {bought} (planned again with it)"
        if roadmap.costs and roadmap.costs[0].kind != "capacity":
            yield "Costs most", self._cost(roadmap.costs[0])

    def _cost(self, cost: Cost) -> str:
        name = self._labels.place(cost.reference)
        said = {
            "pin": f"the pin of {name}",
            "deadline": f"the deadline of {name}",
            "exclude": f"leaving out {name}",
            "requires": f"that others require {name}",
        }[cost.kind]
        return f"{said}: {write.number(cost.value)} could be won without it (planned again without it)"

    def _notes(self) -> Iterator[str]:
        card = self._roadmap.card
        if card.assess_first:
            count = len(card.assess_first)
            yield (
                f"{count} {'cell is' if count == 1 else 'cells are'} not assessed, so nothing is planned for "
                f"{'it' if count == 1 else 'them'}: assess first."
            )
        if not any(each.steps for each in self._roadmap.iterations):
            yield "There is no step to take: every assessed cell is at its target, or nothing can be planned for it."

    def _iteration(self, each: Iteration, before: Scorecard) -> IterationView:
        score, level, state = self._headline(each.card)
        return IterationView(
            number=str(each.number),
            dates=f"{each.start} to {each.end}",
            effort=write.short_number(each.effort),
            capacity=write.short_number(self._roadmap.settings.capacity),
            steps=tuple(map(self._step, each.steps)),
            score=score,
            level=level,
            state=state if self._standard.states else "",
            gap=write.gap(each.card.overall.numbers.gap),
            rises=tuple(self._rises(before, each.card)),
        )

    def _rises(self, before: Scorecard, after: Scorecard) -> Iterator[RiseView]:
        for old, new in zip(before.capabilities, after.capabilities, strict=True):
            if old.numbers.score != new.numbers.score:
                limits = self._labels.thresholds
                yield RiseView(
                    new.id,
                    new.name,
                    write.short_score(old.numbers.score, limits),
                    write.short_score(new.numbers.score, limits),
                    str(old.numbers.level),
                    str(new.numbers.level),
                )

    def _step(self, step: RoadmapStep) -> PlanStep:
        known = self._labels.criteria(step.capability, step.dimension)
        notes = []
        if step.pinned:
            notes.append("pinned here")
        if step.part:
            notes.append("part of a step that is too large for one iteration")
        if step.level_after > step.to_level:
            notes.append(f"reaches level {step.level_after}, by what is met already")
        return PlanStep(
            reference=step.reference,
            place=self._labels.place(step.reference),
            step=f"{step.from_level} → {step.to_level}",
            effort=write.short_number(step.effort),
            owner=step.owner or "",
            criteria=tuple(PlanCriterion(name, known[name].claim, known[name].evidence) for name in step.criteria),
            unlocks=tuple(f"{self._labels.name(name)} to level {level}" for name, level in step.unlocks),
            notes=tuple(notes),
        )

    def _rows(self) -> Iterator[PlanRow]:
        bars: dict[str, list[PlanBar]] = {}
        owners: dict[str, str] = {}
        for each in self._roadmap.iterations:
            for step in each.steps:
                mark = f"{step.from_level} → {step.to_level}"
                bars.setdefault(step.reference, []).append(PlanBar(each.number, mark, write.short_number(step.effort)))
                owners[step.reference] = step.owner or ""
        for capability in self._roadmap.card.capabilities:
            for cell in capability.cells:
                if cell.reference in bars:
                    yield PlanRow(
                        cell.reference,
                        self._labels.place(cell.reference),
                        self._labels.name(capability.area),
                        owners[cell.reference],
                        tuple(bars[cell.reference]),
                    )

    def _left(self, each: LeftOver) -> LeftOverView:
        return LeftOverView(
            each.reference,
            self._labels.place(each.reference),
            f"{each.level} → {each.target}",
            _effort(each.effort),
            each.message,
        )


def _effort(effort: Fraction) -> str:
    return write.short_number(effort) if effort else write.NOTHING
