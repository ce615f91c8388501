"""The rows and the wire form of a comparison made by hand."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings

from btm_cli.compare import compare
from btm_cli.render.diff.rows import diff_rows
from btm_cli.render.diff.wire import diff_data
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.rows import to_csv, to_parquet
from support.comparisons import comparison
from support.pairs import pairs
from support.profile import examples
from support.wire import assert_written_as_described

EXTENT = ("scope", "depth", "profiles")


def test_one_row_for_each_calculation_of_each_place_that_moved() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(diff_rows(comparison())))))
    places = ["overall", "north", "alpha", "alpha/process", "alpha/people"]
    calculations = ("claimed", "evidenced", "verified")
    assert [(row["reference"], row["calculation"]) for row in rows] == [
        (place, calculation) for place in places for calculation in calculations
    ]
    fell = {name: value for name, value in rows[9].items() if name not in ("name", "old_basis", "new_basis")}
    extents = {f"{side}_{name}": fell.pop(f"{side}_{name}") for side in ("old", "new") for name in EXTENT}
    assert list(extents.values()) == ["", "full", "", "", "full", ""]
    assert fell == {
        "height": "cell",
        "reference": "alpha/process",
        "calculation": "claimed",
        "old": "3.0",
        "new": "1.83",
        "change": "-1.17",
        "standard": "0.0",
        "time": "-0.5",
        "scope": "0.0",
        "answers": "-0.67",
        "old_level": "3",
        "new_level": "1",
        "exact_old": "3",
        "exact_new": "11/6",
        "exact_change": "-7/6",
        "exact_standard": "0",
        "exact_time": "-1/2",
        "exact_scope": "0",
        "exact_answers": "-2/3",
    }
    came = rows[12]
    assert (came["old"], came["new"], came["change"], came["time"], came["exact_time"]) == ("", "2.0", "", "", "")


def test_nothing_moved_is_the_overall_rows_alone() -> None:
    still = comparison()._replace(areas={}, capabilities={}, cells={})
    assert len(list(diff_rows(still).rows)) == 3


def test_parquet_has_the_fractions_as_text() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(to_parquet(diff_rows(comparison()))))
    row = table.to_pylist()[9]
    assert (row["change"], row["exact_change"], row["new_level"]) == (-1.17, "-7/6", 1)
    assert str(table.schema.field("exact_old").type) == "string"


def test_what_is_written_is_what_the_schema_describes() -> None:
    assert_written_as_described("diff", json.loads(render_json(diff_data(comparison()))))


@settings(max_examples=examples(25))
@given(pairs())
def test_every_comparison_is_what_the_schema_describes(pair) -> None:
    assert_written_as_described("diff", json.loads(render_json(diff_data(compare(*pair)))))
