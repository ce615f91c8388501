"""The appendix's parts on what follows from the assessment: the policy's verdict, what changed, the plan.

In: a `GateReport` of one file, a `Comparison`, a `Roadmap`, the standard. Out: blocks, more than the commands show, and
nothing cut; cells say what they are about, to be linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from btm_cli.compare.comparison import CAUSES, Comparison, Movement
from btm_cli.gate.policy import Waiver
from btm_cli.gate.result import Outcome
from btm_cli.render.diff.headline import headline
from btm_cli.render.diff.moves import levels, moved_by, others, parts_of, signed, status
from btm_cli.render.diff.names import Names
from btm_cli.render.diff.page import facts
from btm_cli.render.diff.said import Said
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Table, Tone, listed
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.gate import report as say
from btm_cli.render.gate.report import GateReport, PlacedCheck
from btm_cli.render.plan import page as plan
from btm_cli.render.plan.steps import notes, shown, unlocked
from btm_cli.render.report.appendix import named
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.standard.model import Standard

if TYPE_CHECKING:
    from btm_cli.planning.left_over import LeftOver
    from btm_cli.planning.roadmap import Roadmap
    from btm_cli.planning.roadmap_steps import RoadmapStep

ORDER = (Outcome.FAILED, Outcome.WARNING, Outcome.OPEN, Outcome.SKIPPED)


def policy_part(report: GateReport, labels: Labels) -> Iterator[Block]:
    """The verdict on the one file, then its checks; each waiver is said once, above all that it covers."""
    [file] = report.files
    passed = file.verdict == "passed"
    verdict = words(f"report.policy.{'passed' if passed else 'failed'}", counts=say.summary(file))
    yield Paragraph(verdict, tone="strong" if passed else "error")
    yield Paragraph(say.held_to(report), tone="quiet")
    rows = [_check(each, labels) for outcome in ORDER for each in file.checks if each.check.outcome is outcome]
    if rows:
        yield Table(named("what", "outcome", "expected", "found", "why-waived"), tuple(rows))
    waived: dict[Waiver, list[PlacedCheck]] = {}
    for placed in file.of(Outcome.WAIVED):
        if placed.check.waiver is not None:
            waived.setdefault(placed.check.waiver, []).append(placed)
    for waiver, covered in waived.items():
        yield Heading(words("report.policy.waived", n=len(covered), **say.terms(waiver)), 3)
        yield Paragraph(words("report.policy.reason", **say.terms(waiver)))
        yield Table(named("what", "expected", "found"), tuple(_waived(each, labels) for each in covered))


def _check(placed: PlacedCheck, labels: Labels) -> tuple[str | Cell, ...]:
    check = placed.check
    waiver = [say.waiver_text(check)]  # one that is over
    why = "; ".join(filter(None, [*say.reasons(check.why, labels=labels), *waiver]))
    outcome = words(f"report.policy.outcome.{check.outcome.value}")
    tone: Tone = "error" if check.outcome is Outcome.FAILED else ""
    return _what(placed, labels), Cell(outcome, tone), check.expected, say.found(check), why


def _waived(placed: PlacedCheck, labels: Labels) -> tuple[str | Cell, ...]:
    check = placed.check
    found = "; ".join([say.found(check), *say.reasons(check.why, labels=labels)])
    return _what(placed, labels), check.expected, found


def _what(placed: PlacedCheck, labels: Labels) -> Cell:
    return Cell(say.subject_of(placed.check, labels), about=placed.check.where)


def change_part(comparison: Comparison, standard: Standard, labels: tuple[str, str]) -> Iterator[Block]:
    """Everything below the part's heading; `labels` are what the user called the two files."""
    names, said = Names(comparison, [standard]), Said(comparison)
    yield from headline(comparison, names, said, labels)
    if comparison.is_empty:
        return
    yield Paragraph(words("report.change.causes"), tone="quiet")
    if comparison.regressions:
        yield Heading(words("diff.fallen"), 3)
        yield _moves(comparison.regressions, names)
    for key, sign in (("levels-lost", -1), ("levels-gained", 1)):
        lines = levels(comparison, names, sign)
        if lines:
            yield Heading(words(f"diff.{key}"), 3)
            yield listed(lines)
    moved = {
        "areas": [each for each in comparison.areas.values() if each.moved],
        "capabilities": [each for each in comparison.capabilities.values() if each.moved],
        "cells": others(comparison),
    }
    yield Heading(words("diff.moved"), 3)
    for key, movements in moved.items():
        if movements:
            yield Heading(words(f"report.change.{key}", n=len(movements)), 4, fold=True)
            yield _moves(movements, names)
    answers = _answers(said, names)
    if answers.rows:
        yield Heading(words("report.change.answers", n=len(answers.rows)), 4, fold=True)
        yield answers
    lines = [line for kind in ("plan", "evidence", "file") for line in facts(kind, names, said)]
    if lines:
        yield Heading(words("diff.said"), 4, fold=True)
        yield listed(lines)


def _moves(movements: Iterable[Movement], names: Names) -> Table:
    """A row for each calculation that moved, with the causes that add up to its change."""
    rows: list[tuple[str | Cell, ...]] = []
    for movement in movements:
        happened = status(movement)
        place = names.place(movement.reference)
        where = Cell(f"{place}, {happened}" if happened else place, about=movement.reference)
        for name, change in zip(ASSURANCES, movement.changes, strict=True):
            if change.moved:
                delta = change.delta
                rows.append(
                    (
                        where,
                        words(f"diff.{name}"),
                        write.number(change.old),
                        write.number(change.new),
                        Cell(moved_by(change), "error" if delta is not None and delta < 0 else ""),
                        *(parts_of(change) or ("",) * len(CAUSES)),
                    )
                )
    titles = ("old", "new", "change", *(f"cause.{cause}" for cause in CAUSES))
    heads = (*columns("report.change", ("where", "what")), *columns("diff", titles, right=titles))
    return Table(heads, tuple(rows))


def _answers(said: Said, names: Names) -> Table:
    rows = (
        (
            Cell(names.place(answer.reference), about=answer.reference),
            answer.text,
            ", ".join(map(signed, answer.effects, answer.shown)),
        )
        for answer in said.answers()
    )
    return Table(columns("report.change", ("where", "answer", "effect")), tuple(rows))


def roadmap_part(roadmap: Roadmap, standard: Standard) -> Iterator[Block]:
    """Everything below the part's heading."""
    labels = Labels(standard)
    yield from plan.headline(roadmap, standard)
    if any(each.steps for each in roadmap.iterations):
        yield Heading(words("plan.glance"), 3)
        yield plan.picture(roadmap, labels)
    before = roadmap.card
    for each in roadmap.iterations:
        yield Heading(plan.when(each, roadmap), 3, fold=True)
        if each.steps:
            heads = _columns("where", "level", "effort", "owner", "criterion", "to-meet", "notes")
            yield Table(heads, tuple(row for step in each.steps for row in _rows(step, labels)))
        else:
            yield Paragraph(words("plan.no-step"))
        yield from shown(each, standard)
        yield from plan.afterwards(each, before, standard)
        before = each.card
    if roadmap.left_over:
        yield Heading(words("report.roadmap.left-over", n=len(roadmap.left_over)), 3, fold=True)
        rows = tuple(_left(each, labels) for each in roadmap.left_over)
        yield Table(_columns("where", "level", "effort", "why"), rows)


def _columns(*names: str) -> tuple[Column, ...]:
    return columns("report.roadmap", names, right=("effort",), whole=("level",))


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
