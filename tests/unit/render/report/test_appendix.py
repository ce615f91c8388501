"""The parts of the report that are blocks: whole lists, every line leading to what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from btm_cli.answers.model import Evidence
from btm_cli.evidence import EvidenceReport
from btm_cli.render.document.blocks import Block, Heading, Sentences, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.report.appendix import (
    evidence_part,
    findings_part,
    gaps_part,
    left_out_part,
    method_part,
    steps_part,
)
from btm_cli.render.report.board import ReportInput
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring import assess
from support import build, firms
from support import render_fixtures as fixtures

LABELS = Labels(fixtures.make_standard())
SHOWN = Shown(fixtures.make_scorecard())


def tables(page: Iterable[Block]) -> list[Table]:
    return [block for block in page if isinstance(block, Table)]


def about(table: Table, column: int = 0) -> list[str]:
    return [cell.about for cells, _ in table.squares() for cell in [cells[column]]]


def test_gaps_have_a_row_for_every_criterion_still_to_meet() -> None:
    [table] = tables(gaps_part(SHOWN, LABELS))
    # to level 3, four cells lack 3b, four claimed at level 1 lack 2a to 3b; "2a:f 2b:p 3a:f" lacks two, "2a:f 2b:f
    # 3a:p" two, and "2b:l" three
    assert len(table.rows) == 4 * 1 + 4 * 4 + 2 + 2 + 3
    assert about(table)[0] == "compliance-and-risk-management/process"
    assert about(table, 4)[:2] == [f"compliance-and-risk-management/process/{name}" for name in ("2a", "2b")]
    assert about(table, 3)[0] == about(table)[0]  # numbers lead to their cell


def test_steps_stand_in_their_order_and_what_they_take_below() -> None:
    numbers, criteria = tables(steps_part(SHOWN, LABELS))
    steps = fixtures.make_scorecard().priorities
    assert about(numbers) == [step.reference for step in steps]
    assert [cells[1].text for cells, _ in numbers.squares()] == [str(rank) for rank in range(1, len(steps) + 1)]
    assert about(criteria, 1) == [f"{step.reference}/{name}" for step in steps for name in step.criteria]
    blocked = next(cells for cells, _ in numbers.squares() if "blocked" in cells[-1].text)
    assert blocked[-1].text == "blocked: Compliance And Risk Management must be at level 2, is at 1"


def test_a_finding_leads_to_its_place() -> None:
    [table] = tables(findings_part(SHOWN))
    assert about(table) == [found.reference for found in fixtures.make_scorecard().findings]


def test_what_is_not_counted_says_why() -> None:
    page = list(left_out_part(SHOWN, LABELS))
    assert [block.text for block in page if isinstance(block, Heading)] == [
        "Not assessed yet, assess first",
        "Not applicable",
    ]
    entries = [dict(block.entries) for block in page if isinstance(block, Sentences)]
    assert entries[0]["Communication Strategy And Management"] == "Organization, Information"
    channel = "Communication Strategy And Management / Technology"
    assert entries[1][channel] == "no channel of its own (approved by Audit)"


def test_the_method_follows_the_standard_s_own_rules() -> None:
    standard, answers = fixtures.make_standard(), fixtures.make_answers()
    page = list(method_part(fixtures.make_scorecard(), standard, answers))
    rules = next(dict(block.entries) for block in page if isinstance(block, Sentences))
    assert "not 0.00, partially 0.33, largely 0.67, fully 1.00" in rules["Ratings"]
    assert "is above 0.85" in rules["Level of a cell"]


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
