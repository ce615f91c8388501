"""Rows as they are written: both forms of a decimal, lists, and what a Parquet file says of itself."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from btm_cli import __version__
from btm_cli.render.wire import parquet as module
from btm_cli.render.wire.columns import COLUMNS, columns
from btm_cli.render.wire.parquet import to_parquet
from btm_cli.render.wire.rows import Layout, Rows, ScoredBy, Shown, to_csv

LAYOUT = Layout(
    "btm-cells/1", "assess", columns("unit", "as_of", "score", "level", "status", "pinned", "evidence", "why")
)
DAY = date(2026, 11, 20)
ROW = ("-Ost", DAY, Fraction(17, 6), 2, "answered", True, ("a", "b"), ("x y", "=z"))
EMPTY = (None, None, None, None, None, None, (), ())


def rows(*found: Sequence[object]) -> Rows:
    return Rows(LAYOUT, iter(found), (ScoredBy("btm", "1.1", "d1"),))


def read(table: Rows) -> Any:
    reader = pytest.importorskip("pyarrow.parquet")
    return reader.read_table(io.BytesIO(to_parquet(table)))


def test_a_decimal_has_its_fraction_behind_it_and_text_is_harmless() -> None:
    assert to_csv(rows(ROW, EMPTY)).splitlines() == [
        "unit,as_of,score,score_exact,level,status,pinned,evidence,why",
        "'-Ost,2026-11-20,2.83,17/6,2,answered,true,a b,x y; =z",
        ",,,,,,,,",
    ]


def test_a_decimal_may_be_shown_otherwise_than_rounded_alone() -> None:
    row = (None, None, Shown(0.34, Fraction(1, 3)), None, None, None, (), ())
    assert to_csv(rows(row)).splitlines()[1] == ",,0.34,1/3,,,,,"


def test_negative_fractions_are_numbers_and_no_formulas() -> None:
    row = (None, None, Fraction(-7, 12), None, None, None, (), ())
    assert to_csv(rows(row)).splitlines()[1] == ",,-0.58,-7/12,,,,,"


def test_parquet_keeps_nothing_apart_from_an_empty_list() -> None:
    first, second = read(rows(ROW, EMPTY)).to_pylist()
    assert (first["unit"], first["as_of"], first["score"], first["score_exact"]) == ("-Ost", DAY, 2.83, "17/6")
    assert (first["pinned"], first["evidence"], first["why"]) == (True, ["a", "b"], ["x y", "=z"])
    assert (second["unit"], second["status"], second["evidence"]) == (None, None, [])


def test_parquet_says_which_table_it_is() -> None:
    schema = read(rows(ROW)).schema
    assert json.loads(schema.metadata[b"btm"]) == {
        "schema": "btm-cells/1",
        "version": __version__,
        "standards": [{"standard": "btm", "edition": "1.1", "digest": "d1"}],
    }
    assert schema.field("score").metadata[b"description"].decode() == COLUMNS["score"].about
    assert str(schema.field("status").type).startswith("dictionary")


def test_parquet_without_rows_has_its_columns_all_the_same() -> None:
    table = read(rows())
    assert (table.num_rows, table.column_names) == (0, rows().names)


def test_rows_are_written_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(module, "GROUP", 2)
    file = reader.ParquetFile(io.BytesIO(to_parquet(rows(ROW, EMPTY, ROW, ROW, EMPTY))))
    assert (file.num_row_groups, file.read().column("level").to_pylist()) == (3, [2, None, 2, 2, None])


def test_a_file_s_name_of_other_bytes_is_no_error() -> None:
    row = ("b\udcffd", *EMPTY[1:])
    assert read(rows(row)).column("unit").to_pylist() == ["b\\udcffd"]
    assert "b\\udcffd" in to_csv(rows(row))


def test_a_numerator_that_no_integer_column_holds_stays_exact() -> None:
    score = Fraction(10**30 + 1, 3 * 10**29)
    row = (None, None, score, None, None, None, (), ())
    assert Fraction(read(rows(row)).column("score_exact")[0].as_py()) == score


def test_every_column_and_every_word_for_one_goes_with_the_other() -> None:
    from btm_cli.render.document.words import entries

    spoken = {key.removeprefix("table.column.") for key in entries("en") if key.startswith("table.column.")}
    declared = {name.removesuffix("_*") for name, one in COLUMNS.items() if not one.like}
    assert spoken == declared | {"older"}
    assert COLUMNS["old_as_of"].about == "`as_of` of the older side."
    assert all(one.about.endswith(".") for one in COLUMNS.values())
