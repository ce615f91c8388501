"""What stands beside a claim: readings of the file's profiles, and current practice; neither changes a number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.quick_yaml import load_yaml
from support.run import in_process
from support.wire import assert_written_as_described

FILE = """\
standard: btm 1.1
enterprise: One Firm
assessed_on: 2026-11-20
profiles: [small-firm, public-agency]
answers:
  approval-and-prioritization:
    process: {5c: partially}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "firm.yaml"
    path.write_text(FILE, "utf-8")
    return path


def explained(file: Path, reference: str) -> dict:
    data = json.loads(in_process("explain", reference, "--answers", file, "--format", "json").out)
    assert_written_as_described("explanation", data)
    return data


def test_explain_shows_how_each_profile_reads_a_claim(file: Path) -> None:
    found = explained(file, "approval/process/5c")["beside"]["readings"]
    assert [(each["kind"], each["profile"]) for each in found] == [
        ("evidence", "small-firm"),
        ("evidence", "small-firm"),
        ("wording", "public-agency"),
    ]
    text = " ".join(in_process("explain", "approval/process", "--answers", file).text.split())
    assert "5c: Read as: A proposal for a service run jointly with another authority counts" in text
    assert "3a: Here the Architecture Review Board is carried by: Technology round (small-firm)" in text


def test_readings_change_no_number(file: Path) -> None:
    read = explained(file, "approval/process")["assessment"]["account"]
    file.write_text(FILE.replace("[small-firm, public-agency]", "[]"), "utf-8")
    plain = explained(file, "approval/process")
    assert (plain["assessment"]["account"], plain["beside"]["readings"]) == (read, [])


def test_explain_shows_practice_beside_the_claims_that_it_serves(file: Path) -> None:
    def shown(reference: str) -> list[str]:
        return [each["reference"] for each in explained(file, reference)["beside"]["today"]]

    place = "approval-and-prioritization/process"
    assert shown("approval/process") == [f"{place}/3", f"{place}/4"]
    assert shown("approval/process/3b") == [f"{place}/3"]
    assert shown("approval/process/5c") == shown("approval") == []
    assert "Today, for example" in in_process("explain", "approval/process/3b").text


def test_an_earlier_edition_has_no_practice_of_todays(file: Path) -> None:
    file.write_text(FILE.replace("1.1", "1.0").replace("profiles: [small-firm, public-agency]\n", ""), "utf-8")
    assert explained(file, "approval/process")["beside"] == {"terms": [], "readings": [], "today": []}


def test_an_interview_shows_them_before_it_asks(file: Path) -> None:
    options = ("--plain", "--depth", "criteria", "--capability", "approval")
    said = " ".join(in_process("interview", file, *options, stdin="").text.split())
    assert "Also shown by: a dated note of the round with names counts as minutes (small-firm)" in said


def test_practice_is_listed_by_tag() -> None:
    done = in_process("standard", "list", "--tag", "dora", "--tag", "carbon", "--format", "json")
    data = json.loads(done.out)
    assert_written_as_described("practice", data)
    written = [load_yaml(path.read_text("utf-8"))["cells"] for path in Path("standard/today").glob("*.yaml")]
    texts = [each["text"] for cells in written for each in cells.values() if {"dora", "carbon"} & set(each["tags"])]
    assert sorted(each["text"] for each in data["practice"]) == sorted(texts)
    assert data["tags"] == ["dora", "carbon"]
    wrong = in_process("standard", "list", "--tag", "finop$")
    assert (wrong.code, "did you mean `finops`?" in wrong.complaint) == (2, True)


def test_init_writes_what_profiles_leave_out_where_claims_are_rated(tmp_path: Path) -> None:
    """single-unit leaves out five claims, small-firm six others (edition.md 6 of edition 1.1)."""
    head = ("--enterprise", "One Firm", "--assessed-on", "2026-11-20", "--profile", "single", "--profile", "small-firm")
    made = in_process("init", "firm.yaml", "--depth", "criteria", *head, cwd=tmp_path)
    assert made.code == 0
    card = json.loads(in_process("assess", "firm.yaml", "--format", "json", cwd=tmp_path).out)
    assert card["subject"]["profiles"] == ["single-unit", "small-firm"]
    profiles = [each["profile"] for each in card["not_applicable"]]
    assert (profiles.count("single-unit"), profiles.count("small-firm")) == (5, 6)


def test_init_at_other_depths_only_names_the_profiles(tmp_path: Path) -> None:
    made = in_process("init", "firm.yaml", "--profile", "single-unit", "--enterprise", "One Firm", cwd=tmp_path)
    text = (tmp_path / "firm.yaml").read_text("utf-8")
    assert ("profiles: [single-unit]" in text, "n/a, reason: one technology" in text) == (True, False)
    assert "btm profile apply" in made.complaint
    wrong = in_process("init", "b.yaml", "--profile", "singel-unit", cwd=tmp_path)
    assert (wrong.code, "did you mean `single-unit`?" in wrong.complaint) == (2, True)
