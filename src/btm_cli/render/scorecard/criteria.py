"""What stands behind the numbers of a scorecard: every cell with its statements, its criteria and their answers.

In: a `Scorecard`, its `Standard`, `Answers` and evidence. Out: records of text around the scores they explain.
"""

from __future__ import annotations

from typing import NamedTuple

from btm_cli.answers.model import UNKNOWN, Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.evidence import EvidenceReport
from btm_cli.planning.owners import owner_of
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.ratings import ASSURANCES, Assurance
from btm_cli.scoring.scorecard import AreaScore, CapabilityScore, CellScore, Scorecard
from btm_cli.standard.model import Cell, Criterion, Standard


class LevelText(NamedTuple):
    """A level of a cell and the standard's statement of it; empty where the standard has none."""

    level: str
    statement: str


class CriterionRow(NamedTuple):
    """One criterion with its answer. `evidence` is (key, whether it holds) pairs; `answer` "" where there is none."""

    reference: str
    id: str
    level: int
    claim: str
    answer: str
    evidence: tuple[tuple[str, bool], ...]
    verified_by: str
    note: str
    standing: str


class CellPart(NamedTuple):
    """Everything behind one square of the heat map. `said` is the answer for the cell as a whole, "" without one.

    Of a cell that has none it is the remark on it, and that it is not known where somebody was asked.
    """

    score: CellScore
    place: str
    reached: LevelText
    following: LevelText
    said: str
    said_evidence: tuple[tuple[str, bool], ...]
    criteria: tuple[CriterionRow, ...]


class CapabilityPart(NamedTuple):
    """One capability with its cells; `owner` "" where nobody is named, `remark` where nothing was noted on it."""

    score: CapabilityScore
    area: AreaScore
    purpose: str
    owner: str
    cells: tuple[CellPart, ...]
    remark: str = ""


def capability_parts(
    card: Scorecard, standard: Standard, answers: Answers, evidence: EvidenceReport
) -> tuple[CapabilityPart, ...]:
    """Every capability in scope, in the standard's order."""
    details = _Details(standard, answers, evidence)
    return tuple(
        CapabilityPart(
            score=row,
            area=area,
            purpose=standard.capabilities[row.id].purpose,
            owner=owner_of(answers, row.id, area.id) or "",
            cells=tuple(map(details.cell, row.cells)),
            remark=answers.remarks.get(row.id, ""),
        )
        for area, rows in Shown(card).areas()
        for row in rows
    )


class _Details:
    """Looks up what the standard and the answers say of a cell."""

    def __init__(self, standard: Standard, answers: Answers, evidence: EvidenceReport) -> None:
        self._standard = standard
        self._answers = answers
        self._labels = Labels(standard)
        self._valid = evidence.valid
        self._assurance = Assurance(answers, evidence.valid)

    def cell(self, score: CellScore) -> CellPart:
        cell = self._standard.cell(score.capability, score.dimension)
        answer = self._answers.cells.get((score.capability, score.dimension))
        level = score.numbers.level
        following = self._standard.base if level is None else level + 1
        criteria = cell.all_criteria() if cell else ()
        return CellPart(
            score=score,
            place=self._labels.place(score.reference),
            reached=self._level(cell, level),
            following=self._level(cell, following if following <= self._standard.top else None),
            said=_whole(answer) or self._open(score.reference),
            said_evidence=self._cited(answer.evidence if isinstance(answer, Claimed) else ()),
            criteria=tuple(self._criterion(score.reference, each, answer) for each in criteria),
        )

    def _level(self, cell: Cell | None, level: int | None) -> LevelText:
        statement = "" if cell is None or level is None else cell.statements.get(level, "")
        return LevelText("" if level is None else self._labels.level(level), statement)

    def _cited(self, keys: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        return tuple((key, key in self._valid) for key in keys)

    def _open(self, reference: str) -> str:
        """What is said of something that has no answer: that it was asked and is not known, and the remark on it."""
        note = self._answers.remarks.get(reference)
        unknown = reference in self._answers.unknown
        if not note:
            return words("scorecard.said.unknown") if unknown else ""
        return words("scorecard.said.note", said=words(f"scorecard.said.{'unknown' if unknown else 'open'}"), note=note)

    def _criterion(self, reference: str, criterion: Criterion, answer: CellAnswer | None) -> CriterionRow:
        said = None
        if answer is not None and not isinstance(answer, (Claimed, NotApplicable)):
            said = answer.get(criterion.id)
        rated = said if isinstance(said, Rated) else None
        place = f"{reference}/{criterion.id}"
        text, note = UNKNOWN if place in self._answers.unknown else "", self._answers.remarks.get(place, "")
        if rated is not None:
            text, note = rated.rating, rated.note or ""
        elif isinstance(said, NotApplicable):
            text, note = words("scorecard.n/a"), _not_applicable(said)
        return CriterionRow(
            reference=place,
            id=criterion.id,
            level=criterion.level,
            claim=criterion.claim,
            answer=text,
            evidence=self._cited(rated.evidence if rated else ()),
            verified_by=(rated.verified_by or "") if rated else "",
            note=note,
            standing=ASSURANCES[self._assurance.of(rated)] if rated else "",
        )


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
