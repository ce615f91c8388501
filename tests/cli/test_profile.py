"""`btm profile`: what it lists, shows and writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.run import in_process

FILE = """\
standard: btm 1.1
enterprise: One Firm
assessed_on: 2026-11-20
profiles: [single-unit]
answers:
  consolidation-and-standardization:
    process:
      2b: partially  # looked at in May
    organization: 3
"""
LEFT_OUT = [
    "business-driven-it-strategy/organization/3c",
    "consolidation-and-standardization/process/2b",
    "consolidation-and-standardization/process/3b",
    "consolidation-and-standardization/organization/3b",
    "consolidation-and-standardization/information/5a",
]
"""What edition.md 6 names for single-unit."""


def apply(folder: Path, text: str, *more: str) -> tuple[int, str, str]:
    (folder / "firm.yaml").write_text(text, "utf-8")
    done = in_process("profile", "apply", "firm.yaml", *more, cwd=folder)
    return done.code, done.text, done.complaint


def test_apply_writes_what_has_no_answer_and_nothing_else(tmp_path: Path) -> None:
    code, out, _ = apply(tmp_path, FILE, "--format", "json")
    entries = {each["reference"]: each["skipped"] for each in json.loads(out)["entries"]}
    assert code == 0
    assert sorted(entries) == sorted(LEFT_OUT)
    assert {name for name, why in entries.items() if why == "answered"} == {LEFT_OUT[1]}
    assert {name for name, why in entries.items() if why == "claimed"} == {LEFT_OUT[3]}
    text = (tmp_path / "firm.yaml").read_text("utf-8")
    assert [line for line in FILE.splitlines() if line not in text.splitlines()] == []
    assert text.count("profile: single-unit") == 3
    card = json.loads(in_process("assess", "firm.yaml", "--format", "json", cwd=tmp_path).out)
    assert {(each["reference"], each["profile"]) for each in card["not_applicable"]} == {
        (LEFT_OUT[number], "single-unit") for number in (0, 2, 4)
    }


def test_apply_twice_is_apply_once(tmp_path: Path) -> None:
    apply(tmp_path, FILE)
    once = (tmp_path / "firm.yaml").read_bytes()
    done = in_process("profile", "apply", "firm.yaml", cwd=tmp_path)
    assert (done.code, "is as it was" in done.complaint) == (0, True)
    assert (tmp_path / "firm.yaml").read_bytes() == once


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    code, out, complaint = apply(tmp_path, FILE, "--dry-run", "--format", "json")
    assert (code, json.loads(out)["written"], "is as it was" in complaint) == (0, False, True)
    assert (tmp_path / "firm.yaml").read_text("utf-8") == FILE


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("[single-unit]", "[single-units]", 3, "firm.yaml:4:12: error[unknown-profile]"),
        ("[single-unit]", "[]", 2, "names no profile"),
        ("btm 1.1", "btm 1.0", 3, "btm 1.0 has no profiles"),
        ("partially", "party", 3, "unknown-rating"),
    ],
)
def test_what_can_not_be_applied_is_refused(tmp_path: Path, old: str, new: str, code: int, said: str) -> None:
    text = FILE.replace(old, new)
    found, out, complaint = apply(tmp_path, text)
    assert (found, out) == (code, "")
    assert said in complaint
    assert (tmp_path / "firm.yaml").read_text("utf-8") == text


def test_a_profile_that_there_is_not_has_a_hint(tmp_path: Path) -> None:
    done = in_process("profile", "show", "singel-unit", cwd=tmp_path)
    assert (done.code, "did you mean `single-unit`?" in done.complaint) == (2, True)
    assert in_process("profile", "show", "single", cwd=tmp_path).code == 0


def test_a_standard_without_profiles_lists_none(tmp_path: Path, root: Path) -> None:
    done = in_process("profile", "list", "--format", "json", "--standard", root / "standard/editions/1.0", cwd=tmp_path)
    assert json.loads(done.out)["profiles"] == []
