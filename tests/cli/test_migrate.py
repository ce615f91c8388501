"""`btm migrate` as a process: the file's own text, comments and all, under a second edition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from support.editions import write_editions

BEFORE = """\
# our answers
standard: tiny 1   # the edition
enterprise: Acme
assessed_on: 2026-11-20
answers:
  alpha:
    process:
      # the list
      2a: yes
      2b: {rating: half, note: "no year"}   # to do
      3a: no
  beta: 2
"""
AFTER = """\
# our answers
standard: tiny 2   # the edition
enterprise: Acme
assessed_on: 2026-11-20
answers:
  alpha:
    process:
      # the list
      2a: yes
      3b: {rating: half, note: no year}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_editions(tmp_path / "standard")
    path = tmp_path / "a.yaml"
    path.write_text(BEFORE)
    return path


def test_it_changes_what_is_certain_and_lists_the_rest(run_btm: Run, file: Path) -> None:
    dry = run_btm("migrate", "a.yaml", "--standard", "standard", "--dry-run", "--format", "json")
    assert dry.returncode == 0, dry.stderr
    assert file.read_text() == BEFORE
    data = json.loads(dry.stdout)
    assert (data["kept"], data["written"]) == (1, False)
    assert data["moved"] == [{"old": "alpha/process/2b", "new": "alpha/process/3b"}]
    assert [question["reference"] for question in data["questions"]] == [
        "alpha/process/3a",
        "alpha/process/2c",
        "alpha/process/3c",
        "beta",
    ]
    done = run_btm("migrate", "a.yaml", "--standard", "standard")
    assert done.returncode == 0, done.stderr
    assert "no such capability (was: 2)" in " ".join(done.stdout.split())
    assert file.read_text() == AFTER
    assert run_btm("assess", "a.yaml", "--standard", "standard").returncode == 0


def test_an_old_file_keeps_its_score_under_its_own_edition(run_btm: Run, file: Path) -> None:
    """`--standard` overrides the line; the edition kept beside it is found for migrate alone."""
    again = run_btm("migrate", "a.yaml", "--standard", "standard", "--to", "1", "--dry-run", "--format", "json")
    assert json.loads(again.stdout)["questions"] == []
    unknown = run_btm("migrate", "a.yaml", "--standard", "standard", "--to", "9")
    assert unknown.returncode == 2
    assert "editions here: tiny 2, tiny 1" in unknown.stderr


def test_the_old_edition_may_lie_elsewhere(run_btm: Run, file: Path) -> None:
    (file.parent / "standard" / "editions").rename(file.parent / "old")
    lost = run_btm("migrate", "a.yaml", "--standard", "standard")
    assert lost.returncode == 3
    assert "a.yaml:2:11" in lost.stderr
    done = run_btm("migrate", "a.yaml", "--standard", "standard", "--old-standard", "old/1")
    assert done.returncode == 0, done.stderr
    assert file.read_text() == AFTER


def test_an_invalid_file_is_not_touched(run_btm: Run, file: Path) -> None:
    file.write_text(BEFORE.replace("2a: yes", "2a: maybe"))
    done = run_btm("migrate", "a.yaml", "--standard", "standard")
    assert done.returncode == 3
    assert "unknown-rating" in done.stderr
    assert "2a: maybe" in file.read_text()


def test_a_new_period_starts_in_the_new_edition(run_btm: Run, file: Path) -> None:
    done = run_btm(
        "init", "b.yaml", "--from", "a.yaml", "--standard", "standard", "--as-of", "2026-11-24", "--assessed-on",
        "2026-11-24",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (file.parent / "b.yaml").read_text()
    assert "standard: tiny 2\n" in text
    assert "      3b: {rating: half, note: no year}\n" in text
    assert "LOOK AGAIN: new in this edition, not answered yet" in text
    assert run_btm("assess", "b.yaml", "--standard", "standard").returncode == 0
