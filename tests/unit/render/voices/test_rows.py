"""Consensus and roll-up as rows: CSV and Parquet say the same."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from btm_cli.answers.model import Assessor, Claimed, NotApplicable
from btm_cli.render.voices.consensus_rows import consensus_rows
from btm_cli.render.voices.rollup_rows import rollup_rows
from btm_cli.render.wire.rows import Rows, to_csv, to_parquet
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
    assert (first["reference"], first["consensus"], first["Ann"], first["'=Bob"]) == (
        "alpha/process/2a",
        "not",
        "fully",
        "not",
    )
    assert (second["scale"], second["Ann"], second["'=Bob"]) == ("level", "3", "n/a")


def test_levels_and_words_share_a_column_of_text_in_parquet() -> None:
    found = parquet(people())
    assert found.column("consensus").to_pylist()[0] == "not"
    assert found.column("Ann").to_pylist() == ["fully", "3"]
    assert str(found.schema.field("respondents").type) == "int64"


def test_a_rollup_has_a_row_a_unit_and_capability() -> None:
    units = [unit("b", scores("2.5"), scores(None), weight="3"), unit("a", scores(2), scores(1), weight="1")]
    table = roll_up(STANDARD, call_roll(units))
    rows = list(csv.DictReader(to_csv(rollup_rows(table, STANDARD)).splitlines()))
    assert [(row["unit"], row["capability"], row["weight"], row["score"], row["level"]) for row in rows] == [
        ("a", "alpha", "1.0", "2.0", "2"),
        ("a", "beta", "1.0", "1.0", "1"),
        ("b", "alpha", "3.0", "2.5", "2"),
        ("b", "beta", "3.0", "", ""),
    ]
    found = parquet(rollup_rows(table, STANDARD))
    assert [str(found.schema.field(name).type) for name in ("unit", "score", "level")] == ["string", "double", "int64"]
    assert found.column("level").to_pylist() == [2, 1, 2, None]


def test_rows_are_made_while_they_are_written() -> None:
    table = rollup_rows(roll_up(STANDARD, call_roll([unit("a", scores(2), scores(1))])), STANDARD)
    assert iter(table.rows) is table.rows
