"""Commands without FILE: what they take, what they say, and what ends them with 2."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.run import ROOT, in_process, process

MERIDIAN = ROOT / "examples" / "meridian-insurance"
NEWEST = "using 2026-Q4.yaml (newest of 4)\n"
ALL = "using all 4: 2026-Q1.yaml, 2026-Q2.yaml, 2026-Q3.yaml, 2026-Q4.yaml\n"
TWO = "using 2026-Q3.yaml, 2026-Q4.yaml (newest 2 of 4)\n"
BARE = {
    "assess": (NEWEST, ("2026-Q4.yaml",), ()),
    "plan": (NEWEST, ("2026-Q4.yaml",), ()),
    "report": (NEWEST, ("2026-Q4.yaml",), ("-f", "markdown")),
    "what-if": (NEWEST, ("2026-Q4.yaml",), ("--set", "approval/process=4")),
    "check": (NEWEST, ("2026-Q4.yaml",), ("-p", "policy.yaml", "--as-of", "2026-11-24")),
    "export": (NEWEST, ("2026-Q4.yaml",), ("-f", "csv")),
    "explain": (NEWEST, ("--answers", "2026-Q4.yaml"), ("approval/process",)),
    "validate": (ALL, ("2026-Q1.yaml", "2026-Q2.yaml", "2026-Q3.yaml", "2026-Q4.yaml"), ()),
    "trend": (ALL, ("2026-Q1.yaml", "2026-Q2.yaml", "2026-Q3.yaml", "2026-Q4.yaml"), ()),
    "diff": (TWO, ("2026-Q3.yaml", "2026-Q4.yaml"), ()),
}
"""What each says, what it is the same as, and what stands there besides."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(MERIDIAN, tmp_path / "m", ignore=shutil.ignore_patterns("btm.toml"))
    return tmp_path / "m"


@pytest.mark.parametrize("command", BARE)
def test_without_a_file_it_is_as_with_the_one_it_says(command: str, folder: Path) -> None:
    said, named, more = BARE[command]
    bare = in_process(command, *more, *(("--answers",) if command == "explain" else ()), cwd=folder)
    whole = in_process(command, *more, *named, cwd=folder)
    assert bare.out == whole.out
    assert bare.code == whole.code
    assert bare.complaint == said + whole.complaint


def test_it_is_so_in_a_process_too(folder: Path) -> None:
    ran = process("assess", "-f", "json", cwd=folder)
    assert ran.complaint.startswith(NEWEST)
    assert json.loads(ran.text)["subject"]["period"] == "2026-Q4"


@pytest.mark.parametrize("command", [name for name in BARE if name != "export"])
def test_without_any_answers_file_it_is_2_and_says_how_to_make_one(command: str, tmp_path: Path) -> None:
    more = BARE[command][2]
    ran = in_process(command, *more, *(("-a",) if command == "explain" else ()), cwd=tmp_path)
    assert (ran.code, ran.out) == (2, b"")
    assert "no answers file here" in ran.complaint
    assert "btm init" in ran.complaint


def test_a_questionnaire_is_blank_where_there_is_no_answers_file_or_as_asked(folder: Path, tmp_path: Path) -> None:
    blank = in_process("export", "-f", "csv", cwd=tmp_path)
    assert (blank.code, blank.err) == (0, b"")
    assert in_process("export", "-f", "csv", "--blank", cwd=folder) == blank
    assert in_process("export", "2026-Q4.yaml", "-f", "csv", "--blank", cwd=folder).code == 2
    assert in_process("export", "-f", "oscal", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    "arguments",
    [("interview", "--plain"), ("evidence", "add"), ("attest",), ("migrate",), ("import", "q.csv", "--into")],
)
def test_what_writes_or_signs_is_told_the_files_and_chooses_none(arguments: tuple[str, ...], folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.glob("*.yaml")}
    ran = in_process(*arguments, cwd=folder)
    assert (ran.code, ran.out) == (2, b"")
    assert "2026-Q1.yaml, 2026-Q2.yaml, 2026-Q3.yaml, 2026-Q4.yaml" in ran.complaint
    assert {path: path.read_bytes() for path in folder.glob("*.yaml")} == before


def test_the_interview_takes_the_only_one(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "harbor-foods" / "answers.yaml", tmp_path)
    ran = in_process("interview", "--plain", cwd=tmp_path, stdin="quit\n")
    assert (ran.code, ran.complaint) == (0, "using answers.yaml\n")


def test_settings_choose_files_and_options_are_stronger(folder: Path) -> None:
    (folder / "btm.toml").write_text('answers = "2026-Q3.yaml"\npolicy = "policy.yaml"\n', "utf-8")
    ran = in_process("check", "--as-of", "2026-11-24", "-f", "json", cwd=folder)
    found = json.loads(ran.text)
    assert (found["policy"]["file"], found["files"][0]["file"]) == ("policy.yaml", "2026-Q3.yaml")
    assert in_process("check", "-p", "nowhere.yaml", cwd=folder).code == 4
    named = in_process("assess", "2026-Q4.yaml", "-f", "json", cwd=folder)
    assert json.loads(named.text)["subject"]["period"] == "2026-Q4"


def test_a_check_needs_a_policy(folder: Path) -> None:
    ran = in_process("check", cwd=folder)
    assert ran.code == 2
    assert "which policy?" in ran.complaint


def test_settings_with_a_mistake_are_an_invalid_file(folder: Path) -> None:
    (folder / "btm.toml").write_text("capacity = 24\n", "utf-8")
    ran = in_process("assess", cwd=folder)
    assert ran.code == 3
    assert "btm.toml:1:1: error[unknown-key] unknown key `capacity`" in ran.complaint
