"""What stands behind the numbers: every cell with its statements, criteria and answers, and the evidence register.

In: the `View` of an assessment, its `Standard`, `Answers` and evidence. Out: the report's parts, every capability in
scope.
"""

from __future__ import annotations

from datetime import date

from btm_cli.answers.model import Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.evidence import EvidenceReport
from btm_cli.evidence.register import Entry, register
from btm_cli.render.document.labels import Labels
from btm_cli.render.files.register_page import status_words, summary
from btm_cli.render.report.view import CapabilityPart, CellPart, CriterionRow, EvidenceRow, LevelText
from btm_cli.render.scorecard.view import CellView, View
from btm_cli.scoring.ratings import Assurance
from btm_cli.standard.model import Cell, Criterion, Standard

STANDING = ("claimed", "evidenced", "verified")


def capability_parts(
    view: View, standard: Standard, answers: Answers, evidence: EvidenceReport
) -> tuple[CapabilityPart, ...]:
    """Every capability that the view shows, in its order."""
    details = _Details(standard, answers, evidence)
    return tuple(
        CapabilityPart(
            id=row.id,
            name=row.name,
            area=area.name,
            purpose=standard.capabilities[row.id].purpose,
            owner=answers.owners.get(row.id, answers.owners.get(area.id, "")),
            figures=row.figures,
            cells=tuple(details.cell(row.id, cell) for cell in row.cells),
        )
        for area in view.areas
        for row in area.capabilities
    )


class _Details:
    """Looks up what the standard and the answers say of a cell."""

    def __init__(self, standard: Standard, answers: Answers, evidence: EvidenceReport) -> None:
        self._standard = standard
        self._answers = answers
        self._labels = Labels(standard)
        self._valid = evidence.valid
        self._assurance = Assurance(answers, evidence.valid)

    def cell(self, capability: str, shown: CellView) -> CellPart:
        dimension = shown.reference.partition("/")[2]
        cell = self._standard.cell(capability, dimension)
        answer = self._answers.cells.get((capability, dimension))
        level = int(shown.figures.level) if shown.figures.level.isdigit() else None
        following = self._standard.base if level is None else level + 1
        whole = _whole(answer)
        cited = answer.evidence if isinstance(answer, Claimed) else ()
        return CellPart(
            reference=shown.reference,
            place=self._labels.place(shown.reference),
            dimension=shown.dimension,
            basis=shown.basis,
            figures=shown.figures,
            reached=self._level(cell, level),
            following=self._level(cell, following if following <= self._standard.top else None),
            said=whole,
            said_evidence=self._cited(cited),
            criteria=tuple(self._criterion(shown.reference, each, answer) for each in cell.all_criteria())
            if cell
            else (),
        )

    def _level(self, cell: Cell | None, level: int | None) -> LevelText:
        statement = "" if cell is None or level is None else cell.statements.get(level, "")
        return LevelText("" if level is None else self._labels.level(level), statement)

    def _cited(self, keys: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        return tuple((key, key in self._valid) for key in keys)

    def _criterion(self, reference: str, criterion: Criterion, answer: CellAnswer | None) -> CriterionRow:
        said = None
        if answer is not None and not isinstance(answer, Claimed | NotApplicable):
            said = answer.get(criterion.id)
        rated = said if isinstance(said, Rated) else None
        text, note = "", ""
        if rated is not None:
            text, note = rated.rating, rated.note or ""
        elif isinstance(said, NotApplicable):
            text, note = "n/a", _not_applicable(said)
        return CriterionRow(
            reference=f"{reference}/{criterion.id}",
            id=criterion.id,
            level=criterion.level,
            claim=criterion.claim,
            proof=criterion.evidence,
            answer=text,
            evidence=self._cited(rated.evidence if rated else ()),
            verified_by=(rated.verified_by or "") if rated else "",
            note=note,
            standing=STANDING[self._assurance.of(rated)] if rated else "",
        )


def _whole(answer: CellAnswer | None) -> str:
    """What was said of the cell as a whole, in words."""
    if isinstance(answer, NotApplicable):
        return _not_applicable(answer)
    if not isinstance(answer, Claimed):
        return ""
    where = "claimed for the whole capability" if answer.whole_capability else "claimed"
    verified = f", verified by {answer.verified_by}" if answer.verified_by else ""
    note = f": {answer.note}" if answer.note else ""
    return f"Level {answer.level} {where}, not rated by criteria{verified}{note}"


def _not_applicable(said: NotApplicable) -> str:
    approved = f", approved by {said.approved_by}" if said.approved_by else ""
    return f"Not applicable: {said.reason}{approved}"


def evidence_rows(
    answers: Answers, evidence: EvidenceReport, as_of: date, labels: Labels
) -> tuple[tuple[EvidenceRow, ...], str]:
    """The register in its order, and how much of it holds."""
    entries = register(answers, evidence, as_of)
    return tuple(_row(entry, labels) for entry in entries), summary(entries, as_of) if entries else ""


def _row(entry: Entry, labels: Labels) -> EvidenceRow:
    piece = entry.evidence
    return EvidenceRow(
        key=entry.key,
        title=piece.title,
        where=piece.path or piece.url or "",
        date=piece.date.isoformat(),
        valid_until=piece.valid_until.isoformat() if piece.valid_until else "",
        owner=piece.owner or "",
        digest=piece.sha256 or "",
        holds=entry.status in ("holds", "expires-soon"),
        problems=(status_words(entry.status), *entry.messages),
        cited=tuple((reference, labels.place(reference)) for reference in entry.cited_by),
    )
