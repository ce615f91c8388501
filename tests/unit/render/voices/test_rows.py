"""Consensus and roll-up as rows: CSV and Parquet say the same."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from btm_cli.answers.model import Assessor, Claimed, NotApplicable
from btm_cli.render.voices.consensus_rows import consensus_rows
from btm_cli.render.voices.rollup_rows import capability_rows, cell_rows, place_rows
from btm_cli.render.wire.parquet import to_parquet
from btm_cli.render.wire.rows import Rows, to_csv
from btm_cli.voices.consensus import find_consensus
from btm_cli.voices.roll_call import call_roll
from btm_cli.voices.rollup import roll_up
from support import build
from support.voices import scores, unit

CELLS = {"process": build.full_cell(), "people": build.full_cell()}
STANDARD = build.standard({"north": [build.capability("alpha", CELLS), build.capability("beta", CELLS)]})


def people() -> Rows:
    said = [
        {"alpha/process": build.ratings("2a:f"), "beta/process": Claimed(3)},
        {"alpha/process": build.ratings("2a:n"), "beta/process": NotApplicable("none")},
    ]
    names = ("Ann", "=Bob")
    files = [build.answers(one, answered_by=Assessor(name, None)) for one, name in zip(said, names, strict=True)]
    return consensus_rows(find_consensus(STANDARD, files), STANDARD)


def parquet(table: Rows) -> Any:
    reader = pytest.importorskip("pyarrow.parquet")
    return reader.read_table(io.BytesIO(to_parquet(table)))


def test_what_everybody_said_has_a_column_of_its_own() -> None:
    first, second = csv.DictReader(to_csv(people()).splitlines())
    assert (first["reference"], first["consensus"], first["said_by_Ann"], first["said_by_=Bob"]) == (
        "alpha/process/2a",
        "not",
        "fully",
        "not",
    )
    assert (second["scale"], second["said_by_Ann"], second["said_by_=Bob"]) == ("level", "3", "not_applicable")


def test_levels_and_words_share_a_column_of_text_in_parquet() -> None:
    found = parquet(people())
    assert found.column("consensus").to_pylist()[0] == "not"
    assert found.column("said_by_Ann").to_pylist() == ["fully", "3"]
    assert str(found.schema.field("respondents").type) == "int64"


def test_a_rollup_has_a_row_a_unit_and_capability() -> None:
    units = [unit("b", scores("2.5"), scores(None), weight="3"), unit("a", scores(2), scores(1), weight="1")]
    table = roll_up(STANDARD, call_roll(units))
    rows = list(csv.DictReader(to_csv(capability_rows(table, STANDARD)).splitlines()))
    assert [(row["unit"], row["capability"], row["weight"], row["score"], row["level"]) for row in rows] == [
        ("a", "alpha", "1.0", "2.0", "2"),
        ("a", "beta", "1.0", "1.0", "1"),
        ("b", "alpha", "3.0", "2.5", "2"),
        ("b", "beta", "3.0", "", ""),
    ]
    found = parquet(capability_rows(table, STANDARD))
    assert [str(found.schema.field(name).type) for name in ("unit", "score", "level")] == ["string", "double", "int64"]
    assert found.column("level").to_pylist() == [2, 1, 2, None]


def test_a_rollup_has_a_row_a_unit_and_cell_with_its_own_exact_numbers() -> None:
    cells = (scores("7/3", evidenced="4/3"), scores(None), None, scores(None))
    standings = ("assessed", "not-assessed")
    told = unit("a", scores("7/3"), scores(None), cells=cells, standings=standings, not_known=(1,))
    apart = unit("b", scores(1), scores(None), standings=("assessed", "out-of-scope"), weight="1/3", scope=("alpha",))
    roll = roll_up(STANDARD, call_roll([told._replace(weight="2"), apart]))
    rows = list(csv.DictReader(to_csv(cell_rows(roll, STANDARD)).splitlines()))
    assert [(row["unit"], row["reference"], row["status"], row["score_exact"]) for row in rows] == [
        ("a", "alpha/process", "answered", "7/3"),
        ("a", "alpha/people", "unknown", ""),
        ("a", "beta/process", "not_applicable", ""),
        ("a", "beta/people", "unanswered", ""),
        ("b", "alpha/process", "answered", "1"),
        ("b", "alpha/people", "answered", "1"),
        ("b", "beta/process", "out_of_scope", ""),
        ("b", "beta/people", "out_of_scope", ""),
    ]
    first, last = rows[0], rows[-1]
    assert (first["score"], first["level"], first["evidenced"], first["evidenced_exact"]) == (
        "2.33",
        "2",
        "1.33",
        "4/3",
    )
    assert [row["assessed_units"] for row in rows] == ["2", "1", "0", "0"] * 2
    assert (last["weight"], last["weight_exact"], last["scope"], first["scope"]) == ("0.33", "1/3", "alpha", "all")
    assert (first["standard"], first["edition"], first["as_of"], first["units"]) == ("toy", "1.0", "2026-11-20", "2")


def test_rows_are_made_while_they_are_written() -> None:
    table = capability_rows(roll_up(STANDARD, call_roll([unit("a", scores(2), scores(1))])), STANDARD)
    assert iter(table.rows) is table.rows


def test_a_place_over_all_units_has_its_floor_and_spread() -> None:
    units = [unit("a", scores(2), scores(1), weight="1"), unit("b", scores("3"), scores(None), weight="3")]
    roll = roll_up(STANDARD, call_roll(units))
    overall, north, alpha, beta = csv.DictReader(to_csv(place_rows(roll, STANDARD)).splitlines())
    assert [one["height"] for one in (overall, north, alpha, beta)] == ["overall", "area", "capability", "capability"]
    assert [(one["area"], one["capability"]) for one in (overall, north, alpha)] == [
        ("", ""),
        ("north", ""),
        ("north", "alpha"),
    ]
    # (2 + 3 * 3) / 4 of both cells; the lowest level is a's, and quartiles go by halves of the way from 2 to 3.
    assert (alpha["score_exact"], alpha["level"], alpha["units_at_level"], alpha["lowest_unit"]) == (
        "11/4",
        "2",
        "1",
        "a",
    )
    spread = [alpha[f"unit_{name}_exact"] for name in ("lowest", "lower", "median", "upper", "highest")]
    assert spread == ["2", "9/4", "5/2", "11/4", "3"]
    assert (beta["score"], beta["assessed_units"], beta["units"]) == ("1.0", "1", "2")
