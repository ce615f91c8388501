"""A scorecard as rows: one a cell, one a criterion."""

from __future__ import annotations

import csv
import io

import pytest

from btm_cli.evidence import EvidenceReport
from btm_cli.render.scorecard.rows import Scored, cell_rows
from btm_cli.render.wire.rows import Rows, to_csv
from btm_cli.scoring.scorecard import Scorecard
from support import build
from support import render_fixtures as fixtures

SCORECARDS = {
    "full": fixtures.make_scorecard(),
    "empty": fixtures.empty_scorecard(),
    "hostile": fixtures.hostile_scorecard(),
}


@pytest.fixture(params=SCORECARDS)
def card(request: pytest.FixtureRequest) -> Scorecard:
    return SCORECARDS[request.param]


def rows_of(card: Scorecard) -> Rows:
    """Of a file without owners."""
    scored = Scored("a.yaml", card, fixtures.make_standard(), build.answers({}), EvidenceReport(frozenset(), ()))
    return cell_rows([scored])


def test_csv_has_a_row_a_cell(card: Scorecard) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(rows_of(card)))))
    assert len(rows) == 24
    first = rows[0]
    assert (first["capability"], first["dimension"], first["as_of"]) == (
        "strategic-and-tactical-governance",
        "process",
        "2026-11-20",
    )


def test_csv_leaves_empty_what_does_not_exist() -> None:
    scores = {
        name: next(csv.DictReader(io.StringIO(to_csv(rows_of(card)))))["score"] for name, card in SCORECARDS.items()
    }
    assert scores == {"full": "2.83", "empty": "", "hostile": "2.0"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n =", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_csv_text_is_no_formula(start: str) -> None:
    card = SCORECARDS["full"]._replace(enterprise=f"{start}1+1", period="a=b")
    row = next(csv.DictReader(io.StringIO(to_csv(rows_of(card)), newline="")))
    assert row["enterprise"] == f"'{start.strip()}1+1"
    assert row["period"] == "a=b"
