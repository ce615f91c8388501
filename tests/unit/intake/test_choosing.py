"""Which answers file is meant where none is named: the order of the rules, and what can't be chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli import telling
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import (
    Head,
    all_files,
    baseline_of,
    candidates,
    is_answers_file,
    newest_files,
    one_file,
    only_file,
    read_head,
)


@pytest.fixture(autouse=True)
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    monkeypatch.setattr(telling, "_listeners", [said.append])
    return said


def write(path: str, enterprise: str = "Acme", day: str = "2026-11-20", more: str = "") -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(f"standard: btm 1.1\nenterprise: {enterprise}\nassessed_on: {day}\n{more}answers:\n", "utf-8")


def test_the_first_rule_that_finds_something_decides(told: list[str]) -> None:
    write("here.yaml")
    assert one_file(None) == "here.yaml"
    write("answers/2026-Q3.yaml", day="2026-08-20")
    assert one_file(None) == "answers/2026-Q3.yaml"
    write("answers.yaml")
    assert one_file(None) == "answers.yaml"
    write("kept/a.yaml")
    Path("btm.toml").write_text('answers = "kept/*.yaml"\n', "utf-8")
    assert one_file(None) == "kept/a.yaml"
    Path("btm.toml").write_text('answers = "nowhere/*.yaml"\n', "utf-8")
    assert one_file(None) == "answers.yaml"
    assert told[-1] == "using answers.yaml"


def test_what_is_named_is_taken_and_nothing_is_said(told: list[str]) -> None:
    write("answers.yaml")
    assert one_file("other.yaml") == "other.yaml"
    assert all_files(["x", "y"]) == ["x", "y"]
    assert only_file("z") == "z"
    assert told == []


def test_the_newest_of_several_is_used_whatever_they_are_called(told: list[str]) -> None:
    write("answers/a.yaml", day="2026-11-20")
    write("answers/b.yaml", day="2026-02-20")
    write("answers/c.yaml", day="2026-08-20")
    assert one_file(None) == "answers/a.yaml"
    assert told == ["using answers/a.yaml (newest of 3)"]
    assert newest_files(2) == ["answers/c.yaml", "answers/a.yaml"]
    assert told[-1] == "using answers/c.yaml, answers/a.yaml (newest 2 of 3)"
    assert all_files(None) == ["answers/a.yaml", "answers/b.yaml", "answers/c.yaml"]
    with pytest.raises(UsageProblem, match="None is chosen for what writes") as refused:
        only_file(None)
    assert refused.value.hint == "name one of: answers/a.yaml, answers/b.yaml, answers/c.yaml"


def test_a_tie_is_an_error_where_it_decides() -> None:
    write("answers/a.yaml", day="2026-02-20")
    write("answers/b.yaml", day="2026-11-20")
    write("answers/c.yaml", day="2026-11-20")
    with pytest.raises(UsageProblem, match=r"Several are of 2026-11-20: answers/b.yaml, answers/c.yaml"):
        one_file(None)
    write("answers/c.yaml", day="2026-02-20")
    assert one_file(None) == "answers/b.yaml"
    with pytest.raises(UsageProblem, match="2026-02-20"):
        newest_files(2)  # which of the two older ones is the second?


def test_several_enterprises_or_units_are_listed() -> None:
    write("answers/a.yaml", more="unit: {name: North, weight: 2}\n")
    write("answers/b.yaml", more="unit: South\n", day="2026-08-20")
    with pytest.raises(UsageProblem, match="several enterprises or units") as refused:
        one_file(None)
    assert refused.value.hint == "name one of: answers/a.yaml (Acme, North), answers/b.yaml (Acme, South)"
    with pytest.raises(UsageProblem, match="several enterprises or units"):
        all_files(None)
    write("answers/b.yaml", more="unit: NORTH\n", day="2026-08-20")  # the same name in other letters
    assert one_file(None) == "answers/a.yaml"


@pytest.mark.parametrize("head", [{"day": ""}, {"day": "2026-13-01"}, {"day": "2026-W01-1"}, {"enterprise": ""}])
def test_a_file_that_does_not_say_its_day_or_enterprise_is_not_passed_over(head: dict[str, str]) -> None:
    write("answers/a.yaml")
    write("answers/b.yaml", **head)
    with pytest.raises(UsageProblem, match=r"answers/b\.yaml does not say"):
        one_file(None)
    assert all_files(None) == ["answers/a.yaml", "answers/b.yaml"]


def test_a_file_is_compared_with_the_newest_older_one_of_the_same_subject_that_settings_match() -> None:
    write("kept/a.yaml", day="2026-02-20")
    write("kept/b.yaml", day="2026-08-20")
    write("kept/c.yaml", day="2026-11-20")
    write("kept/d.yaml", day="2026-10-20", enterprise="Other")
    assert baseline_of("kept/c.yaml", None) is None
    Path("btm.toml").write_text('answers = "kept/*.yaml"\n', "utf-8")
    assert baseline_of("kept/c.yaml", None) == "kept/b.yaml"
    assert baseline_of("kept/a.yaml", None) is None
    assert baseline_of("kept/c.yaml", "given.yaml") == "given.yaml"
    assert baseline_of("HEAD:kept/c.yaml", None) is None
    Path("btm.toml").write_text('answers = "kept/*.yaml"\nbaseline = "kept/a.yaml"\n', "utf-8")
    assert baseline_of("kept/c.yaml", None) == "kept/a.yaml"
    assert baseline_of("kept/a.yaml", None) is None


def test_other_files_are_none() -> None:
    Path("policy.yaml").write_text("policy: 1\n", "utf-8")
    Path("card.yaml").write_text("schema: btm-scorecard/2\nanswers_digest: x\nstandard: {id: btm}\n", "utf-8")
    Path("folder.yaml").mkdir()
    Path("broken.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageProblem, match="no answers file here") as refused:
        one_file(None)
    assert "btm init" in str(refused.value.hint)
    assert candidates(required=False) == []
    write("mine.yaml")
    assert one_file(None) == "mine.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "# a: b\n'standard' : btm 1.1\n\"enterprise\":\n  'Acme: #1'\nunit:\n  name: North\n"
        "assessed_on: 2026-11-20 # x\nanswers: {}\n",
        "\ufeff---\nstandard: btm 1.1\r\nenterprise: 'Acme: #1'\r\nunit: North\r\n"
        "assessed_on: 2026-11-20\r\nanswers:\r\n",
        "# c\n{standard: btm 1.1, enterprise: 'Acme: #1', unit: North, assessed_on: 2026-11-20, answers: {}}\n",
    ],
)
def test_a_head_is_read_in_every_way_of_writing_it(text: str) -> None:
    Path("a.yaml").write_bytes(text.encode("utf-8"))
    found = read_head("a.yaml")
    assert (found.enterprise, found.unit, str(found.day)) == ("Acme: #1", "North", "2026-11-20")
    assert is_answers_file("a.yaml")


def test_what_can_not_be_read_has_an_empty_head() -> None:
    assert read_head("nowhere.yaml") == Head("nowhere.yaml")
    assert not is_answers_file("nowhere.yaml")
