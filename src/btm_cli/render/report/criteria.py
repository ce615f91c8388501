"""Every criterion behind the numbers: what it claims, what was answered, what shows it.

In: `ReportInput`. Out: blocks; capabilities can be folded away, headings and keys of evidence can be led to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.report.given import ReportInput
from btm_cli.render.scorecard.criteria import CapabilityPart, CellPart, CriterionRow, capability_parts
from btm_cli.render.scorecard.figures import figures

NAMES = ("id", "claim", "answer", "counts-as", "proof")
WHOLE = ("id", "answer", "counts-as")
"""The columns of single words, which stay on one line."""


def criteria_part(given: ReportInput) -> Iterator[Block]:
    """Everything below the part's heading; nothing where nothing is in scope."""
    labels, found = Labels(given.standard), parts_of(given)
    if found:
        yield Paragraph(words("report.criteria.lead"), tone="quiet")
    for part in found:
        yield from _capability(part, labels)


def parts_of(given: ReportInput) -> tuple[CapabilityPart, ...]:
    """Every capability in scope with what stands behind its numbers."""
    return capability_parts(given.card, given.standard, given.answers, given.evidence)


def _capability(part: CapabilityPart, labels: Labels) -> Iterator[Block]:
    numbers = words("report.criteria.capability", **figures(part.score.numbers, labels)._asdict())
    yield Heading(f"{part.score.name}: {numbers}", 3, fold=True, about=part.score.id)
    yield Paragraph(part.purpose)
    owned = words("report.criteria.owned", area=part.area.name, owner=part.owner) if part.owner else part.area.name
    yield Paragraph(owned, tone="quiet")
    for cell in part.cells:
        yield from _cell(cell, labels)


def _cell(cell: CellPart, labels: Labels) -> Iterator[Block]:
    yield Heading(cell.place, 4, about=cell.score.reference)
    said = words("report.criteria.cell", **figures(cell.score.numbers, labels)._asdict())
    yield Paragraph(f"{said} {words(f'report.basis.{cell.score.basis}')}")
    if cell.said:
        yield Paragraph(_with_proof(f"{cell.said}.", cell.said_evidence))
    for kind, text in (("reached", cell.reached), ("following", cell.following)):
        if text.statement:
            yield Paragraph(text.statement, words(f"report.criteria.{kind}", level=text.level))
    if cell.criteria:
        columns = tuple(Column(words(f"report.column.{name}"), whole=name in WHOLE) for name in NAMES)
        yield Table(columns, tuple(map(_row, cell.criteria)))


def _row(row: CriterionRow) -> tuple[str | Cell, ...]:
    verified = words("report.criteria.verified", name=row.verified_by) if row.verified_by else ""
    proof = " ".join(filter(None, (_keys(row.evidence), verified, row.note)))
    return row.id, row.claim, row.answer or "-", row.standing or "-", proof


def _with_proof(text: str, evidence: Iterable[tuple[str, bool]]) -> str:
    keys = _keys(evidence)
    return f"{text} {words('report.criteria.evidence')} {keys}" if keys else text


def _keys(evidence: Iterable[tuple[str, bool]]) -> str:
    """The keys that are cited, and which of them do not hold."""
    return ", ".join(key if holds else f"{key} {words('report.evidence.fails')}" for key, holds in evidence)
