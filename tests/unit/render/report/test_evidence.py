"""The register of the appendix: what cites a piece, each place once."""

from __future__ import annotations

from datetime import date

from btm_cli.answers.model import Evidence
from btm_cli.evidence import EvidenceReport
from btm_cli.render.document.blocks import Table
from btm_cli.render.report.evidence import evidence_part
from btm_cli.render.report.given import ReportInput
from btm_cli.scoring import assess
from support import build, firms


def test_a_place_stands_once_with_all_criteria_that_cite_the_piece() -> None:
    answers = firms.firm(2)
    rated = build.ratings("2a:f 2b:l", evidence=("minutes",))
    place, other = ("business-architecture", "process"), ("business-architecture", "technology")
    cells = {**answers.cells, place: rated, other: answers.cells[other]._replace(evidence=("minutes",))}
    minutes = {"minutes": Evidence("Minutes", date(2026, 1, 1), url="https://example.org/m")}
    answers = answers._replace(cells=cells, evidence=minutes)
    card = assess(firms.STANDARD, answers, frozenset(minutes), build.DAY)
    given = ReportInput(card, firms.STANDARD, answers, EvidenceReport(frozenset(minutes), ()))
    [table] = [block for block in evidence_part(given) if isinstance(block, Table)]
    [(cells_of_row, _)] = table.squares()
    assert cells_of_row[-1].text == "Business Architecture / Process: 2a, 2b; Business Architecture / Technology"
