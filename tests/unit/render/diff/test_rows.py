"""The rows and the wire form of a comparison made by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from btm_cli.compare import compare
from btm_cli.compare.comparison import Causes, Change
from btm_cli.render.diff.rows import diff_rows
from btm_cli.render.diff.wire import diff_data
from btm_cli.render.wire.columns import OLD_HEAD
from btm_cli.render.wire.json import render_json
from btm_cli.render.wire.parquet import to_parquet
from btm_cli.render.wire.rows import to_csv
from support.comparisons import comparison
from support.pairs import pairs
from support.profile import examples
from support.wire import assert_written_as_described


def test_one_row_for_each_calculation_of_each_place_that_moved() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(diff_rows(comparison())))))
    places = ["overall", "north", "alpha", "alpha/process", "alpha/people"]
    calculations = ("claimed", "evidenced", "verified")
    assert [(row["reference"], row["assurance"]) for row in rows] == [
        (place, calculation) for place in places for calculation in calculations
    ]
    fell = rows[9]
    assert {name: fell[name] for name in fell if name.startswith(("old_", "new_")) and "score" not in name} == {
        **{name: fell[name] for name in OLD_HEAD},
        **{"old_status": "answered", "new_status": "answered", "old_basis": "rated", "new_basis": "rated"},
        **{"old_level": "3", "new_level": "1"},
    }
    assert {name: fell[name] for name in fell if "score" in name or name.startswith("change_by")} == {
        "old_score": "3.0",
        "old_score_exact": "3",
        "new_score": "1.83",
        "new_score_exact": "11/6",
        "score_change": "-1.17",
        "score_change_exact": "-7/6",
        "change_by_standard": "0.0",
        "change_by_standard_exact": "0",
        "change_by_time": "-0.5",
        "change_by_time_exact": "-1/2",
        "change_by_scope": "0.0",
        "change_by_scope_exact": "0",
        "change_by_answers": "-0.67",
        "change_by_answers_exact": "-2/3",
    }
    came = rows[12]
    amounts = ("old_score", "new_score", "score_change", "change_by_time", "change_by_time_exact")
    assert [came[name] for name in amounts] == ["", "2.0", "", "", ""]


def test_a_row_begins_with_the_newer_side_and_has_the_older_one_beside_it() -> None:
    found = comparison()
    older = found.old._replace(as_of=date(2026, 2, 1), edition="0.9", scope=("north",), depth="core")
    row = next(csv.DictReader(io.StringIO(to_csv(diff_rows(found._replace(old=older))))))
    assert (row["as_of"], row["edition"], row["scope"], row["depth"]) == (
        found.new.as_of.isoformat(),
        found.new.edition,
        "all",
        "full",
    )
    assert (row["old_as_of"], row["old_edition"], row["old_scope"], row["old_depth"]) == (
        "2026-02-01",
        "0.9",
        "north",
        "core",
    )


def test_shown_causes_add_up_to_the_shown_change() -> None:
    third = Fraction(1, 3)
    change = Change(Fraction(1), Fraction(2), 1, 2, Causes(third, third, third, Fraction(0)))
    found = comparison()
    moved = found._replace(overall=found.overall._replace(claimed=change))
    row = next(csv.DictReader(io.StringIO(to_csv(diff_rows(moved)))))
    shown = [row[f"change_by_{cause}"] for cause in ("standard", "time", "scope", "answers")]
    assert (row["score_change"], sorted(shown)) == ("1.0", ["0.0", "0.33", "0.33", "0.34"])


def test_nothing_moved_is_the_overall_rows_alone() -> None:
    still = comparison()._replace(areas={}, capabilities={}, cells={})
    assert len(list(diff_rows(still).rows)) == 3


def test_parquet_has_the_fractions_as_text() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(to_parquet(diff_rows(comparison()))))
    row = table.to_pylist()[9]
    assert (row["score_change"], row["score_change_exact"], row["new_level"]) == (-1.17, "-7/6", 1)
    assert str(table.schema.field("old_score_exact").type) == "string"


def test_what_is_written_is_what_the_schema_describes() -> None:
    assert_written_as_described("diff", json.loads(render_json(diff_data(comparison()))))


@settings(max_examples=examples(25))
@given(pairs())
def test_every_comparison_is_what_the_schema_describes(pair) -> None:
    assert_written_as_described("diff", json.loads(render_json(diff_data(compare(*pair)))))
