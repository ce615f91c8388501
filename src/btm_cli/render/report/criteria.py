"""Every criterion behind the numbers: what it claims, what was answered, what shows it.

In: `ReportInput`. Out: blocks; capabilities can be folded away, headings and keys of evidence can be led to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from btm_cli.answers.model import UNKNOWN, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.planning.owners import owner_of
from btm_cli.render.document.blocks import Block, Heading, Paragraph, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.report.board import ReportInput
from btm_cli.render.scorecard.heatmap import figures
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.ratings import ASSURANCES, Assurance, ratings_in
from btm_cli.scoring.scorecard import AreaScore, CapabilityScore, CellScore
from btm_cli.standard.model import Criterion

NAMES = ("id", "claim", "answer", "counts-as", "proof")
WHOLE = ("id", "answer", "counts-as")
"""The columns of single words, which stay on one line."""


def criteria_part(given: ReportInput) -> Iterator[Block]:
    """Everything below the part's heading; nothing where nothing is in scope."""
    told, areas = _Told(given), Shown(given.card).areas()
    if areas:
        yield Paragraph(words("report.criteria.lead"), tone="quiet")
    for area, rows in areas:
        for row in rows:
            yield from told.capability(row, area)


class _Told:
    """What the standard and the answers say of a capability, cell by cell."""

    def __init__(self, given: ReportInput) -> None:
        self._standard, self._answers, self._valid = given.standard, given.answers, given.evidence.valid
        self._labels = Labels(given.standard)
        self._assurance = Assurance(given.answers, given.evidence.valid)

    def capability(self, row: CapabilityScore, area: AreaScore) -> Iterator[Block]:
        numbers = words("report.criteria.capability", **figures(row.numbers, self._labels)._asdict())
        yield Heading(f"{row.name}: {numbers}", 3, fold=True, about=row.id)
        yield Paragraph(self._standard.capabilities[row.id].purpose)
        owner = owner_of(self._answers, row.id, area.id)
        owned = words("report.criteria.owned", area=area.name, owner=owner) if owner else area.name
        yield Paragraph(owned, tone="quiet")
        for cell in row.cells:
            yield from self._cell(cell)

    def _cell(self, score: CellScore) -> Iterator[Block]:
        cell, answer = self._standard.cell(*score.place), self._answers.cells.get(score.place)
        yield Heading(self._labels.place(score.reference), 4, about=score.reference)
        numbers = words("report.criteria.cell", **figures(score.numbers, self._labels)._asdict())
        yield Paragraph(f"{numbers} {words(f'report.basis.{score.basis}')}")
        if said := _whole(answer) or self._open(score.reference):
            keys = self._keys(answer.evidence if isinstance(answer, Claimed) else ())
            yield Paragraph(f"{said}. {words('report.criteria.evidence')} {keys}" if keys else f"{said}.")
        if cell is None:
            return
        reached = score.numbers.level
        following = self._standard.base if reached is None else reached + 1
        for kind, level in (("reached", reached), ("following", following)):
            if level is not None and (statement := cell.statements.get(level)):
                yield Paragraph(statement, words(f"report.criteria.{kind}", level=self._labels.level(level)))
        if rows := tuple(self._criterion(score.reference, each, answer) for each in cell.all_criteria()):
            yield Table(columns("report.column", NAMES, whole=WHOLE), rows)

    def _criterion(self, reference: str, criterion: Criterion, answer: CellAnswer | None) -> tuple[str, ...]:
        place = f"{reference}/{criterion.id}"
        match ratings_in(answer).get(criterion.id):
            case Rated() as said:
                verified = words("report.criteria.verified", name=said.verified_by) if said.verified_by else ""
                proof = " ".join(filter(None, (self._keys(said.evidence), verified, said.note)))
                return criterion.id, criterion.claim, said.rating, ASSURANCES[self._assurance.of(said)], proof
            case NotApplicable() as said:
                return criterion.id, criterion.claim, words("scorecard.n/a"), "-", _not_applicable(said)
            case _:
                asked = UNKNOWN if place in self._answers.unknown else "-"
                return criterion.id, criterion.claim, asked, "-", self._answers.remarks.get(place, "")

    def _open(self, reference: str) -> str:
        """What is said of something that has no answer: that it was asked and is not known, and the remark on it."""
        note = self._answers.remarks.get(reference)
        unknown = reference in self._answers.unknown
        if not note:
            return words("scorecard.said.unknown") if unknown else ""
        return words("scorecard.said.note", said=words(f"scorecard.said.{'unknown' if unknown else 'open'}"), note=note)

    def _keys(self, keys: Iterable[str]) -> str:
        """The keys that are cited, and which of them do not hold."""
        return ", ".join(key if key in self._valid else f"{key} {words('report.evidence.fails')}" for key in keys)


def _whole(answer: CellAnswer | None) -> str:
    """What was said of the cell as a whole, in words."""
    if isinstance(answer, NotApplicable):
        return _not_applicable(answer)
    if not isinstance(answer, Claimed):
        return ""
    where = "capability" if answer.whole_capability else "cell"
    said = words(f"scorecard.said.{where}", level=answer.level)
    if answer.verified_by:
        said = words("scorecard.said.verified", said=said, name=answer.verified_by)
    return words("scorecard.said.note", said=said, note=answer.note) if answer.note else said


def _not_applicable(said: NotApplicable) -> str:
    key = "approved" if said.approved_by else "not-applicable"
    why = words(f"scorecard.said.{key}", reason=said.reason, name=said.approved_by)
    return words("scorecard.said.note", said=why, note=said.note) if said.note else why
