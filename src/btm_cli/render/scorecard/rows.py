"""Scorecards as rows, stacked over files: one a cell, or one a criterion.

In: `Scored` files. Out: rows in the standard's order, file after file; decimals are exact until they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from btm_cli.answers.model import Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.evidence import EvidenceReport
from btm_cli.planning.owners import owner_of
from btm_cli.render.wire.columns import HEAD, NUMBER_NAMES, columns
from btm_cli.render.wire.rows import Layout, Rows, by_all, head, numbers_of
from btm_cli.scoring.depth import cell_in_view
from btm_cli.scoring.ratings import ASSURANCES, Assurance, ratings_in
from btm_cli.scoring.scorecard import CapabilityScore, CellScore, NotApplicableEntry, Scorecard
from btm_cli.scoring.status import Status, statuses
from btm_cli.standard.model import Criterion, Standard

CELL = ("area", "capability", "dimension", "reference")
CELLS = Layout(
    "btm-cells/1",
    "assess",
    columns(
        "file",
        *HEAD,
        *CELL,
        "status",
        "basis",
        *NUMBER_NAMES,
        "target_assumed",
        "importance",
        "owner",
        "out_of_order",
        "to_reach_target",
        "reason",
        "approved_by",
        "note",
    ),
)
CRITERIA = Layout(
    "btm-criteria/1",
    "assess --rows criteria",
    columns(
        "file",
        *HEAD,
        *CELL,
        "criterion",
        "criterion_level",
        "claim",
        "status",
        "basis",
        "rating",
        "assurance",
        "evidence",
        "valid_evidence",
        "verified_by",
        "owner",
        "reason",
        "approved_by",
        "note",
        "cell_note",
        "capability_note",
    ),
)


class Scored(NamedTuple):
    """An assessed file: its name as it was given, what it says, what it is worth."""

    file: str
    card: Scorecard
    standard: Standard
    answers: Answers
    evidence: EvidenceReport


def cell_rows(files: Sequence[Scored]) -> Rows:
    """Every cell of the standard; `note` is the remark on it, else on its capability."""
    return Rows(CELLS, (row for each in files for row in _cells(each)), by_all(each.card for each in files))


def criterion_rows(files: Sequence[Scored]) -> Rows:
    """Every criterion of every capability in scope; one of a claimed cell has what its claim has."""
    return Rows(CRITERIA, (row for each in files for row in _criteria(each)), by_all(each.card for each in files))


def _cells(scored: Scored) -> Iterator[tuple[object, ...]]:
    card, answers = scored.card, scored.answers
    noted = {one.reference: one.text for one in card.remarks}
    left_out = {entry.reference: entry for entry in card.not_applicable}
    found = statuses(card)
    for capability in card.capabilities:
        for cell in capability.cells:
            why = left_out.get(cell.reference, left_out.get(capability.id))
            yield (
                *_place(scored, capability, cell),
                found[cell.reference],
                cell.basis if cell.assessed else None,
                *numbers_of(cell.numbers),
                cell.target_assumed,
                capability.importance,
                owner_of(answers, capability.id, capability.area, cell.dimension),
                tuple(f"{cell.reference}/{name}" for name in cell.out_of_order),
                tuple(f"{cell.reference}/{name}" for name in cell.to_reach_target),
                *_why(why),
                noted.get(cell.reference, noted.get(capability.id)),
            )


def _place(scored: Scored, capability: CapabilityScore, cell: CellScore) -> tuple[object, ...]:
    card = scored.card
    return (scored.file, *head(card), capability.area, capability.id, cell.dimension, cell.reference)


def _why(left_out: NotApplicable | NotApplicableEntry | None) -> tuple[str | None, str | None]:
    return (left_out.reason, left_out.approved_by) if left_out is not None else (None, None)


def _criteria(scored: Scored) -> Iterator[tuple[object, ...]]:
    for capability in scored.card.capabilities:
        if capability.in_scope:
            for cell in capability.cells:
                yield from _criteria_of(scored, capability, cell)


def _criteria_of(scored: Scored, capability: CapabilityScore, cell: CellScore) -> Iterator[tuple[object, ...]]:
    standard, answers = scored.standard, scored.answers
    whole, seen = standard.cell(*cell.place), cell_in_view(standard, answers, *cell.place)
    if whole is None or seen is None:
        return
    counting = {one.id for one in seen.all_criteria()}
    answer = answers.cells.get(cell.place)
    assurance = Assurance(answers, scored.evidence.valid)
    *head_and_place, reference = _place(scored, capability, cell)
    for criterion in whole.all_criteria():
        place = f"{reference}/{criterion.id}"
        said = _said(answer, criterion)
        cited = said.evidence if isinstance(said, (Rated, Claimed)) else ()
        yield (
            *head_and_place,
            place,
            criterion.id,
            criterion.level,
            criterion.claim,
            _status(said, criterion.id in counting, bool({place, cell.reference} & answers.unknown)),
            cell.basis if cell.assessed else None,
            said.rating if isinstance(said, Rated) else None,
            ASSURANCES[assurance.of(said)] if isinstance(said, (Rated, Claimed)) else None,
            cited,
            tuple(key for key in cited if key in scored.evidence.valid),
            said.verified_by if isinstance(said, (Rated, Claimed)) else None,
            owner_of(answers, capability.id, capability.area, cell.dimension),
            *_why(said if isinstance(said, NotApplicable) else None),
            answers.remark_on(place),
            answers.remark_on(cell.reference),
            answers.remark_on(capability.id),
        )


def _said(answer: CellAnswer | None, criterion: Criterion) -> Rated | Claimed | NotApplicable | None:
    """The answer to a criterion: its own, or the one that was given for all of its cell."""
    return answer if isinstance(answer, (Claimed, NotApplicable)) else ratings_in(answer).get(criterion.id)


def _status(said: Rated | Claimed | NotApplicable | None, counts: bool, unknown: bool) -> Status:
    """Of a criterion; one that was left out is so at every depth."""
    if isinstance(said, NotApplicable):
        return "not_applicable"
    if not counts:
        return "out_of_depth"
    if said is not None:
        return "answered"
    return "unknown" if unknown else "unanswered"
