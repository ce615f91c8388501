"""The answers as a table: one row a criterion, ready to stack over enterprises and periods.

In: a `Scorecard`, its `Standard`, `Answers` and evidence. Out: CSV text in the manner of `render.csv`; every criterion
of every capability in scope, in the standard's order, what is not answered with an empty rating.
"""

from __future__ import annotations

import csv
import io

from btm_cli.answers.model import Answers
from btm_cli.evidence import EvidenceReport
from btm_cli.render.report.details import capability_parts
from btm_cli.render.scorecard.build import build_view
from btm_cli.render.scorecard.csv import field
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

COLUMNS = (
    "enterprise",
    "unit",
    "period",
    "as_of",
    "area",
    "capability",
    "dimension",
    "criterion",
    "level",
    "claim",
    "basis",
    "rating",
    "counts_as",
    "evidence",
    "evidence_that_holds",
    "verified_by",
    "note",
)


def render_criteria_csv(card: Scorecard, standard: Standard, answers: Answers, evidence: EvidenceReport) -> str:
    """The whole table."""
    subject = (card.enterprise, card.unit, card.period, card.as_of.isoformat())
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    for part in capability_parts(build_view(card, standard), standard, answers, evidence):
        area = standard.capabilities[part.id].area
        for cell in part.cells:
            dimension = cell.reference.partition("/")[2]
            for row in cell.criteria:
                keys = [key for key, _ in row.evidence]
                holding = [key for key, holds in row.evidence if holds]
                said = (row.answer, row.standing, keys, holding, row.verified_by, row.note)
                values = (*subject, area, part.id, dimension, row.id, row.level, row.claim, cell.basis, *said)
                writer.writerow([field(value) for value in values])
    return output.getvalue()
