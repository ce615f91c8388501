"""`btm migrate` as a process: the file's own text, comments and all, under a second edition."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Run

from support.editions import write_editions
from support.run import in_process

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
      # 2c The list says since when.
      2c:
      # to do
      3b: {rating: half, note: no year}
      # 3c Nobody has been missing from the list for a year.
      3c:
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
    assert [(question["reference"], question["kind"]) for question in data["questions"]] == [
        ("alpha/process/3c", "reworded"),
        ("alpha/process/2c", "new"),
        ("beta", "gone"),
    ]
    done = run_btm("migrate", "a.yaml", "--standard", "standard")
    assert done.returncode == 0, done.stderr
    assert "no such capability; was 2" in " ".join(done.stdout.split())
    assert file.read_text() == AFTER
    assert run_btm("assess", "a.yaml", "--standard", "standard").returncode == 0


def test_what_is_of_the_edition_already_is_left_as_it_is(run_btm: Run, file: Path) -> None:
    run_btm("migrate", "a.yaml", "--standard", "standard")
    again = run_btm("migrate", "a.yaml", "--standard", "standard")
    assert again.returncode == 0
    assert "a.yaml is of tiny 2 already; nothing is written\n" in again.stderr
    assert file.read_text() == AFTER


def test_with_o_it_writes_a_new_file_and_changes_nothing_in_place(run_btm: Run, file: Path) -> None:
    done = run_btm("migrate", "a.yaml", "--standard", "standard", "-o", "next/b.yaml", "--format", "json")
    assert done.returncode == 4, "there is no such folder"
    (file.parent / "next").mkdir()
    done = run_btm("migrate", "a.yaml", "--standard", "standard", "-o", "next/b.yaml", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert file.read_text() == BEFORE
    data = json.loads(done.stdout)
    assert (data["file"], data["written"]) == ("a.yaml", True)
    # Evidence is looked for where it was: beside the old file.
    written = (file.parent / "next" / "b.yaml").read_text()
    assert written.replace("evidence_root: ..\n", "") == AFTER
    assert "next/b.yaml is of tiny 2; a.yaml is as it was\n" in done.stderr
    again = run_btm("migrate", "a.yaml", "--standard", "standard", "-o", "next/b.yaml")
    assert (again.returncode, "is there already" in again.stderr) == (4, True)
    assert run_btm("migrate", "a.yaml", "--standard", "standard", "-o", "next/b.yaml", "--force").returncode == 0
    assert run_btm("migrate", "a.yaml", "--standard", "standard", "-o", "c.yaml").returncode == 0
    assert (file.parent / "c.yaml").read_text() == AFTER


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "report.json"), "-o writes the migrated file: `report.json` must end in .yaml"),
        (("-o", "b.yaml", "--dry-run"), "--dry-run writes nothing, and -o names a file to write"),
        (("-o", "./a.yaml"), "--output names `./a.yaml`, which is read for it"),
        (("--force",), "--force goes with -o"),
    ],
)
def test_an_output_that_can_not_be_meant_is_wrong_usage(
    run_btm: Run, file: Path, options: tuple[str, ...], said: str
) -> None:
    done = run_btm("migrate", "a.yaml", "--standard", "standard", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(path.name for path in file.parent.iterdir()) == ["a.yaml", "standard"]
    assert file.read_text() == BEFORE


def test_the_new_edition_says_where_an_old_answer_misleads(run_btm: Run, file: Path) -> None:
    notes = file.parent / "standard" / "editions" / "migration-1-2.yaml"
    head = 'migration: 1\nfrom: "1"\nto: "2"\nnotes:\n'
    notes.write_text(f"{head}  alpha/process/3c: A year counts now.\n")
    done = run_btm("migrate", "a.yaml", "--standard", "standard", "--dry-run")
    assert "was no (alpha/process/3a); look again: A year counts now." in " ".join(done.stdout.split())
    assert run_btm("standard", "validate", "standard").returncode == 0
    notes.write_text(f"{head}  alpha/process/3x: A year counts now.\n")
    for command in (("migrate", "a.yaml", "--standard", "standard"), ("standard", "validate", "standard")):
        wrong = run_btm(*command)
        assert wrong.returncode == 3
        said = wrong.stdout + wrong.stderr
        assert "migration-1-2.yaml:5:3: error[unknown-criterion] unknown criterion `alpha/process/3x`" in said
    assert file.read_text() == BEFORE


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("alpha: {process: {2a: yes, 3a: no}}", "alpha: {process: {2a: yes}}"),
        ("alpha:\n    process: {2a: yes, 3a: no}", "alpha:\n    process: {2a: yes}"),
    ],
)
def test_a_cell_in_brackets_has_no_room_for_claims(run_btm: Run, file: Path, written: str, kept: str) -> None:
    text = BEFORE[: BEFORE.index("  alpha:")] + f"  {written}\n"
    file.write_text(text)
    done = run_btm("migrate", "a.yaml", "--standard", "standard", "--format", "json")
    assert [each["reference"] for each in json.loads(done.stdout)["questions"]] == [
        "alpha/process/3c",
        "alpha/process/2c",
        "alpha/process/3b",
    ]
    assert file.read_text() == text.replace("tiny 1", "tiny 2").replace(written, kept)


def test_an_open_key_counts_as_no_answer_and_is_filled_in_place(run_btm: Run, file: Path) -> None:
    assert run_btm("migrate", "a.yaml", "--standard", "standard").returncode == 0
    without = AFTER.replace("      2c:\n", "").replace("      3c:\n", "")
    (file.parent / "b.yaml").write_text(without)
    cards = [
        json.loads(run_btm("assess", name, "--standard", "standard", "-f", "json").stdout)
        for name in ("a.yaml", "b.yaml")
    ]
    assert cards[0]["overall"] == cards[1]["overall"]
    assert cards[0]["capabilities"] == cards[1]["capabilities"]
    command = ("interview", "a.yaml", "--standard", "standard", "--unanswered", "--plain")
    assert in_process(*command, cwd=file.parent, stdin="no\n").code == 0
    assert file.read_text() == AFTER.replace("      2c:\n", "      2c: no\n")


def test_the_interview_then_asks_what_is_open_among_ratings(run_btm: Run, file: Path) -> None:
    """2c is open, so level 2 is not reached; 3c is asked all the same, and other cells after it."""
    assert run_btm("migrate", "a.yaml", "--standard", "standard").returncode == 0
    command = ("interview", "a.yaml", "--standard", "standard", "--unanswered", "--plain")
    asked = in_process(*command, cwd=file.parent, stdin="no\nyes\n").out.decode()
    assert re.findall(r"\((\w+/\w+/\w+)\)", asked)[:3] == ["alpha/process/2c", "alpha/process/3c", "alpha/people/2b"]


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
    assert text.startswith("# our answers\nstandard: tiny 2   # the edition\n")  # as the old file has it
    assert "      3b: {rating: half, note: no year}\n" in text
    assert "LOOK AGAIN: new in this edition, not answered yet" in text
    assert run_btm("assess", "b.yaml", "--standard", "standard").returncode == 0
