"""A scorecard as rows, ready to stack over enterprises and periods: one a cell, or one a criterion.

In: a `Scorecard`; for criteria also its `Standard`, `Answers` and evidence. Out: rows in the standard's order, with the
numbers of the JSON.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.answers.model import Answers
from btm_cli.evidence import EvidenceReport
from btm_cli.render.scorecard.criteria import capability_parts
from btm_cli.render.scorecard.wire import cell_data
from btm_cli.render.wire.card import EXTENT_COLUMNS, NUMBER_COLUMNS, extent_columns
from btm_cli.render.wire.rows import Kind, Rows
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

SUBJECT: tuple[tuple[str, Kind], ...] = (
    ("enterprise", "text"),
    ("unit", "text"),
    ("period", "text"),
    ("as_of", "date"),
    *EXTENT_COLUMNS,
    ("area", "text"),
    ("capability", "text"),
    ("dimension", "text"),
)
CRITERION: tuple[tuple[str, Kind], ...] = (
    ("criterion", "text"),
    ("level", "integer"),
    ("claim", "text"),
    ("basis", "text"),
    ("rating", "text"),
    ("counts_as", "text"),
    ("evidence", "text"),
    ("evidence_that_holds", "text"),
    ("verified_by", "text"),
    ("note", "text"),
    ("note_on_cell", "text"),
    ("note_on_capability", "text"),
)


def cell_rows(card: Scorecard) -> Rows:
    """Every cell of the standard; `note` is the remark on it, else on its capability."""
    basis: tuple[str, Kind] = ("basis", "text")
    numbers = (*NUMBER_COLUMNS[:-1], ("target_assumed", "boolean"), NUMBER_COLUMNS[-1])
    lists: tuple[tuple[str, Kind], ...] = (("out_of_order", "text"), ("to_reach_target", "text"), ("note", "text"))
    return Rows((*SUBJECT, basis, *numbers, *lists), _cells(card))


def criterion_rows(card: Scorecard, standard: Standard, answers: Answers, evidence: EvidenceReport) -> Rows:
    """Every criterion of every capability in scope; what is not answered has no rating, or is `unknown`."""
    return Rows((*SUBJECT, *CRITERION), _criteria(card, standard, answers, evidence))


def _cells(card: Scorecard) -> Iterator[tuple[object, ...]]:
    noted = {one.reference: one.text for one in card.remarks}
    for capability in card.capabilities:
        for cell in capability.cells:
            data = {**cell_data(cell)}
            dimension = data.pop("id")
            note = noted.get(cell.reference, noted.get(capability.id))
            yield (*_subject(card), capability.area, capability.id, dimension, *data.values(), note)


def _criteria(
    card: Scorecard, standard: Standard, answers: Answers, evidence: EvidenceReport
) -> Iterator[tuple[object, ...]]:
    for part in capability_parts(card, standard, answers, evidence):
        for cell in part.cells:
            score = cell.score
            place = (*_subject(card), part.area.id, score.capability, score.dimension)
            above = (answers.remark_on(score.reference), answers.remark_on(score.capability))
            for row in cell.criteria:
                keys = [key for key, _ in row.evidence]
                holding = [key for key, holds in row.evidence if holds]
                said = (row.answer, row.standing, keys, holding, row.verified_by, row.note)
                yield (*place, row.id, row.level, row.claim, score.basis.replace("-", " "), *said, *above)


def _subject(card: Scorecard) -> tuple[object, ...]:
    return (card.enterprise, card.unit, card.period, card.as_of, *extent_columns(card))
