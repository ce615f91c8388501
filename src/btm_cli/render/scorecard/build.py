"""From exact numbers to what people read: rounding, names, and sentences.

In: a `Scorecard` and its `Standard`, how many gaps and priorities to show, what to narrow to. Out: a `View`.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.palette import shade_of
from btm_cli.render.scorecard.build_headline import build_headline
from btm_cli.render.scorecard.view import (
    AreaView,
    CapabilityView,
    CellView,
    CriterionView,
    Figures,
    FindingView,
    GapView,
    PriorityView,
    View,
)
from btm_cli.scoring.scorecard import AreaScore, CellScore, Finding, Numbers, Priority, Scorecard
from btm_cli.standard.model import Standard


def build_view(
    scorecard: Scorecard, standard: Standard, *, top: int | None = 5, only: Collection[str] = frozenset()
) -> View:
    """What to show of `scorecard`.

    `top` limits gaps and priorities (None: all); `only` holds area and capability ids to narrow everything but the
    headline to (empty: all). `standard` must be the one the scorecard was made with.
    """
    return _Builder(scorecard, standard, only).view(top)


class _Builder:
    """Holds what every part of one view needs."""

    def __init__(self, scorecard: Scorecard, standard: Standard, only: Collection[str]) -> None:
        self._scorecard = scorecard
        self._standard = standard
        self._labels = Labels(standard)
        self._capabilities = {capability.id: capability for capability in scorecard.capabilities}
        self._only = only
        self._shown = {
            capability.id
            for capability in scorecard.capabilities
            if capability.in_scope and (not only or capability.id in only or capability.area in only)
        }
        shown_areas = {capability.area for capability in scorecard.capabilities if capability.id in self._shown}
        places = {*self._capabilities, *(area.id for area in scorecard.areas)}
        self._places = {*places, "overall"}
        self._hidden = places - self._shown - shown_areas if only else set()

    def view(self, top: int | None) -> View:
        card = self._scorecard
        gaps = self._cells_by_gap()
        priorities = [step for step in card.priorities if step.capability in self._shown]
        areas = [self._area(area) for area in card.areas]
        return View(
            headline=build_headline(card, self._standard, self._labels),
            dimensions=tuple(dimension.name for dimension in self._standard.dimensions),
            areas=tuple(area for area in areas if area.capabilities),
            overall=self._figures(card.overall.numbers),
            narrowed_to=", ".join(self._labels.name(identifier) for identifier in sorted(self._only)),
            gaps=tuple(map(self._gap, gaps[:top])),
            more_gaps=len(gaps[top:]) if top is not None else 0,
            priorities=tuple(map(self._priority, priorities[:top])),
            more_priorities=len(priorities[top:]) if top is not None else 0,
            not_assessed=self._not_assessed(),
            not_applicable=tuple(
                (self._labels.place(entry.reference), _reason(entry.reason, entry.approved_by))
                for entry in card.not_applicable
                if self._is_shown(entry.reference)
            ),
            findings=tuple(
                FindingView(found.severity, found.code, self._said(found))
                for found in card.findings
                if self._is_shown(found.reference)
            ),
            assessed=card.overall.numbers.score is not None,
        )

    def _is_shown(self, reference: str) -> bool:
        """Whether a reference is within what is shown; one that names no capability or area always is."""
        return reference.partition("/")[0] not in self._hidden

    def _figures(self, numbers: Numbers) -> Figures:
        limits = self._labels.thresholds
        return Figures(
            score=write.short_score(numbers.score, limits),
            level=write.NOTHING if numbers.level is None else str(numbers.level),
            evidenced=write.short_score(numbers.evidenced, limits),
            verified=write.short_score(numbers.verified, limits),
            low=write.short_score(numbers.low, limits),
            high=write.short_score(numbers.high, limits),
            coverage=write.percent(numbers.coverage),
            settled=write.percent(numbers.settled),
            target=write.number(numbers.target),
            gap=write.gap(numbers.gap),
            shade=shade_of(numbers.level, self._standard.base, self._standard.top),
        )

    def _area(self, area: AreaScore) -> AreaView:
        rows = tuple(
            CapabilityView(row.id, row.name, self._figures(row.numbers), tuple(map(self._cell, row.cells)))
            for row in (self._capabilities[identifier] for identifier in area.capabilities)
            if row.id in self._shown
        )
        return AreaView(area.id, area.name, self._figures(area.numbers), rows)

    def _cell(self, cell: CellScore) -> CellView:
        marks = "c" if cell.basis == "claimed" else ""
        if cell.assessed and cell.numbers.low != cell.numbers.high:
            marks += "?"
        if cell.out_of_order:
            marks += "!"
        return CellView(
            reference=cell.reference,
            dimension=self._labels.dimension(cell.dimension),
            basis=cell.basis.replace("-", " "),
            marks=marks,
            figures=self._figures(cell.numbers),
        )

    def _cells_by_gap(self) -> list[CellScore]:
        """The cells below their target, the widest gap first; a tie goes to the more important capability."""
        below = [
            (-cell.numbers.gap, -capability.importance, cell)
            for capability in self._scorecard.capabilities
            if capability.id in self._shown
            for cell in capability.cells
            if cell.numbers.gap
        ]
        return [cell for *_, cell in sorted(below, key=lambda entry: entry[:2])]

    def _gap(self, cell: CellScore) -> GapView:
        return GapView(
            reference=cell.reference,
            place=self._labels.place(cell.reference),
            figures=self._figures(cell.numbers),
            criteria=self._criteria(cell.capability, cell.dimension, cell.to_reach_target),
        )

    def _criteria(self, capability: str, dimension: str, wanted: tuple[str, ...]) -> tuple[CriterionView, ...]:
        known = self._labels.criteria(capability, dimension)
        return tuple(
            CriterionView(identifier, known[identifier].claim if identifier in known else "") for identifier in wanted
        )

    def _priority(self, step: Priority) -> PriorityView:
        return PriorityView(
            rank=str(step.rank),
            reference=step.reference,
            place=self._labels.place(step.reference),
            step=f"{step.from_level} \u2192 {step.to_level}",
            priority=write.number(step.priority),
            factors=(
                ("gain", write.number(step.gain)),
                ("lift", write.number(step.lift)),
                ("enables", write.number(step.enables)),
                ("importance", str(step.importance)),
                ("effort", write.short_number(step.effort)),
            ),
            reasons=self._reasons(step),
            blockers=tuple(
                f"{self._labels.name(blocker.capability)} must be at level {blocker.needs}, "
                + ("is not assessed" if blocker.has is None else f"is at {blocker.has}")
                for blocker in step.blocked_by
            ),
            criteria=self._criteria(step.capability, step.dimension, step.criteria),
        )

    def _reasons(self, step: Priority) -> tuple[str, ...]:
        reasons = []
        if step.holds_state:
            reasons.append(f"holds back the state {self._labels.state(self._scorecard.overall.state_by_score)}")
        if step.lift == 1:
            reasons.append("raises its capability's level by itself")
        elif step.lift:
            reasons.append(f"one of {1 / step.lift} cells that together raise their capability's level")
        if step.enables:
            reasons.append("other capabilities wait for this one")
        return tuple(reasons)

    def _said(self, found: Finding) -> str:
        """A finding's message; what is known by its key alone, such as evidence, is named before it."""
        known = found.reference.partition("/")[0] in self._places or found.reference in found.message
        return found.message if known else f"{found.reference}: {found.message}"

    def _not_assessed(self) -> tuple[tuple[str, str], ...]:
        """Capability and its dimensions that nobody has answered, in the scorecard's order."""
        open_cells = [reference.split("/") for reference in self._scorecard.assess_first if self._is_shown(reference)]
        return tuple(
            (self._labels.name(capability), ", ".join(self._labels.dimension(cell[1]) for cell in cells))
            for capability, cells in groupby(open_cells, key=lambda cell: cell[0])
        )


def _reason(reason: str, approved_by: str | None) -> str:
    return f"{reason} (approved by {approved_by})" if approved_by else reason
