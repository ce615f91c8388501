"""What a report says of the periods before: scores over time, and what became of the last plan."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.run import ROOT, in_process

MERIDIAN = ROOT / "examples" / "meridian-insurance"
REPORT = ("report", "2026-Q4.yaml", "--edition", "board")
STEPS = [
    # cell, levels, the iteration's end, effort: reached and due; still at 1 and due; reached before its time
    ("communication-strategy-and-management/process", 2, 3, "2026-10-31", 2),
    ("asset-rationalization/technology", 1, 2, "2026-10-31", 4),
    ("technology-architecture/process", 2, 3, "2027-02-01", 1),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Meridian's four quarters."""
    return Path(shutil.copytree(MERIDIAN, tmp_path / "meridian"))


def plan_of(steps: list[tuple[str, int, int, str, int]], *, with_effort: bool = True) -> str:
    """An old plan with one iteration a step."""
    iterations = []
    for number, (cell, old, new, end, effort) in enumerate(steps, 1):
        capability, dimension = cell.split("/")
        letter = "c" if capability == "asset-rationalization" else "a"  # its 2c is written, 2a is not
        place = {"capability": capability, "dimension": dimension, "from_level": old, "to_level": new}
        step = {**place, "part": False, "owner": None, "criteria": [{"reference": f"{cell}/{new}{letter}"}]}
        iterations.append({"number": number, "end": end, "steps": [step | ({"effort": effort} if with_effort else {})]})
    return json.dumps({"schema": "btm-plan/2", "iterations": iterations})


def test_four_quarters_are_told_as_they_were(folder: Path) -> None:
    """The scores are those of the README beside them; the fourth is on another edition, so that no step leads to it."""
    found = json.loads(in_process(*REPORT, "-f", "json", cwd=folder).text)["over_time"]
    assert [each["period"] for each in found] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [(each["score"], each["evidenced"], each["verified"]) for each in found] == [
        (2.10, 1.15, 1.00),
        (2.28, 1.45, 1.18),
        (2.45, 1.56, 1.16),
        (3.01, 2.09, 1.51),
    ]
    assert [each["change"] for each in found] == [None, 0.17, 0.18, None]  # each rounded by itself
    text = " ".join(in_process(*REPORT, "-f", "text", cwd=folder).text.split())
    assert "Earlier changes: 2026-Q2 +0.18, 2026-Q3 +0.17." in text
    # 2.28 - 2.10 and 2.45 - 2.28, as a reader works it out
    assert "The lines break after 2026-Q3: scored by btm 1.1, before by btm 1.0;" in text
    page = in_process(*REPORT, cwd=folder).text
    assert page.count("<polyline") == 6  # three curves, on both sides of the new edition
    assert ">2.45</text>" in page


def test_two_periods_are_told_by_the_comparison_alone(folder: Path) -> None:
    for name in ("2026-Q1.yaml", "2026-Q2.yaml"):
        (folder / name).unlink()
    found = json.loads(in_process(*REPORT, "-f", "json", cwd=folder).text)
    assert found["over_time"] == []
    assert found["areas_changed"]


def test_an_older_file_that_is_broken_is_named_and_left_out(folder: Path) -> None:
    broken = folder / "2026-Q1.yaml"
    broken.write_text(broken.read_text("utf-8").replace("answers:", "answers:\n  no-such-capability: 2", 1), "utf-8")
    ran = in_process(*REPORT, "-f", "json", cwd=folder)
    assert ran.code == 0
    assert "2026-Q1.yaml is left out of the scores over time: line " in ran.complaint
    assert [each["period"] for each in json.loads(ran.text)["over_time"]] == ["2026-Q2", "2026-Q3", "2026-Q4"]


def test_what_became_of_the_last_plan(folder: Path) -> None:
    """By 20 November two of its steps are due, one is done: 2 of 6 points, and a point is five days."""
    (folder / "plan.json").write_text(plan_of(STEPS), "utf-8")
    found = json.loads(in_process(*REPORT, "--against", "plan.json", "-f", "json", cwd=folder).text)["previous_plan"]
    counts = {"due": 2, "done": 1, "late": 1, "overtaken": 0, "ahead": 1}
    assert found == {**counts, "effort_due": 6.0, "effort_done": 2.0}
    text = " ".join(in_process(*REPORT, "--against", "plan.json", "-f", "text", cwd=folder).text.split())
    assert (
        "The plan before wanted 2 steps shown by 20 November 2026: done 1, late 1, no longer needed 0. Late: Asset "
        "Rationalization / Technology. What is done was estimated at 10 of 30 days. One step that it wanted later is "
        "done already."
    ) in text


def test_an_old_plan_without_efforts_or_without_due_steps(folder: Path) -> None:
    (folder / "plan.json").write_text(plan_of(STEPS, with_effort=False), "utf-8")
    found = json.loads(in_process(*REPORT, "--against", "plan.json", "-f", "json", cwd=folder).text)["previous_plan"]
    assert (found["effort_due"], found["effort_done"]) == (None, None)
    (folder / "plan.json").write_text(plan_of(STEPS[2:]), "utf-8")
    text = " ".join(in_process(*REPORT, "--against", "plan.json", "-f", "text", cwd=folder).text.split())
    assert "The plan before wanted nothing shown by 20 November 2026. One step that it wanted later is" in text
    assert "was estimated at" not in text


def test_what_is_no_plan_is_refused(folder: Path) -> None:
    ran = in_process(*REPORT, "--against", "policy.yaml", cwd=folder)
    assert ran.code == 3
    assert "this is no plan of btm" in ran.complaint


def test_a_baseline_that_cited_nothing_has_no_score_with_evidence(tmp_path: Path) -> None:
    """One capability at 2 by its word alone, then at 3 with minutes: no score with evidence there was before."""
    start = "standard: btm 1.1\nenterprise: Firm\n"
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(f"{start}assessed_on: 2026-03-01\nanswers:\n  asset-rationalization: 2\n", "utf-8")
    minutes = 'evidence:\n  m: {title: Minutes, url: "https://x.example/m", date: 2026-05-01}\n'
    answer = "answers:\n  asset-rationalization: {level: 3, evidence: [m]}\n"
    new.write_text(f"{start}assessed_on: 2026-06-01\n{minutes}{answer}", "utf-8")
    said = in_process("report", new, "--baseline", old, "-f", "markdown", "--edition", "board").text
    assert "- **By its own claims** 3.00; 1 March 2026 2.00;" in said
    assert "- **With valid evidence** 3.00; 1 March 2026 -;" in said
    assert "| **Overall** | **2.00 → 3.00** | **+1.00** | **- → 3.00** | **-** | **-** |" in said
