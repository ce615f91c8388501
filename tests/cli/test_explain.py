"""`btm explain` as a process: references, codes, answers, and what it says to a wrong name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ANSWERS = """\
standard: btm 1.0
enterprise: Toy Works
assessed_on: 2026-11-20
answered_by: {name: Enterprise Architecture}
target: 3
evidence:
  minutes: {title: Minutes, url: https://example.org, date: 2026-10-30, valid_until: 2026-12-31}
answers:
  approval-and-prioritization:
    process:
      2a: fully
      2b: {rating: largely, evidence: [minutes], verified_by: Internal Audit}
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("approval-and-prioritization", "Concerns: sponsors"),
        ("approval", "Requires:"),
        ("approval/process", "What would prove it: A level is achieved when"),
        ("approval/proc/2a", "Effort: "),
        ("governance-and-organization", "The weighted mean of its assessed capabilities"),
        ("technology", "What runs by itself"),
        ("3", "Level 3: Functional"),
        ("alignment", "From an overall score of 3, with no capability below level 2."),
        ("overall", "The weighted mean of the assessed areas"),
        ("duplicate-key", "What to do"),
    ],
)
def test_explains_everything_that_has_a_name(run_btm: Run, reference: str, words: str) -> None:
    done = run_btm("explain", reference)
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_every_code_has_a_page_that_reads(run_btm: Run, root: Path) -> None:
    """Two are run; the rest are read in the same way by the same parser."""
    from btm_cli.render.wire.code_page import read_page

    pages = sorted((root / "docs" / "codes").glob("*.md"))
    assert pages
    for page in pages:
        found = read_page(page.stem, page.read_text(encoding="utf-8"))
        assert found.summary
        assert found.advice
        assert any(found.example)
    for page in (pages[0], pages[-1]):
        done = run_btm("explain", page.stem, "--format", "json")
        data = json.loads(done.stdout)
        assert (data["schema"], data["kind"], data["reference"]) == ("btm-explanation/1", "code", page.stem)


def test_shows_how_a_cell_got_its_number(run_btm: Run, answers: Path) -> None:
    done = run_btm("explain", "approval/process", "--answers", answers)
    assert (done.returncode, done.stderr) == (0, "")
    text = done.stdout
    # By hand: (1 + 2/3) / 2 = 5/6 is not above 0.85, so level 1 and 1 + 5/6; evidenced is 2b alone: (0 + 2/3) / 2.
    assert "a(2) = (1 + 2/3) / 2 = 5/6 = 0.83" in text
    assert "1 + a(2) = 1 + 5/6 = 11/6 = 1.83" in text
    assert "1 + a(2) = 1 + 1/3 = 4/3 = 1.33, level 1" in text
    assert "3 - 11/6 = 7/6 = 1.17" in text


def test_the_date_decides_which_evidence_counts(run_btm: Run, answers: Path) -> None:
    command = ("explain", "approval/process/2b", "--answers", answers, "--format", "json")
    now = json.loads(run_btm(*command).stdout)["assessment"]
    later = json.loads(run_btm(*command, "--as-of", "2027-01-01").stdout)["assessment"]
    assert (now["as_of"], now["account"]["support"]["verified"]) == ("2026-11-20", True)
    assert (later["as_of"], later["account"]["support"]["evidenced"]) == ("2027-01-01", False)
    assert later["account"]["support"]["evidence"][0]["flaws"]


def test_agrees_with_assess(run_btm: Run, answers: Path) -> None:
    card = json.loads(run_btm("assess", answers, "--format", "json").stdout)
    overall = json.loads(run_btm("explain", "overall", "--answers", answers, "--format", "json").stdout)
    numbers = overall["assessment"]["account"]["numbers"]
    for field in ("score", "low", "high", "evidenced", "verified", "target", "gap"):
        assert numbers[field]["rounded"] == card["overall"][field]
    assert numbers["level"] == card["overall"]["level"]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("dublicate-key", "did you mean `duplicate-key`?"),
        ("approval-and-priorization", "did you mean `approval-and-prioritization`?"),
        ("strategic", "could be several things"),
        ("approval/process/9z", "has no criterion `9z`"),
        ("9", "levels run from 1 to 5"),
        ("qqqqqq", "nothing here is called"),
        ("\x1b[31m", "nothing here is called"),
    ],
)
def test_a_wrong_name_is_a_usage_problem_with_a_hint(run_btm: Run, reference: str, words: str) -> None:
    done = run_btm("explain", reference)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "\x1b" not in done.stderr


def test_as_of_without_answers_is_a_usage_problem(run_btm: Run) -> None:
    done = run_btm("explain", "approval", "--as-of", "2026-01-01")
    assert done.returncode == 2
    assert "--as-of needs --answers" in done.stderr


def test_wrong_files_keep_their_exit_codes(run_btm: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("enterprise: X\n", encoding="utf-8")
    assert run_btm("explain", "approval", "--answers", broken).returncode == 3
    assert run_btm("explain", "approval", "--answers", tmp_path / "missing.yaml").returncode == 4


def test_writes_to_a_file(run_btm: Run, tmp_path: Path) -> None:
    done = run_btm("explain", "approval", "--output", tmp_path / "out.txt")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("Approval and Prioritization\n")


def test_help_has_an_example(run_btm: Run) -> None:
    done = run_btm("explain", "--help")
    assert done.returncode == 0
    assert "btm explain approval/process --answers answers.yaml" in done.stdout
