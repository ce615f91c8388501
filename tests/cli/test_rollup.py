"""`btm rollup` as a command: many files, bad files, patterns, the cache, processes."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from fractions import Fraction
from itertools import chain
from pathlib import Path

import pytest

from btm_cli.intake.bulk import expand, load_units
from btm_cli.intake.units import Source, UnitReader
from btm_cli.standard.bundled import load_bundled
from support.run import LONGEST, Ran, in_process, process
from support.units import BAD, CAPABILITIES, answers_text, write_units
from support.wire import assert_written_as_described


def rollup(folder: Path, *arguments: object) -> Ran:
    """In this process, with a cache of its own beside the units."""
    return in_process("rollup", *arguments, cwd=folder, XDG_CACHE_HOME=str(folder.parent / "cache"))


@pytest.fixture
def units(tmp_path: Path) -> Path:
    folder = tmp_path / "units"
    write_units(folder, 3)
    return folder


def test_the_result_by_hand(units: Path) -> None:
    # Units 0, 1, 2 claim 1+0, 1+1, ... in four capabilities: 1 2 3 4, 2 3 4 1, 3 4 1 2.
    (units / "division-0" / "unit-00000.yaml").write_text(answers_text(0, weight=2), "utf-8")
    data = json.loads(rollup(units, "**/*.yaml", "--format", "json").text)
    assert_written_as_described("rollup", data)
    found = {one["id"]: one for one in data["capabilities"]}
    expected = {0: (2 * 1 + 2 + 3, 1), 1: (2 * 2 + 3 + 4, 2), 2: (2 * 3 + 4 + 1, 1), 3: (2 * 4 + 1 + 2, 1)}
    for place, (weighted, floor) in expected.items():
        one = found[CAPABILITIES[place]]
        assert one["score"] == round(weighted / 4, 2)
        assert one["level"] == floor
    assert data["overall"]["units"] == 3
    assert data["overall"]["level"] == 1
    assert data["enterprise"] == "Acme"


def test_the_order_of_files_changes_nothing(units: Path) -> None:
    files = [str(path.relative_to(units)) for path in sorted(units.rglob("*.yaml"))]
    results = {rollup(units, *order, "--format", "json", "--no-cache").out for order in (files, files[::-1])}
    assert len(results) == 1


def test_patterns_are_expanded_by_btm_and_by_the_shell_alike(units: Path) -> None:
    named = [str(path.relative_to(units)) for path in units.rglob("*.yaml")]
    assert rollup(units, "**/*.yaml", "--format", "csv").out == rollup(units, *named, named[0], "--format", "csv").out


def test_a_pattern_without_a_match_is_a_file_that_is_not_there(units: Path) -> None:
    ran = rollup(units, "nothing/*.yaml")
    assert (ran.code, ran.out) == (4, b"")
    assert "nothing/*.yaml" in ran.complaint


def test_a_name_with_brackets_is_a_name_if_there_is_such_a_file(tmp_path: Path) -> None:
    odd = tmp_path / "unit[1].yaml"
    odd.write_text("x", "utf-8")
    assert expand([str(odd)]) == [str(odd)]


def test_one_bad_file_and_there_is_no_result_but_every_problem(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    write_units(folder, 20, bad=True)
    ran = rollup(folder, "**/*.yaml")
    assert (ran.code, ran.out) == (3, b"")
    for name in (*BAD, "huge"):
        assert f"{name}.yaml" in ran.complaint


def test_keep_going_leaves_bad_files_out_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    write_units(folder, 20, bad=True)
    ran = rollup(folder, "**/*.yaml", "--keep-going", "--format", "json")
    data = json.loads(ran.text)
    assert ran.code == 3
    assert data["overall"]["units"] == 20
    assert [flag["code"] for flag in data["flags"]] == ["duplicate-unit"]
    assert f"{len(BAD) + 1} files were left out" in ran.complaint


def test_keep_going_with_nothing_good_has_no_result(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_bytes(b"")
    ran = rollup(tmp_path, "empty.yaml", "--keep-going")
    assert (ran.code, ran.out) == (3, b"")


def test_a_file_that_can_not_be_read_ends_with_4(units: Path) -> None:
    ran = rollup(units, "**/*.yaml", "gone.yaml", "--keep-going", "--format", "csv")
    assert ran.code == 4
    assert ran.text.count("\n") == 1 + 3 * 17


def test_two_files_of_one_unit_are_an_error(units: Path) -> None:
    (units / "again.yaml").write_text(answers_text(1).replace("2026-11-20", "2026-11-21"), "utf-8")
    ran = rollup(units, "**/*.yaml")
    assert (ran.code, ran.out) == (3, b"")
    assert "duplicate-unit" in ran.complaint


def test_weights_from_a_file(units: Path) -> None:
    for name, text in (
        ("w.yml", "Unit 0: 2\nUnit 1: 1/2\nunit 2: '1.5'\n"),
        ("w.csv", "Unit,Weight\nUnit 0,2\nUnit 1,1/2\nunit 2,1.5\n"),
        ("w.csv", "sep=;\nUnit;Weight\nUnit 0;2,0\nUnit 1;0,500\nunit 2;1,5\n"),
        ("w.csv", "Unit\tWeight\nUnit 0\t2\nUnit 1\t1/2\n\t\nunit 2\t1.500\nUnit 9\t2.5\n"),
    ):
        (units / name).write_text(text, "utf-8")
        data = json.loads(rollup(units, "**/*.yaml", "--weights", name, "--format", "json").text)
        assert [unit["weight"] for unit in data["units"]] == [2, 0.5, 1.5]
        first = next(one for one in data["capabilities"] if one["id"] == CAPABILITIES[0])
        assert first["score"] == round(float((2 * 1 + Fraction(1, 2) * 2 + Fraction(3, 2) * 3) / 4), 2)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("w.yml", "Unit 0: many\nUnit 1: 0\n", "not-a-number"),
        ("w.yml", "[1]\n", "wrong-type"),
        ("w.yml", "Unit 0: 1\nUnit 0: 2\n", "duplicate-key"),
        ("w.yml", "Unit 0: 1\nunit  0: 2\n", "duplicate-key"),
        ("w.csv", "Unit 0,1\nUnit 0,2\n", "duplicate-key"),
        ("w.csv", "Unit 0,1\nUNIT 0,2\n", "duplicate-key"),
        ("w.csv", "Unit 0\n", "not-a-number"),
        ("w.csv", "Unit 0,-1\n", "not-a-number"),
        ("w.csv", "Unit 0;1.200\nUnit 1;10\n", "ambiguous-number"),
        ("w.csv", '"Unit 0,1\n', "not-csv"),
    ],
)
def test_bad_weights_are_problems_of_their_file(units: Path, name: str, text: str, code: str) -> None:
    (units / name).write_text(text, "utf-8")
    ran = rollup(units, "**/*.yaml", "--weights", name)
    assert (ran.code, ran.out) == (3, b"")
    assert f"error[{code}]" in ran.complaint


def test_weights_in_bytes_that_are_no_text_are_a_problem(units: Path) -> None:
    (units / "w.csv").write_bytes(b"Unit \x81,1\n")
    ran = rollup(units, "**/*.yaml", "--weights", "w.csv")
    assert (ran.code, ran.out) == (3, b"")
    assert "error[not-utf8]" in ran.complaint


def test_the_second_run_reads_only_what_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    files = write_units(folder, 4)
    source = Source(load_bundled(), False, None, str(tmp_path / "cache" / "units.sqlite"))
    paths = [str(path) for path in files]
    first = load_units(paths, source, 1)
    files[2].write_text(answers_text(2, weight=9), "utf-8")
    second = load_units(paths, source, 1)
    assert (first.cached, second.cached) == (0, 3)
    assert [unit.weight for unit in second.units] == ["1", "1", "9", "1"]
    assert second.units[0] == first.units[0]
    other_day = source._replace(as_of=first_day(first.units[0].assessed_on))
    assert load_units(paths, other_day, 1).cached == 0


def first_day(text: str) -> object:
    from datetime import date

    return date.fromisoformat(text).replace(day=1)


def test_the_cache_knows_when_evidence_has_changed(tmp_path: Path) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_text("charter", "utf-8")
    digest = "2b7d9e5f7d4ee2ff85d0bb0bbcb4ae7ef0d8bdc0b1f6b8f4cf8ce1e2ebd3bb97"
    import hashlib

    digest = hashlib.sha256(b"charter").hexdigest()
    answers = tmp_path / "unit.yaml"
    answers.write_text(
        "standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\nevidence:\n"
        f"  p: {{title: Proof, path: proof.txt, sha256: {digest}, date: 2026-01-01}}\n"
        "answers:\n  asset-rationalization: {level: 3, evidence: [p]}\n",
        "utf-8",
    )
    source = Source(load_bundled(), False, None, str(tmp_path / "cache" / "units.sqlite"))

    def evidenced() -> tuple[float, int]:
        loaded = load_units([str(answers)], source, 1)
        return float(loaded.units[0].overall.evidenced or 0), loaded.cached

    assert evidenced() == (3, 0)
    assert evidenced() == (3, 1)
    proof.write_text("forged", "utf-8")
    assert evidenced() == (1, 0)
    proof.write_text("charter", "utf-8")
    assert evidenced() == (3, 0)  # the later state has replaced the earlier one
    proof.unlink()
    assert evidenced() == (1, 0)


@pytest.mark.parametrize("damage", ["garbage", "empty", "table", "row", "folder"])
def test_a_broken_cache_is_ignored(tmp_path: Path, damage: str) -> None:
    files = [str(path) for path in write_units(tmp_path / "units", 3)]
    cache = tmp_path / "cache" / "units.sqlite"
    source = Source(load_bundled(), False, None, str(cache))
    first = load_units(files, source, 1)
    if damage == "garbage":
        cache.write_bytes(b"not a database" * 100)
    elif damage == "empty":
        cache.write_bytes(b"")
    elif damage == "folder":
        cache.unlink()
        cache.mkdir()
    else:
        with sqlite3.connect(cache) as base:
            base.execute("UPDATE entries SET unit = '{}'" if damage == "row" else "DROP TABLE entries")
        base.close()
    again = load_units(files, source, 1)
    assert (again.units, again.cached) == (first.units, 0)
    if damage != "folder":
        assert load_units(files, source, 1).cached == 3


def test_a_line_of_the_cache_that_is_no_unit_is_read_again(tmp_path: Path) -> None:
    from btm_cli.intake.unit_cache import Entry

    files = [str(path) for path in write_units(tmp_path / "units", 1)]
    cache = tmp_path / "cache" / "units.sqlite"
    source = Source(load_bundled(), False, None, str(cache))
    first = load_units(files, source, 1)
    with sqlite3.connect(cache) as base:
        [key] = base.execute("SELECT key FROM entries").fetchone()
        forged = Entry(key, '{"score": 5}', "", "")
        base.execute("UPDATE entries SET unit = ?, digest = ?", (forged.unit, forged.digest))
    base.close()
    assert load_units(files, source, 1).units == first.units


def test_a_unit_that_is_kept_as_another_one_s_is_read_again(tmp_path: Path) -> None:
    from btm_cli.intake.unit_cache import Entry

    files = [str(path) for path in write_units(tmp_path / "units", 2)]
    cache = tmp_path / "cache" / "units.sqlite"
    source = Source(load_bundled(), False, None, str(cache))
    first = load_units(files, source, 1)
    with sqlite3.connect(cache) as base:
        (one, unit), (other, _) = base.execute("SELECT key, unit FROM entries ORDER BY rowid").fetchall()
        forged = Entry(other, unit, "", "")
        base.execute("UPDATE entries SET unit = ?, digest = ? WHERE key = ?", (unit, forged.digest, other))
    base.close()
    again = load_units(files, source, 1)
    assert (again.units, again.cached) == (first.units, 1)
    assert one != other


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_two_processes_give_what_one_gives(tmp_path: Path, method: str) -> None:
    folder = tmp_path / "units"
    write_units(folder, 40, bad=True)
    paths = [str(path) for path in sorted(folder.rglob("*.yaml"))]
    source = Source(load_bundled(), False, None, str(tmp_path / "cache" / "units.sqlite"))
    two = load_units(paths, source, 2, method)
    one = load_units(paths, source._replace(cache=None), 1)
    assert two._replace(cached=0) == one
    assert load_units(paths, source, 2, method).cached == 41


def test_evidence_is_read_again_only_where_it_is_shown(units: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def evidence(self: UnitReader, path: str) -> tuple[tuple[str, ...], ...]:
        read.append(path)
        return ()

    monkeypatch.setattr(UnitReader, "evidence", evidence)
    assert rollup(units, "**/*.yaml", "--format", "csv").code == 0
    assert read == []
    assert rollup(units, "**/*.yaml").code == 0
    assert read != []


def test_thousands_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    write_units(folder, 2000, bad=True)
    ran = process("rollup", "**/*.yaml", "--keep-going", "--format", "csv", "--no-cache", cwd=folder)
    assert ran.code == 3
    rows = list(csv.DictReader(ran.text.splitlines()))
    assert len(rows) == 2000 * 17
    levels = [int(row["level"]) for row in rows if row["capability"] == CAPABILITIES[0]]
    assert sorted(levels) == sorted(1 + number % 4 for number in range(2000))


def test_html_holds_every_unit_and_no_markup_of_users(units: Path) -> None:
    path = units / "evil.yaml"
    path.write_text(answers_text(7).replace("Unit 7", '"<script>alert(1)</script> & \u202e"'), "utf-8")
    page = rollup(units, "**/*.yaml", "--format", "html").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \\u202e" in page
    for name in ("Unit 0", "Unit 1", "Unit 2"):
        assert f'<th scope="row">{name}</th>' in page
    assert "://" not in page


def test_csv_runs_no_formula(units: Path) -> None:
    path = units / "evil.yaml"
    path.write_text(answers_text(7).replace("Unit 7", '"=1+1"'), "utf-8")
    rows = list(csv.DictReader(rollup(units, "**/*.yaml", "--format", "csv").text.splitlines()))
    assert "'=1+1" in {row["unit"] for row in rows}
    assert set(chain.from_iterable(rows)) == set(rows[0])


def test_parquet_says_what_csv_says(units: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert rollup(units, "**/*.yaml", "--format", "parquet", "-o", "units.parquet").code == 0
    table = parquet.read_table(units / "units.parquet").to_pylist()
    assert {row["as_of"] for row in table} == {date(2026, 11, 20)}
    rows = list(csv.DictReader(rollup(units, "**/*.yaml", "--format", "csv").text.splitlines()))
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in table] == rows


def test_parquet_needs_a_file_and_pyarrow(units: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = rollup(units, "**/*.yaml", "--format", "parquet")
    assert (ran.code, "--output" in ran.complaint) == (2, True)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    ran = rollup(units, "**/*.yaml", "--format", "parquet", "-o", "x.parquet")
    assert (ran.code, "pip install pyarrow" in ran.complaint) == (2, True)
    assert not (units / "x.parquet").exists()


def test_practice_to_copy_is_shown_with_its_evidence() -> None:
    ran = in_process("rollup", "examples/meridian-insurance/2026-Q4.yaml", "--no-cache", "--format", "json")
    best = {one["id"]: one["best"] for one in json.loads(ran.text)["capabilities"]}
    assert best["strategic-sourcing-and-vendor-management"]["evidence"] == ["Contract and supplier register"]


def test_a_unit_of_an_earlier_edition_is_scored_by_it_and_flagged(tmp_path: Path, monkeypatch) -> None:
    from btm_cli.intake.opened import Standards
    from btm_cli.intake.units import UnitReader, read_unit_text

    newest = load_bundled()
    older = newest._replace(edition="0.9", digest="0" * 64)
    monkeypatch.setattr(Standards, "edition", lambda self, name: older if name == older.name else None)
    path = tmp_path / "a.yaml"
    path.write_text(
        f"standard: {older.name}\nenterprise: E\nassessed_on: 2026-01-01\nanswers:\n  asset-rationalization: 2\n"
    )
    found = UnitReader(Source(newest, False, None, None)).read(str(path))
    assert found.problems == ()
    assert found.unit is not None
    assert read_unit_text(found.unit).standard == older.name
    [refused] = UnitReader(Source(newest, True, None, None)).read(str(path)).problems
    assert (refused.code, refused.location.line) == ("edition-differs", 1)
    assert UnitReader(Source(newest, True, None, None, True)).read(str(path)).problems == ()
    path.write_text(path.read_text().replace("0.9", "0.8"))
    assert [problem.code for problem in UnitReader(Source(newest, False, None, None)).read(str(path)).problems] == [
        "unknown-edition"
    ]


def test_commands_at_the_same_time_share_one_cache(tmp_path: Path) -> None:
    """Four whole processes begin with no cache at all; each says the same, and the next one reads nothing anew."""
    folder = tmp_path / "units"
    write_units(folder, 60)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "btm_cli", "rollup", "**/*.yaml", "--format", "json"]
    running = [
        subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    results = {one.communicate(timeout=LONGEST) for one in running}
    assert [one.returncode for one in running] == [0, 0, 0, 0]
    assert len(results) == 1
    with sqlite3.connect(tmp_path / "cache" / "btm" / "units.sqlite") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("SELECT count(*) FROM entries").fetchone() == (60,)
    source = Source(load_bundled(), False, None, str(tmp_path / "cache" / "btm" / "units.sqlite"))
    assert load_units(expand([f"{folder}/**/*.yaml"]), source, 1).cached == 60
