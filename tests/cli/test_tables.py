"""Every table of every command, taken from the program itself, is as the data dictionary says, in each format."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from btm_cli.render.wire.columns import COLUMNS, Column
from support.commands import every_command
from support.run import ROOT, in_process

MERIDIAN = "examples/meridian-insurance"
HARBOR = "examples/harbor-foods"
Q3, Q4 = f"{MERIDIAN}/2026-Q3.yaml", f"{MERIDIAN}/2026-Q4.yaml"
UNITS = tuple(f"{HARBOR}/units/{name}.yaml" for name in ("north-quay", "old-harbor", "south-dock"))
VOICES = tuple(f"{HARBOR}/responses/{name}.yaml" for name in ("finance", "it-lead", "sales"))
RUNS: dict[str, tuple[str, ...]] = {
    "assess": (Q4,),
    "assess --rows criteria": (Q4,),
    "report": (Q4,),
    "plan": (Q4,),
    "diff": (Q3, Q4),
    "trend": (Q3, Q4),
    "check": (Q4, "tests/golden/broken.yaml", "--policy", f"{MERIDIAN}/policy.yaml"),
    "rollup": (*UNITS, "--no-cache"),
    "rollup --rows cells": (*UNITS, "--no-cache"),
    "rollup --rows places": (*UNITS, "--no-cache"),
    "consensus": VOICES,
    "validate": ("tests/golden/broken.yaml",),
    "evidence list": (Q4,),
    "evidence verify": (Q4,),
    "evidence request": (Q4,),
    "profile list": (),
    "profile apply": (Q4, "--dry-run"),
    "migrate": (Q3, "--dry-run"),
    "standard list": (),
    "standard list --tag": ("dora",),
    "standard crosswalk": (),
    "standard crosswalk --from": ("dora", "--answers", Q4),
}
"""What writes a table, as it is typed, and what it takes here."""
NO_TABLE = {"export": "the questionnaire, with columns of its own (docs/workbook.md)"}
CODES = (0, 1, 3)
"""Also a gate that fails, files that are wrong, evidence that lapsed: there is a table all the same."""
PAGE = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
DESCRIBED = dict(re.findall(r"^\| `([a-z0-9_*]+)` \| ([a-z]+) \|", PAGE, re.MULTILINE))
"""The columns on the page, and what type it gives them."""
TYPES = {
    "text": "string",
    "category": "dictionary<values=string, indices=int32, ordered=0>",
    "integer": "int64",
    "decimal": "double",
    "boolean": "bool",
    "date": "date32[day]",
    "ids": "list<element: string>",
    "texts": "list<element: string>",
}


def csv_of(command: str) -> list[dict[str, str]]:
    ran = in_process(*command.split(), *RUNS[command], "--format", "csv", cwd=ROOT)
    assert ran.code in CODES, ran.complaint
    rows = list(csv.reader(io.StringIO(ran.text)))
    assert len(set(rows[0])) == len(rows[0])
    assert rows[1:]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def parquet_of(command: str, folder: Path) -> Any:
    reader = pytest.importorskip("pyarrow.parquet")
    ran = in_process(*command.split(), *RUNS[command], "--output", folder / "out.parquet", cwd=ROOT)
    assert ran.code in CODES, ran.complaint
    return reader.read_table(folder / "out.parquet")


def column_of(name: str) -> Column:
    """The declared column behind a name in a heading; a twin has its decimal's, a respondent's that of all of them."""
    if name.startswith("said_by_"):
        return COLUMNS["said_by_*"]
    return COLUMNS[name.removesuffix("_exact")]


def test_every_command_with_a_table_is_here() -> None:
    with_tables = {command for command, formats in every_command().items() if "csv" in formats}
    assert {command.partition(" --")[0] for command in RUNS} == with_tables - set(NO_TABLE)


@pytest.mark.parametrize("command", RUNS)
def test_every_column_is_in_the_dictionary(command: str) -> None:
    rows = csv_of(command)
    for name in rows[0]:
        column = column_of(name)
        assert DESCRIBED[column.name] == column.kind
        if name.endswith("_exact"):
            assert column.kind == "decimal"
    for row in rows:
        for name, value in row.items():
            if value and (words := column_of(name).words):
                assert value in words, name
            if value and name.endswith("_exact"):
                # Rounded half up, by another route: a cause's share of a sum alone may be a hundredth off.
                most = Fraction(1, 100) if name.startswith("change_by") else Fraction(1, 200)
                assert abs(Fraction(value) - Fraction(row[name.removesuffix("_exact")])) <= most


@pytest.mark.parametrize("command", [each for each in RUNS if "parquet" in every_command()[each.partition(" --")[0]]])
def test_parquet_is_typed_and_says_what_csv_says(command: str, tmp_path: Path) -> None:
    table = parquet_of(command, tmp_path)
    rows = csv_of(command)
    assert table.column_names == list(rows[0])
    for field in table.schema:
        column = column_of(field.name)
        assert str(field.type) == ("string" if field.name.endswith("_exact") else TYPES[column.kind]), field.name
        assert field.metadata[b"description"].decode() == column.about
    about = json.loads(table.schema.metadata[b"btm"])
    assert f"| `{about['schema']}` | `btm {command.replace('report', 'assess').replace('verify', 'list')}` |" in PAGE
    assert about["version"]
    for written, read in zip(table.to_pylist(), rows, strict=True):
        assert {name: as_csv(name, value) for name, value in written.items()} == read


def as_csv(name: str, value: Any) -> str:
    """What CSV has for a value of a data frame."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ("; " if column_of(name).kind == "texts" else " ").join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def test_the_page_is_made_of_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs")
    module = importlib.import_module("make_data_dictionary")
    assert module.text() == PAGE, "run: python docs/make_data_dictionary.py"
    written = {each.command for each in module.layouts()}
    assert written == set(RUNS) - {"report", "evidence verify"}
    used = {column.name for each in module.layouts() for column in each.columns}
    assert used == set(COLUMNS)


def test_no_word_of_a_column_is_nothing_to_a_data_frame() -> None:
    """What `pandas.read_csv` takes for null unless told otherwise: its page on `na_values`."""
    nothing = {"", "#N/A", "N/A", "n/a", "NA", "<NA>", "NULL", "null", "None", "NaN", "nan", "-nan", "-NaN"}
    assert not nothing & {word for column in COLUMNS.values() for word in column.words}


PARTLY = """\
standard: btm 1.1
enterprise: Acme
assessed_on: 2026-11-20
scope: [approval-and-prioritization, compliance-and-risk-management, asset-rationalization]
depth: {default: full, asset-rationalization: core}
owners: {approval-and-prioritization: PMO, approval-and-prioritization/technology: Tools}
evidence:
  minutes: {title: Minutes, url: "https://x.example", date: 2026-01-01}
answers:
  approval-and-prioritization:
    process: {2a: {rating: fully, evidence: [minutes]}, 2b: unknown, 3a: {rating: n/a, reason: no, approved_by: Ana}}
    organization: {level: 3, evidence: [minutes]}
    information: unknown
    technology: {rating: n/a, reason: no tools, approved_by: Bo}
  compliance-and-risk-management: {rating: n/a, reason: insured}
  asset-rationalization:
    process: {2a: fully, 2b: largely}  # of level 2 the core is 2b: what is said of 2a does not count
"""


def rows_of(folder: Path, *arguments: str) -> list[dict[str, str]]:
    (folder / "partly.yaml").write_text(PARTLY, "utf-8")
    ran = in_process(*arguments, "--format", "csv", cwd=folder)
    assert ran.code == 0, ran.complaint
    return list(csv.DictReader(io.StringIO(ran.text)))


CELLS = {
    "approval-and-prioritization/process": "answered",
    "approval-and-prioritization/organization": "answered",
    "approval-and-prioritization/information": "unknown",
    "approval-and-prioritization/technology": "not_applicable",
    **{
        f"compliance-and-risk-management/{name}": "not_applicable"
        for name in ("process", "organization", "information", "technology")
    },
    "asset-rationalization/process": "answered",
    **{f"asset-rationalization/{name}": "unanswered" for name in ("organization", "information", "technology")},
}
"""As the file has them, by hand; every other cell is out of scope."""


@pytest.mark.parametrize("command", [("assess",), ("rollup", "--no-cache", "--rows", "cells")])
def test_every_cell_says_why_it_has_no_score(command: tuple[str, ...], tmp_path: Path) -> None:
    rows = rows_of(tmp_path, *command, "partly.yaml")
    assert len(rows) == 68
    assert {row["reference"]: row["status"] for row in rows if row["status"] != "out_of_scope"} == CELLS
    assert all((row["score"] != "") == (row["status"] == "answered") for row in rows)


@pytest.mark.parametrize("command", [("trend", "partly.yaml"), ("rollup", "--no-cache")])
def test_a_capability_is_what_its_cells_are(command: tuple[str, ...], tmp_path: Path) -> None:
    rows = rows_of(tmp_path, *command, "partly.yaml")
    found = {row["reference"]: row["status"] for row in rows if row["capability"]}
    assert Counter(found.values()) == {"out_of_scope": 14, "answered": 2, "not_applicable": 1}
    assert found["compliance-and-risk-management"] == "not_applicable"


def test_every_criterion_says_why_it_has_no_rating(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "assess", "partly.yaml", "--rows", "criteria")
    by_cell: dict[str, Counter[str]] = {}
    for row in rows:
        by_cell.setdefault(f"{row['capability']}/{row['dimension']}", Counter())[row["status"]] += 1
    assert set(by_cell) == set(CELLS)
    process = by_cell["approval-and-prioritization/process"]
    assert (process["answered"], process["unknown"], process["not_applicable"]) == (1, 1, 1)
    assert set(by_cell["approval-and-prioritization/information"]) == {"unknown"}
    assert set(by_cell["approval-and-prioritization/organization"]) == {"answered"}
    assert set(by_cell["compliance-and-risk-management/process"]) == {"not_applicable"}
    [beyond] = [row for row in rows if row["reference"] == "asset-rationalization/process/2a"]
    assert (beyond["status"], beyond["rating"]) == ("out_of_depth", "fully")
    core = by_cell["asset-rationalization/process"]
    assert (core["answered"] + core["unanswered"], core["unanswered"], core["out_of_depth"] > 4) == (4, 3, True)
    numbers = {row["reference"]: row for row in rows_of(tmp_path, "assess", "partly.yaml")}
    for cell, counts in by_cell.items():
        counted = counts["answered"] + counts["unanswered"] + counts["unknown"]
        assert (counts["answered"], counted) == (int(numbers[cell]["answered"]), int(numbers[cell]["applicable"]))


def test_a_criterion_has_what_was_said_of_it(tmp_path: Path) -> None:
    rows = {row["reference"]: row for row in rows_of(tmp_path, "assess", "partly.yaml", "--rows", "criteria")}
    names = ("rating", "basis", "assurance", "evidence", "valid_evidence", "reason", "approved_by", "owner")

    def said(place: str) -> tuple[str, ...]:
        return tuple(rows[f"approval-and-prioritization/{place}"][name] for name in names)

    assert said("process/2a") == ("fully", "rated", "evidenced", "minutes", "minutes", "", "", "PMO")
    assert said("process/2b") == ("", "rated", "", "", "", "", "", "PMO")
    assert said("process/3a") == ("", "rated", "", "", "", "no", "Ana", "PMO")
    assert said("organization/2a") == ("", "claimed", "evidenced", "minutes", "minutes", "", "", "PMO")
    assert said("technology/2a") == ("", "", "", "", "", "no tools", "Bo", "Tools")


def test_several_files_are_one_table(tmp_path: Path) -> None:
    (tmp_path / "whole.yaml").write_text(PARTLY.split("scope:")[0] + "answers: {asset-rationalization: 2}\n", "utf-8")
    rows = rows_of(tmp_path, "assess", "partly.yaml", "whole.yaml")
    assert [(row["file"], row["scope"]) for row in rows[67:69]] == [
        ("partly.yaml", "approval-and-prioritization compliance-and-risk-management asset-rationalization"),
        ("whole.yaml", "all"),
    ]
    assert len(rows) == 2 * 68
