"""A remark on anything survives every way a file goes, and is shown wherever its answer is; so is what nobody knows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from support.quick_yaml import load_yaml
from support.run import Ran, in_process

ANSWERS = """\
standard: btm 1.1
enterprise: Acme
assessed_on: 2026-11-20
note: remark on the file
answers:
  approval-and-prioritization:
    note: remark on the capability
    process:
      note: remark on the cell
      2a: {note: remark on an open criterion}
      2b: {rating: unknown, note: remark on what nobody knows}
      3a: {rating: fully, note: remark on a rating}
      3b: {rating: n/a, reason: no cases, note: remark on a criterion n/a}
    organization: {level: 2, note: remark on a claim}
    information: {rating: unknown, note: remark on an unknown cell}
    technology: {rating: n/a, reason: shared, note: remark on a cell n/a}
  compliance-and-risk-management: {level: 3, note: remark on a claim for all}
  asset-rationalization: {rating: n/a, reason: none, note: remark on all n/a}
"""
PLACES = {
    "": "remark on the file",
    "approval-and-prioritization": "remark on the capability",
    "approval-and-prioritization/process": "remark on the cell",
    "approval-and-prioritization/process/2a": "remark on an open criterion",
    "approval-and-prioritization/process/2b": "remark on what nobody knows",
    "approval-and-prioritization/process/3a": "remark on a rating",
    "approval-and-prioritization/process/3b": "remark on a criterion n/a",
    "approval-and-prioritization/organization": "remark on a claim",
    "approval-and-prioritization/information": "remark on an unknown cell",
    "approval-and-prioritization/technology": "remark on a cell n/a",
    "compliance-and-risk-management": "remark on a claim for all",
    "asset-rationalization": "remark on all n/a",
}
NOT_KNOWN = ["approval-and-prioritization/process/2b", "approval-and-prioritization/information"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(ANSWERS, "utf-8")
    return tmp_path


def btm(folder: Path, *arguments: object) -> Ran:
    ran = in_process(*arguments, cwd=folder)
    assert ran.code == 0, ran.complaint
    return ran


def said(path: Path) -> object:
    """What a file says, without what says nothing and what every new file has."""
    data = load_yaml(path.read_text("utf-8"))
    return without_nothing({key: value for key, value in data.items() if key not in ("$schema", "assessed_on")})


def without_nothing(tree: object) -> object:
    if not isinstance(tree, dict):
        return tree
    return {key: found for key, value in tree.items() if (found := without_nothing(value)) not in (None, {})}


@pytest.mark.parametrize(
    "commands",
    [
        [("export", "a.yaml", "-o", "q.xlsx"), ("import", "q.xlsx", "-o", "new.yaml")],
        [("export", "a.yaml", "-o", "q.csv"), ("import", "q.csv", "-o", "new.yaml")],
        [("init", "new.yaml", "--from", "a.yaml", "--yes")],
        [("consensus", "a.yaml", "-o", "new.yaml")],
    ],
    ids=["xlsx", "csv", "init --from", "consensus"],
)
def test_every_remark_goes_along(folder: Path, commands: list[tuple[str, ...]]) -> None:
    ann = ANSWERS.replace("note: remark on the file", "answered_by: {name: Ann}\nnote: remark on the file")
    (folder / "a.yaml").write_text(ann, "utf-8")
    for command in commands:
        btm(folder, *command)
    assert said(folder / "new.yaml") == said(folder / "a.yaml")


def test_the_interview_leaves_remarks_where_they_are(folder: Path) -> None:
    """The open criterion 2a is answered; its remark becomes the answer's note, every other stays."""
    ran = in_process(
        *("interview", "a.yaml", "--plain", "--capability", "approval-and-prioritization"), cwd=folder, stdin="fully\n"
    )
    assert ran.code == 0, ran.complaint
    answer = "2a: {rating: fully, note: remark on an open criterion}"
    assert (folder / "a.yaml").read_text("utf-8") == ANSWERS.replace("2a: {note: remark on an open criterion}", answer)


@pytest.mark.parametrize(
    "command",
    [
        ("assess", "a.yaml", "--full"),
        ("assess", "a.yaml", "-f", "markdown"),
        ("assess", "a.yaml", "-f", "html"),
        ("report", "a.yaml", "-f", "markdown"),
        ("report", "a.yaml", "-f", "html", "--edition", "full"),
        ("report", "a.yaml", "-f", "csv", "--rows", "criteria"),
        ("export", "a.yaml", "-f", "oscal"),
    ],
    ids=" ".join,
)
def test_every_remark_is_shown(folder: Path, command: tuple[str, ...]) -> None:
    text = " ".join(btm(folder, *command).text.split())
    missing = [remark for place, remark in PLACES.items() if remark not in text]
    if "--rows" in command:  # rows are of what is in scope: what is n/a as a whole has its own, the file none
        missing = [remark for remark in missing if remark != PLACES[""]]
    assert missing == []


@pytest.mark.parametrize("place", [place for place in PLACES if place])
def test_explain_shows_the_remark_of_what_it_explains(folder: Path, place: str) -> None:
    text = " ".join(btm(folder, "explain", place, "--answers", "a.yaml").text.split())
    assert PLACES[place] in text
    account = json.loads(btm(folder, "explain", place, "--answers", "a.yaml", "-f", "json").text)
    assert PLACES[place] in json.dumps(account)


def test_explain_overall_shows_the_remark_on_the_file(folder: Path) -> None:
    assert PLACES[""] in btm(folder, "explain", "overall", "--answers", "a.yaml").text


def test_the_rows_of_cells_have_their_remarks(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(btm(folder, "assess", "a.yaml", "-f", "csv").text)))
    noted = {f"{row['capability']}/{row['dimension']}": row["note"] for row in rows if row["note"]}
    assert noted == {place: text for place, text in PLACES.items() if place.count("/") == 1} | {
        f"{capability}/{dimension}": PLACES[capability]
        for capability in ("compliance-and-risk-management", "asset-rationalization")
        for dimension in ("process", "organization", "information", "technology")
    }


def test_what_nobody_knows_is_counted_apart_and_listed(folder: Path) -> None:
    overall = json.loads(btm(folder, "assess", "a.yaml", "-f", "json").text)["overall"]
    assert overall["unknown"] == len(NOT_KNOWN)
    text = btm(folder, "assess", "a.yaml", "-f", "markdown").text.split("## To find out")[1].split("##")[0]
    assert "Process** 2b" in text
    assert "Information** the whole cell" in text
    rows = list(csv.DictReader(io.StringIO(btm(folder, "report", "a.yaml", "-f", "csv", "--rows", "criteria").text)))
    assert {row["reference"] for row in rows if row["status"] == "unknown"} == {
        row["reference"] for row in rows for place in NOT_KNOWN if row["reference"].startswith(place)
    }
    oscal = json.loads(btm(folder, "export", "a.yaml", "-f", "oscal").text)
    [result] = oscal["assessment-results"]["results"]
    unknown = [one["title"] for one in result["observations"] if one["description"] == "Asked and not known"]
    assert sorted(unknown) == sorted(NOT_KNOWN)


def test_a_remark_is_no_answer(folder: Path) -> None:
    """Without the answers beside them the same remarks leave the score as it is, and nothing answered."""
    lines = [
        "standard: btm 1.1",
        "enterprise: Acme",
        "assessed_on: 2026-11-20",
        "note: so",
        "answers:",
        "  approval-and-prioritization: {note: so, process: {note: so, 2a: {note: so}}, information: unknown}",
    ]
    (folder / "b.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    overall = json.loads(btm(folder, "assess", "b.yaml", "-f", "json").text)["overall"]
    assert (overall["score"], overall["answered"], overall["unknown"]) == (None, 0, 1)
