"""The schema for editors against every file of the tests: it refuses what a schema can, and nothing that is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.editor_schemas import INVALID, RIGHT, SAID_BY_BTM_ALONE, SYNTAX, read, refused, right_files
from support.run import ROOT, in_process

CASES = sorted(folder.name for folder in INVALID.iterdir())


@pytest.mark.parametrize("name", CASES)
def test_the_schema_refuses_all_that_a_schema_can_say(name: str) -> None:
    data = read(INVALID / name / "answers.yaml")
    why = SAID_BY_BTM_ALONE.get(name)
    if why == SYNTAX:
        assert data is None
    elif why == RIGHT:
        lines = (INVALID / name / "expected.txt").read_text("utf-8").splitlines()
        assert all(line.split()[1].startswith("warning[") for line in lines)
    if why is None:
        assert refused(data), name
    elif why != SYNTAX:
        assert refused(data) == [], why


def test_every_exception_is_a_case() -> None:
    assert set(SAID_BY_BTM_ALONE) <= set(CASES)


def test_what_btm_accepts_the_schema_accepts() -> None:
    files = right_files()
    assert len(files) >= 14
    assert {read(path)["standard"] for path in files} == {"btm 1.0", "btm 1.1"}
    assert {str(path): found for path in files if (found := refused(read(path)))} == {}


@pytest.mark.parametrize("depth", ["capability", "core", "cell", "criteria"])
def test_a_starter_is_accepted_but_for_what_stands_open(depth: str, tmp_path: Path) -> None:
    options = ["--depth", depth, "--profile", "small-firm", "--unit", "Acme", "--side", "business"]
    said = ["--enterprise", "Acme", "--assessed-on", "2026-11-20", "--answered-by", "A", "--target", "alignment"]
    assert in_process("init", "open.yaml", "--yes", *options, cwd=tmp_path).code == 0
    assert in_process("init", "said.yaml", "--yes", *options, *said, cwd=tmp_path).code == 0
    assert {line.partition(":")[0] for line in refused(read(tmp_path / "open.yaml"))} == {
        "$.enterprise",
        "$.assessed_on",
    }
    assert refused(read(tmp_path / "said.yaml")) == []


@pytest.mark.parametrize("depth", ["capability", "cell", "criteria"])
def test_a_starter_of_an_earlier_edition_is_accepted(depth: str, tmp_path: Path) -> None:
    said = ["--enterprise", "Acme", "--assessed-on", "2026-11-20", "--depth", depth, "--target", "alignment"]
    earlier = ["--standard", str(ROOT / "standard" / "editions" / "1.0")]
    assert in_process("init", "said.yaml", "--yes", *said, *earlier, cwd=tmp_path).code == 0
    data = read(tmp_path / "said.yaml")
    assert data["standard"] == "btm 1.0"
    assert refused(data) == []


def test_what_profiles_leave_out_is_accepted(tmp_path: Path) -> None:
    said = [
        "--enterprise",
        "Acme",
        "--assessed-on",
        "2026-11-20",
        "--profile",
        "small-firm",
        "--profile",
        "single-unit",
    ]
    assert in_process("init", "said.yaml", "--yes", *said, "--depth", "criteria", cwd=tmp_path).code == 0
    assert "rating: n/a" in (tmp_path / "said.yaml").read_text("utf-8")
    assert refused(read(tmp_path / "said.yaml")) == []
