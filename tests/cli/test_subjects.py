"""A change between two enterprises, or two units, is nobody's: it is an error unless it is asked for."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from support.run import Ran, in_process

TEXT = """\
standard: btm 1.1
enterprise: {enterprise}
{unit}assessed_on: {day}
answers:
  asset-rationalization: {level}
"""
POLICY = "policy: 1\nallow_provisional: true\nrequire:\n  no_regression: {tolerance: '0'}\n"
COMMANDS = {
    "diff": ("diff", "old.yaml", "new.yaml"),
    "check": ("check", "new.yaml", "-p", "policy.yaml", "--baseline", "old.yaml", "--as-of", "2026-09-01"),
    "report": ("report", "new.yaml", "--baseline", "old.yaml", "-f", "markdown"),
}


def answers(enterprise: str, unit: str = "", day: str = "2026-06-01", level: int = 2) -> str:
    line = f"unit: {unit}\n" if unit else ""
    return TEXT.format(enterprise=enterprise, unit=line, day=day, level=level)


def write(folder: Path, **files: str) -> None:
    for name, text in (files | {"policy": POLICY}).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def run(folder: Path, *arguments: str) -> Ran:
    return in_process(*arguments, cwd=folder)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (("Acme",), ("Other",), "new.yaml:2:13", "about `Other`, old.yaml about `Acme`"),
        (("Acme", "Claims"), ("ACME", "Life"), "new.yaml:3:7", "the unit `Life`, old.yaml about the unit `Claims`"),
        (("Acme", "Claims"), ("Acme",), "new.yaml:1:1", "about no unit, old.yaml about the unit `Claims`"),
    ],
)
def test_another_subject_is_an_error_at_its_line(
    tmp_path: Path, command: str, old: tuple[str, ...], new: tuple[str, ...], place: str, said: str
) -> None:
    write(tmp_path, old=answers(*old), new=answers(*new, day="2026-08-01"))
    found = run(tmp_path, *COMMANDS[command])
    assert (found.code, found.out) == (3, b"")
    assert f"{place}: error[different-subject]" in found.complaint
    assert said in found.complaint
    meant = run(tmp_path, *COMMANDS[command], "--any-subject")
    assert (meant.code, "different-subject" in meant.complaint) == (0, False)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_subject_typed_differently_is_no_other(tmp_path: Path, command: str) -> None:
    write(tmp_path, old=answers("Acme  AG", "Zu\u0308rich"), new=answers("ACME ag", "Z\u00fcrich", "2026-08-01"))
    assert run(tmp_path, *COMMANDS[command]).code == 0


def test_a_scorecard_has_a_subject_too(tmp_path: Path) -> None:
    write(tmp_path, old=answers("Acme"), new=answers("Other"))
    for name in ("old", "new"):
        run(tmp_path, "assess", f"{name}.yaml", "-f", "json", "-o", f"{name}.json")
    for pair in (("old.json", "new.yaml"), ("old.yaml", "new.json"), ("old.json", "new.json")):
        found = run(tmp_path, "diff", *pair)
        assert (found.code, "different-subject" in found.complaint) == (3, True)
        assert "two enterprises: Acme and Other" in run(tmp_path, "diff", *pair, "--any-subject").text


def test_a_trend_is_one_enterprise_s(tmp_path: Path) -> None:
    write(tmp_path, a=answers("Acme"), b=answers("Other", day="2026-08-01"))
    found = run(tmp_path, "trend", "a.yaml", "b.yaml")
    assert (found.code, "b.yaml:1:1: error[different-subject]" in found.complaint) == (3, True)
    assert run(tmp_path, "trend", "a.yaml", "b.yaml", "--any-subject").code == 0


def test_each_unit_has_a_line_of_its_own(tmp_path: Path) -> None:
    write(
        tmp_path,
        a1=answers("Acme", "Claims", "2026-03-01", 1),
        b1=answers("Acme", "Life", "2026-04-01", 4),
        a2=answers("Acme", "claims", "2026-05-01", 2),
        b2=answers("Acme", "Life", "2026-06-01", 3),
    )
    names = ("a1.yaml", "b1.yaml", "a2.yaml", "b2.yaml")
    data = json.loads(run(tmp_path, "trend", *names, "-f", "json").text)
    assert [(point["unit"], point["overall"]["score"]) for point in data["points"]] == [
        ("Claims", 1),
        ("claims", 2),
        ("Life", 4),
        ("Life", 3),
    ]
    assert [(mark["kind"], mark["after"]) for mark in data["marks"]] == [("subject", 1)]
    text = run(tmp_path, "trend", *names).text
    assert [line for line in text.splitlines() if "scores over time" in line] == [
        "Acme, claims: scores over time",
        "Acme, Life: scores over time",
    ]
    assert "+1.00" in text
    assert "-1.00" in text
    assert "+3.00" not in text  # from one unit to another


def test_a_change_of_scope_breaks_the_line_and_is_named(tmp_path: Path) -> None:
    scoped = answers("Acme", day="2026-05-01", level=4) + "scope: [asset-rationalization]\n"
    whole = answers("Acme") + "  approval-and-prioritization: 1\n"
    write(tmp_path, a=whole.replace("2026-06", "2026-04"), b=scoped, c=whole)
    names = ("a.yaml", "b.yaml", "c.yaml")
    data = json.loads(run(tmp_path, "trend", *names, "-f", "json").text)
    assert [(mark["kind"], mark["after"]) for mark in data["marks"]] == [("scope", 0), ("scope", 1)]
    assert [point["scope"] for point in data["points"]] == [[], ["asset-rationalization"], []]
    text = " ".join(in_process("trend", *names, cwd=tmp_path, COLUMNS="250").text.split())
    assert "Only in scope: Asset Rationalization (1 of 17 capabilities)" in text
    assert text.count("another scope") == 2
    rows = list(csv.DictReader(run(tmp_path, "trend", *names, "-f", "csv").text.splitlines()))
    scoped = [row for row in rows if row["file"] == "b.yaml"]
    assert {(row["scope"], row["depth"], row["breaks"]) for row in scoped} == {
        ("asset-rationalization", "full", "scope")
    }
    assert {row["scope"] for row in rows if row["file"] != "b.yaml"} == {"all"}


def test_another_depth_breaks_the_line(tmp_path: Path) -> None:
    write(tmp_path, a=answers("Acme"), b=answers("Acme", day="2026-08-01") + "depth: core\n")
    data = json.loads(run(tmp_path, "trend", "a.yaml", "b.yaml", "-f", "json").text)
    assert [mark["kind"] for mark in data["marks"]] == ["depth"]
    assert [point["depth"] for point in data["points"]] == ["full", "core"]


def test_other_profiles_break_the_line(tmp_path: Path) -> None:
    write(tmp_path, a=answers("Acme"), b=answers("Acme", day="2026-08-01") + "profiles: [single-unit]\n")
    data = json.loads(run(tmp_path, "trend", "a.yaml", "b.yaml", "-f", "json").text)
    assert [mark["kind"] for mark in data["marks"]] == ["profiles"]
    assert "questions worded otherwise (by profiles)" in run(tmp_path, "trend", "a.yaml", "b.yaml").text
