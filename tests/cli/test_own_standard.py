"""Standards that are not the shipped one: the small one to begin with, and the three that the page teaches by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.documents import fences
from support.run import ROOT, in_process

PAGE = "docs/writing-a-standard.md"


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    """The files of the page, as it has them."""
    for fence in fences((ROOT / PAGE).read_text("utf-8")):
        if "file" in fence.marks:
            path = tmp_path / fence.marks["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fence.body, "utf-8")
    return tmp_path


def scored(folder: Path, name: str) -> dict:
    ran = in_process("assess", f"{name}.yaml", "--standard", name, "--format", "json", cwd=folder)
    assert ran.code == 0, ran.complaint
    return json.loads(ran.out)


@pytest.mark.parametrize(
    ("name", "capabilities", "overall"),
    [
        # (1/2 + 1/4 + 1) / 2 and (1 + 1/2 + 1/2) / 2, each area one of them: 0.9375 in the mean.
        ("adding", {"threat-assessment": (0.88, 0), "security-testing": (1.0, 1)}, (0.94, 0)),
        # 1 + 2/3, the claim, 1/3; flat: 4 / 3.
        ("standing", {"assets": (1.67, 1), "risks": (2.0, 2), "response": (0.33, 0)}, (1.33, 0)),
        ("checklist", {"accounts": (1.0, 1), "backups": (0.5, 0)}, (0.75, 0)),
    ],
)
def test_the_page_says_what_its_examples_score(
    taught: Path, name: str, capabilities: dict[str, tuple[float, int]], overall: tuple[float, int]
) -> None:
    found = scored(taught, name)
    assert {one["id"]: (one["score"], one["level"]) for one in found["capabilities"]} == capabilities
    assert (found["overall"]["score"], found["overall"]["level"]) == overall


def test_by_area_the_second_example_would_score_less(taught: Path) -> None:
    frame = taught / "standing" / "standard.yaml"
    frame.write_text(frame.read_text("utf-8").replace("roll_up: flat\n", ""), "utf-8")
    # ((5/3 + 2) / 2 + 1/3) / 2 = 13/12, as the page says.
    assert scored(taught, "standing")["overall"]["score"] == 1.08


def test_what_nobody_knows_is_counted_apart_and_holds_the_state_back(taught: Path) -> None:
    overall = scored(taught, "checklist")["overall"]
    assert (overall["state"], overall["unknown"], overall["answered"], overall["applicable"]) == ("open", 1, 3, 4)


def test_a_level_without_criteria_counts_as_reached_as_the_page_warns(taught: Path) -> None:
    frame = taught / "checklist" / "standard.yaml"
    more = "  - {level: 1, name: Met, meaning: All of it is there.}\n"
    text = frame.read_text("utf-8")
    frame.write_text(text.replace(more, more + "  - {level: 2, name: Kept, meaning: It stays there.}\n"), "utf-8")
    assert {one["id"]: one["level"] for one in scored(taught, "checklist")["capabilities"]} == {
        "accounts": 2,
        "backups": 0,
    }


def test_a_standard_of_ones_own_is_begun_whole(tmp_path: Path) -> None:
    assert in_process("standard", "init", "ours", cwd=tmp_path).code == 0
    checked = in_process("standard", "validate", "ours", cwd=tmp_path)
    assert (checked.code, "No problems in 3 files." in checked.text) == (0, True)
    (tmp_path / "ours.yaml").write_text(
        "standard: my-standard 1\nenterprise: Ours\nassessed_on: 2026-11-28\n"
        "answers:\n  planning: {process: {2a: fully, 2b: largely}, people: 2}\n  operations: 2\n",
        "utf-8",
    )
    # Planning / Process: (1 + 2/3) / 2 = 5/6, not above 0.85: 11/6; with people at 2 a mean of 23/12; operations 2.
    overall = scored(tmp_path, "ours")["overall"]
    assert (overall["score"], overall["level"], overall["state"]) == (1.96, 1, "getting-by")


@pytest.mark.parametrize("there", ["a file", "a folder with something in it"])
def test_nothing_is_written_where_something_is(tmp_path: Path, there: str) -> None:
    place = tmp_path / "ours"
    if there == "a file":
        place.write_text("mine", "utf-8")
    else:
        place.mkdir()
        (place / "mine.txt").write_text("mine", "utf-8")
    ran = in_process("standard", "init", "ours", cwd=tmp_path)
    assert (ran.code, "nothing is written" in ran.complaint) == (2, True)
    assert [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


def test_a_cycle_that_cannot_be_read_stops_the_plan_that_shows_it_and_not_the_report(taught: Path) -> None:
    (taught / "standing" / "cycle.yaml").write_text("steps: 5\n", "utf-8")
    given = ("standing.yaml", "--standard", "standing", "--format", "json")
    planned = in_process("plan", *given, cwd=taught)
    assert (planned.code, "`steps` must be a list, not the number 5" in planned.complaint) == (3, True)
    reported = in_process("report", *given, "-o", "report.json", cwd=taught)
    assert reported.code == 0, reported.complaint
    assert json.loads((taught / "report.json").read_text("utf-8"))["schema"] == "btm-report/1"
