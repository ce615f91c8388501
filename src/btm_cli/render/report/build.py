"""From one assessment, and what was asked for beside it, to the report that people read.

In: `ReportInput`. Out: a `ReportView`. Scores stay exact; those of plan and comparison come from their own views.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.palette import shade_of
from btm_cli.render.document.words import words
from btm_cli.render.gate.report import held_to, summary
from btm_cli.render.gate.words import reasons, subject_of, waiver_text
from btm_cli.render.report.change import change_part
from btm_cli.render.report.charts import Axis, Series, radar
from btm_cli.render.report.evidence import evidence_rows
from btm_cli.render.report.method import identity, method, sources
from btm_cli.render.report.roadmap import Planned, roadmap_part
from btm_cli.render.report.view import GatePart, GateRow, Head, Radar, ReportView, StateStep
from btm_cli.render.scorecard import headline
from btm_cli.render.scorecard.criteria import capability_parts
from btm_cli.render.scorecard.figures import MARKS
from btm_cli.render.scorecard.shown import Shown

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.compare.comparison import Comparison, Movement
    from btm_cli.evidence import EvidenceReport
    from btm_cli.render.document.blocks import Block
    from btm_cli.render.gate.report import GateReport
    from btm_cli.scoring.scorecard import NotApplicableEntry, Numbers, Scorecard
    from btm_cli.standard.model import Standard


class ReportInput(NamedTuple):
    """What a report is made of; comparison, plan and gate where they were asked for."""

    card: Scorecard
    standard: Standard
    answers: Answers
    evidence: EvidenceReport
    comparison: Comparison | None = None
    comparison_labels: tuple[str, str] = ("", "")
    plan: Planned | None = None
    gate: GateReport | None = None


def build_report_view(given: ReportInput) -> ReportView:
    """The whole report."""
    card, standard, labels = given.card, given.standard, Labels(given.standard)
    parts = capability_parts(card, standard, given.answers, given.evidence)
    areas = tuple((area, tuple(group)) for area, group in groupby(parts, key=lambda part: part.area))
    evidence, evidence_summary = evidence_rows(given.answers, given.evidence, card.as_of, labels)
    references = [
        *(area.id for area, _ in areas),
        *(part.score.id for part in parts),
        *(cell.score.reference for part in parts for cell in part.cells),
        *(row.reference for part in parts for cell in part.cells for row in cell.criteria),
    ]
    shown = Shown(card)
    links = {row.key: f"e:{row.key}" for row in evidence} | {name: f"r:{name}" for name in references}
    return ReportView(
        standard=standard,
        shown=shown,
        head=_head(card, standard, labels),
        title=headline.title(card),
        path=tuple(_path(given, labels)),
        path_note=_path_note(given, labels),
        radars=_radars(given),
        held_back_by=tuple((name, labels.name(name)) for name in card.overall.held_back_by),
        areas=areas,
        dimensions=tuple(dimension.name for dimension in standard.dimensions),
        level_names=tuple(labels.level(level.level) for level in standard.levels),
        links=links,
        findings=tuple(
            (found.severity, found.code, message, found.reference if found.reference in links else "")
            for found, message in shown.findings()
        ),
        plan=_roadmap(given),
        change=_change(given),
        gate=_gate(given.gate, links) if given.gate is not None else None,
        evidence=evidence,
        evidence_summary=evidence_summary,
        shades=_shades(standard, labels),
        marks=tuple((mark, words(meaning)) for mark, meaning in MARKS.items()),
        not_assessed=tuple(
            (labels.name(capability), ", ".join(map(labels.dimension, dimensions)))
            for capability, dimensions in shown.not_assessed()
        ),
        not_applicable=tuple((labels.place(each.reference), _left_out(each)) for each in card.not_applicable),
        method=tuple(method(standard)),
        levels=tuple((labels.level(level.level), level.meaning) for level in standard.levels),
        sources=sources(standard),
        identity=identity(card, standard, given.answers),
        notice=standard.notice,
    )


def _roadmap(given: ReportInput) -> tuple[Block, ...] | None:
    """The way to the target; None where no plan was asked for."""
    return None if given.plan is None else tuple(roadmap_part(given.plan.roadmap, given.standard))


def _change(given: ReportInput) -> tuple[Block, ...] | None:
    """What changed since the baseline; None without one."""
    if given.comparison is None:
        return None
    return tuple(change_part(given.comparison, given.standard, given.comparison_labels))


def _head(card: Scorecard, standard: Standard, labels: Labels) -> Head:
    return Head(
        enterprise=card.enterprise,
        parts=tuple(filter(None, (card.unit, card.period))),
        standard=f"{standard.title} {card.edition}",
        dates=headline.dates(card),
        scope=headline.scope(card, labels),
        summary=headline.summary(card, standard, labels),
        calculations=headline.calculations(card, standard, labels),
        facts=headline.facts(card, labels),
        notes=tuple(headline.notes(card, standard, labels)),
    )


def _left_out(entry: NotApplicableEntry) -> str:
    """The reason that was given, and who approved it."""
    return words("report.approved", reason=entry.reason, name=entry.approved_by) if entry.approved_by else entry.reason


def _shades(standard: Standard, labels: Labels) -> tuple[tuple[int, str], ...]:
    """Each level's colour, the lowest first."""
    shades = ((shade_of(level.level, standard.base, standard.top), level.level) for level in standard.levels)
    return tuple((shade, labels.level(level)) for shade, level in shades if shade is not None)


def _aim(given: ReportInput) -> str | None:
    """The id of the state aimed at: named, or the lowest one that has the general target level; else None."""
    target, standard = given.answers.target, given.standard
    if target is not None and target.state is not None:
        return target.state
    if target is not None and target.level is not None:
        return next((state.id for state in standard.states if state.target_level == target.level), None)
    if target is not None and not given.card.target_assumed:
        return None
    names = [None, *(state.id for state in standard.states)]
    following = names.index(given.card.overall.state) + 1
    return names[following] if following < len(names) else None


def _path(given: ReportInput, labels: Labels) -> Iterator[StateStep]:
    """The standard's states in their order, with what the enterprise has to do with each."""
    overall, states = given.card.overall, given.standard.states
    order = [state.id for state in states]
    now = order.index(overall.state) if overall.state in order else -1
    then = None if given.comparison is None else given.comparison.old.states.get("state")
    last = None
    if given.plan is not None:
        last = given.plan.roadmap.iterations[-1].card.overall.state
    aim = _aim(given)
    said = "assumed aim" if given.answers.target is None else "aim"
    for position, state in enumerate(states):
        marks = []
        if position == now:
            marks.append("now, provisional" if overall.provisional else "now")
        if overall.state_by_score == state.id != overall.state:
            marks.append("by score alone")
        if state.id == aim:
            marks.append(said)
        if then == state.id:
            marks.append("baseline")
        if last == state.id:
            marks.append("end of the roadmap")
        yield StateStep(
            name=state.name,
            needs=f"score {write.short_number(state.from_score)} or more, every capability at level {state.floor}",
            meaning=state.meaning,
            marks=tuple(marks),
            reached=position <= now,
        )


def _path_note(given: ReportInput, labels: Labels) -> str:
    aim, now = _aim(given), given.card.overall.state
    if not given.standard.states or given.card.overall.numbers.score is None:
        return ""
    stands = f"Stands at {labels.state(now)}" if now else "Stands below the first state"
    if aim is None:
        return f"{stands}; no single state is named as the aim."
    wish = f"no aim is set, so the next state, {labels.state(aim)}, is assumed"
    if given.answers.target is not None:
        wish = f"wants to be at {labels.state(aim)}"
    return f"{stands}; {wish}."


def _radars(given: ReportInput) -> tuple[Radar, ...]:
    """By area and by capability; a chart of fewer than three axes would be a line and is left out."""
    card, standard = given.card, given.standard
    old = given.comparison
    areas = [area for area in card.areas if area.numbers.low is not None]
    rows = [row for row in card.capabilities if row.in_scope and row.numbers.low is not None]
    charts = (
        (
            "radar-areas",
            "By area",
            [Axis(area.id, area.name) for area in areas],
            [area.numbers for area in areas],
            [old.areas.get(area.id) for area in areas] if old else None,
        ),
        (
            "radar-capabilities",
            "By capability",
            [Axis(row.id, row.name) for row in rows],
            [row.numbers for row in rows],
            [old.capabilities.get(row.id) for row in rows] if old else None,
        ),
    )
    if card.overall.numbers.score is None:
        return ()
    return tuple(
        radar(identifier, title, axes, _series(numbers, before, standard), standard.base, standard.top)
        for identifier, title, axes, numbers, before in charts
        if len(axes) >= 3
    )


def _series(numbers: list[Numbers], before: list[Movement | None] | None, standard: Standard) -> list[Series]:
    limits = Labels(standard).thresholds

    def series(kind: str, name: str, scores: list[Fraction | None]) -> Series:
        return Series(kind, name, tuple(scores), tuple(write.short_score(score, limits) for score in scores))

    found = [series("target", "Target", [each.target for each in numbers])]
    if before is not None:
        found.append(series("baseline", "Baseline", [None if each is None else each.claimed.old for each in before]))
    found.append(series("now", "Now", [each.score for each in numbers]))
    return found


def _gate(report: GateReport, links: Collection[str]) -> GatePart:
    """The verdict on the one file, what failed and what was waived first, then what warns or is not due."""
    [file] = report.files
    order = ("failed", "waived", "warning", "open", "skipped")
    rows = [
        GateRow(
            outcome="not due yet" if placed.check.outcome.value == "open" else placed.check.outcome.value,
            what=subject_of(placed.check),
            link=placed.check.where if placed.check.where in links else "",
            expected=placed.check.expected,
            found=placed.check.found + (f" ({placed.check.note})" if placed.check.note else ""),
            why=tuple(reasons(placed.check.why)),
            waiver=waiver_text(placed.check),
        )
        for outcome in order
        for placed in file.checks
        if placed.check.outcome.value == outcome
    ]
    return GatePart(file.verdict == "passed", f"{file.verdict}: {summary(file)}", held_to(report), tuple(rows))
